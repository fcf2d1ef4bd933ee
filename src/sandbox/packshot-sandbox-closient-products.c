/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient: products. Each organization has a table of them, a document for each:
 *   { id, gtin, organization, product_name, brand, net_content, category, created, images: […] }
 * The images are those of packshot-sandbox-closient-images.c. */

#include "config.h"

#include "packshot-sandbox-closient-private.h"

typedef gboolean (*ProductFilter) (PackshotSandboxExchange *exchange,
                                   JsonObject              *product);

/* Returns: (transfer full): the name of the organization's table */
char *
_packshot_sandbox_closient_table (const char *organization)
{
  return g_strconcat ("closient/products/", organization, NULL);
}

static const char *
text_of (JsonObject *product,
         const char *member)
{
  return _packshot_sandbox_json_string (product, member, "");
}

/* The hero picture: the first in the list's own order. */
static char *
dup_hero_url (PackshotSandbox *self,
              JsonObject      *product)
{
  g_autoptr(GPtrArray) images = _packshot_sandbox_closient_sorted (product);

  if (images->len == 0)
    return g_strdup ("");
  return _packshot_sandbox_closient_image_url (self, text_of (product, "organization"),
                                               text_of (product, "gtin"),
                                               g_ptr_array_index (images, 0));
}

static JsonObject *
product_out (PackshotSandbox *self,
             JsonObject      *product)
{
  static const char * const same[] = { "id", "gtin", "product_name", "brand", "net_content" };
  JsonObject *out = json_object_new ();
  g_autofree char *url = dup_hero_url (self, product);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    json_object_set_string_member (out, same[i], text_of (product, same[i]));
  json_object_set_string_member (out, "manufacturer", "");
  json_object_set_string_member (out, "description", text_of (product, "category"));
  json_object_set_string_member (out, "image_url", url);
  json_object_set_string_member (out, "country_of_origin", "SE");
  json_object_set_boolean_member (out, "is_claimed", TRUE);
  json_object_set_string_member (out, "data_source", "claimed");
  json_object_set_double_member (out, "confidence_score", 1.0);
  json_object_set_string_member (out, "owner_id", text_of (product, "organization"));
  json_object_set_string_member (out, "claim_verification_status", "verified");
  json_object_set_object_member (out, "field_confidence", json_object_new ());
  json_object_set_object_member (out, "metadata", json_object_new ());
  return out;
}

static JsonObject *
trade_item_out (PackshotSandbox *self,
                JsonObject      *product)
{
  JsonObject *out = product_out (self, product);
  JsonArray *countries = json_array_new ();
  g_autofree char *created =
    _packshot_sandbox_iso_time (_packshot_sandbox_json_int (product, "created", 0));

  json_array_add_string_element (countries, "SE");
  json_object_set_array_member (out, "countries_sold", countries);
  json_object_set_string_member (out, "primary_language", "en");
  json_object_set_string_member (out, "created", created);
  return out;
}

static void
collect (PackshotSandbox         *self,
         PackshotSandboxExchange *exchange,
         const char              *organization,
         ProductFilter            filter,
         GPtrArray               *docs)
{
  g_autofree char *table = _packshot_sandbox_closient_table (organization);
  guint n = _packshot_sandbox_state_count (self->state, table);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *product = _packshot_sandbox_state_nth (self->state, table, i);

      if (filter (exchange, product))
        g_ptr_array_add (docs, product);
    }
}

/* Products have no metadata here, so an exact match of any key finds none. */
static gboolean
claimed_filter (PackshotSandboxExchange *exchange,
                JsonObject              *product)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, exchange->query);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_str_has_prefix (name, "metadata["))
        return FALSE;
    }
  return TRUE;
}

