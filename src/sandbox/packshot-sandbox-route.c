/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Finds the handler of a path, and reads queries. Pure functions over one exchange. */

#include "config.h"

#include "packshot-sandbox-private.h"

static gboolean
route_fits (const PackshotSandboxRoute *route,
            PackshotSandboxExchange    *exchange)
{
  g_auto(GStrv) wanted = g_strsplit (route->path + 1, "/", -1);
  guint n_args = 0;
  guint i;

  for (i = 0; wanted[i] != NULL && exchange->segments[i] != NULL; i++)
    {
      if (strcmp (wanted[i], "{}") == 0 && exchange->segments[i][0] != '\0')
        exchange->args[n_args++] = exchange->segments[i];
      else if (strcmp (wanted[i], exchange->segments[i]) != 0)
        return FALSE;
    }
  return wanted[i] == NULL && exchange->segments[i] == NULL;
}

/* Routes are tried in turn, so a fixed path stands before one with {}.
 *
 * @status: (out): 404, or 405 when the path is known with other methods
 *
 * Returns: (nullable): the route; the exchange then has its arguments */
const PackshotSandboxRoute *
_packshot_sandbox_route_find (const PackshotSandboxRoute *routes,
                              guint                       n_routes,
                              PackshotSandboxExchange    *exchange,
                              guint                      *status)
{
  *status = 404;
  for (guint i = 0; i < n_routes; i++)
    {
      if (!route_fits (&routes[i], exchange))
        continue;
      if (strcmp (routes[i].method, exchange->request->method) == 0)
        return &routes[i];
      *status = 405;
    }
  return NULL;
}

/* Returns: (nullable): the value, decoded */
const char *
_packshot_sandbox_query (PackshotSandboxExchange *exchange,
                         const char              *name)
{
  return g_hash_table_lookup (exchange->query, name);
}

/* Returns: whether the value is missing, and @fallback taken, or a number within the bounds */
gboolean
_packshot_sandbox_query_int (PackshotSandboxExchange *exchange,
                             const char              *name,
                             gint64                   fallback,
                             gint64                   low,
                             gint64                   high,
                             gint64                  *value)
{
  const char *text = _packshot_sandbox_query (exchange, name);

  *value = fallback;
  return text == NULL || g_ascii_string_to_signed (text, 10, low, high, value, NULL);
}

/* Returns: whether @part stands in @text, whatever the case; nothing stands in everything */
gboolean
_packshot_sandbox_contains (const char *text,
                            const char *part)
{
  g_autofree char *folded_text = g_utf8_casefold (text != NULL ? text : "", -1);
  g_autofree char *folded_part = g_utf8_casefold (part != NULL ? part : "", -1);

  return strstr (folded_text, folded_part) != NULL;
}

/* Returns: the reason phrase of an HTTP status (RFC 9110) */
const char *
_packshot_sandbox_status_text (guint status)
{
  static const struct { guint status; const char *text; } texts[] = {
    { 200, "OK" }, { 201, "Created" }, { 204, "No Content" }, { 301, "Moved Permanently" },
    { 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" },
    { 405, "Method Not Allowed" }, { 409, "Conflict" }, { 413, "Content Too Large" },
    { 415, "Unsupported Media Type" }, { 422, "Unprocessable Content" },
    { 429, "Too Many Requests" }, { 500, "Internal Server Error" }, { 502, "Bad Gateway" },
    { 503, "Service Unavailable" }, { 504, "Gateway Timeout" }, { 507, "Insufficient Storage" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i].status == status)
        return texts[i].text;
    }
  return status >= 500 ? "Server Error" : "Error";
}
