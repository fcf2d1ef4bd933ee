/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient: who calls, how often, and which handler answers. Keys are accepted in X-API-Key
 * alone; the vendor's OAuth and session cookies are not offered here. Limits count in fixed
 * windows, one pair of windows for each key and one for all calls without a known key. */

#include "config.h"

#include "packshot-sandbox-closient-private.h"

#define PAGE_SIZE_DEFAULT 25
#define PAGE_SIZE_MAX 100

static const struct
{
  const char *role;
  gboolean    may_write;
  gboolean    in_second;
} callers[] = {
  [PACKSHOT_SANDBOX_CLOSIENT_EDITOR] = { "editor", TRUE, FALSE },
  [PACKSHOT_SANDBOX_CLOSIENT_VIEWER] = { "viewer", FALSE, FALSE },
  [PACKSHOT_SANDBOX_CLOSIENT_USER] = { "manager", TRUE, TRUE },
  [PACKSHOT_SANDBOX_CLOSIENT_PUBLISHABLE] = { "viewer", FALSE, FALSE },
};

#define IMAGES "/dashboard/api/v1/trade-items/{}/{}/images"

static const PackshotSandboxRoute routes[] = {
  { "GET", "/account/api/v1/whoami", _packshot_sandbox_closient_whoami },
  { "GET", "/account/api/v1/organizations/{}", _packshot_sandbox_closient_organization },
  { "GET", "/account/api/v1/organizations/{}/members", _packshot_sandbox_closient_members },
  { "GET", "/products/api/v1/products", _packshot_sandbox_closient_products_slash },
  { "GET", "/products/api/v1/products/", _packshot_sandbox_closient_products },
  { "GET", "/products/api/v1/products/{}", _packshot_sandbox_closient_trade_item },
  { "GET", "/products/api/v1/trade-items", _packshot_sandbox_closient_trade_items },
  { "GET", "/products/api/v1/trade-items/{}", _packshot_sandbox_closient_trade_item },
  { "GET", "/dashboard/api/v1/stats/{}", _packshot_sandbox_closient_stats },
  { "GET", "/dashboard/api/v1/trade-items/{}/{}/completeness",
    _packshot_sandbox_closient_completeness },
  { "GET", IMAGES, _packshot_sandbox_closient_list_images },
  { "POST", IMAGES, _packshot_sandbox_closient_upload_image },
  { "DELETE", IMAGES "/{}", _packshot_sandbox_closient_delete_image },
};

static const PackshotSandboxRoute public_routes[] = {
  { "GET", "/.well-known/api-catalog", _packshot_sandbox_closient_api_catalog },
};

/* Problem details (RFC 9457). */
PackshotSandboxResponse *
_packshot_sandbox_closient_error (PackshotSandbox         *self,
                                  PackshotSandboxExchange *exchange,
                                  guint                    status,
                                  const char              *detail)
{
  JsonObject *problem = json_object_new ();
  PackshotSandboxResponse *response;

  json_object_set_string_member (problem, "type", "about:blank");
  json_object_set_string_member (problem, "title", _packshot_sandbox_status_text (status));
  json_object_set_int_member (problem, "status", status);
  json_object_set_string_member (problem, "detail", detail);
  json_object_set_string_member (problem, "instance", exchange->request->path);
  if (status == 429)
    json_object_set_int_member (problem, "retry_after_seconds", exchange->retry_after);
  response = _packshot_sandbox_response_new_object (status, problem);
  _packshot_sandbox_response_set_header (response, "Content-Type", "application/problem+json");
  if (status == 429)
    _packshot_sandbox_response_set_number (response, "Retry-After", exchange->retry_after);
  return response;
}

static JsonObject *
page_meta (gint64 page,
           gint64 size,
           gint64 total)
{
  JsonObject *meta = json_object_new ();
  gint64 pages = (total + size - 1) / size;

  json_object_set_int_member (meta, "page", page);
  json_object_set_int_member (meta, "page_size", size);
  json_object_set_int_member (meta, "total_count", total);
  json_object_set_int_member (meta, "total_pages", pages);
  json_object_set_boolean_member (meta, "has_next", page < pages);
  json_object_set_boolean_member (meta, "has_previous", page > 1);
  return meta;
}

/* Returns: (transfer full): the page that was asked for, as `data` and `pagination` */
PackshotSandboxResponse *
_packshot_sandbox_closient_page (PackshotSandbox           *self,
                                 PackshotSandboxExchange   *exchange,
                                 GPtrArray                 *docs,
                                 PackshotSandboxClosientOut out)
{
  JsonObject *object;
  JsonArray *data;
  gint64 page, size;

  if (!_packshot_sandbox_query_int (exchange, "page", 1, 1, G_MAXINT32, &page))
    return _packshot_sandbox_closient_error (self, exchange, 422, "page: an integer from 1 up");
  if (!_packshot_sandbox_query_int (exchange, "page_size", PAGE_SIZE_DEFAULT, 1, PAGE_SIZE_MAX,
                                    &size))
    return _packshot_sandbox_closient_error (self, exchange, 422,
                                             "page_size: an integer from 1 to 100");
  data = json_array_new ();
  for (gint64 i = (page - 1) * size; i < page * size && i < docs->len; i++)
    json_array_add_object_element (data, out (self, g_ptr_array_index (docs, i)));
  object = json_object_new ();
  json_object_set_array_member (object, "data", data);
  json_object_set_object_member (object, "pagination", page_meta (page, size, docs->len));
  return _packshot_sandbox_response_new_object (200, object);
}

