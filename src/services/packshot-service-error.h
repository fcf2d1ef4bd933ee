/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PACKSHOT_SERVICE_ERROR (packshot_service_error_quark ())

/**
 * PackshotServiceError:
 * @PACKSHOT_SERVICE_ERROR_OFFLINE: nothing was reached: no network, no such host, refused, no answer in
 *   time, connection lost; whether the request took effect is not known
 * @PACKSHOT_SERVICE_ERROR_AUTH: 401: the key is not accepted
 * @PACKSHOT_SERVICE_ERROR_FORBIDDEN: 403: the key may not do this
 * @PACKSHOT_SERVICE_ERROR_THROTTLED: 429: too many calls; packshot_service_error_get_retry_after() says when
 * @PACKSHOT_SERVICE_ERROR_CONFLICT: 409, or the thing changed under our hands
 * @PACKSHOT_SERVICE_ERROR_GONE: 404, 410: no such item, row or asset
 * @PACKSHOT_SERVICE_ERROR_INVALID: 400, 422: the server does not accept a value
 * @PACKSHOT_SERVICE_ERROR_TOO_LARGE: 413
 * @PACKSHOT_SERVICE_ERROR_FORMAT: 415: not a kind of file that the server takes
 * @PACKSHOT_SERVICE_ERROR_SERVER: 5xx, 408: the server's own trouble; whether the request took effect is not known
 * @PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED: the service has no such call
 * @PACKSHOT_SERVICE_ERROR_PROTOCOL: an answer that can't be understood; whether the request took effect is not known
 * @PACKSHOT_SERVICE_ERROR_KEY: the key is malformed, found without a network
 * @PACKSHOT_SERVICE_ERROR_INSECURE: no trustworthy TLS, or plain HTTP to another machine; no key was sent
 * @PACKSHOT_SERVICE_ERROR_DISK: a local file could not be read or written
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

GQuark      packshot_service_error_quark           (void);

/* the error's name as the database and JSON write it: "offline", "auth", "forbidden", "throttled", "conflict", "gone",
 * "invalid", "too-large", "format", "server", "not-supported", "protocol", "key", "insecure", "disk" */
const char *packshot_service_error_to_string       (PackshotServiceError code);
/* seconds from now that a THROTTLED (or 503) answer asked for, or -1; kept as data of the GError (g_error extended type) */
int         packshot_service_error_get_retry_after (const GError *error);
/* whether the request may have taken effect although it failed: OFFLINE after its first byte, SERVER, PROTOCOL */
gboolean    packshot_service_error_is_in_doubt     (const GError *error);
/* whether trying again later can help: OFFLINE, THROTTLED, SERVER, PROTOCOL, CONFLICT */
gboolean    packshot_service_error_is_temporary    (const GError *error);

G_END_DECLS