PackshotSandboxResponse *
_packshot_sandbox_closient_products (PackshotSandbox         *self,
                                     PackshotSandboxExchange *exchange)
{
  g_autoptr(GPtrArray) docs = g_ptr_array_new ();
  const char *levels[] = { "HIGH", "MODERATE", "LOW", NULL };
  const char *organization = _packshot_sandbox_query (exchange, "organization_id");
  const char *severity = _packshot_sandbox_query (exchange, "min_severity");

  if (organization == NULL)
    return _packshot_sandbox_closient_error (self, exchange, 422, "organization_id: missing");
  if (!_packshot_sandbox_is_shortuuid (organization))
    return _packshot_sandbox_closient_error (self, exchange, 422,
                                             "organization_id: not a shortuuid");
  if (severity != NULL && !g_strv_contains (levels, severity))
    return _packshot_sandbox_closient_error (self, exchange, 422,
                                             "min_severity: HIGH, MODERATE or LOW");
  if (!_packshot_sandbox_closient_is_member (self, exchange, organization))
    return _packshot_sandbox_closient_error (self, exchange, 404, "No such organization");
  collect (self, exchange, organization, claimed_filter, docs);
  return _packshot_sandbox_closient_page (self, exchange, docs, product_out);
}

/* The path without a slash at its end. */
PackshotSandboxResponse *
_packshot_sandbox_closient_products_slash (PackshotSandbox         *self,
                                           PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *response;
  const char *query = exchange->request->query;
  g_autofree char *location = NULL;

  if (self->variants.chosen[VARIANT_CLOSIENT_TRAILING_SLASH] == SLASH_NO)
    return _packshot_sandbox_closient_products (self, exchange);
  location = g_strconcat (exchange->request->path, "/", query != NULL ? "?" : "", query, NULL);
  response = _packshot_sandbox_response_new (301);
  _packshot_sandbox_response_set_header (response, "Location", location);
  return response;
}

static gboolean
trade_item_filter (PackshotSandboxExchange *exchange,
                   JsonObject              *product)
{
  const char *brand = _packshot_sandbox_query (exchange, "brand");
  const char *q = _packshot_sandbox_query (exchange, "q");
  const char *claimed = _packshot_sandbox_query (exchange, "is_claimed");
  const char *country = _packshot_sandbox_query (exchange, "country_of_origin");
  const char *source = _packshot_sandbox_query (exchange, "data_source");
  g_autofree char *wanted = g_utf8_casefold (brand != NULL ? brand : "", -1);
  g_autofree char *actual = g_utf8_casefold (text_of (product, "brand"), -1);

  return (brand == NULL || strcmp (wanted, actual) == 0) &&
         (_packshot_sandbox_contains (text_of (product, "product_name"), q) ||
          _packshot_sandbox_contains (text_of (product, "brand"), q)) &&
         (claimed == NULL || strcmp (claimed, "true") == 0) &&
         (country == NULL || strcmp (country, "SE") == 0) &&
         (source == NULL || strcmp (source, "claimed") == 0) &&
         _packshot_sandbox_query (exchange, "category_id") == NULL;
}

/* Not by the locale, which would make runs differ. */
static int
compare_texts (const char *a,
               const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1);
  g_autofree char *y = g_utf8_casefold (b, -1);

  return strcmp (x, y);
}

static int
compare_products (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  JsonObject *x = *(JsonObject **)a, *y = *(JsonObject **)b;
  const char *ordering = user_data;
  gboolean is_descending = ordering[0] == '-';
  const char *member = ordering + is_descending;
  int order = 0;

  if (strcmp (member, "created") == 0)
    order = _packshot_sandbox_json_int (x, member, 0) < _packshot_sandbox_json_int (y, member, 0) ?
      -1 : 1;
  else if (strcmp (member, "confidence_score") != 0)
    order = compare_texts (text_of (x, member), text_of (y, member));
  return is_descending ? -order : order;
}

