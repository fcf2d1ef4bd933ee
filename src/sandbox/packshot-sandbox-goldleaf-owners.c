/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GoldLeaf: what pictures belong to: the organization, customers, brands. A document for each:
 *   { id, name, domain, erpId, … }
 * The shape of a listed brand, and of the list of brands, is not documented: it is that of
 * customers. */

#include "config.h"

#include "packshot-sandbox-goldleaf-private.h"

/* Returns: (transfer full): the same in every sandbox */
char *
_packshot_sandbox_goldleaf_organization_id (void)
{
  return _packshot_sandbox_mongo_id ("goldleaf/organization");
}

/* The identifier's name depends on a variant. */
static JsonObject *
owner_out (PackshotSandbox *self,
           JsonObject      *doc)
{
  JsonObject *out = _packshot_sandbox_json_copy (doc);
  g_autofree char *id = g_strdup (_packshot_sandbox_json_string (out, "id", ""));

  if (self->variants.chosen[VARIANT_GOLDLEAF_ID] == ID_PLAIN)
    return out;
  json_object_remove_member (out, "id");
  json_object_set_string_member (out, "_id", id);
  return out;
}

static gboolean
fits_search (PackshotSandboxExchange *exchange,
             JsonObject              *doc)
{
  static const char * const members[] = { "name", "erpId", "domain" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *parameter = g_strconcat ("search.", members[i], NULL);

      if (!_packshot_sandbox_contains (_packshot_sandbox_json_string (doc, members[i], ""),
                                       _packshot_sandbox_query (exchange, parameter)))
        return FALSE;
    }
  return TRUE;
}

