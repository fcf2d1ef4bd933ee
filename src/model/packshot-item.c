/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Accounts, items and contents: plain rows, read only once they are made. Any thread. */

#include "config.h"

#include "packshot-item.h"

G_DEFINE_BOXED_TYPE (PackshotAccount, packshot_account, packshot_account_copy,
                     packshot_account_free)
G_DEFINE_BOXED_TYPE (PackshotItem, packshot_item, packshot_item_copy, packshot_item_free)
G_DEFINE_BOXED_TYPE (PackshotContent, packshot_content, packshot_content_copy,
                     packshot_content_free)

/**
 * packshot_account_new:
 *
 * Returns: (transfer full): an account whose fields are all unset
 */
PackshotAccount *
packshot_account_new (void)
{
  return g_new0 (PackshotAccount, 1);
}

PackshotAccount *
packshot_account_copy (const PackshotAccount *self)
{
  PackshotAccount *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);
  copy->base_url = g_strdup (self->base_url);
  copy->organization = g_strdup (self->organization);
  copy->key_source = g_strdup (self->key_source);
  copy->settings = g_strdup (self->settings);
  return copy;
}

void
packshot_account_free (PackshotAccount *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->base_url);
  g_free (self->organization);
  g_free (self->key_source);
  g_free (self->settings);
  g_free (self);
}

/**
 * packshot_item_new:
 *
 * Returns: (transfer full): an item whose fields are all unset
 */
PackshotItem *
packshot_item_new (void)
{
  return g_new0 (PackshotItem, 1);
}

PackshotItem *
packshot_item_copy (const PackshotItem *self)
{
  PackshotItem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->key = g_strdup (self->key);
  copy->name = g_strdup (self->name);
  copy->brand = g_strdup (self->brand);
  copy->gtin = g_strdup (self->gtin);
  copy->entered = g_strdup (self->entered);
  copy->sku = g_strdup (self->sku);
  copy->detail = g_strdup (self->detail);
  copy->mark = g_strdup (self->mark);
  return copy;
}

void
packshot_item_free (PackshotItem *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->key);
  g_free (self->name);
  g_free (self->brand);
  g_free (self->gtin);
  g_free (self->entered);
  g_free (self->sku);
  g_free (self->detail);
  g_free (self->mark);
  g_free (self);
}

/**
 * packshot_content_new:
 * @sha256: 64 hexadecimal digits
 * @bytes: length of the file
 * @mime: type found in the bytes
 * @width: pixels, or 0
 * @height: pixels, or 0
 *
 * Returns: (transfer full): the facts of a picture's bytes
 */
PackshotContent *
packshot_content_new (const char *sha256,
                      gint64      bytes,
                      const char *mime,
                      int         width,
                      int         height)
{
  PackshotContent *self = g_new0 (PackshotContent, 1);

  self->sha256 = g_strdup (sha256);
  self->bytes = bytes;
  self->mime = g_strdup (mime);
  self->width = width;
  self->height = height;
  return self;
}

PackshotContent *
packshot_content_copy (const PackshotContent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return packshot_content_new (self->sha256, self->bytes, self->mime, self->width, self->height);
}

void
packshot_content_free (PackshotContent *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->sha256);
  g_free (self->mime);
  g_free (self);
}
