/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-request.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_BODY_STREAM (packshot_body_stream_get_type ())
G_DECLARE_FINAL_TYPE (PackshotBodyStream, packshot_body_stream, PACKSHOT, BODY_STREAM, GInputStream)

PackshotBodyStream *packshot_body_stream_new        (const PackshotRequest  *request,
                                                     GError                **error);
const char         *packshot_body_stream_get_mime   (PackshotBodyStream     *self);
gint64              packshot_body_stream_get_length (PackshotBodyStream     *self);

G_END_DECLS
