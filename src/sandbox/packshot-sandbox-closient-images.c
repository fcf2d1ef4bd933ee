/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient: the images of a product: list, upload, delete, and nothing else, as the service has it.
 * They stand in the product's document in the order of their upload:
 *   images: [ { id, title, is_primary, priority, created, sha256, type, bytes }, … ] */

#include "config.h"

#include "packshot-sandbox-closient-private.h"
#include "packshot-sandbox-multipart-private.h"

#define TITLE_MAX 255

static gint64
int_of (JsonObject *image,
        const char *member)
{
  return _packshot_sandbox_json_int (image, member, 0);
}

static gboolean
is_primary (JsonObject *image)
{
  return _packshot_sandbox_json_bool (image, "is_primary", FALSE);
}

/* Primary first, then the lowest priority, then the newest. */
static int
compare_images (gconstpointer a,
                gconstpointer b)
{
  JsonObject *x = *(JsonObject **)a, *y = *(JsonObject **)b;
  gint64 order = is_primary (y) - is_primary (x);

  if (order == 0)
    order = int_of (x, "priority") - int_of (y, "priority");
  if (order == 0)
    order = int_of (y, "created") - int_of (x, "created");
  return order < 0 ? -1 : order > 0;
}

/* Returns: (transfer container): the images in the order of the list */
GPtrArray *
_packshot_sandbox_closient_sorted (JsonObject *product)
{
  JsonArray *images = _packshot_sandbox_json_array (product, "images");
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (images); i++)
    g_ptr_array_add (sorted, json_array_get_object_element (images, i));
  g_ptr_array_sort (sorted, compare_images);
  return sorted;
}

/* Returns: (transfer full): where the bytes are, on the image host */
char *
_packshot_sandbox_closient_image_url (PackshotSandbox *self,
                                      const char      *organization,
                                      const char      *gtin,
                                      JsonObject      *image)
{
  const char *type = _packshot_sandbox_json_string (image, "type", "");

  return g_strdup_printf ("%s/media/closient/%s/%s/%s.%s", self->media_origin, organization, gtin,
                          _packshot_sandbox_json_string (image, "id", ""),
                          _packshot_sandbox_type_extension (type));
}

static JsonObject *
image_out (PackshotSandbox *self,
           JsonObject      *product,
           JsonObject      *image)
{
  JsonObject *out = json_object_new ();
  g_autofree char *created = _packshot_sandbox_iso_time (int_of (image, "created"));
  g_autofree char *url =
    _packshot_sandbox_closient_image_url (self,
                                          _packshot_sandbox_json_string (product, "organization",
                                                                         ""),
                                          _packshot_sandbox_json_string (product, "gtin", ""),
                                          image);

  json_object_set_string_member (out, "id", _packshot_sandbox_json_string (image, "id", ""));
  json_object_set_string_member (out, "title", _packshot_sandbox_json_string (image, "title", ""));
  json_object_set_boolean_member (out, "is_primary", is_primary (image));
  json_object_set_int_member (out, "priority", int_of (image, "priority"));
  json_object_set_string_member (out, "created", created);
  if (self->variants.chosen[VARIANT_CLOSIENT_IMAGE_URL] == URL_PRESENT)
    json_object_set_string_member (out, "image_url", url);
  else if (self->variants.chosen[VARIANT_CLOSIENT_IMAGE_URL] == URL_NULL)
    json_object_set_null_member (out, "image_url");
  return out;
}

static JsonObject *
copy_out (PackshotSandbox *self,
          JsonObject      *doc)
{
  return json_object_ref (doc);
}

