/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item-view.h"

#include "search-shop.h"

G_BEGIN_DECLS

/**
 * Ledger:
 * What became of each content (by its hash) that anybody ever brought into a world: who brought it
 * how often, and who took it away. What it says must be true of the server in the end.
 */
typedef struct _Ledger Ledger;

Ledger *ledger_new            (Shop             *shop);
void    ledger_free           (Ledger           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ledger, ledger_free)

/* hashes of what a gallery holds (element-type utf8 utf8) */
GHashTable *ledger_contents   (Ledger           *self,
                               PackshotGallery  *gallery);
/* the user adds it, which may come to nothing; its hash */
char   *ledger_bring          (Ledger           *self,
                               GBytes           *bytes);
/* the user's edit led from one set to another; @brought: what it was to bring (nullable) */
void    ledger_edited         (Ledger           *self,
                               GHashTable       *before,
                               GHashTable       *after,
                               GHashTable       *brought);
void    ledger_forgive        (Ledger           *self,
                               const char       *sha256);
/* @is_racing: while a whole list is being written, an addition can get lost on the way */
void    ledger_others         (Ledger           *self,
                               const char       *came,
                               const char       *gone,
                               gboolean          is_racing);

/* whether two pictures of a gallery hold the same bytes */
gboolean ledger_has_twins     (Ledger           *self,
                               PackshotGallery  *gallery);

/* What is wrong, or %NULL. */
char   *ledger_check_equal    (Ledger           *self,
                               PackshotItemView *view);
char   *ledger_check_kept     (Ledger           *self,
                               PackshotItemView *view,
                               GHashTable       *trash);

G_END_DECLS