/* Returns: (nullable): what is wrong with the query */
static const char *
refuse_trade_query (PackshotSandboxExchange *exchange)
{
  const char *sources[] = {
    "crowd_sourced", "claimed", "imported", "ai_extracted", "brand_site_crawl",
    "gtin1_authoritative", "external_api", "open_food_facts", "usda_fdc", "fda_ndc",
    "affiliate_feed", "datakick", "common_crawl_wdc", NULL
  };
  const char *orderings[] = { "product_name", "brand", "created", "confidence_score", NULL };
  const char *source = _packshot_sandbox_query (exchange, "data_source");
  const char *ordering = _packshot_sandbox_query (exchange, "ordering");
  const char *country = _packshot_sandbox_query (exchange, "country_of_origin");
  const char *claimed = _packshot_sandbox_query (exchange, "is_claimed");

  if (source != NULL && !g_strv_contains (sources, source))
    return "data_source: not known";
  if (ordering != NULL && !g_strv_contains (orderings, ordering + (ordering[0] == '-')))
    return "ordering: not known";
  if (country != NULL && g_utf8_strlen (country, -1) > 2)
    return "country_of_origin: at most 2 characters";
  if (claimed != NULL && strcmp (claimed, "true") != 0 && strcmp (claimed, "false") != 0)
    return "is_claimed: true or false";
  return NULL;
}

PackshotSandboxResponse *
_packshot_sandbox_closient_trade_items (PackshotSandbox         *self,
                                        PackshotSandboxExchange *exchange)
{
  g_autoptr(GPtrArray) docs = g_ptr_array_new ();
  const char *ordering = _packshot_sandbox_query (exchange, "ordering");
  const char *refusal = refuse_trade_query (exchange);

  if (refusal != NULL)
    return _packshot_sandbox_closient_error (self, exchange, 422, refusal);
  for (guint i = 0; i < N_ORGANIZATIONS; i++)
    collect (self, exchange, self->organizations[i], trade_item_filter, docs);
  if (ordering != NULL)
    g_ptr_array_sort_with_data (docs, compare_products, (gpointer)ordering);
  return _packshot_sandbox_closient_page (self, exchange, docs, trade_item_out);
}

/* Also a product by its GTIN, of which nothing else is known. Separators are allowed in the
 * GTIN. */
PackshotSandboxResponse *
_packshot_sandbox_closient_trade_item (PackshotSandbox         *self,
                                       PackshotSandboxExchange *exchange)
{
  g_autofree char *digits = g_strdup (exchange->args[0]);
  g_autofree char *gtin = NULL;
  gsize length = 0;

  for (const char *c = exchange->args[0]; *c != '\0'; c++)
    {
      if (*c != ' ' && *c != '-')
        digits[length++] = *c;
    }
  digits[length] = '\0';
  gtin = _packshot_sandbox_gtin14 (digits);
  if (gtin == NULL || length == 9 || length == 10 || length == 11)
    return _packshot_sandbox_closient_error (self, exchange, 422, "gtin: 8, 12, 13 or 14 digits");
  for (guint i = 0; i < N_ORGANIZATIONS; i++)
    {
      g_autofree char *table = _packshot_sandbox_closient_table (self->organizations[i]);
      JsonObject *product = _packshot_sandbox_state_get (self->state, table, gtin);

      if (product != NULL)
        return _packshot_sandbox_response_new_object (200, trade_item_out (self, product));
    }
  return _packshot_sandbox_closient_error (self, exchange, 404, "No such trade item");
}

/* The product of a path with an organization and a GTIN as its first arguments.
 *
 * @refusal: (out): the answer when there is none
 *
 * Returns: (transfer none) (nullable) */
JsonObject *
_packshot_sandbox_closient_find (PackshotSandbox          *self,
                                 PackshotSandboxExchange  *exchange,
                                 PackshotSandboxResponse **refusal)
{
  const char *organization = exchange->args[0];
  g_autofree char *gtin = _packshot_sandbox_gtin14 (exchange->args[1]);
  g_autofree char *table = _packshot_sandbox_closient_table (organization);
  JsonObject *product;

  *refusal = NULL;
  if (!_packshot_sandbox_is_shortuuid (organization))
    *refusal = _packshot_sandbox_closient_error (self, exchange, 422,
                                                 "organization_id: not a shortuuid");
  else if (gtin == NULL)
    *refusal = _packshot_sandbox_closient_error (self, exchange, 422, "gtin: 8 to 14 digits");
  else if (!_packshot_sandbox_closient_is_member (self, exchange, organization))
    *refusal = _packshot_sandbox_closient_error (self, exchange, 404, "No such organization");
  if (*refusal != NULL)
    return NULL;
  product = _packshot_sandbox_state_get (self->state, table, gtin);
  if (product == NULL)
    *refusal = _packshot_sandbox_closient_error (self, exchange, 404,
                                                 "The organization has no such product");
  return product;
}

