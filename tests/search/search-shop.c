/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The server of a world: a sandbox with one item of one service, behaving by variants that the dice
 * choose, and the other people who use it meanwhile. Pictures are one pixel each; the colour is
 * their number. */

#include "config.h"

#include "search-shop.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <zlib.h>

#define GTIN "04006381333931"
#define N_PICTURES 96

/* What the documents leave open: the settings that are tried, each as often as it stands here. */
static const char * const closient_variants[][4] = {
  { "closient.priority=zero", "closient.priority=counting", "closient.priority=front", NULL },
  { "closient.first-primary=no", "closient.first-primary=yes", NULL, NULL },
  { "closient.promote-after-delete=no", "closient.promote-after-delete=yes", NULL, NULL },
  { "closient.image-url=present", "closient.image-url=present", "closient.image-url=missing",
    "closient.image-url=null" },
  { "closient.duplicates=allow", "closient.duplicates=refuse", NULL, NULL },
  { "closient.trailing-slash=no", "closient.trailing-slash=redirect", NULL, NULL },
};
static const char * const goldleaf_variants[][4] = {
  { "goldleaf.token=data", "goldleaf.token=flat", NULL, NULL },
  { "goldleaf.complete=json", "goldleaf.complete=text", NULL, NULL },
  { "goldleaf.auth=needed", "goldleaf.auth=open", NULL, NULL },
  { "goldleaf.empty=404", "goldleaf.empty=204", NULL, NULL },
  { "goldleaf.id=_id", "goldleaf.id=id", NULL, NULL },
};
static const char * const blaze_variants[][4] = {
  { "blaze.envelope=values", "blaze.envelope=searchResult", "blaze.envelope=bare", NULL },
  { "blaze.order=array", "blaze.order=priority", NULL, NULL },
  { "blaze.stub-assets=keep", "blaze.stub-assets=complete", NULL, NULL },
  { "blaze.unknown-assets=keep", "blaze.unknown-assets=drop", NULL, NULL },
  { "blaze.errors=new", "blaze.errors=old", NULL, NULL },
};

static void
shop_picture_free (ShopPicture *picture)
{
  g_free (picture->id);
  g_free (picture->sha256);
  g_free (picture->title);
  g_free (picture);
}

/* --- Pictures --- */

static void
append_chunk (GByteArray   *png,
              const char   *type,
              const guint8 *data,
              guint         length)
{
  guint32 be_length = GUINT32_TO_BE (length);
  guint start = png->len + 4;
  guint32 crc;

  g_byte_array_append (png, (const guint8 *)&be_length, 4);
  g_byte_array_append (png, (const guint8 *)type, 4);
  if (length > 0)
    g_byte_array_append (png, data, length);
  crc = GUINT32_TO_BE ((guint32)crc32 (0, png->data + start, length + 4));
  g_byte_array_append (png, (const guint8 *)&crc, 4);
}

/* A PNG file of one pixel (W3C, Portable Network Graphics, third edition, 5). */
static GBytes *
picture_new (guint number)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 header[] = { 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0 };
  const guint8 row[] = { 0, (guint8)number, (guint8)(number * 7), (guint8)(number * 31) };
  GByteArray *png = g_byte_array_new ();
  guint8 packed[64];
  uLongf n_packed = sizeof packed;

  g_assert_cmpint (compress (packed, &n_packed, row, sizeof row), ==, Z_OK);
  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", packed, (guint)n_packed);
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (png);
}

GBytes *
shop_take_picture (Shop *self,
                   Dice *dice)
{
  if (self->n_used > 0 && dice_chance (dice, 8))
    return self->pictures->pdata[dice_below (dice, self->n_used)];
  g_assert_cmpuint (self->n_used, <, N_PICTURES);
  return self->pictures->pdata[self->n_used++];
}

static char *
hash_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/* --- The books --- */

