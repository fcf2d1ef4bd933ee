/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-transport.h"

G_BEGIN_DECLS

#define TYPE_FAKE_TRANSPORT (fake_transport_get_type ())
G_DECLARE_FINAL_TYPE (FakeTransport, fake_transport, FAKE, TRANSPORT, GObject)

PackshotTransport     *fake_transport_new         (void);
PackshotResponse      *fake_transport_answer      (PackshotTransport *self,
                                                   guint              status,
                                                   const char        *body);
void                   fake_transport_fail        (PackshotTransport *self,
                                                   GError            *error);
guint                  fake_transport_get_n       (PackshotTransport *self);
const PackshotRequest *fake_transport_get_request (PackshotTransport *self,
                                                   guint              index);
const char            *fake_transport_get_header  (PackshotTransport *self,
                                                   guint              index,
                                                   const char        *name);
guint                  fake_transport_get_left    (PackshotTransport *self);

G_END_DECLS
