/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE: brands and categories, which are the same but for the name of their one picture:
 * brandLogo and photo. A brand is read in the inventory's list alone, as the service has no call
 * for one. */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"

static PackshotSandboxResponse *
list_groups (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange,
             const char              *table)
{
  g_autoptr(GPtrArray) docs = g_ptr_array_new ();
  const char *term = _packshot_sandbox_query (exchange, "term");
  guint n = _packshot_sandbox_state_count (self->state, table);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *doc = _packshot_sandbox_state_nth (self->state, table, i);

      if (_packshot_sandbox_contains (_packshot_sandbox_json_string (doc, "name", ""), term))
        g_ptr_array_add (docs, doc);
    }
  return _packshot_sandbox_blaze_list (self, exchange, docs, "start");
}

/* Puts the body in the place of a group, or as a new one.
 *
 * @before: (nullable): the group that is written over */
static PackshotSandboxResponse *
write_group (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange,
             const char              *table,
             const char              *picture,
             JsonObject              *before,
             const char              *id)
{
  g_autoptr(JsonObject) body = _packshot_sandbox_json_parse_object (exchange->request->body);
  JsonObject *asset = _packshot_sandbox_json_object (body, picture);
  JsonObject *taken = NULL;

  if (body == NULL || _packshot_sandbox_json_string (body, "name", "")[0] == '\0')
    return _packshot_sandbox_blaze_error (self, exchange, 400, "name: is needed");
  if (strcmp (_packshot_sandbox_json_string (body, "id", id), id) != 0)
    return _packshot_sandbox_blaze_error (self, exchange, 400, "id: not that of the path");
  if (asset != NULL && !_packshot_sandbox_blaze_take_asset (self, asset, &taken))
    return _packshot_sandbox_blaze_error (self, exchange, 400, "The picture was never uploaded");
  if (taken != NULL)
    json_object_set_object_member (body, picture, taken);
  else
    json_object_remove_member (body, picture);
  json_object_set_string_member (body, "id", id);
  json_object_remove_member (body, "created");
  if (before != NULL)
    json_object_set_int_member (body, "created", _packshot_sandbox_json_int (before, "created", 0));
  _packshot_sandbox_blaze_stamp (self, body);
  _packshot_sandbox_state_put (self->state, table, id, json_object_ref (body));
  return _packshot_sandbox_response_new_object (200, _packshot_sandbox_blaze_out (self, body));
}

static PackshotSandboxResponse *
put_group (PackshotSandbox         *self,
           PackshotSandboxExchange *exchange,
           const char              *table,
           const char              *picture)
{
  JsonObject *before = _packshot_sandbox_state_get (self->state, table, exchange->args[0]);

  if (before == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 404, "There is none with this id");
  return write_group (self, exchange, table, picture, before, exchange->args[0]);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_brands (PackshotSandbox         *self,
                                PackshotSandboxExchange *exchange)
{
  return list_groups (self, exchange, BLAZE_BRANDS);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_add_brand (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  g_autofree char *seed = _packshot_sandbox_new_seed (self, BLAZE_BRANDS);
  g_autofree char *id = _packshot_sandbox_blaze_id (seed);

  return write_group (self, exchange, BLAZE_BRANDS, "brandLogo", NULL, id);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_put_brand (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  return put_group (self, exchange, BLAZE_BRANDS, "brandLogo");
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_delete_brand (PackshotSandbox         *self,
                                      PackshotSandboxExchange *exchange)
{
  if (_packshot_sandbox_state_get (self->state, BLAZE_BRANDS, exchange->args[0]) == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 404, "There is none with this id");
  _packshot_sandbox_state_remove (self->state, BLAZE_BRANDS, exchange->args[0]);
  return _packshot_sandbox_response_new (204);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_categories (PackshotSandbox         *self,
                                    PackshotSandboxExchange *exchange)
{
  return list_groups (self, exchange, BLAZE_CATEGORIES);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_category (PackshotSandbox         *self,
                                  PackshotSandboxExchange *exchange)
{
  JsonObject *doc = _packshot_sandbox_state_get (self->state, BLAZE_CATEGORIES, exchange->args[0]);

  if (doc == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 404, "There is none with this id");
  return _packshot_sandbox_response_new_object (200, _packshot_sandbox_blaze_out (self, doc));
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_put_category (PackshotSandbox         *self,
                                      PackshotSandboxExchange *exchange)
{
  return put_group (self, exchange, BLAZE_CATEGORIES, "photo");
}

/* @name: (nullable)
 *
 * Returns: (transfer full) (nullable): the identifier of the group of that name, made when
 *   missing */
char *
_packshot_sandbox_blaze_ensure_group (PackshotSandbox *self,
                                      const char      *table,
                                      const char      *name)
{
  g_autofree char *seed = g_strconcat (table, "/", name, NULL);
  char *id;
  JsonObject *doc;

  if (name == NULL || name[0] == '\0')
    return NULL;
  id = _packshot_sandbox_blaze_id (seed);
  if (_packshot_sandbox_state_get (self->state, table, id) != NULL)
    return id;
  doc = json_object_new ();
  json_object_set_string_member (doc, "id", id);
  json_object_set_string_member (doc, "name", name);
  json_object_set_boolean_member (doc, "active", TRUE);
  _packshot_sandbox_blaze_stamp (self, doc);
  _packshot_sandbox_state_put (self->state, table, id, doc);
  return id;
}