PackshotSandboxResponse *
_packshot_sandbox_closient_list_images (PackshotSandbox         *self,
                                        PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *refusal;
  JsonObject *product = _packshot_sandbox_closient_find (self, exchange, &refusal);
  g_autoptr(GPtrArray) sorted = NULL;
  g_autoptr(GPtrArray) docs = NULL;

  if (product == NULL)
    return refusal;
  sorted = _packshot_sandbox_closient_sorted (product);
  docs = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  for (guint i = 0; i < sorted->len; i++)
    g_ptr_array_add (docs, image_out (self, product, g_ptr_array_index (sorted, i)));
  return _packshot_sandbox_closient_page (self, exchange, docs, copy_out);
}

/* What comes with an upload. */
typedef struct
{
  GPtrArray *parts;     /* (owned) */
  GBytes    *bytes;     /* (unowned): of one of the parts */
  char      *title;     /* (owned) */
  gboolean   is_primary;
} Upload;

static void
upload_clear (Upload *upload)
{
  g_clear_pointer (&upload->parts, g_ptr_array_unref);
  g_clear_pointer (&upload->title, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Upload, upload_clear)

/* Returns: (transfer full) (nullable): why the parts are refused with 422 */
static char *
read_parts (Upload *upload)
{
  PackshotSandboxPart *part;
  char *reason = _packshot_sandbox_multipart_refuse (upload->parts, "image", "title", "is_primary");

  if (reason != NULL)
    return reason;
  upload->bytes = _packshot_sandbox_multipart_find (upload->parts, "image")->bytes;
  part = _packshot_sandbox_multipart_find (upload->parts, "title");
  upload->title = part != NULL ? _packshot_sandbox_part_dup_text (part) : g_strdup ("");
  if (upload->title == NULL)
    return g_strdup ("title: not a text in UTF-8");
  if (g_utf8_strlen (upload->title, -1) > TITLE_MAX)
    return g_strdup ("title: at most 255 characters");
  part = _packshot_sandbox_multipart_find (upload->parts, "is_primary");
  if (part != NULL)
    {
      g_autofree char *flag = _packshot_sandbox_part_dup_text (part);

      upload->is_primary = g_strcmp0 (flag, "true") == 0;
      if (!upload->is_primary && g_strcmp0 (flag, "false") != 0)
        return g_strdup ("is_primary: true or false");
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): the refusal */
static PackshotSandboxResponse *
read_upload (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange,
             Upload                  *upload)
{
  const char *type = packshot_sandbox_request_get_header (exchange->request, "Content-Type");
  gsize limit = self->variants.chosen[VARIANT_CLOSIENT_MAX_BYTES];
  const char *kind;
  g_autofree char *reason = NULL;

  upload->parts = _packshot_sandbox_multipart_parse (type, exchange->request->body, &reason);
  if (upload->parts == NULL)
    return _packshot_sandbox_closient_error (self, exchange, 422, reason);
  reason = read_parts (upload);
  if (reason != NULL)
    return _packshot_sandbox_closient_error (self, exchange, 422, reason);
  if (limit > 0 && g_bytes_get_size (upload->bytes) > limit)
    return _packshot_sandbox_closient_error (self, exchange, 413, "The image is too large");
  kind = _packshot_sandbox_sniff (upload->bytes);
  if (kind == NULL || !g_str_has_prefix (kind, "image/"))
    return _packshot_sandbox_closient_error (self, exchange, 415,
                                             "image: JPEG, PNG, GIF, WebP, SVG or BMP");
  return NULL;
}

/* The priority of a new image; may change the others. */
static gint64
next_priority (PackshotSandbox *self,
               JsonArray       *images)
{
  gint64 highest = -1;

  if (self->variants.chosen[VARIANT_CLOSIENT_PRIORITY] == PRIORITY_ZERO)
    return 0;
  for (guint i = 0; i < json_array_get_length (images); i++)
    {
      JsonObject *image = json_array_get_object_element (images, i);

      highest = MAX (highest, int_of (image, "priority"));
      if (self->variants.chosen[VARIANT_CLOSIENT_PRIORITY] == PRIORITY_FRONT)
        json_object_set_int_member (image, "priority", int_of (image, "priority") + 1);
    }
  return self->variants.chosen[VARIANT_CLOSIENT_PRIORITY] == PRIORITY_FRONT ? 0 : highest + 1;
}

static JsonObject *
new_image (PackshotSandbox *self,
           GBytes          *bytes,
           const char      *sha256,
           const char      *title)
{
  JsonObject *image = json_object_new ();
  g_autofree char *seed = _packshot_sandbox_new_seed (self, "closient/image");
  g_autofree char *id = _packshot_sandbox_shortuuid (seed);

  json_object_set_string_member (image, "id", id);
  json_object_set_string_member (image, "title", title);
  json_object_set_int_member (image, "created", _packshot_sandbox_now (self));
  json_object_set_string_member (image, "sha256", sha256);
  json_object_set_string_member (image, "type", _packshot_sandbox_sniff (bytes));
  json_object_set_int_member (image, "bytes", g_bytes_get_size (bytes));
  return image;
}

static void
put_product (PackshotSandbox *self,
             JsonObject      *product)
{
  g_autofree char *table =
    _packshot_sandbox_closient_table (_packshot_sandbox_json_string (product, "organization", ""));

  _packshot_sandbox_state_put (self->state, table,
                               _packshot_sandbox_json_string (product, "gtin", ""),
                               json_object_ref (product));
}

/* @product: as the state has it; a copy with the new image replaces it
 * @bytes: a picture of a kind that is allowed
 *
 * Returns: (transfer full) (nullable): the new image's identifier */
char *
_packshot_sandbox_closient_put_image (PackshotSandbox *self,
                                      JsonObject      *product,
                                      GBytes          *bytes,
                                      const char      *title,
                                      gboolean         wants_primary,
                                      GError         **error)
{
  g_autoptr(JsonObject) copy = _packshot_sandbox_json_copy (product);
  JsonArray *images = _packshot_sandbox_json_array (copy, "images");
  g_autofree char *sha256 = _packshot_sandbox_state_put_blob (self->state, bytes, error);
  JsonObject *image;
  gboolean primary = wants_primary ||
    (json_array_get_length (images) == 0 &&
     self->variants.chosen[VARIANT_CLOSIENT_FIRST_PRIMARY] == YES);

  if (sha256 == NULL)
    return NULL;
  for (guint i = 0; primary && i < json_array_get_length (images); i++)
    json_object_set_boolean_member (json_array_get_object_element (images, i), "is_primary", FALSE);
  image = new_image (self, bytes, sha256, title);
  json_object_set_boolean_member (image, "is_primary", primary);
  json_object_set_int_member (image, "priority", next_priority (self, images));
  json_array_add_object_element (images, image);
  put_product (self, copy);
  return g_strdup (_packshot_sandbox_json_string (image, "id", ""));
}

static JsonObject *
find_image (JsonObject *product,
            const char *member,
            const char *value,
            guint      *index)
{
  JsonArray *images = _packshot_sandbox_json_array (product, "images");

  for (guint i = 0; i < json_array_get_length (images); i++)
    {
      JsonObject *image = json_array_get_object_element (images, i);

      if (strcmp (_packshot_sandbox_json_string (image, member, ""), value) != 0)
        continue;
      *index = i;
      return image;
    }
  return NULL;
}

/* Bytes and title where they are given. */
gboolean
_packshot_sandbox_closient_change_image (PackshotSandbox *self,
                                         JsonObject      *product,
                                         const char      *id,
                                         GBytes          *bytes,
                                         const char      *title,
                                         GError         **error)
{
  g_autoptr(JsonObject) copy = _packshot_sandbox_json_copy (product);
  guint index;
  JsonObject *image = find_image (copy, "id", id, &index);
  g_autofree char *sha256 = NULL;

  if (image == NULL)
    {
      g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_NOT_FOUND,
                   "There is no image “%s”", id);
      return FALSE;
    }
  if (bytes != NULL)
    {
      sha256 = _packshot_sandbox_state_put_blob (self->state, bytes, error);
      if (sha256 == NULL)
        return FALSE;
      json_object_set_string_member (image, "sha256", sha256);
      json_object_set_string_member (image, "type", _packshot_sandbox_sniff (bytes));
      json_object_set_int_member (image, "bytes", (gint64)g_bytes_get_size (bytes));
    }
  if (title != NULL)
    json_object_set_string_member (image, "title", title);
  put_product (self, copy);
  return TRUE;
}

static gboolean
is_duplicate (JsonObject *product,
              GBytes     *bytes)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  guint index;

  return find_image (product, "sha256", sha256, &index) != NULL;
}

