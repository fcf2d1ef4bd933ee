/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE: the two keys, errors, lists, and which handler answers. Company and shop follow from the
 * developer key; here there is one of each. */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"

#define BASE "/api/v1/partner"
#define LIMIT_DEFAULT 100
#define LIMIT_SECONDS 300

static PackshotSandboxResponse *get_store (PackshotSandbox         *self,
                                           PackshotSandboxExchange *exchange);

static const PackshotSandboxRoute routes[] = {
  { "GET", BASE "/store", get_store },
  { "POST", BASE "/asset/upload/private", _packshot_sandbox_blaze_upload },
  { "POST", BASE "/asset/upload/public", _packshot_sandbox_blaze_upload },
  { "GET", BASE "/asset/{}", _packshot_sandbox_blaze_get_asset },
  { "GET", BASE "/products", _packshot_sandbox_blaze_products },
  { "POST", BASE "/products", _packshot_sandbox_blaze_add },
  { "GET", BASE "/products/modified", _packshot_sandbox_blaze_modified },
  { "GET", BASE "/products/sku/{}", _packshot_sandbox_blaze_product_sku },
  { "GET", BASE "/products/{}", _packshot_sandbox_blaze_product },
  { "PUT", BASE "/products/{}", _packshot_sandbox_blaze_put },
  { "GET", BASE "/store/inventory/products", _packshot_sandbox_blaze_inventory },
  { "GET", BASE "/store/inventory/products/{}", _packshot_sandbox_blaze_product },
  { "GET", BASE "/store/inventory/sku/{}", _packshot_sandbox_blaze_product_sku },
  { "GET", BASE "/store/inventory/brands", _packshot_sandbox_blaze_brands },
  { "GET", BASE "/store/inventory/categories", _packshot_sandbox_blaze_categories },
  { "POST", BASE "/brands", _packshot_sandbox_blaze_add_brand },
  { "PUT", BASE "/brands/{}", _packshot_sandbox_blaze_put_brand },
  { "DELETE", BASE "/brands/{}", _packshot_sandbox_blaze_delete_brand },
  { "GET", BASE "/category", _packshot_sandbox_blaze_categories },
  { "GET", BASE "/category/{}", _packshot_sandbox_blaze_category },
  { "PUT", BASE "/category/{}", _packshot_sandbox_blaze_put_category },
};

static const char *
error_name (guint status)
{
  return status == 400 ? "Invalid argument" : _packshot_sandbox_status_text (status);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_error (PackshotSandbox         *self,
                               PackshotSandboxExchange *exchange,
                               guint                    status,
                               const char              *detail)
{
  JsonObject *object = json_object_new ();
  PackshotSandboxResponse *response;

  if (self->variants.chosen[VARIANT_BLAZE_ERRORS] == ERRORS_OLD)
    {
      json_object_set_string_member (object, "field", "");
      json_object_set_string_member (object, "message", detail);
      json_object_set_string_member (object, "errorType", error_name (status));
    }
  else
    {
      json_object_set_string_member (object, "error", error_name (status));
      json_object_set_string_member (object, "message", detail);
      json_object_set_int_member (object, "status", status);
    }
  response = _packshot_sandbox_response_new_object (status, object);
  if (status == 429 && exchange->retry_after > 0)
    _packshot_sandbox_response_set_number (response, "Retry-After", exchange->retry_after);
  return response;
}

/* Returns: (transfer full): 24 hexadecimal digits */
char *
_packshot_sandbox_blaze_id (const char *seed)
{
  return _packshot_sandbox_mongo_id (seed);
}

/* Sets what the server alone decides about a document that is new or was written. */
void
_packshot_sandbox_blaze_stamp (PackshotSandbox *self,
                               JsonObject      *doc)
{
  g_autofree char *company = _packshot_sandbox_mongo_id ("blaze/company");
  g_autofree char *shop = _packshot_sandbox_mongo_id ("blaze/shop");
  gint64 now = _packshot_sandbox_now (self) / 1000;

  json_object_set_string_member (doc, "companyId", company);
  json_object_set_string_member (doc, "shopId", shop);
  if (!json_object_has_member (doc, "created"))
    json_object_set_int_member (doc, "created", now);
  json_object_set_int_member (doc, "modified", now);
  json_object_set_boolean_member (doc, "deleted", FALSE);
  json_object_set_boolean_member (doc, "updated", TRUE);
}

/* Returns: (transfer full): the document as it is sent, with whole URLs in its assets */
JsonObject *
_packshot_sandbox_blaze_out (PackshotSandbox *self,
                             JsonObject      *doc)
{
  static const char * const single[] = { "brandLogo", "photo" };
  JsonObject *out = _packshot_sandbox_json_copy (doc);
  JsonArray *assets = _packshot_sandbox_json_array (out, "assets");

  for (guint i = 0; assets != NULL && i < json_array_get_length (assets); i++)
    _packshot_sandbox_blaze_expand_asset (self, _packshot_sandbox_json_element (assets, i));
  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    _packshot_sandbox_blaze_expand_asset (self, _packshot_sandbox_json_object (out, single[i]));
  return out;
}

/* @docs: all that fit
 * @start_name: the parameter that says how many to leave out: skip or start */
PackshotSandboxResponse *
_packshot_sandbox_blaze_list (PackshotSandbox         *self,
                              PackshotSandboxExchange *exchange,
                              GPtrArray               *docs,
                              const char              *start_name)
{
  gint64 form = self->variants.chosen[VARIANT_BLAZE_ENVELOPE];
  JsonArray *values;
  JsonObject *object;
  JsonNode *node;
  gint64 start, limit;

  if (!_packshot_sandbox_query_int (exchange, start_name, 0, 0, G_MAXINT32, &start) ||
      !_packshot_sandbox_query_int (exchange, "limit", LIMIT_DEFAULT, 1, G_MAXINT32, &limit))
    return _packshot_sandbox_blaze_error (self, exchange, 400, "start, skip or limit is not valid");
  values = json_array_new ();
  for (gint64 i = start; i < start + limit && i < docs->len; i++)
    json_array_add_object_element (values,
                                   _packshot_sandbox_blaze_out (self, g_ptr_array_index (docs, i)));
  if (form == ENVELOPE_BARE)
    {
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, values);
      return _packshot_sandbox_response_new_node (200, node);
    }
  object = json_object_new ();
  if (form == ENVELOPE_SEARCH_RESULT)
    {
      json_object_set_int_member (object, "count", json_array_get_length (values));
      json_object_set_int_member (object, "total", docs->len);
      json_object_set_array_member (object, "searchResult", values);
      return _packshot_sandbox_response_new_object (200, object);
    }
  json_object_set_array_member (object, "values", values);
  json_object_set_int_member (object, "skip", start);
  json_object_set_int_member (object, "limit", limit);
  json_object_set_int_member (object, "total", docs->len);
  return _packshot_sandbox_response_new_object (200, object);
}

