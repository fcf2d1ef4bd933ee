/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-fake-clock.h"
#include "packshot-sandbox.h"
#include "packshot-types.h"

#include "search-dice.h"

G_BEGIN_DECLS

#define SHOP_API "http://127.0.0.1:8080"
#define SHOP_START (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC) /* 2026-01-01 00:00 UTC */

/* A picture as the server's own books have it. */
typedef struct
{
  char *id;
  char *sha256;
  char *title;
  gboolean is_primary;
  gboolean is_private;
} ShopPicture;

/**
 * Shop:
 * @service: which of the three services the world is about
 * @sandbox: the server
 * @clock: its time
 * @key: the item's key, as in ACCOUNT:KEY
 * @variants: (element-type utf8): what was chosen of what the documents leave open
 * The server of a world, and what other people do there.
 */
typedef struct
{
  PackshotServiceKind service;
  PackshotSandbox *sandbox;
  PackshotClock *clock;
  char *key;
  GPtrArray *variants;

  /* In progress */
  GHashTable *rows;       /* row id -> sha256, of all rows there ever were */
  GPtrArray *pictures;    /* (element-type GBytes): to add, by number */
  guint n_used;
  GString *trace;         /* (nullable) (unowned) */
} Shop;

Shop       *shop_new            (Dice       *dice);
void        shop_free           (Shop       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

/* bytes that nobody has used yet, or now and then bytes that somebody has */
GBytes     *shop_take_picture   (Shop       *self,
                                 Dice       *dice);
/* (element-type ShopPicture), in the order shown */
GPtrArray  *shop_list           (Shop       *self);
/* whether it shows no address of its pictures */
gboolean    shop_gives_no_bytes (Shop       *self);
gboolean    shop_has_variant    (Shop       *self,
                                 const char *setting);
/* Somebody else adds, removes, replaces or moves. Answers with the hash of what came (or %NULL) and
 * *@gone, of what went. */
char       *shop_act            (Shop       *self,
                                 Dice       *dice,
                                 char      **gone);
const char *shop_get_credential (Shop       *self);

G_END_DECLS