/* Returns: whether the caller belongs to the organization */
gboolean
_packshot_sandbox_closient_is_member (PackshotSandbox         *self,
                                      PackshotSandboxExchange *exchange,
                                      const char              *organization)
{
  return strcmp (organization, self->organizations[0]) == 0 ||
         (callers[exchange->caller].in_second &&
          strcmp (organization, self->organizations[1]) == 0);
}

gboolean
_packshot_sandbox_closient_may_write (PackshotSandboxExchange *exchange)
{
  return callers[exchange->caller].may_write;
}

const char *
_packshot_sandbox_closient_role (PackshotSandboxExchange *exchange)
{
  return callers[exchange->caller].role;
}

/* Returns: whether the key is known; the exchange then has the caller */
static gboolean
find_caller (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange,
             const char              *key)
{
  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (callers); i++)
    {
      if (strcmp (self->credentials[i], key) != 0)
        continue;
      exchange->caller = i;
      return TRUE;
    }
  return FALSE;
}

static void
write_policy (PackshotSandboxResponse      *response,
              const PackshotSandboxWindow  *windows,
              guint                         n_windows,
              const PackshotSandboxVerdict *verdict,
              gint64                        now)
{
  g_autoptr(GString) policy = g_string_new (NULL);

  for (guint i = 0; i < n_windows; i++)
    {
      if (windows[i].limit > 0)
        g_string_append_printf (policy,
                                "%s%" G_GINT64_FORMAT ";w=%" G_GINT64_FORMAT,
                                policy->len > 0 ? ", " : "", windows[i].limit, windows[i].seconds);
    }
  if (policy->len == 0)
    return;
  _packshot_sandbox_response_set_header (response, "RateLimit-Policy", policy->str);
  _packshot_sandbox_response_set_number (response, "RateLimit-Limit", verdict->limit);
  _packshot_sandbox_response_set_number (response, "RateLimit-Remaining", verdict->remaining);
  _packshot_sandbox_response_set_number (response, "RateLimit-Reset", verdict->reset);
  _packshot_sandbox_response_set_number (response, "X-RateLimit-Limit", verdict->limit);
  _packshot_sandbox_response_set_number (response, "X-RateLimit-Remaining", verdict->remaining);
  _packshot_sandbox_response_set_number (response, "X-RateLimit-Reset",
                                         now / G_USEC_PER_SEC + verdict->reset);
}

static PackshotSandboxResponse *
answer (PackshotSandbox         *self,
        PackshotSandboxExchange *exchange,
        gboolean                 is_known,
        const char              *key)
{
  const PackshotSandboxRoute *route;
  guint status;

  route = _packshot_sandbox_route_find (public_routes, G_N_ELEMENTS (public_routes), exchange,
                                        &status);
  if (route != NULL)
    return route->handler (self, exchange);
  if (key == NULL)
    return _packshot_sandbox_closient_error (self, exchange, 401, "X-API-Key is missing");
  if (!_packshot_sandbox_closient_key_check (key))
    return _packshot_sandbox_closient_error (self, exchange, 401, "The key is not well formed");
  if (!is_known)
    return _packshot_sandbox_closient_error (self, exchange, 401, "The key is not known");
  route = _packshot_sandbox_route_find (routes, G_N_ELEMENTS (routes), exchange, &status);
  if (route == NULL)
    return _packshot_sandbox_closient_error (self, exchange, status,
                                             _packshot_sandbox_status_text (status));
  return route->handler (self, exchange);
}

PackshotSandboxResponse *
_packshot_sandbox_closient_handle (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  const char *key = packshot_sandbox_request_get_header (exchange->request, "X-API-Key");
  gboolean is_known = find_caller (self, exchange, key);
  gboolean is_public = is_known && exchange->caller == PACKSHOT_SANDBOX_CLOSIENT_PUBLISHABLE;
  gint64 now = packshot_clock_get_real_time (self->clock);
  const PackshotSandboxWindow windows[] = {
    { self->variants.chosen[is_public ? VARIANT_CLOSIENT_LIMIT_MINUTE_PUBLISHABLE :
                            VARIANT_CLOSIENT_LIMIT_MINUTE], 60 },
    { self->variants.chosen[VARIANT_CLOSIENT_LIMIT_DAY], 86400 },
  };
  PackshotSandboxVerdict verdict;
  PackshotSandboxResponse *response;

  _packshot_sandbox_rate_limits_take (self->rates, is_known ? key : "closient", windows,
                                      G_N_ELEMENTS (windows), now, &verdict);
  if (verdict.allowed)
    {
      response = answer (self, exchange, is_known, key);
    }
  else
    {
      exchange->retry_after = verdict.retry_after;
      response = _packshot_sandbox_closient_error (self, exchange, 429,
                                                   "Too many requests with this key");
    }
  write_policy (response, windows, G_N_ELEMENTS (windows), &verdict, now);
  return response;
}
