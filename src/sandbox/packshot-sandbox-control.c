/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Looking into the sandbox from outside, for scripts. None of this is part of a service, and
 * faults and the log of calls leave it out:
 *   GET  /_sandbox/calls         what was called, and whether it changed something
 *   POST /_sandbox/reset-calls   empties that
 *   GET  /_sandbox/state         every gallery that has pictures, with the SHA-256 of their bytes
 *   POST /_sandbox/fault         adds the fault in the body       POST /_sandbox/reset-faults
 *   POST /_sandbox/variant       sets the variant in the body */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"
#include "packshot-sandbox-closient-private.h"
#include "packshot-sandbox-goldleaf-private.h"

PackshotSandboxResponse *
_packshot_sandbox_control_error (PackshotSandbox         *self,
                                 PackshotSandboxExchange *exchange,
                                 guint                    status,
                                 const char              *detail)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "message", detail);
  return _packshot_sandbox_response_new_object (status, object);
}

static JsonObject *
call_out (PackshotSandboxCall *call)
{
  JsonObject *out = json_object_new ();
  g_autofree char *time = _packshot_sandbox_iso_time (call->time);

  json_object_set_int_member (out, "serial", call->serial);
  json_object_set_string_member (out, "time", time);
  json_object_set_string_member (out, "method", call->method);
  json_object_set_string_member (out, "target", call->target);
  json_object_set_int_member (out, "status", call->status);
  json_object_set_boolean_member (out, "changed", call->changed);
  if (call->fault != NULL)
    json_object_set_string_member (out, "fault", call->fault);
  return out;
}

static PackshotSandboxResponse *
get_calls (PackshotSandbox         *self,
           PackshotSandboxExchange *exchange)
{
  JsonObject *object = json_object_new ();
  JsonArray *calls = json_array_new ();

  for (guint i = 0; i < self->calls->len; i++)
    json_array_add_object_element (calls, call_out (g_ptr_array_index (self->calls, i)));
  json_object_set_int_member (object, "total", self->n_calls);
  json_object_set_int_member (object, "changing", self->n_changing_calls);
  json_object_set_array_member (object, "calls", calls);
  return _packshot_sandbox_response_new_object (200, object);
}

static PackshotSandboxResponse *
reset_calls (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange)
{
  packshot_sandbox_reset_calls (self);
  return _packshot_sandbox_response_new (204);
}

static JsonArray *
closient_state (PackshotSandbox *self)
{
  JsonArray *out = json_array_new ();

  for (guint i = 0; i < N_ORGANIZATIONS; i++)
    {
      g_autofree char *table = _packshot_sandbox_closient_table (self->organizations[i]);
      guint n = _packshot_sandbox_state_count (self->state, table);

      for (guint j = 0; j < n; j++)
        {
          JsonObject *product = _packshot_sandbox_state_nth (self->state, table, j);
          g_autoptr(GPtrArray) sorted = _packshot_sandbox_closient_sorted (product);
          JsonObject *gallery;
          JsonArray *images;

          if (sorted->len == 0)
            continue;
          gallery = json_object_new ();
          images = json_array_new ();
          for (guint k = 0; k < sorted->len; k++)
            json_array_add_object_element (
              images, _packshot_sandbox_json_copy (g_ptr_array_index (sorted, k)));
          json_object_set_string_member (gallery, "organization", self->organizations[i]);
          json_object_set_string_member (gallery, "gtin",
                                         _packshot_sandbox_json_string (product, "gtin", ""));
          json_object_set_array_member (gallery, "images", images);
          json_array_add_object_element (out, gallery);
        }
    }
  return out;
}

static JsonArray *
goldleaf_state (PackshotSandbox *self)
{
  JsonArray *out = json_array_new ();
  guint n = _packshot_sandbox_state_count (self->state, GOLDLEAF_PICTURES);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *picture =
        _packshot_sandbox_json_copy (_packshot_sandbox_state_nth (self->state,
                                                                  GOLDLEAF_PICTURES, i));

      json_object_set_string_member (picture, "id",
                                     _packshot_sandbox_state_nth_id (self->state,
                                                                     GOLDLEAF_PICTURES, i));
      json_array_add_object_element (out, picture);
    }
  return out;
}

/* An asset within a product, with the hash of what its record says. */
static JsonObject *
blaze_asset_state (PackshotSandbox *self,
                   JsonObject      *asset)
{
  const char *id = _packshot_sandbox_json_string (asset, "id", "");
  JsonObject *record = _packshot_sandbox_state_get (self->state, BLAZE_ASSETS, id);
  JsonObject *out = json_object_new ();

  json_object_set_string_member (out, "id", id);
  json_object_set_string_member (out, "key", _packshot_sandbox_json_string (asset, "key", ""));
  json_object_set_string_member (out, "name", _packshot_sandbox_json_string (asset, "name", ""));
  json_object_set_int_member (out, "priority", _packshot_sandbox_json_int (asset, "priority", 0));
  json_object_set_boolean_member (out, "secured",
                                  _packshot_sandbox_json_bool (asset, "secured", TRUE));
  json_object_set_string_member (out, "sha256",
                                 _packshot_sandbox_json_string (record, "sha256", ""));
  return out;
}