static PackshotSandboxResponse *
list_owners (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange,
             const char              *table,
             gint64                   page_size)
{
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();
  guint n = _packshot_sandbox_state_count (self->state, table);
  gint64 total = 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *doc = _packshot_sandbox_state_nth (self->state, table, i);

      if (!fits_search (exchange, doc))
        continue;
      total++;
      if (page_size == 0 || total <= page_size)
        json_array_add_object_element (items, owner_out (self, doc));
    }
  json_object_set_array_member (object, "items", items);
  json_object_set_int_member (object, "total", total);
  json_object_set_int_member (object, "page", 1);
  return _packshot_sandbox_response_new_object (200, object);
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_customers (PackshotSandbox         *self,
                                      PackshotSandboxExchange *exchange)
{
  return list_owners (self, exchange, GOLDLEAF_CUSTOMERS,
                      self->variants.chosen[VARIANT_GOLDLEAF_PAGE_SIZE]);
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_brands (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  return list_owners (self, exchange, GOLDLEAF_BRANDS, 0);
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_organization (PackshotSandbox         *self,
                                         PackshotSandboxExchange *exchange)
{
  g_autoptr(JsonObject) doc = json_object_new ();
  g_autofree char *id = _packshot_sandbox_goldleaf_organization_id ();

  json_object_set_string_member (doc, "id", id);
  json_object_set_string_member (doc, "name", "Sandbox Wholesale");
  return _packshot_sandbox_response_new_object (200, owner_out (self, doc));
}

/* Whether a member is missing, null or a string. */
static gboolean
is_text_or_null (JsonObject *object,
                 const char *member)
{
  return !json_object_has_member (object, member) || json_object_get_null_member (object, member) ||
         _packshot_sandbox_json_string (object, member, NULL) != NULL;
}

static JsonObject *
new_owner (const char *id,
           const char *name,
           const char *domain)
{
  JsonObject *doc = json_object_new ();

  json_object_set_string_member (doc, "id", id);
  json_object_set_string_member (doc, "name", name);
  json_object_set_string_member (doc, "domain", domain);
  json_object_set_string_member (doc, "erpId", "");
  return doc;
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_create_customer (PackshotSandbox         *self,
                                            PackshotSandboxExchange *exchange)
{
  g_autoptr(JsonObject) body = _packshot_sandbox_json_parse_object (exchange->request->body);
  g_autofree char *seed = NULL;
  g_autofree char *id = NULL;
  JsonObject *doc;

  if (body == NULL || !is_text_or_null (body, "name") || !is_text_or_null (body, "domain"))
    return _packshot_sandbox_goldleaf_error (self, exchange, 400,
                                             "name and domain are strings or null");
  seed = _packshot_sandbox_new_seed (self, GOLDLEAF_CUSTOMERS);
  id = _packshot_sandbox_mongo_id (seed);
  doc = new_owner (id, _packshot_sandbox_json_string (body, "name", ""),
                   _packshot_sandbox_json_string (body, "domain", ""));
  _packshot_sandbox_state_put (self->state, GOLDLEAF_CUSTOMERS, id, doc);
  return _packshot_sandbox_response_new_object (201, owner_out (self, doc));
}

/* Returns: (transfer none) (nullable): the customer of the path */
static JsonObject *
find_customer (PackshotSandbox          *self,
               PackshotSandboxExchange  *exchange,
               PackshotSandboxResponse **refusal)
{
  JsonObject *doc = NULL;

  *refusal = NULL;
  if (!_packshot_sandbox_is_mongo_id (exchange->args[0]))
    *refusal = _packshot_sandbox_goldleaf_error (self, exchange, 400, "The id is not well formed");
  else if ((doc = _packshot_sandbox_state_get (self->state, GOLDLEAF_CUSTOMERS,
                                               exchange->args[0])) == NULL)
    *refusal = _packshot_sandbox_goldleaf_error (self, exchange, 404, "No such customer");
  return doc;
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_customer (PackshotSandbox         *self,
                                     PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *refusal;
  JsonObject *doc = find_customer (self, exchange, &refusal);

  return doc != NULL ? _packshot_sandbox_response_new_object (200, owner_out (self, doc)) : refusal;
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_update_customer (PackshotSandbox         *self,
                                            PackshotSandboxExchange *exchange)
{
  static const char * const members[] = {
    "name", "domain", "erpId", "city", "region", "postalCode", "phoneNumber", "email", "website",
    "address1", "address2",
  };
  PackshotSandboxResponse *refusal;
  JsonObject *doc = find_customer (self, exchange, &refusal);
  g_autoptr(JsonObject) body = NULL;
  JsonObject *params, *copy;

  if (doc == NULL)
    return refusal;
  body = _packshot_sandbox_json_parse_object (exchange->request->body);
  params = _packshot_sandbox_json_object (body, "params");
  if (params == NULL)
    return _packshot_sandbox_goldleaf_error (self, exchange, 400, "params is needed");
  copy = _packshot_sandbox_json_copy (doc);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value = _packshot_sandbox_json_string (params, members[i], NULL);

      if (value != NULL)
        json_object_set_string_member (copy, members[i], value);
    }
  _packshot_sandbox_state_put (self->state, GOLDLEAF_CUSTOMERS, exchange->args[0], copy);
  return _packshot_sandbox_response_new_object (200, owner_out (self, copy));
}

/* Adds a customer or a brand; one of that name stays as it is.
 *
 * Returns: (transfer full): its identifier, which follows from the name */
char *
_packshot_sandbox_goldleaf_add_owner (PackshotSandbox *self,
                                      const char      *table,
                                      const char      *name)
{
  g_autofree char *seed = g_strconcat (table, "/", name, NULL);
  char *id = _packshot_sandbox_mongo_id (seed);
  g_autofree char *slug = g_ascii_strdown (name, -1);
  g_autofree char *domain = NULL;

  if (_packshot_sandbox_state_get (self->state, table, id) != NULL)
    return id;
  g_strcanon (slug, "abcdefghijklmnopqrstuvwxyz0123456789", '-');
  domain = g_strconcat (slug, ".example", NULL);
  _packshot_sandbox_state_put (self->state, table, id, new_owner (id, name, domain));
  return id;
}