static PackshotSandboxResponse *
get_store (PackshotSandbox         *self,
           PackshotSandboxExchange *exchange)
{
  JsonObject *store = json_object_new ();
  g_autofree char *company = _packshot_sandbox_mongo_id ("blaze/company");
  g_autofree char *shop = _packshot_sandbox_mongo_id ("blaze/shop");

  json_object_set_string_member (store, "id", shop);
  json_object_set_string_member (store, "companyId", company);
  json_object_set_string_member (store, "name", "Sandbox Shop");
  json_object_set_boolean_member (store, "active", TRUE);
  json_object_set_string_member (store, "timeZone", "Europe/Stockholm");
  return _packshot_sandbox_response_new_object (200, store);
}

static gboolean
keys_fit (PackshotSandbox         *self,
          PackshotSandboxExchange *exchange)
{
  g_auto(GStrv) right = g_strsplit (self->credentials[PACKSHOT_SANDBOX_BLAZE], ":", 2);
  gint64 names = self->variants.chosen[VARIANT_BLAZE_KEY_HEADER];
  const char *partner = NULL;

  if (names != HEADER_PARTNER_KEY)
    partner = packshot_sandbox_request_get_header (exchange->request, "x-api-key");
  if (names != HEADER_X_API_KEY && partner == NULL)
    partner = packshot_sandbox_request_get_header (exchange->request, "partner_key");
  return g_strcmp0 (partner, right[0]) == 0 &&
         g_strcmp0 (packshot_sandbox_request_get_header (exchange->request, "Authorization"),
                    right[1]) == 0;
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_handle (PackshotSandbox         *self,
                                PackshotSandboxExchange *exchange)
{
  const PackshotSandboxWindow window = {
    self->variants.chosen[VARIANT_BLAZE_LIMIT], LIMIT_SECONDS
  };
  PackshotSandboxVerdict verdict;
  const PackshotSandboxRoute *route;
  guint status;

  _packshot_sandbox_rate_limits_take (self->rates, "blaze", &window, 1,
                                      packshot_clock_get_real_time (self->clock), &verdict);
  if (!verdict.allowed)
    return _packshot_sandbox_blaze_error (self, exchange, 429, "Too many requests");
  if (!keys_fit (self, exchange))
    return _packshot_sandbox_blaze_error (self, exchange, 401,
                                          "The partner key or the developer key is not right");
  route = _packshot_sandbox_route_find (routes, G_N_ELEMENTS (routes), exchange, &status);
  if (route == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, status,
                                          _packshot_sandbox_status_text (status));
  return route->handler (self, exchange);
}