/* Returns: (transfer full): the pictures of a product, a brand or a category */
static JsonArray *
blaze_pictures (PackshotSandbox *self,
                JsonObject      *doc)
{
  static const char * const single[] = { "brandLogo", "photo" };
  JsonArray *out = json_array_new ();
  JsonArray *assets = _packshot_sandbox_json_array (doc, "assets");

  for (guint i = 0; assets != NULL && i < json_array_get_length (assets); i++)
    json_array_add_object_element (
      out, blaze_asset_state (self, _packshot_sandbox_json_element (assets, i)));
  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    {
      JsonObject *asset = _packshot_sandbox_json_object (doc, single[i]);

      if (asset != NULL)
        json_array_add_object_element (out, blaze_asset_state (self, asset));
    }
  return out;
}

static JsonArray *
blaze_state (PackshotSandbox *self)
{
  static const char * const tables[] = { BLAZE_PRODUCTS, BLAZE_BRANDS, BLAZE_CATEGORIES };
  JsonArray *out = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      guint n = _packshot_sandbox_state_count (self->state, tables[i]);

      for (guint j = 0; j < n; j++)
        {
          JsonObject *doc = _packshot_sandbox_state_nth (self->state, tables[i], j);
          g_autoptr(JsonArray) pictures = blaze_pictures (self, doc);
          JsonObject *gallery;

          if (json_array_get_length (pictures) == 0)
            continue;
          gallery = json_object_new ();
          json_object_set_string_member (gallery, "id",
                                         _packshot_sandbox_json_string (doc, "id", ""));
          json_object_set_string_member (gallery, "sku",
                                         _packshot_sandbox_json_string (doc, "sku", ""));
          json_object_set_string_member (gallery, "name",
                                         _packshot_sandbox_json_string (doc, "name", ""));
          json_object_set_array_member (gallery, "assets", g_steal_pointer (&pictures));
          json_array_add_object_element (out, gallery);
        }
    }
  return out;
}

static PackshotSandboxResponse *
get_state (PackshotSandbox         *self,
           PackshotSandboxExchange *exchange)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "closient", closient_state (self));
  json_object_set_array_member (object, "goldleaf", goldleaf_state (self));
  json_object_set_array_member (object, "blaze", blaze_state (self));
  json_object_set_int_member (object, "blaze_assets",
                              _packshot_sandbox_state_count (self->state, BLAZE_ASSETS));
  return _packshot_sandbox_response_new_object (200, object);
}

/* Returns: (transfer full): the body as a line of text */
static char *
dup_line (PackshotSandboxExchange *exchange)
{
  GBytes *body = exchange->request->body;
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  return g_strstrip (g_utf8_make_valid (data != NULL ? data : "", length));
}

static PackshotSandboxResponse *
add_fault (PackshotSandbox         *self,
           PackshotSandboxExchange *exchange)
{
  g_autofree char *spec = dup_line (exchange);
  g_autoptr(GError) error = NULL;

  if (!packshot_sandbox_add_fault (self, spec, &error))
    return _packshot_sandbox_control_error (self, exchange, 400, error->message);
  return _packshot_sandbox_response_new (204);
}

static PackshotSandboxResponse *
reset_faults (PackshotSandbox         *self,
              PackshotSandboxExchange *exchange)
{
  packshot_sandbox_clear_faults (self);
  return _packshot_sandbox_response_new (204);
}

static PackshotSandboxResponse *
set_variant (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange)
{
  g_autofree char *setting = dup_line (exchange);
  g_autoptr(GError) error = NULL;

  if (!packshot_sandbox_set_variant (self, setting, &error))
    return _packshot_sandbox_control_error (self, exchange, 400, error->message);
  return _packshot_sandbox_response_new (204);
}

static const PackshotSandboxRoute routes[] = {
  { "GET", "/_sandbox/calls", get_calls },
  { "POST", "/_sandbox/reset-calls", reset_calls },
  { "GET", "/_sandbox/state", get_state },
  { "POST", "/_sandbox/fault", add_fault },
  { "POST", "/_sandbox/reset-faults", reset_faults },
  { "POST", "/_sandbox/variant", set_variant },
};

PackshotSandboxResponse *
_packshot_sandbox_control_handle (PackshotSandbox         *self,
                                  PackshotSandboxExchange *exchange)
{
  const PackshotSandboxRoute *route;
  guint status;

  route = _packshot_sandbox_route_find (routes, G_N_ELEMENTS (routes), exchange, &status);
  if (route == NULL)
    return _packshot_sandbox_control_error (self, exchange, status,
                                            _packshot_sandbox_status_text (status));
  return route->handler (self, exchange);
}
