/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE: products. A document is kept as a client wrote it, members the sandbox knows nothing about
 * included, since the service takes a whole product on every write. The server alone decides id,
 * companyId, shopId, created, modified, deleted and updated. */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"

#define WEEK_MS (G_GINT64_CONSTANT (7) * 24 * 3600 * 1000)

static const char *
text_of (JsonObject *product,
         const char *member)
{
  return _packshot_sandbox_json_string (product, member, "");
}

static GPtrArray *
all_products (PackshotSandbox *self)
{
  GPtrArray *docs = g_ptr_array_new ();
  guint n = _packshot_sandbox_state_count (self->state, BLAZE_PRODUCTS);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (docs, _packshot_sandbox_state_nth (self->state, BLAZE_PRODUCTS, i));
  return docs;
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_products (PackshotSandbox         *self,
                                  PackshotSandboxExchange *exchange)
{
  g_autoptr(GPtrArray) docs = all_products (self);
  const char *active = _packshot_sandbox_query (exchange, "active");

  if (active != NULL && strcmp (active, "true") != 0 && strcmp (active, "false") != 0)
    return _packshot_sandbox_blaze_error (self, exchange, 400, "active: true or false");
  for (guint i = docs->len; active != NULL && i > 0; i--)
    {
      JsonObject *product = g_ptr_array_index (docs, i - 1);

      if (_packshot_sandbox_json_bool (product, "active", TRUE) != (active[0] == 't'))
        g_ptr_array_remove_index (docs, i - 1);
    }
  return _packshot_sandbox_blaze_list (self, exchange, docs, "skip");
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_modified (PackshotSandbox         *self,
                                  PackshotSandboxExchange *exchange)
{
  g_autoptr(GPtrArray) docs = all_products (self);
  gint64 now = packshot_clock_get_real_time (self->clock) / 1000;
  gint64 start, end;

  if (!_packshot_sandbox_query_int (exchange, "endDate", now, 0, G_MAXINT64, &end) ||
      !_packshot_sandbox_query_int (exchange, "startDate", MAX (end - WEEK_MS, 0), 0, G_MAXINT64,
                                    &start))
    return _packshot_sandbox_blaze_error (self, exchange, 400,
                                          "startDate and endDate: milliseconds since 1970");
  if (start > end || (end - start > WEEK_MS &&
                      self->variants.chosen[VARIANT_BLAZE_DATE_RANGE] == RANGE_SEVEN_DAYS))
    return _packshot_sandbox_blaze_error (self, exchange, 400, "A period of at most seven days");
  for (guint i = docs->len; i > 0; i--)
    {
      gint64 modified = _packshot_sandbox_json_int (g_ptr_array_index (docs, i - 1), "modified", 0);

      if (modified < start || modified > end)
        g_ptr_array_remove_index (docs, i - 1);
    }
  return _packshot_sandbox_blaze_list (self, exchange, docs, "skip");
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_inventory (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  g_autoptr(GPtrArray) docs = all_products (self);
  const char *term = _packshot_sandbox_query (exchange, "term");
  const char *category = _packshot_sandbox_query (exchange, "categoryId");
  const char *brand = _packshot_sandbox_query (exchange, "brandId");

  for (guint i = docs->len; i > 0; i--)
    {
      JsonObject *product = g_ptr_array_index (docs, i - 1);

      if ((category != NULL && strcmp (category, text_of (product, "categoryId")) != 0) ||
          (brand != NULL && strcmp (brand, text_of (product, "brandId")) != 0) ||
          (!_packshot_sandbox_contains (text_of (product, "name"), term) &&
           !_packshot_sandbox_contains (text_of (product, "sku"), term)))
        g_ptr_array_remove_index (docs, i - 1);
    }
  return _packshot_sandbox_blaze_list (self, exchange, docs, "start");
}

static PackshotSandboxResponse *
product_response (PackshotSandbox         *self,
                  PackshotSandboxExchange *exchange,
                  JsonObject              *product)
{
  if (product == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 404, "No such product");
  return _packshot_sandbox_response_new_object (200, _packshot_sandbox_blaze_out (self, product));
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_product (PackshotSandbox         *self,
                                 PackshotSandboxExchange *exchange)
{
  return product_response (self, exchange,
                           _packshot_sandbox_state_get (self->state, BLAZE_PRODUCTS,
                                                        exchange->args[0]));
}

static JsonObject *
find_sku (PackshotSandbox *self,
          const char      *sku)
{
  g_autoptr(GPtrArray) docs = all_products (self);

  for (guint i = 0; i < docs->len; i++)
    {
      JsonObject *product = g_ptr_array_index (docs, i);

      if (strcmp (text_of (product, "sku"), sku) == 0)
        return product;
    }
  return NULL;
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_product_sku (PackshotSandbox         *self,
                                     PackshotSandboxExchange *exchange)
{
  return product_response (self, exchange, find_sku (self, exchange->args[0]));
}

static int
compare_priority (gconstpointer a,
                  gconstpointer b)
{
  gint64 x = _packshot_sandbox_json_int ((JsonObject *)a, "priority", 0);
  gint64 y = _packshot_sandbox_json_int ((JsonObject *)b, "priority", 0);

  return x < y ? -1 : x > y;
}

static gboolean
has_asset (GList      *assets,
           JsonObject *asset)
{
  for (GList *l = assets; l != NULL; l = l->next)
    {
      if (strcmp (text_of (l->data, "id"), text_of (asset, "id")) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What a product has after assets were written over those it had.
 *
 * Returns: (nullable): why not */
static const char *
take_assets (PackshotSandbox *self,
             JsonObject      *written,
             JsonObject      *before,
             JsonObject      *result)
{
  JsonArray *given = _packshot_sandbox_json_array (written, "assets");
  JsonArray *old = _packshot_sandbox_json_array (before, "assets");
  JsonArray *array = json_array_new ();
  GList *assets = NULL;
  const char *reason = NULL;

  for (guint i = 0; given != NULL && i < json_array_get_length (given) && reason == NULL; i++)
    {
      JsonObject *asset = _packshot_sandbox_json_element (given, i);
      JsonObject *taken;

      if (asset == NULL)
        reason = "assets: an element is not an object";
      else if (!_packshot_sandbox_blaze_take_asset (self, asset, &taken))
        reason = "assets: an element was never uploaded";
      else if (taken != NULL)
        assets = g_list_append (assets, taken);
    }
  for (guint i = 0; self->variants.chosen[VARIANT_BLAZE_PUT] == PUT_MERGE && old != NULL &&
       i < json_array_get_length (old); i++)
    {
      JsonObject *asset = _packshot_sandbox_json_element (old, i);

      if (!has_asset (assets, asset))
        assets = g_list_append (assets, _packshot_sandbox_json_copy (asset));
    }
  if (self->variants.chosen[VARIANT_BLAZE_ORDER] == ORDER_PRIORITY)
    assets = g_list_sort (assets, compare_priority);
  for (GList *l = assets; l != NULL; l = l->next)
    json_array_add_object_element (array, l->data);
  g_list_free (assets);
  json_object_set_array_member (result, "assets", array);
  return reason;
}

/* Returns: (transfer full) (nullable): the body when it is a product */
static JsonObject *
read_product (PackshotSandbox         *self,
              PackshotSandboxExchange *exchange,
              const char              *id,
              const char             **reason)
{
  g_autoptr(JsonObject) body = _packshot_sandbox_json_parse_object (exchange->request->body);

  if (body == NULL)
    *reason = "The body is not a JSON object";
  else if (text_of (body, "name")[0] == '\0')
    *reason = "name: is needed";
  else if (id != NULL && strcmp (_packshot_sandbox_json_string (body, "id", id), id) != 0)
    *reason = "id: not that of the path";
  else if (json_object_has_member (body, "assets") &&
           !json_object_get_null_member (body, "assets") &&
           _packshot_sandbox_json_array (body, "assets") == NULL)
    *reason = "assets: not an array";
  else
    return g_steal_pointer (&body);
  return NULL;
}

/* With the variant merge, members that were not written stay. */
static JsonObject *
written_over (PackshotSandbox *self,
              JsonObject      *before,
              JsonObject      *body)
{
  g_autoptr(JsonObject) copy = _packshot_sandbox_json_copy (body);
  JsonObject *result;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (self->variants.chosen[VARIANT_BLAZE_PUT] == PUT_REPLACE)
    return g_steal_pointer (&copy);
  result = _packshot_sandbox_json_copy (before);
  json_object_iter_init_ordered (&iter, copy);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (result, name, json_node_copy (node));
  return result;
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_put (PackshotSandbox         *self,
                             PackshotSandboxExchange *exchange)
{
  const char *id = exchange->args[0];
  JsonObject *before = _packshot_sandbox_state_get (self->state, BLAZE_PRODUCTS, id);
  const char *reason = NULL;
  g_autoptr(JsonObject) body = NULL;
  g_autoptr(JsonObject) after = NULL;

  if (before == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 404, "No such product");
  body = read_product (self, exchange, id, &reason);
  if (body == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 400, reason);
  after = written_over (self, before, body);
  reason = take_assets (self, body, before, after);
  if (reason != NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 400, reason);
  json_object_set_string_member (after, "id", id);
  json_object_set_int_member (after, "created", _packshot_sandbox_json_int (before, "created", 0));
  _packshot_sandbox_blaze_stamp (self, after);
  _packshot_sandbox_state_put (self->state, BLAZE_PRODUCTS, id, json_object_ref (after));
  return product_response (self, exchange, after);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_add (PackshotSandbox         *self,
                             PackshotSandboxExchange *exchange)
{
  const char *reason = NULL;
  g_autoptr(JsonObject) body = read_product (self, exchange, NULL, &reason);
  g_autoptr(JsonObject) product = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *id = NULL;

  if (body == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 400, reason);
  product = _packshot_sandbox_json_copy (body);
  reason = take_assets (self, body, NULL, product);
  if (reason != NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 400, reason);
  seed = _packshot_sandbox_new_seed (self, BLAZE_PRODUCTS);
  id = _packshot_sandbox_blaze_id (seed);
  json_object_set_string_member (product, "id", id);
  json_object_remove_member (product, "created");
  _packshot_sandbox_blaze_stamp (self, product);
  _packshot_sandbox_state_put (self->state, BLAZE_PRODUCTS, id, json_object_ref (product));
  return product_response (self, exchange, product);
}

/* A product of the catalogue also has members that no client knows, so that one that does not write
 * them back is found out. */
static void
add_strangers (JsonObject *product)
{
  JsonObject *quantity = json_object_new ();
  JsonArray *quantities = json_array_new ();
  JsonObject *source_map = json_object_new ();

  json_object_set_string_member (quantity, "inventoryId", "safe");
  json_object_set_double_member (quantity, "quantity", 12.5);
  json_array_add_object_element (quantities, quantity);
  json_object_set_array_member (product, "quantities", quantities);
  json_object_set_double_member (product, "unitPrice", 19.9);
  json_object_set_null_member (product, "customTaxInfo");
  json_object_set_string_member (source_map, "assets", "PARENT");
  json_object_set_object_member (product, "sourceMap", source_map);
}

static char *
choose_sku (PackshotSandbox              *self,
            const PackshotSandboxProduct *product,
            const char                   *gtin)
{
  const char *code = product->supplier_code;

  if (code != NULL && code[0] != '\0' && find_sku (self, code) == NULL)
    return g_strdup (code);
  if (find_sku (self, gtin + 8) == NULL)
    return g_strdup (gtin + 8);
  return g_strdup (gtin);
}

/* @gtin: 14 digits. A product that is there stays as it is. */
void
_packshot_sandbox_blaze_add_product (PackshotSandbox              *self,
                                     const PackshotSandboxProduct *product,
                                     const char                   *gtin)
{
  g_autofree char *id = packshot_sandbox_dup_blaze_product_id (self, gtin);
  g_autofree char *sku = NULL;
  g_autofree char *brand = NULL;
  g_autofree char *category = NULL;
  JsonObject *doc;

  if (_packshot_sandbox_state_get (self->state, BLAZE_PRODUCTS, id) != NULL)
    return;
  sku = choose_sku (self, product, gtin);
  brand = _packshot_sandbox_blaze_ensure_group (self, BLAZE_BRANDS, product->brand);
  category = _packshot_sandbox_blaze_ensure_group (self, BLAZE_CATEGORIES, product->category);
  doc = json_object_new ();
  json_object_set_string_member (doc, "id", id);
  _packshot_sandbox_blaze_stamp (self, doc);
  json_object_set_boolean_member (doc, "active", TRUE);
  json_object_set_string_member (doc, "sku", sku);
  json_object_set_string_member (doc, "name", product->name);
  json_object_set_string_member (doc, "description", "");
  if (brand != NULL)
    json_object_set_string_member (doc, "brandId", brand);
  if (category != NULL)
    json_object_set_string_member (doc, "categoryId", category);
  json_object_set_array_member (doc, "assets", json_array_new ());
  add_strangers (doc);
  _packshot_sandbox_state_put (self->state, BLAZE_PRODUCTS, id, doc);
}

/**
 * packshot_sandbox_dup_blaze_product_id:
 * @self: a sandbox
 * @gtin: 8 to 14 digits
 *
 * Returns: (transfer full) (nullable): the identifier that the product of this GTIN has in BLAZE;
 *   %NULL when it is not a GTIN
 */
char *
packshot_sandbox_dup_blaze_product_id (PackshotSandbox *self,
                                       const char      *gtin)
{
  g_autofree char *digits = NULL;
  g_autofree char *seed = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (gtin != NULL, NULL);

  digits = _packshot_sandbox_gtin14 (gtin);
  if (digits == NULL)
    return NULL;
  seed = g_strconcat (BLAZE_PRODUCTS, "/", digits, NULL);
  return _packshot_sandbox_blaze_id (seed);
}
