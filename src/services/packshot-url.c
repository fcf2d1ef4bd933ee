/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What an address tells about safety: whether it is this machine, whether it may be spoken to at
 * all, whether two addresses are the same server. Any thread. */

#include "config.h"

#include "packshot-url.h"

#include "packshot-service-error.h"

#include <gio/gio.h>
#include <string.h>

#define URI_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE)

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* A name, also one of other letters, or an address. GUri has taken back what was escaped. */
static gboolean
is_host (const char *host)
{
  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && (guchar)*c < 0x80 && strchr ("-._:", *c) == NULL)
      return FALSE;
  return *host != '\0' && g_utf8_validate (host, -1, NULL);
}

static gboolean
is_web (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) &&
         host != NULL && is_host (host);
}

static GUri *
parse (const char *url,
       GError    **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GUri) uri = g_uri_parse (url, URI_FLAGS, &cause);

  if (uri == NULL)
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                 "Not an address: %s", cause->message);
  else if (!is_web (uri))
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                 "Not the address of a web server");
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                 "An address may not contain a user name or a password");
  else
    return g_steal_pointer (&uri);
  return NULL;
}

static gboolean
check_secure (GUri    *uri,
              GError **error)
{
  if (g_str_equal (g_uri_get_scheme (uri), "https") || is_loopback_host (g_uri_get_host (uri)))
    return TRUE;
  g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INSECURE,
               "%s would be spoken to without encryption", g_uri_get_host (uri));
  return FALSE;
}

/**
 * packshot_url_check:
 * @url: an absolute address
 * @error: return location; %PACKSHOT_SERVICE_ERROR_INVALID or %PACKSHOT_SERVICE_ERROR_INSECURE
 *
 * Returns: whether @url is https, or http to this machine
 */
gboolean
packshot_url_check (const char *url,
                    GError    **error)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = parse (url, error);
  return uri != NULL && check_secure (uri, error);
}

/**
 * packshot_url_is_loopback:
 * @url: an address
 *
 * Returns: whether it is of this machine: 127.0.0.0/8, ::1 or localhost
 */
gboolean
packshot_url_is_loopback (const char *url)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = parse (url, NULL);
  return uri != NULL && is_loopback_host (g_uri_get_host (uri));
}

/**
 * packshot_url_same_origin:
 * @a: an address
 * @b: another
 *
 * Returns: whether scheme, host and port are the same (RFC 6454, section 5)
 */
gboolean
packshot_url_same_origin (const char *a,
                          const char *b)
{
  g_autoptr(GUri) x = NULL;
  g_autoptr(GUri) y = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  x = parse (a, NULL);
  y = parse (b, NULL);
  if (x == NULL || y == NULL)
    return FALSE;
  /* With G_URI_FLAGS_SCHEME_NORMALIZE the scheme's own port is always filled in. */
  return g_str_equal (g_uri_get_scheme (x), g_uri_get_scheme (y)) &&
         g_ascii_strcasecmp (g_uri_get_host (x), g_uri_get_host (y)) == 0 &&
         g_uri_get_port (x) == g_uri_get_port (y);
}

/* What no address has in it, and what could not be stored as text. */
static gboolean
check_text (const char *text,
            GError    **error)
{
  gboolean ok = g_utf8_validate (text, -1, NULL);

  for (const char *c = text; ok && *c != '\0'; c++)
    ok = *c != ' ' && !g_ascii_iscntrl (*c);
  if (!ok)
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                 "Not an address: it has spaces or line breaks in it");
  return ok;
}

/**
 * packshot_url_normalize:
 * @url: what a person typed; https is meant when there is no scheme
 * @error: return location; %PACKSHOT_SERVICE_ERROR_INVALID or %PACKSHOT_SERVICE_ERROR_INSECURE
 *
 * Returns: (transfer full): the address without a query and without a slash at the end
 */
char *
packshot_url_normalize (const char *url,
                        GError    **error)
{
  g_autofree char *text = NULL;
  g_autofree char *host = NULL;
  g_autoptr(GUri) uri = NULL;
  char *plain;

  g_return_val_if_fail (url != NULL, NULL);

  text = g_strstrip (g_strdup (url));
  if (strstr (text, "://") == NULL)
    {
      char *secure = g_strconcat ("https://", text, NULL);

      g_free (text);
      text = secure;
    }
  if (!check_text (text, error))
    return NULL;
  uri = parse (text, error);
  if (uri == NULL || !check_secure (uri, error))
    return NULL;
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                   "A server's address has no “?” and no “#”");
      return NULL;
    }
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  plain = g_uri_join (URI_FLAGS, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri),
                      g_uri_get_path (uri), NULL, NULL);
  for (gsize n = strlen (plain); n > 0 && plain[n - 1] == '/'; n--)
    plain[n - 1] = '\0';
  return plain;
}