static const char *
text_member (JsonObject *object,
             const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static JsonArray *
find_gallery (JsonArray  *galleries,
              const char *key,
              const char *member)
{
  for (guint i = 0; i < json_array_get_length (galleries); i++)
    {
      JsonObject *gallery = json_array_get_object_element (galleries, i);

      if (g_str_equal (text_member (gallery, "gtin"), key) ||
          g_str_equal (text_member (gallery, "id"), key))
        return json_object_get_array_member (gallery, member);
    }
  return NULL;
}

static void
add_picture (Shop       *self,
             GPtrArray  *list,
             JsonObject *image)
{
  ShopPicture *picture = g_new0 (ShopPicture, 1);

  picture->id = g_strdup (text_member (image, "id"));
  picture->sha256 = g_strdup (text_member (image, "sha256"));
  picture->title = g_strdup (text_member (image, "title"));
  picture->is_primary = json_object_get_boolean_member_with_default (image, "is_primary", FALSE);
  picture->is_private = json_object_get_boolean_member_with_default (image, "secured", FALSE);
  g_ptr_array_add (list, picture);
  g_hash_table_replace (self->rows, g_strdup (picture->id), g_strdup (picture->sha256));
}

static JsonNode *
read_state (Shop *self)
{
  g_autoptr(PackshotSandboxRequest) request = packshot_sandbox_request_new ("GET",
                                                                            "/_sandbox/state");
  g_autoptr(PackshotSandboxResponse) response = packshot_sandbox_handle (self->sandbox, request);
  g_autofree char *text = NULL;

  g_assert_cmpuint (response->status, ==, 200);
  text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  return json_from_string (text, NULL);
}

GPtrArray *
shop_list (Shop *self)
{
  static const char * const names[] = { "closient", "goldleaf", "blaze" };
  g_autoptr(JsonNode) state = read_state (self);
  JsonArray *galleries = json_object_get_array_member (json_node_get_object (state),
                                                       names[self->service]);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)shop_picture_free);
  JsonArray *images;

  /* GoldLeaf's books have the picture itself. */
  if (self->service == PACKSHOT_SERVICE_GOLDLEAF)
    {
      for (guint i = 0; i < json_array_get_length (galleries); i++)
        {
          JsonObject *picture = json_array_get_object_element (galleries, i);

          if (g_str_equal (self->key, text_member (picture, "id")))
            add_picture (self, list, picture);
        }
      return list;
    }
  images = find_gallery (galleries, self->key,
                         self->service == PACKSHOT_SERVICE_BLAZE ? "assets" : "images");
  for (guint i = 0; images != NULL && i < json_array_get_length (images); i++)
    add_picture (self, list, json_array_get_object_element (images, i));
  return list;
}

gboolean
shop_has_variant (Shop       *self,
                  const char *setting)
{
  return g_ptr_array_find_with_equal_func (self->variants, setting, g_str_equal, NULL);
}

gboolean
shop_gives_no_bytes (Shop *self)
{
  return shop_has_variant (self, "closient.image-url=missing") ||
         shop_has_variant (self, "closient.image-url=null");
}

/* --- Other people --- */

static void
closient_delete (Shop       *self,
                 const char *id)
{
  g_autofree char *target =
    g_strdup_printf ("/dashboard/api/v1/trade-items/%s/" GTIN "/images/%s",
                     packshot_sandbox_get_organization (self->sandbox, 0), id);
  g_autoptr(PackshotSandboxRequest) request = packshot_sandbox_request_new ("DELETE", target);
  g_autoptr(PackshotSandboxResponse) response = NULL;

  packshot_sandbox_request_add_header (request, "X-API-Key", packshot_sandbox_get_credential (
                                         self->sandbox, PACKSHOT_SANDBOX_CLOSIENT_USER));
  response = packshot_sandbox_handle (self->sandbox, request);
  g_assert_cmpuint (response->status, ==, 204);
}

static char *
closient_add (Shop *self,
              Dice *dice)
{
  GBytes *bytes = shop_take_picture (self, dice);
  g_autofree char *title = dice_chance (dice, 50) ? g_strdup_printf ("theirs %u", self->n_used) :
    g_strdup ("");
  g_autofree char *id = NULL;

  /* Two rows of other people never have one time: their order would be the server's whim. */
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (self->clock), G_USEC_PER_SEC);
  id = packshot_sandbox_add_closient_image (self->sandbox, GTIN, bytes, title,
                                            dice_chance (dice, 30), NULL);
  return id != NULL ? hash_of (bytes) : NULL;
}

