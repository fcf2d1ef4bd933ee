/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Filling a sandbox: from a catalogue file, or piece by piece by the program itself. What comes
 * twice stays as it is, so that a catalogue can be loaded again over a kept state. Any thread. */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"
#include "packshot-sandbox-closient-private.h"
#include "packshot-sandbox-csv-private.h"
#include "packshot-sandbox-goldleaf-private.h"

typedef enum
{
  COLUMN_GTIN,
  COLUMN_NAME,
  COLUMN_BRAND,
  COLUMN_NET_CONTENT,
  COLUMN_CATEGORY,
  COLUMN_SUPPLIER_CODE,
  N_COLUMNS,
} Column;

static const char * const column_names[N_COLUMNS] = {
  "gtin", "product_name", "brand", "net_content", "category", "supplier_code",
};

/* All invented. */
static const char * const customers[] = {
  "Harbour Market", "Corner Shop 12", "Green Lane Grocers", "Old Mill Deli", "North Pier Canteen",
};

static gboolean
set_invalid (GError    **error,
             const char *text)
{
  g_set_error_literal (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID, text);
  return FALSE;
}

static gboolean
set_not_found (GError    **error,
               const char *what)
{
  g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_NOT_FOUND,
               "There is no “%s”", what);
  return FALSE;
}

/* Where each column stands; -1 when it is missing, which only two may not be. */
static gboolean
find_columns (GStrv    header,
              int      columns[N_COLUMNS],
              GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      columns[i] = -1;
      for (guint j = 0; header[j] != NULL; j++)
        {
          if (strcmp (g_strstrip (header[j]), column_names[i]) == 0)
            columns[i] = j;
        }
    }
  if (columns[COLUMN_GTIN] < 0 || columns[COLUMN_NAME] < 0)
    return set_invalid (error, "The catalogue has no columns gtin and product_name");
  return TRUE;
}

static gboolean
add_product (PackshotSandbox              *self,
             const PackshotSandboxProduct *product,
             GError                      **error)
{
  g_autofree char *gtin = _packshot_sandbox_gtin14 (product->gtin);
  g_autofree char *brand = NULL;

  if (gtin == NULL || product->name == NULL || product->name[0] == '\0')
    {
      g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID,
                   "“%s” is not a GTIN, or it has no name", product->gtin);
      return FALSE;
    }
  if (product->where != PACKSHOT_SANDBOX_IN_BLAZE)
    _packshot_sandbox_closient_add_product (self, product, gtin);
  if (product->where != PACKSHOT_SANDBOX_IN_CLOSIENT)
    _packshot_sandbox_blaze_add_product (self, product, gtin);
  if (product->where == PACKSHOT_SANDBOX_EVERYWHERE && product->brand != NULL &&
      product->brand[0] != '\0')
    brand = _packshot_sandbox_goldleaf_add_owner (self, GOLDLEAF_BRANDS, product->brand);
  return TRUE;
}

static gboolean
add_rows (PackshotSandbox *self,
          GPtrArray       *rows,
          GError         **error)
{
  int columns[N_COLUMNS];
  guint width;

  if (rows->len == 0)
    return set_invalid (error, "The catalogue is empty");
  if (!find_columns (g_ptr_array_index (rows, 0), columns, error))
    return FALSE;
  width = g_strv_length (g_ptr_array_index (rows, 0));
  for (guint i = 1; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);
      const char *values[N_COLUMNS];
      PackshotSandboxProduct product;

      if (g_strv_length (row) != width)
        {
          g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID,
                       "Record %u has %u fields, the header has %u", i, g_strv_length (row), width);
          return FALSE;
        }
      for (guint j = 0; j < N_COLUMNS; j++)
        values[j] = columns[j] >= 0 ? g_strstrip (row[columns[j]]) : NULL;
      product = (PackshotSandboxProduct) {
        values[COLUMN_GTIN], values[COLUMN_NAME], values[COLUMN_BRAND], values[COLUMN_NET_CONTENT],
        values[COLUMN_CATEGORY], values[COLUMN_SUPPLIER_CODE], PACKSHOT_SANDBOX_EVERYWHERE
      };
      if (!add_product (self, &product, error))
        {
          g_prefix_error (error, "Record %u: ", i);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * packshot_sandbox_load_catalogue:
 * @self: a sandbox
 * @csv_path: a file with the columns gtin, product_name, brand, net_content, category,
 *   supplier_code
 * @error: (nullable): return location
 *
 * Adds a claimed product to the first Closient organization and one to BLAZE for each record, its
 * brand to BLAZE and GoldLeaf, its category to BLAZE, and a handful of invented customers to
 * GoldLeaf. Other columns are left out; all but gtin and product_name may be missing. A file with
 * a mistake adds nothing.
 *
 * Returns: whether all of it was added
 */
gboolean
packshot_sandbox_load_catalogue (PackshotSandbox *self,
                                 const char      *csv_path,
                                 GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) cause = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (csv_path != NULL, FALSE);

  locker = g_rec_mutex_locker_new (&self->lock);
  if (!g_file_get_contents (csv_path, &text, NULL, &cause))
    {
      g_set_error_literal (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_NOT_FOUND,
                           cause->message);
      return FALSE;
    }
  rows = _packshot_sandbox_csv_parse (text, error);
  if (rows == NULL || !add_rows (self, rows, error))
    return _packshot_sandbox_finish (self, FALSE, error);
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    g_free (_packshot_sandbox_goldleaf_add_owner (self, GOLDLEAF_CUSTOMERS, customers[i]));
  return _packshot_sandbox_finish (self, TRUE, error);
}

