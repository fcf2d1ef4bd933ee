/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GoldLeaf: the one picture of an owner: get it, put it, and nothing else, as the service has
 * it. The form of an upload is not documented; a variant chooses among three. Pictures stand in
 * a table by their owner's identifier: { sha256, type, bytes }. */

#include "config.h"

#include "packshot-sandbox-goldleaf-private.h"
#include "packshot-sandbox-multipart-private.h"

#define THIS_ORGANIZATION "thisOrgId"

/* A grey pixel, for the variant in which an owner without a picture has one nevertheless. */
static const char default_picture[] =
  "GIF89a\x01\x00\x01\x00\x80\x00\x00\xc0\xc0\xc0\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00"
  "\x02\x02" "D\x01\x00;";

static gboolean
is_organization (const char *id)
{
  g_autofree char *organization = _packshot_sandbox_goldleaf_organization_id ();

  return strcmp (id, organization) == 0;
}

/* Returns: whether pictures can belong to it */
gboolean
_packshot_sandbox_goldleaf_has_owner (PackshotSandbox *self,
                                      const char      *id)
{
  return is_organization (id) ||
         _packshot_sandbox_state_get (self->state, GOLDLEAF_CUSTOMERS, id) != NULL ||
         _packshot_sandbox_state_get (self->state, GOLDLEAF_BRANDS, id) != NULL;
}

/* The owner of the path, with the organization's other name resolved.
 *
 * Returns: (transfer full) (nullable) */
static char *
find_owner (PackshotSandbox          *self,
            PackshotSandboxExchange  *exchange,
            PackshotSandboxResponse **refusal)
{
  g_autofree char *id = NULL;

  *refusal = NULL;
  if (strcmp (exchange->args[0], THIS_ORGANIZATION) == 0)
    return _packshot_sandbox_goldleaf_organization_id ();
  id = g_ascii_strdown (exchange->args[0], -1);
  if (!_packshot_sandbox_is_mongo_id (id))
    *refusal = _packshot_sandbox_goldleaf_error (self, exchange, 400, "The id is not well formed");
  else if (!_packshot_sandbox_goldleaf_has_owner (self, id))
    *refusal = _packshot_sandbox_goldleaf_error (self, exchange, 404, "No such owner");
  return *refusal == NULL ? g_steal_pointer (&id) : NULL;
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_get_image (PackshotSandbox         *self,
                                      PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *refusal;
  g_autofree char *id = find_owner (self, exchange, &refusal);
  JsonObject *picture;

  if (id == NULL)
    return refusal;
  picture = _packshot_sandbox_state_get (self->state, GOLDLEAF_PICTURES, id);
  if (picture != NULL)
    return _packshot_sandbox_blob_response (self, picture);
  if (self->variants.chosen[VARIANT_GOLDLEAF_EMPTY] == EMPTY_204)
    return _packshot_sandbox_response_new (204);
  if (self->variants.chosen[VARIANT_GOLDLEAF_EMPTY] == EMPTY_DEFAULT)
    return _packshot_sandbox_response_new_bytes (200, "image/gif",
                                                 g_bytes_new_static (default_picture,
                                                                     sizeof default_picture - 1));
  return _packshot_sandbox_goldleaf_error (self, exchange, 404, "There is no picture");
}

/* Returns: (transfer full) (nullable): the picture's bytes */
static GBytes *
read_body (PackshotSandbox         *self,
           PackshotSandboxExchange *exchange,
           char                   **reason)
{
  const char *type = packshot_sandbox_request_get_header (exchange->request, "Content-Type");
  gint64 form = self->variants.chosen[VARIANT_GOLDLEAF_BODY];
  const char *name = form == BODY_MULTIPART_IMAGE ? "image" : "file";
  g_autoptr(GPtrArray) parts = NULL;

  if (form == BODY_RAW)
    {
      GBytes *body = exchange->request->body;

      if (type != NULL && g_str_has_prefix (type, "image/") && body != NULL &&
          g_bytes_get_size (body) > 0)
        return g_bytes_ref (body);
      *reason = g_strdup ("the body is not a picture with an image/ content type");
      return NULL;
    }
  parts = _packshot_sandbox_multipart_parse (type, exchange->request->body, reason);
  if (parts == NULL)
    return NULL;
  *reason = _packshot_sandbox_multipart_refuse (parts, name, NULL, NULL);
  if (*reason != NULL)
    return NULL;
  return g_bytes_ref (_packshot_sandbox_multipart_find (parts, name)->bytes);
}

/* Returns: (transfer full) (nullable): the refusal */
static PackshotSandboxResponse *
refuse_picture (PackshotSandbox         *self,
                PackshotSandboxExchange *exchange,
                const char              *id,
                GBytes                  *bytes)
{
  const char *kind = _packshot_sandbox_sniff (bytes);
  gsize limit = self->variants.chosen[VARIANT_GOLDLEAF_MAX_BYTES];

  if (self->variants.chosen[VARIANT_GOLDLEAF_BRAND_UPLOAD] == BRAND_REFUSE &&
      _packshot_sandbox_state_get (self->state, GOLDLEAF_BRANDS, id) != NULL)
    return _packshot_sandbox_goldleaf_error (self, exchange, 400,
                                             "A brand's picture can't be uploaded");
  if (limit > 0 && g_bytes_get_size (bytes) > limit)
    return _packshot_sandbox_goldleaf_error (self, exchange, 413, "The picture is too large");
  if (kind == NULL || !g_str_has_prefix (kind, "image/"))
    return _packshot_sandbox_goldleaf_error (self, exchange, 415, "The file is not a picture");
  return NULL;
}

/* @bytes: a picture of a kind that is allowed */
gboolean
_packshot_sandbox_goldleaf_put_image (PackshotSandbox *self,
                                      const char      *id,
                                      GBytes          *bytes,
                                      GError         **error)
{
  g_autofree char *sha256 = _packshot_sandbox_state_put_blob (self->state, bytes, error);
  JsonObject *picture;

  if (sha256 == NULL)
    return FALSE;
  picture = json_object_new ();
  json_object_set_string_member (picture, "sha256", sha256);
  json_object_set_string_member (picture, "type", _packshot_sandbox_sniff (bytes));
  json_object_set_int_member (picture, "bytes", g_bytes_get_size (bytes));
  _packshot_sandbox_state_put (self->state, GOLDLEAF_PICTURES, id, picture);
  return TRUE;
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_post_image (PackshotSandbox         *self,
                                       PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *refusal;
  g_autofree char *id = find_owner (self, exchange, &refusal);
  g_autofree char *reason = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  if (id == NULL)
    return refusal;
  bytes = read_body (self, exchange, &reason);
  if (bytes == NULL)
    return _packshot_sandbox_goldleaf_error (self, exchange, 400, reason);
  refusal = refuse_picture (self, exchange, id, bytes);
  if (refusal != NULL)
    return refusal;
  if (!_packshot_sandbox_goldleaf_put_image (self, id, bytes, &error))
    return _packshot_sandbox_goldleaf_error (self, exchange, 507, error->message);
  if (self->variants.chosen[VARIANT_GOLDLEAF_COMPLETE] == COMPLETE_TEXT)
    return _packshot_sandbox_response_new_bytes (200, "text/plain",
                                                 g_bytes_new_static ("complete", 8));
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, "complete");
  return _packshot_sandbox_response_new_node (200, node);
}