static char *
closient_act (Shop  *self,
              Dice  *dice,
              char **gone)
{
  g_autoptr(GPtrArray) list = shop_list (self);
  guint what = list->len == 0 ? 0 : dice_below (dice, 4);
  ShopPicture *victim = list->len > 0 ? list->pdata[dice_below (dice, list->len)] : NULL;

  if (what <= 1)
    return closient_add (self, dice);
  *gone = g_strdup (victim->sha256);
  closient_delete (self, victim->id);
  return what == 3 ? closient_add (self, dice) : NULL;
}

static PackshotSandboxResponse *
blaze_call (Shop       *self,
            const char *method,
            const char *json)
{
  g_autofree char *target = g_strconcat ("/api/v1/partner/products/", self->key, NULL);
  g_autoptr(PackshotSandboxRequest) request = packshot_sandbox_request_new (method, target);
  g_auto(GStrv) keys = g_strsplit (packshot_sandbox_get_credential (self->sandbox,
                                                                    PACKSHOT_SANDBOX_BLAZE), ":",
                                   2);

  packshot_sandbox_request_add_header (request, "x-api-key", keys[0]);
  packshot_sandbox_request_add_header (request, "Authorization", keys[1]);
  if (json != NULL)
    {
      g_autoptr(GBytes) body = g_bytes_new (json, strlen (json));

      packshot_sandbox_request_add_header (request, "Content-Type", "application/json");
      packshot_sandbox_request_set_body (request, body);
    }
  return packshot_sandbox_handle (self->sandbox, request);
}

/* Writes the product with @victim left out, or turned over to the other visibility, or moved to
 * another place. */
static void
blaze_write (Shop *self,
             Dice *dice,
             guint victim,
             guint what)
{
  g_autoptr(PackshotSandboxResponse) got = blaze_call (self, "GET", NULL);
  g_autoptr(PackshotSandboxResponse) put = NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (got->body, NULL),
                                     g_bytes_get_size (got->body));
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  JsonObject *product = json_node_get_object (node);
  JsonArray *before = json_object_get_array_member (product, "assets");
  g_autoptr(GList) assets = json_array_get_elements (before);
  JsonNode *moved = g_list_nth_data (assets, victim);
  JsonArray *after = json_array_new ();
  g_autofree char *json = NULL;

  assets = g_list_remove (assets, moved);
  if (what == 1)
    assets = g_list_insert (assets, moved, (int)dice_below (dice, g_list_length (assets) + 1));
  for (GList *l = assets; l != NULL; l = l->next)
    {
      JsonNode *copy = json_node_copy (l->data);

      json_object_set_int_member (json_node_get_object (copy), "priority",
                                  json_array_get_length (after) + 1);
      json_array_add_element (after, copy);
    }
  json_object_set_array_member (product, "assets", after);
  json = json_to_string (node, FALSE);
  put = blaze_call (self, "PUT", json);
  g_assert_cmpuint (put->status, ==, 200);
}

static char *
blaze_act (Shop  *self,
           Dice  *dice,
           char **gone)
{
  g_autoptr(GPtrArray) list = shop_list (self);
  guint what = list->len == 0 ? 0 : dice_below (dice, 3);
  guint victim = dice_below (dice, list->len);
  g_autofree char *id = NULL;
  GBytes *bytes;

  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (self->clock), G_USEC_PER_SEC);
  if (what == 0)
    {
      bytes = shop_take_picture (self, dice);
      id = packshot_sandbox_add_blaze_image (self->sandbox, self->key, bytes, "theirs.png",
                                             dice_chance (dice, 50), NULL);
      g_assert_nonnull (id);
      return hash_of (bytes);
    }
  if (what == 2 && !shop_has_variant (self, "blaze.put=merge"))
    *gone = g_strdup (((ShopPicture *)list->pdata[victim])->sha256);
  blaze_write (self, dice, victim, what);
  return NULL;
}

static char *
goldleaf_act (Shop  *self,
              Dice  *dice,
              char **gone)
{
  g_autoptr(GPtrArray) list = shop_list (self);
  GBytes *bytes = shop_take_picture (self, dice);

  if (list->len > 0)
    *gone = g_strdup (((ShopPicture *)list->pdata[0])->sha256);
  g_assert_true (packshot_sandbox_set_goldleaf_image (self->sandbox, self->key, bytes, NULL));
  return hash_of (bytes);
}