PackshotSandboxResponse *
_packshot_sandbox_closient_upload_image (PackshotSandbox         *self,
                                         PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *refusal;
  JsonObject *product = _packshot_sandbox_closient_find (self, exchange, &refusal);
  g_auto(Upload) upload = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  guint index;

  if (product == NULL)
    return refusal;
  if (!_packshot_sandbox_closient_may_write (exchange))
    return _packshot_sandbox_closient_error (self, exchange, 403,
                                             "organization.contribute_organization is needed");
  refusal = read_upload (self, exchange, &upload);
  if (refusal != NULL)
    return refusal;
  if (self->variants.chosen[VARIANT_CLOSIENT_DUPLICATES] == DUPLICATES_REFUSE &&
      is_duplicate (product, upload.bytes))
    return _packshot_sandbox_closient_error (self, exchange, 409,
                                             "The product has this image already");
  id = _packshot_sandbox_closient_put_image (self, product, upload.bytes, upload.title,
                                             upload.is_primary, &error);
  if (id == NULL)
    return _packshot_sandbox_closient_error (self, exchange, 507, error->message);
  product = _packshot_sandbox_closient_find (self, exchange, &refusal);
  return _packshot_sandbox_response_new_object (201,
                                                image_out (self, product,
                                                           find_image (product, "id", id, &index)));
}

