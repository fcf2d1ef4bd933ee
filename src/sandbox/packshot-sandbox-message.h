/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PackshotSandboxOrigin:
 * @PACKSHOT_SANDBOX_ORIGIN_ANY: not known, both kinds of paths are served
 * @PACKSHOT_SANDBOX_ORIGIN_API: came to the port of the three services
 * @PACKSHOT_SANDBOX_ORIGIN_MEDIA: came to the port of the image host
 */
typedef enum
{
  PACKSHOT_SANDBOX_ORIGIN_ANY,
  PACKSHOT_SANDBOX_ORIGIN_API,
  PACKSHOT_SANDBOX_ORIGIN_MEDIA,
} PackshotSandboxOrigin;

/**
 * PackshotSandboxDelivery:
 * @PACKSHOT_SANDBOX_DELIVERY_WHOLE: as it is
 * @PACKSHOT_SANDBOX_DELIVERY_REFUSE: no answer, the connection is reset
 * @PACKSHOT_SANDBOX_DELIVERY_CUT: no answer, the connection is closed
 * @PACKSHOT_SANDBOX_DELIVERY_TRUNCATE: the head and half of the body, then the connection is closed
 * @PACKSHOT_SANDBOX_DELIVERY_SLOW: the body comes in small pieces
 *
 * How whoever carries a response to the client has to do it.
 */
typedef enum
{
  PACKSHOT_SANDBOX_DELIVERY_WHOLE,
  PACKSHOT_SANDBOX_DELIVERY_REFUSE,
  PACKSHOT_SANDBOX_DELIVERY_CUT,
  PACKSHOT_SANDBOX_DELIVERY_TRUNCATE,
  PACKSHOT_SANDBOX_DELIVERY_SLOW,
} PackshotSandboxDelivery;

typedef struct _PackshotSandboxRequest PackshotSandboxRequest;
typedef struct _PackshotSandboxResponse PackshotSandboxResponse;

/**
 * PackshotSandboxResponse:
 * @status: HTTP status
 * @headers: (element-type utf8): names and values in turn
 * @body: (nullable): the body
 * @delivery: what a fault asks of the carrier
 * @delay: milliseconds to wait before the answer, also part of a slow delivery
 * @changed: whether the sandbox's state was written
 */
struct _PackshotSandboxResponse
{
  guint status;
  GPtrArray *headers;
  GBytes *body;
  PackshotSandboxDelivery delivery;
  guint delay;
  gboolean changed;
};

PackshotSandboxRequest  *packshot_sandbox_request_new         (const char               *method,
                                                               const char               *target);
void                     packshot_sandbox_request_add_header  (PackshotSandboxRequest   *self,
                                                               const char               *name,
                                                               const char               *value);
void                     packshot_sandbox_request_set_body    (PackshotSandboxRequest   *self,
                                                               GBytes                   *body);
void                     packshot_sandbox_request_set_origin  (PackshotSandboxRequest   *self,
                                                               PackshotSandboxOrigin     origin);
const char              *packshot_sandbox_request_get_header  (PackshotSandboxRequest   *self,
                                                               const char               *name);
void                     packshot_sandbox_request_free        (PackshotSandboxRequest   *self);

const char              *packshot_sandbox_response_get_header (PackshotSandboxResponse  *self,
                                                               const char               *name);
void                     packshot_sandbox_response_free       (PackshotSandboxResponse  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotSandboxRequest, packshot_sandbox_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotSandboxResponse, packshot_sandbox_response_free)

G_END_DECLS
