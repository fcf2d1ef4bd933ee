/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What can be said of a key and of a server's address without a network. No message repeats any
 * part of a key. Any thread. */

#include "config.h"

#include "packshot-service-private.h"

#include "packshot-url.h"

#include <string.h>
#include <zlib.h>

#define CLOSIENT_BODY_LENGTH 32

static gboolean
fail (GError    **error,
      const char *why)
{
  g_set_error_literal (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_KEY, why);
  return FALSE;
}

/* `csb_BODY_CHECKSUM`: 32 letters and digits, and their CRC-32 in eight hexadecimal digits in lower
 * case (docs.closient.com, "Authentication"). */
static gboolean
check_closient (const char *key,
                GError    **error)
{
  g_auto(GStrv) parts = g_strsplit (key, "_", -1);
  g_autofree char *checksum = NULL;
  const char *body;

  if (g_strv_length (parts) != 3)
    return fail (error, "A Closient key has three parts with underscores between them");
  if (!g_str_equal (parts[0], "csb") && !g_str_equal (parts[0], "csu") &&
      !g_str_equal (parts[0], "cpk"))
    return fail (error, "A Closient key begins with csb, csu or cpk");
  body = parts[1];
  if (strlen (body) != CLOSIENT_BODY_LENGTH)
    return fail (error, "The middle of a Closient key has 32 letters and digits");
  for (const char *p = body; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return fail (error, "The middle of a Closient key has 32 letters and digits");
  checksum = g_strdup_printf ("%08lx", crc32 (0, (const Bytef *)body, CLOSIENT_BODY_LENGTH));
  if (!g_str_equal (parts[2], checksum))
    return fail (error, "The key's checksum does not fit: a character is wrong or missing");
  return TRUE;
}

static gboolean
is_printable (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return TRUE;
}

static gboolean
check_goldleaf (const char *key,
                GError    **error)
{
  g_autofree char *name = NULL;
  g_autofree char *secret = NULL;

  if (!_packshot_service_split_key (key, &name, &secret))
    return fail (error, "A GoldLeaf key is written NAME:KEY");
  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return fail (error, "The key's name has a control character");
  if (!is_printable (secret))
    return fail (error, "The key has a space or another character that can't stand in it");
  return TRUE;
}

static gboolean
check_blaze (const char *key,
             GError    **error)
{
  g_autofree char *partner = NULL;
  g_autofree char *developer = NULL;

  if (!_packshot_service_split_key (key, &partner, &developer))
    return fail (error, "BLAZE keys are written PARTNER_KEY:DEVELOPER_KEY");
  if (!is_printable (partner) || !is_printable (developer))
    return fail (error, "A key has a space or another character that can't stand in it");
  return TRUE;
}

/**
 * packshot_service_check_key:
 * @kind: a service
 * @key: `KEY` for Closient, `NAME:KEY` for GoldLeaf, `PARTNER_KEY:DEVELOPER_KEY` for BLAZE
 * @error: return location; %PACKSHOT_SERVICE_ERROR_KEY
 *
 * Returns: whether @key can be one, as far as that is seen without asking the server
 */
gboolean
packshot_service_check_key (PackshotServiceKind kind,
                            const char         *key,
                            GError            **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (key != NULL, FALSE);

  if (!g_utf8_validate (key, -1, NULL))
    return fail (error, "The key is not text");
  text = g_strstrip (g_strdup (key));
  switch (kind)
    {
    case PACKSHOT_SERVICE_CLOSIENT:
      return check_closient (text, error);
    case PACKSHOT_SERVICE_GOLDLEAF:
      return check_goldleaf (text, error);
    case PACKSHOT_SERVICE_BLAZE:
      return check_blaze (text, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * packshot_service_normalize_url:
 * @kind: a service
 * @url: (nullable): what a person typed; %NULL or nothing is the vendor's own server
 * @error: return location; %PACKSHOT_SERVICE_ERROR_INVALID or %PACKSHOT_SERVICE_ERROR_INSECURE
 *
 * Takes https, or http to this machine only. The API's own path at the end is left out.
 *
 * Returns: (transfer full): the server's address without a slash at the end
 */
char *
packshot_service_normalize_url (PackshotServiceKind kind,
                                const char         *url,
                                GError            **error)
{
  static const char * const defaults[PACKSHOT_N_SERVICES] = {
    [PACKSHOT_SERVICE_CLOSIENT] = "https://www.closient.com",
    [PACKSHOT_SERVICE_GOLDLEAF] = "https://goldleaf.app",
    [PACKSHOT_SERVICE_BLAZE] = "https://api.partners.blaze.me",
  };
  static const char * const endings[] = { "/api/v1/partner", "/api/v1" };
  char *plain;

  g_return_val_if_fail ((guint)kind < PACKSHOT_N_SERVICES, NULL);

  if (url == NULL || url[strspn (url, " \t\r\n")] == '\0')
    return g_strdup (defaults[kind]);
  plain = packshot_url_normalize (url, error);
  for (guint i = 0; plain != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (plain, endings[i]))
      {
        plain[strlen (plain) - strlen (endings[i])] = '\0';
        break;
      }
  return plain;
}