/**
 * packshot_sandbox_add_product:
 * @self: a sandbox
 * @product: what to add
 * @error: (nullable): return location
 *
 * Does for one product what packshot_sandbox_load_catalogue() does for each record.
 *
 * Returns: whether it was added, or was there already
 */
gboolean
packshot_sandbox_add_product (PackshotSandbox              *self,
                              const PackshotSandboxProduct *product,
                              GError                      **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (product != NULL && product->gtin != NULL, FALSE);

  locker = g_rec_mutex_locker_new (&self->lock);
  return _packshot_sandbox_finish (self, add_product (self, product, error), error);
}

/**
 * packshot_sandbox_add_customer:
 * @self: a sandbox
 * @name: a customer's name
 * @error: (nullable): return location
 *
 * Returns: (transfer full) (nullable): its identifier in GoldLeaf
 */
char *
packshot_sandbox_add_customer (PackshotSandbox *self,
                               const char      *name,
                               GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  id = _packshot_sandbox_goldleaf_add_owner (self, GOLDLEAF_CUSTOMERS, name);
  return _packshot_sandbox_finish (self, TRUE, error) ? g_steal_pointer (&id) : NULL;
}

/**
 * packshot_sandbox_add_brand:
 * @self: a sandbox
 * @name: a brand's name
 * @error: (nullable): return location
 *
 * Adds it to BLAZE, too.
 *
 * Returns: (transfer full) (nullable): its identifier in GoldLeaf
 */
char *
packshot_sandbox_add_brand (PackshotSandbox *self,
                            const char      *name,
                            GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  g_autofree char *id = NULL;
  g_autofree char *blaze = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  id = _packshot_sandbox_goldleaf_add_owner (self, GOLDLEAF_BRANDS, name);
  blaze = _packshot_sandbox_blaze_ensure_group (self, BLAZE_BRANDS, name);
  return _packshot_sandbox_finish (self, TRUE, error) ? g_steal_pointer (&id) : NULL;
}

/**
 * packshot_sandbox_dup_goldleaf_organization_id:
 * @self: a sandbox
 *
 * Returns: (transfer full): the identifier of the GoldLeaf organization
 */
char *
packshot_sandbox_dup_goldleaf_organization_id (PackshotSandbox *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);

  return _packshot_sandbox_goldleaf_organization_id ();
}

static gboolean
check_picture (GBytes  *bytes,
               GError **error)
{
  const char *type = _packshot_sandbox_sniff (bytes);

  if (type == NULL || !g_str_has_prefix (type, "image/"))
    return set_invalid (error, "The bytes are not a picture");
  return TRUE;
}

/**
 * packshot_sandbox_add_closient_image:
 * @self: a sandbox
 * @gtin: of a product of the first organization
 * @bytes: a picture
 * @title: its title
 * @is_primary: whether it takes the place of the primary image
 * @error: (nullable): return location
 *
 * Does what an upload does.
 *
 * Returns: (transfer full) (nullable): the image's identifier
 */
