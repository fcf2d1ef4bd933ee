/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE: assets: upload one, get its bytes, and nothing else, as the service has it. A document for
 * each, by its identifier: { asset: {CompanyAsset}, sha256, type, bytes }.
 *
 * URLs inside assets are kept with {api} or {media} in place of the origin, which may be another
 * one after a restart; they are made whole on the way out and shortened on the way in. */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"
#include "packshot-sandbox-multipart-private.h"

#define ID_LENGTH 24
#define CACHE_SECONDS "2592000"

static const char * const url_members[] = {
  "publicURL", "thumbURL", "mediumURL", "largeURL", "largeX2URL", "origURL",
};

static void
replace_origin (JsonObject *asset,
                const char *member,
                const char *from,
                const char *to)
{
  const char *url = _packshot_sandbox_json_string (asset, member, NULL);
  g_autofree char *whole = NULL;

  if (url == NULL || !g_str_has_prefix (url, from))
    return;
  whole = g_strconcat (to, url + strlen (from), NULL);
  json_object_set_string_member (asset, member, whole);
}

/* @asset: (nullable): changed in place */
void
_packshot_sandbox_blaze_expand_asset (PackshotSandbox *self,
                                      JsonObject      *asset)
{
  for (guint i = 0; asset != NULL && i < G_N_ELEMENTS (url_members); i++)
    {
      replace_origin (asset, url_members[i], "{api}", self->api_origin);
      replace_origin (asset, url_members[i], "{media}", self->media_origin);
    }
}

static void
shorten_asset (PackshotSandbox *self,
               JsonObject      *asset)
{
  g_autofree char *api = g_strconcat (self->api_origin, "/", NULL);
  g_autofree char *media = g_strconcat (self->media_origin, "/", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (url_members); i++)
    {
      replace_origin (asset, url_members[i], api, "{api}/");
      replace_origin (asset, url_members[i], media, "{media}/");
    }
}

/* @key: as an upload answered it
 *
 * Returns: (transfer none) (nullable): the record */
JsonObject *
_packshot_sandbox_blaze_find_asset (PackshotSandbox *self,
                                    const char      *key)
{
  g_autofree char *id = g_strndup (key, ID_LENGTH);
  JsonObject *record = _packshot_sandbox_state_get (self->state, BLAZE_ASSETS, id);
  JsonObject *asset = _packshot_sandbox_json_object (record, "asset");

  return strcmp (_packshot_sandbox_json_string (asset, "key", ""), key) == 0 ? record : NULL;
}

static gboolean
has_url (JsonObject *asset)
{
  for (guint i = 0; i < G_N_ELEMENTS (url_members); i++)
    {
      if (_packshot_sandbox_json_string (asset, url_members[i], NULL) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The asset with what it lacks taken from the record. */
static JsonObject *
complete_asset (JsonObject *asset,
                JsonObject *record)
{
  JsonObject *whole = _packshot_sandbox_json_copy (_packshot_sandbox_json_object (record, "asset"));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, asset);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!JSON_NODE_HOLDS_NULL (node))
        json_object_set_member (whole, name, json_node_copy (node));
    }
  return whole;
}

/* An asset that a client wrote into a product, a brand or a category.
 *
 * @taken: (out) (transfer full) (nullable): as it is kept; NULL when it is left out
 *
 * Returns: whether it is not refused */
gboolean
_packshot_sandbox_blaze_take_asset (PackshotSandbox *self,
                                    JsonObject      *asset,
                                    JsonObject     **taken)
{
  const char *id = _packshot_sandbox_json_string (asset, "id", "");
  JsonObject *record = _packshot_sandbox_state_get (self->state, BLAZE_ASSETS, id);
  gint64 stubs = self->variants.chosen[VARIANT_BLAZE_STUB_ASSETS];

  *taken = NULL;
  if (record == NULL)
    record = _packshot_sandbox_blaze_find_asset (self,
                                                 _packshot_sandbox_json_string (asset, "key", ""));
  if (record == NULL && self->variants.chosen[VARIANT_BLAZE_UNKNOWN_ASSETS] == UNKNOWN_REFUSE)
    return FALSE;
  if (record == NULL && self->variants.chosen[VARIANT_BLAZE_UNKNOWN_ASSETS] == UNKNOWN_DROP)
    return TRUE;
  if (!has_url (asset) && stubs == STUB_DROP)
    return TRUE;
  if (!has_url (asset) && stubs == STUB_COMPLETE && record != NULL)
    *taken = complete_asset (asset, record);
  else
    *taken = _packshot_sandbox_json_copy (asset);
  shorten_asset (self, *taken);
  return TRUE;
}

/* A name that can stand in a key: one path segment with an extension. */
static char *
safe_name (const char *name,
           const char *type)
{
  g_autofree char *base = g_strdup (name[0] != '\0' ? name : "asset");

  for (char *c = base; *c != '\0'; c++)
    {
      if (*c == '/' || *c == '\\' || g_ascii_iscntrl (*c))
        *c = '_';
    }
  if (strrchr (base, '.') != NULL)
    return g_steal_pointer (&base);
  return g_strconcat (base, ".", _packshot_sandbox_type_extension (type), NULL);
}

