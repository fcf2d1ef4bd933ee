/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PACKSHOT_SERVICE_ERROR (packshot_service_error_quark ())

/**
 * PackshotServiceError:
 * @PACKSHOT_SERVICE_ERROR_OFFLINE: nothing was reached: no network, no such host, refused, no
 *   answer in time, connection lost
 * @PACKSHOT_SERVICE_ERROR_AUTH: 401: the key is not accepted
 * @PACKSHOT_SERVICE_ERROR_FORBIDDEN: 402, 403: the key may not do this
 * @PACKSHOT_SERVICE_ERROR_THROTTLED: 429: too many calls;
 *   packshot_service_error_get_retry_after() says when
 * @PACKSHOT_SERVICE_ERROR_CONFLICT: 409, 412, or the thing changed under our hands
 * @PACKSHOT_SERVICE_ERROR_GONE: 404, 410: no such item, row or asset
 * @PACKSHOT_SERVICE_ERROR_INVALID: 400, 422: the server does not accept a value
 * @PACKSHOT_SERVICE_ERROR_TOO_LARGE: 413
 * @PACKSHOT_SERVICE_ERROR_FORMAT: 415: not a kind of file that the server takes
 * @PACKSHOT_SERVICE_ERROR_SERVER: 5xx, 408: the server's own trouble
 * @PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED: the service has no such call
 * @PACKSHOT_SERVICE_ERROR_PROTOCOL: an answer that can't be understood
 * @PACKSHOT_SERVICE_ERROR_KEY: the key is malformed, found without a network
 * @PACKSHOT_SERVICE_ERROR_INSECURE: no trustworthy TLS, or plain HTTP to another machine; no key
 *   was sent
 * @PACKSHOT_SERVICE_ERROR_DISK: a local file could not be read or written
 *
 * Why a call to a service failed. Each error also carries whether the request may have taken effect
 * and how long the server asks to wait.
 */
typedef enum
{
  PACKSHOT_SERVICE_ERROR_OFFLINE,
  PACKSHOT_SERVICE_ERROR_AUTH,
  PACKSHOT_SERVICE_ERROR_FORBIDDEN,
  PACKSHOT_SERVICE_ERROR_THROTTLED,
  PACKSHOT_SERVICE_ERROR_CONFLICT,
  PACKSHOT_SERVICE_ERROR_GONE,
  PACKSHOT_SERVICE_ERROR_INVALID,
  PACKSHOT_SERVICE_ERROR_TOO_LARGE,
  PACKSHOT_SERVICE_ERROR_FORMAT,
  PACKSHOT_SERVICE_ERROR_SERVER,
  PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED,
  PACKSHOT_SERVICE_ERROR_PROTOCOL,
  PACKSHOT_SERVICE_ERROR_KEY,
  PACKSHOT_SERVICE_ERROR_INSECURE,
  PACKSHOT_SERVICE_ERROR_DISK,
} PackshotServiceError;

#define PACKSHOT_N_SERVICE_ERRORS (PACKSHOT_SERVICE_ERROR_DISK + 1)

GQuark      packshot_service_error_quark           (void);
GError     *packshot_service_error_new             (PackshotServiceError  code,
                                                    const char           *format,
                                                    ...) G_GNUC_PRINTF (2, 3);
void        packshot_service_error_set_in_doubt    (GError               *error,
                                                    gboolean              in_doubt);
void        packshot_service_error_set_retry_after (GError               *error,
                                                    int                   seconds);
const char *packshot_service_error_to_string       (PackshotServiceError  code);
int         packshot_service_error_get_retry_after (const GError         *error);
gboolean    packshot_service_error_is_in_doubt     (const GError         *error);
gboolean    packshot_service_error_is_temporary    (const GError         *error);

G_END_DECLS