static guint
count_images (JsonObject *product)
{
  return json_array_get_length (_packshot_sandbox_json_array (product, "images"));
}

/* A name, a brand, a net content and a picture: a quarter each. */
static guint
percentage_of (JsonObject *product)
{
  return 25 * ((text_of (product, "product_name")[0] != '\0') +
               (text_of (product, "brand")[0] != '\0') +
               (text_of (product, "net_content")[0] != '\0') + (count_images (product) > 0));
}

PackshotSandboxResponse *
_packshot_sandbox_closient_stats (PackshotSandbox         *self,
                                  PackshotSandboxExchange *exchange)
{
  static const char * const none[] = {
    "active_offers", "broken_offers", "expiring_certifications",
  };
  g_autofree char *table = _packshot_sandbox_closient_table (exchange->args[0]);
  JsonObject *object;
  guint n, complete = 0, missing = 0, sum = 0;

  if (!_packshot_sandbox_is_shortuuid (exchange->args[0]))
    return _packshot_sandbox_closient_error (self, exchange, 422,
                                             "organization_id: not a shortuuid");
  if (!_packshot_sandbox_closient_is_member (self, exchange, exchange->args[0]))
    return _packshot_sandbox_closient_error (self, exchange, 404, "No such organization");
  n = _packshot_sandbox_state_count (self->state, table);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *product = _packshot_sandbox_state_nth (self->state, table, i);

      complete += percentage_of (product) == 100;
      missing += count_images (product) == 0;
      sum += percentage_of (product);
    }
  object = json_object_new ();
  json_object_set_int_member (object, "total_products", n);
  json_object_set_int_member (object, "complete_products", complete);
  json_object_set_int_member (object, "avg_completeness", n > 0 ? sum / n : 0);
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    json_object_set_int_member (object, none[i], 0);
  json_object_set_int_member (object, "missing_images", missing);
  return _packshot_sandbox_response_new_object (200, object);
}

PackshotSandboxResponse *
_packshot_sandbox_closient_completeness (PackshotSandbox         *self,
                                         PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *refusal;
  JsonObject *product = _packshot_sandbox_closient_find (self, exchange, &refusal);
  JsonObject *object, *fields, *images;

  if (product == NULL)
    return refusal;
  images = json_object_new ();
  json_object_set_int_member (images, "count", count_images (product));
  fields = json_object_new ();
  json_object_set_object_member (fields, "images", images);
  object = json_object_new ();
  json_object_set_int_member (object, "percentage", percentage_of (product));
  json_object_set_object_member (object, "fields", fields);
  return _packshot_sandbox_response_new_object (200, object);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* @gtin: 14 digits. Adds a product to the first organization; one that is there stays as it is. */
void
_packshot_sandbox_closient_add_product (PackshotSandbox              *self,
                                        const PackshotSandboxProduct *product,
                                        const char                   *gtin)
{
  g_autofree char *table = _packshot_sandbox_closient_table (self->organizations[0]);
  g_autofree char *seed = g_strconcat ("closient/product/", gtin, NULL);
  g_autofree char *id = _packshot_sandbox_shortuuid (seed);
  JsonObject *doc;

  if (_packshot_sandbox_state_get (self->state, table, gtin) != NULL)
    return;
  doc = json_object_new ();
  json_object_set_string_member (doc, "id", id);
  json_object_set_string_member (doc, "gtin", gtin);
  json_object_set_string_member (doc, "organization", self->organizations[0]);
  json_object_set_string_member (doc, "product_name", product->name);
  json_object_set_string_member (doc, "brand", or_empty (product->brand));
  json_object_set_string_member (doc, "net_content", or_empty (product->net_content));
  json_object_set_string_member (doc, "category", or_empty (product->category));
  json_object_set_int_member (doc, "created", _packshot_sandbox_now (self));
  json_object_set_array_member (doc, "images", json_array_new ());
  _packshot_sandbox_state_put (self->state, table, gtin, doc);
}