static JsonObject *
new_asset (PackshotSandbox *self,
           const char      *name,
           const char      *kind,
           const char      *type,
           gboolean         is_public)
{
  JsonObject *asset = json_object_new ();
  g_autofree char *seed = _packshot_sandbox_new_seed (self, BLAZE_ASSETS);
  g_autofree char *id = _packshot_sandbox_blaze_id (seed);
  g_autofree char *base = safe_name (name, kind);
  g_autofree char *key = g_strconcat (id, "-", base, NULL);
  g_autofree char *escaped = g_uri_escape_string (key, NULL, FALSE);
  g_autofree char *url = g_strconcat (is_public ? "{media}/media/blaze/" :
                                      "{api}/api/v1/partner/asset/", escaped, NULL);

  json_object_set_string_member (asset, "id", id);
  _packshot_sandbox_blaze_stamp (self, asset);
  json_object_remove_member (asset, "shopId");
  json_object_set_string_member (asset, "name", name);
  json_object_set_string_member (asset, "key", key);
  json_object_set_string_member (asset, "type", type);
  json_object_set_string_member (asset, "assetType", type);
  json_object_set_boolean_member (asset, "active", TRUE);
  json_object_set_int_member (asset, "priority", 0);
  json_object_set_boolean_member (asset, "secured", !is_public);
  for (guint i = 0; i < G_N_ELEMENTS (url_members); i++)
    json_object_set_string_member (asset, url_members[i], url);
  if (!is_public)
    json_object_set_null_member (asset, "publicURL");
  json_object_set_null_member (asset, "platformFileUrl");
  return asset;
}

/* Returns: (transfer none) (nullable): the new asset, with short URLs */
JsonObject *
_packshot_sandbox_blaze_add_asset (PackshotSandbox *self,
                                   GBytes          *bytes,
                                   const char      *name,
                                   const char      *type,
                                   gboolean         is_public,
                                   GError         **error)
{
  g_autofree char *sha256 = _packshot_sandbox_state_put_blob (self->state, bytes, error);
  const char *kind = _packshot_sandbox_sniff (bytes);
  JsonObject *record, *asset;

  if (sha256 == NULL)
    return NULL;
  if (kind == NULL)
    kind = "application/octet-stream";
  asset = new_asset (self, name, kind, type, is_public);
  record = json_object_new ();
  json_object_set_object_member (record, "asset", asset);
  json_object_set_string_member (record, "sha256", sha256);
  json_object_set_string_member (record, "type", kind);
  json_object_set_int_member (record, "bytes", g_bytes_get_size (bytes));
  _packshot_sandbox_state_put (self->state, BLAZE_ASSETS,
                               _packshot_sandbox_json_string (asset, "id", ""), record);
  return asset;
}

static char *
dup_part_text (GPtrArray  *parts,
               const char *name,
               const char *fallback)
{
  PackshotSandboxPart *part = _packshot_sandbox_multipart_find (parts, name);

  return part != NULL ? _packshot_sandbox_part_dup_text (part) : g_strdup (fallback);
}

/* Returns: (nullable): why the file is refused */
static const char *
refuse_file (GBytes     *bytes,
             const char *type)
{
  const char *types[] = { "Photo", "Document", "Kml", NULL };
  const char *kind = _packshot_sandbox_sniff (bytes);

  if (type == NULL || !g_strv_contains (types, type))
    return "assetType: Photo, Document or Kml";
  if (strcmp (type, "Photo") == 0 && (kind == NULL || !g_str_has_prefix (kind, "image/")))
    return "file: not a picture";
  return NULL;
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_upload (PackshotSandbox         *self,
                                PackshotSandboxExchange *exchange)
{
  const char *content_type = packshot_sandbox_request_get_header (exchange->request,
                                                                  "Content-Type");
  gsize limit = self->variants.chosen[VARIANT_BLAZE_MAX_BYTES];
  g_autofree char *reason = NULL;
  g_autoptr(GPtrArray) parts =
    _packshot_sandbox_multipart_parse (content_type, exchange->request->body, &reason);
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;
  g_autoptr(GError) error = NULL;
  PackshotSandboxPart *file;
  JsonObject *asset;

  if (parts != NULL)
    reason = _packshot_sandbox_multipart_refuse (parts, "file", "name", "assetType");
  if (reason != NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 400, reason);
  file = _packshot_sandbox_multipart_find (parts, "file");
  name = dup_part_text (parts, "name", file->filename);
  type = dup_part_text (parts, "assetType", "Photo");
  if (name == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 400, "name: not a text in UTF-8");
  if (refuse_file (file->bytes, type) != NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 400, refuse_file (file->bytes, type));
  if (limit > 0 && g_bytes_get_size (file->bytes) > limit)
    return _packshot_sandbox_blaze_error (self, exchange, 413, "The file is too large");
  asset = _packshot_sandbox_blaze_add_asset (self, file->bytes, name, type,
                                             g_str_has_suffix (exchange->request->path, "/public"),
                                             &error);
  if (asset == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 507, error->message);
  asset = _packshot_sandbox_json_copy (asset);
  _packshot_sandbox_blaze_expand_asset (self, asset);
  return _packshot_sandbox_response_new_object (200, asset);
}

PackshotSandboxResponse *
_packshot_sandbox_blaze_get_asset (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  JsonObject *record = _packshot_sandbox_blaze_find_asset (self, exchange->args[0]);
  PackshotSandboxResponse *response;

  if (record == NULL)
    return _packshot_sandbox_blaze_error (self, exchange, 404, "No such asset");
  response = _packshot_sandbox_blob_response (self, record);
  _packshot_sandbox_response_set_header (response, "Cache-Control", "max-age=" CACHE_SECONDS);
  return response;
}