char *
shop_act (Shop  *self,
          Dice  *dice,
          char **gone)
{
  g_autofree char *came = NULL;
  g_autoptr(GPtrArray) after = NULL;

  *gone = NULL;
  switch (self->service)
    {
    case PACKSHOT_SERVICE_CLOSIENT:
      came = closient_act (self, dice, gone);
      break;

    case PACKSHOT_SERVICE_GOLDLEAF:
      came = goldleaf_act (self, dice, gone);
      break;

    case PACKSHOT_SERVICE_BLAZE:
    default:
      came = blaze_act (self, dice, gone);
      break;
    }
  /* Remembers the new rows. */
  after = shop_list (self);
  if (self->trace != NULL)
    {
      g_string_append_printf (self->trace, "  others: +%.6s -%.6s, there now:",
                              came != NULL ? came : "", *gone != NULL ? *gone : "");
      for (guint i = 0; i < after->len; i++)
        {
          ShopPicture *picture = after->pdata[i];

          g_string_append_printf (self->trace, " %.6s%s", picture->sha256,
                                  picture->is_primary ? "*" : "");
        }
      g_string_append_c (self->trace, '\n');
    }
  return g_steal_pointer (&came);
}

/* --- Setting up --- */

const char *
shop_get_credential (Shop *self)
{
  static const PackshotSandboxCredential credentials[] = {
    PACKSHOT_SANDBOX_CLOSIENT_EDITOR, PACKSHOT_SANDBOX_GOLDLEAF, PACKSHOT_SANDBOX_BLAZE,
  };

  return packshot_sandbox_get_credential (self->sandbox, credentials[self->service]);
}

static void
choose_variants (Shop *self,
                 Dice *dice,
                 const char * const (*table)[4],
                 guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint n_values = 0;
      const char *chosen;

      while (n_values < 4 && table[i][n_values] != NULL)
        n_values++;
      chosen = table[i][dice_below (dice, n_values)];
      g_ptr_array_add (self->variants, g_strdup (chosen));
      g_assert_true (packshot_sandbox_set_variant (self->sandbox, chosen, NULL));
    }
}

static void
add_item (Shop *self)
{
  const PackshotSandboxProduct product = { .gtin = GTIN, .name = "Mackerel", .brand = "Nordhav" };

  g_assert_true (packshot_sandbox_add_product (self->sandbox, &product, NULL));
  switch (self->service)
    {
    case PACKSHOT_SERVICE_CLOSIENT:
      self->key = g_strdup (GTIN);
      break;

    case PACKSHOT_SERVICE_GOLDLEAF:
      self->key = packshot_sandbox_add_customer (self->sandbox, "Harbour Market", NULL);
      break;

    case PACKSHOT_SERVICE_BLAZE:
    default:
      self->key = packshot_sandbox_dup_blaze_product_id (self->sandbox, GTIN);
      break;
    }
}

Shop *
shop_new (Dice *dice)
{
  Shop *self = g_new0 (Shop, 1);
  guint service = dice_below (dice, 10);

  self->service = service < 6 ? PACKSHOT_SERVICE_CLOSIENT :
    service < 9 ? PACKSHOT_SERVICE_BLAZE : PACKSHOT_SERVICE_GOLDLEAF;
  self->clock = packshot_fake_clock_new (SHOP_START);
  self->sandbox = packshot_sandbox_new (self->clock, dice_throw (dice));
  packshot_sandbox_set_origins (self->sandbox, SHOP_API, "http://127.0.0.1:8081");
  self->variants = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < N_PICTURES; i++)
    g_ptr_array_add (self->pictures, picture_new (i));
  switch (self->service)
    {
    case PACKSHOT_SERVICE_CLOSIENT:
      choose_variants (self, dice, closient_variants, G_N_ELEMENTS (closient_variants));
      break;

    case PACKSHOT_SERVICE_GOLDLEAF:
      choose_variants (self, dice, goldleaf_variants, G_N_ELEMENTS (goldleaf_variants));
      break;

    case PACKSHOT_SERVICE_BLAZE:
    default:
      choose_variants (self, dice, blaze_variants, G_N_ELEMENTS (blaze_variants));
      break;
    }
  add_item (self);
  return self;
}

void
shop_free (Shop *self)
{
  g_clear_object (&self->sandbox);
  g_clear_object (&self->clock);
  g_free (self->key);
  g_ptr_array_unref (self->variants);
  g_ptr_array_unref (self->pictures);
  g_hash_table_unref (self->rows);
  g_free (self);
}