char *
packshot_sandbox_add_closient_image (PackshotSandbox *self,
                                     const char      *gtin,
                                     GBytes          *bytes,
                                     const char      *title,
                                     gboolean         is_primary,
                                     GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *table = NULL;
  g_autofree char *id = NULL;
  JsonObject *product = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (gtin != NULL && bytes != NULL && title != NULL, NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  if (!check_picture (bytes, error))
    return NULL;
  digits = _packshot_sandbox_gtin14 (gtin);
  table = _packshot_sandbox_closient_table (self->organizations[0]);
  if (digits != NULL)
    product = _packshot_sandbox_state_get (self->state, table, digits);
  if (product == NULL)
    {
      set_not_found (error, gtin);
      return NULL;
    }
  id = _packshot_sandbox_closient_put_image (self, product, bytes, title, is_primary, error);
  return _packshot_sandbox_finish (self, id != NULL, error) ? g_steal_pointer (&id) : NULL;
}

/**
 * packshot_sandbox_change_closient_image:
 * @self: a sandbox
 * @gtin: of a product of the first organization
 * @id: one of its images
 * @bytes: (nullable): another picture
 * @title: (nullable): another title
 * @error: (nullable): return location
 *
 * Changes an image in its place, as nobody can through the interface, but the service's own people
 * on its own pages.
 *
 * Returns: whether it is changed
 */
gboolean
packshot_sandbox_change_closient_image (PackshotSandbox *self,
                                        const char      *gtin,
                                        const char      *id,
                                        GBytes          *bytes,
                                        const char      *title,
                                        GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *table = NULL;
  JsonObject *product = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (gtin != NULL && id != NULL, FALSE);

  locker = g_rec_mutex_locker_new (&self->lock);
  if (bytes != NULL && !check_picture (bytes, error))
    return FALSE;
  digits = _packshot_sandbox_gtin14 (gtin);
  table = _packshot_sandbox_closient_table (self->organizations[0]);
  if (digits != NULL)
    product = _packshot_sandbox_state_get (self->state, table, digits);
  if (product == NULL)
    {
      set_not_found (error, gtin);
      return FALSE;
    }
  return _packshot_sandbox_finish (self,
                                   _packshot_sandbox_closient_change_image (self, product, id,
                                                                            bytes, title, error),
                                   error);
}

/**
 * packshot_sandbox_set_goldleaf_image:
 * @self: a sandbox
 * @owner_id: of the organization, a customer or a brand
 * @bytes: a picture
 * @error: (nullable): return location
 *
 * Returns: whether the picture now belongs to the owner
 */
gboolean
packshot_sandbox_set_goldleaf_image (PackshotSandbox *self,
                                     const char      *owner_id,
                                     GBytes          *bytes,
                                     GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (owner_id != NULL && bytes != NULL, FALSE);

  locker = g_rec_mutex_locker_new (&self->lock);
  if (!check_picture (bytes, error))
    return FALSE;
  if (!_packshot_sandbox_goldleaf_has_owner (self, owner_id))
    return set_not_found (error, owner_id);
  return _packshot_sandbox_finish (self,
                                   _packshot_sandbox_goldleaf_put_image (self, owner_id, bytes,
                                                                         error), error);
}

/**
 * packshot_sandbox_add_blaze_image:
 * @self: a sandbox
 * @product_id: of a product
 * @bytes: a picture
 * @name: the asset's name
 * @is_public: whether it is a public asset
 * @error: (nullable): return location
 *
 * Uploads an asset and puts it at the end of the product's.
 *
 * Returns: (transfer full) (nullable): the asset's identifier
 */
char *
packshot_sandbox_add_blaze_image (PackshotSandbox *self,
                                  const char      *product_id,
                                  GBytes          *bytes,
                                  const char      *name,
                                  gboolean         is_public,
                                  GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  JsonObject *product, *asset;
  g_autofree char *id = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (product_id != NULL && bytes != NULL && name != NULL, NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  if (!check_picture (bytes, error))
    return NULL;
  product = _packshot_sandbox_state_get (self->state, BLAZE_PRODUCTS, product_id);
  if (product == NULL)
    {
      set_not_found (error, product_id);
      return NULL;
    }
  asset = _packshot_sandbox_blaze_add_asset (self, bytes, name, "Photo", is_public, error);
  if (asset == NULL)
    return NULL;
  id = g_strdup (_packshot_sandbox_json_string (asset, "id", ""));
  product = _packshot_sandbox_json_copy (product);
  if (_packshot_sandbox_json_array (product, "assets") == NULL)
    json_object_set_array_member (product, "assets", json_array_new ());
  json_array_add_object_element (_packshot_sandbox_json_array (product, "assets"),
                                 _packshot_sandbox_json_copy (asset));
  _packshot_sandbox_blaze_stamp (self, product);
  _packshot_sandbox_state_put (self->state, BLAZE_PRODUCTS, product_id, product);
  return _packshot_sandbox_finish (self, TRUE, error) ? g_steal_pointer (&id) : NULL;
}
