/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The error domain of the services. A GError of it carries two facts beside its code and its text:
 * whether the request may have taken effect although it failed, and after how many seconds the
 * server wants to be asked again. An error that nobody said anything of is in doubt whenever its
 * code allows it, so that a transport that does not know better can't cause a second upload.
 * Any thread. */

#include "config.h"

#include "packshot-service-error.h"

#include <gio/gio.h>

typedef enum
{
  DOUBT_BY_CODE,
  DOUBT_NO,
  DOUBT_YES,
} Doubt;

typedef struct
{
  Doubt doubt;
  int   retry_after;
} PackshotServiceErrorPrivate;

static const char * const names[PACKSHOT_N_SERVICE_ERRORS] = {
  [PACKSHOT_SERVICE_ERROR_OFFLINE] = "offline",
  [PACKSHOT_SERVICE_ERROR_AUTH] = "auth",
  [PACKSHOT_SERVICE_ERROR_FORBIDDEN] = "forbidden",
  [PACKSHOT_SERVICE_ERROR_THROTTLED] = "throttled",
  [PACKSHOT_SERVICE_ERROR_CONFLICT] = "conflict",
  [PACKSHOT_SERVICE_ERROR_GONE] = "gone",
  [PACKSHOT_SERVICE_ERROR_INVALID] = "invalid",
  [PACKSHOT_SERVICE_ERROR_TOO_LARGE] = "too-large",
  [PACKSHOT_SERVICE_ERROR_FORMAT] = "format",
  [PACKSHOT_SERVICE_ERROR_SERVER] = "server",
  [PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED] = "not-supported",
  [PACKSHOT_SERVICE_ERROR_PROTOCOL] = "protocol",
  [PACKSHOT_SERVICE_ERROR_KEY] = "key",
  [PACKSHOT_SERVICE_ERROR_INSECURE] = "insecure",
  [PACKSHOT_SERVICE_ERROR_DISK] = "disk",
};

static void
packshot_service_error_private_init (PackshotServiceErrorPrivate *priv)
{
  priv->doubt = DOUBT_BY_CODE;
  priv->retry_after = -1;
}

static void
packshot_service_error_private_copy (const PackshotServiceErrorPrivate *from,
                                     PackshotServiceErrorPrivate       *to)
{
  *to = *from;
}

static void
packshot_service_error_private_clear (PackshotServiceErrorPrivate *priv)
{
}

/* The macro finds the data of an error by counting back bytes from it, properly aligned. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (PackshotServiceError, packshot_service_error)
#pragma GCC diagnostic pop

/**
 * packshot_service_error_new:
 * @code: what kind
 * @format: the cause, as printf() takes it
 * @...: its arguments
 *
 * Returns: (transfer full): an error
 */
GError *
packshot_service_error_new (PackshotServiceError code,
                            const char *format,
                            ...)
{
  GError *error;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (PACKSHOT_SERVICE_ERROR, code, format, args);
  va_end (args);
  return error;
}

/**
 * packshot_service_error_set_in_doubt:
 * @error: an error; one of another domain is left as it is
 * @in_doubt: whether the request may have taken effect
 */
void
packshot_service_error_set_in_doubt (GError  *error,
                                     gboolean in_doubt)
{
  g_return_if_fail (error != NULL);

  if (error->domain == PACKSHOT_SERVICE_ERROR)
    packshot_service_error_get_private (error)->doubt = in_doubt ? DOUBT_YES : DOUBT_NO;
}

/**
 * packshot_service_error_set_retry_after:
 * @error: an error of this domain
 * @seconds: from now, or -1
 */
void
packshot_service_error_set_retry_after (GError *error,
                                        int     seconds)
{
  g_return_if_fail (error != NULL && error->domain == PACKSHOT_SERVICE_ERROR);

  packshot_service_error_get_private (error)->retry_after = seconds;
}

/**
 * packshot_service_error_to_string:
 * @code: a code
 *
 * Returns: (transfer none): its name in the database and in JSON
 */
const char *
packshot_service_error_to_string (PackshotServiceError code)
{
  g_return_val_if_fail ((guint)code < PACKSHOT_N_SERVICE_ERRORS, NULL);

  return names[code];
}

/**
 * packshot_service_error_get_retry_after:
 * @error: an error, of any domain
 *
 * Returns: the seconds that a 429 or 503 asked to wait, or -1
 */
int
packshot_service_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL, -1);

  if (error->domain != PACKSHOT_SERVICE_ERROR)
    return -1;
  return packshot_service_error_get_private (error)->retry_after;
}

/**
 * packshot_service_error_is_in_doubt:
 * @error: an error, of any domain
 *
 * A call that was cancelled is in doubt too: the server may have been quicker.
 *
 * Returns: whether the request may have taken effect although it failed
 */
gboolean
packshot_service_error_is_in_doubt (const GError *error)
{
  Doubt doubt;

  g_return_val_if_fail (error != NULL, FALSE);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  if (error->domain != PACKSHOT_SERVICE_ERROR)
    return FALSE;
  doubt = packshot_service_error_get_private (error)->doubt;
  if (doubt != DOUBT_BY_CODE)
    return doubt == DOUBT_YES;
  return error->code == PACKSHOT_SERVICE_ERROR_OFFLINE ||
         error->code == PACKSHOT_SERVICE_ERROR_SERVER ||
         error->code == PACKSHOT_SERVICE_ERROR_PROTOCOL;
}

/**
 * packshot_service_error_is_temporary:
 * @error: an error, of any domain
 *
 * Returns: whether trying again later can help without anybody doing something
 */
gboolean
packshot_service_error_is_temporary (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return error->domain == PACKSHOT_SERVICE_ERROR &&
         (error->code == PACKSHOT_SERVICE_ERROR_OFFLINE ||
          error->code == PACKSHOT_SERVICE_ERROR_THROTTLED ||
          error->code == PACKSHOT_SERVICE_ERROR_SERVER ||
          error->code == PACKSHOT_SERVICE_ERROR_PROTOCOL ||
          error->code == PACKSHOT_SERVICE_ERROR_CONFLICT);
}