PackshotSandboxResponse *
_packshot_sandbox_closient_delete_image (PackshotSandbox         *self,
                                         PackshotSandboxExchange *exchange)
{
  PackshotSandboxResponse *refusal;
  JsonObject *product = _packshot_sandbox_closient_find (self, exchange, &refusal);
  g_autofree char *id = NULL;
  g_autoptr(JsonObject) copy = NULL;
  g_autoptr(GPtrArray) rest = NULL;
  gboolean was_primary;
  guint index;

  if (product == NULL)
    return refusal;
  id = _packshot_sandbox_is_shortuuid (exchange->args[2]) ? g_strdup (exchange->args[2]) :
    _packshot_sandbox_shortuuid_from_uuid (exchange->args[2]);
  if (id == NULL)
    return _packshot_sandbox_closient_error (self, exchange, 422,
                                             "image_id: not a shortuuid and not a UUID");
  if (!_packshot_sandbox_closient_may_write (exchange))
    return _packshot_sandbox_closient_error (self, exchange, 403,
                                             "organization.contribute_organization is needed");
  copy = _packshot_sandbox_json_copy (product);
  if (find_image (copy, "id", id, &index) == NULL)
    return _packshot_sandbox_closient_error (self, exchange, 404,
                                             "The product has no such image");
  was_primary = is_primary (find_image (copy, "id", id, &index));
  json_array_remove_element (_packshot_sandbox_json_array (copy, "images"), index);
  rest = _packshot_sandbox_closient_sorted (copy);
  if (was_primary && rest->len > 0 &&
      self->variants.chosen[VARIANT_CLOSIENT_PROMOTE_AFTER_DELETE] == YES)
    json_object_set_boolean_member (g_ptr_array_index (rest, 0), "is_primary", TRUE);
  put_product (self, copy);
  return _packshot_sandbox_response_new (204);
}
