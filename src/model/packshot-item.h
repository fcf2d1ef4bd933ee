/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-types.h"

G_BEGIN_DECLS

/**
 * PackshotAccount:
 * @id: ours, or 0 while it is not stored
 * @service: which kind of service
 * @name: what the user calls it; unique within a profile
 * @base_url: the server's origin and path, without a slash at the end
 * @organization: (nullable): the service's id of the organization, where one must be named
 * @key_source: where its key is kept: `keyring`, `session` (this run only), `file:PATH` or
 *   `env:NAME`
 * @settings: (nullable): service-specific settings, a JSON object
 *
 * One login to one service, without its secret. Read only once made.
 */
struct _PackshotAccount
{
  gint64 id;
  PackshotServiceKind service;
  char *name;
  char *base_url;
  char *organization;
  char *key_source;
  char *settings;
};

/**
 * PackshotItem:
 * @id: ours, or 0 while it is not stored
 * @account: the account it belongs to
 * @kind: what it is
 * @key: the service's name for it: a 14-digit GTIN, an object id
 * @name: its name, never %NULL
 * @brand: (nullable): its brand
 * @gtin: (nullable): the 14-digit key of its GTIN
 * @entered: (nullable): the GTIN as the service writes it
 * @sku: (nullable): the shop's own number
 * @detail: (nullable): contents, category or city, one line
 * @mark: (nullable): while its account's list says the same mark, its pictures there are the same;
 *   %NULL when the list does not tell, and for items from the store
 *
 * What pictures belong to. Read only once made.
 */
struct _PackshotItem
{
  gint64 id;
  gint64 account;
  PackshotItemKind kind;
  char *key;
  char *name;
  char *brand;
  char *gtin;
  char *entered;
  char *sku;
  char *detail;
  char *mark;
};

/**
 * PackshotContent:
 * @sha256: 64 hexadecimal digits in lower case
 * @bytes: length of the file
 * @mime: type found in the bytes, not in the name
 * @width: pixels, after the orientation that the file asks for; 0 when unknown
 * @height: pixels, likewise
 *
 * The bytes of a picture, by their hash. Read only once made.
 */
struct _PackshotContent
{
  char *sha256;
  gint64 bytes;
  char *mime;
  int width;
  int height;
};

#define PACKSHOT_TYPE_ACCOUNT (packshot_account_get_type ())
GType            packshot_account_get_type (void) G_GNUC_CONST;
PackshotAccount *packshot_account_new      (void);
PackshotAccount *packshot_account_copy     (const PackshotAccount *self);
void             packshot_account_free     (PackshotAccount       *self);

#define PACKSHOT_TYPE_ITEM (packshot_item_get_type ())
GType         packshot_item_get_type (void) G_GNUC_CONST;
PackshotItem *packshot_item_new      (void);
PackshotItem *packshot_item_copy     (const PackshotItem *self);
void          packshot_item_free     (PackshotItem       *self);

#define PACKSHOT_TYPE_CONTENT (packshot_content_get_type ())
GType            packshot_content_get_type (void) G_GNUC_CONST;
PackshotContent *packshot_content_new      (const char            *sha256,
                                            gint64                 bytes,
                                            const char            *mime,
                                            int                    width,
                                            int                    height);
PackshotContent *packshot_content_copy     (const PackshotContent *self);
void             packshot_content_free     (PackshotContent       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotAccount, packshot_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotItem, packshot_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotContent, packshot_content_free)

G_END_DECLS
