/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-galleries.h"
#include "packshot-items.h"
#include "packshot-store-error.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/* A store without threads in a temporary folder, with one account. */
typedef struct
{
  char          *folder;        /* (owned) */
  PackshotStore *store;         /* (owned) */
  gint64         account;
} StoreFixture;

void             store_fixture_set_up    (StoreFixture       *self,
                                          gconstpointer       data);
void             store_fixture_tear_down (StoreFixture       *self,
                                          gconstpointer       data);
/* Runs a case, which is a function of one transaction, commits, and proves the database whole. */
void             store_fixture_run       (StoreFixture       *self,
                                          gconstpointer       func);
#define store_fixture_add(path, func) \
  g_test_add (path, StoreFixture, (gconstpointer)(func), store_fixture_set_up, store_fixture_run, \
              store_fixture_tear_down)

gboolean         store_write             (PackshotStore      *store,
                                          PackshotStoreFunc   func,
                                          gpointer            data,
                                          GError            **error);
gboolean         store_read              (PackshotStore      *store,
                                          PackshotStoreFunc   func,
                                          gpointer            data,
                                          GError            **error);
void             store_close             (PackshotStore      *store);
void             store_must_verify       (PackshotStore      *store);

/* Runs this program again as `PROGRAM child WHAT FOLDER`. */
GSubprocess     *child_start             (const char         *what,
                                          const char         *folder);
void             child_must_succeed      (GSubprocess        *child);
/* In a child: a disk of so many bytes at @folder, for this process alone; FALSE if not allowed. */
gboolean         child_mount_disk        (const char         *folder,
                                          gsize               bytes);

void             must                    (gboolean            ok,
                                          GError            **error);
void             must_fail               (gboolean            ok,
                                          GError            **error,
                                          int                 code);

/* In a case: the fixture's account has the id 1. */
gint64           make_account            (PackshotDb         *db,
                                          const char         *name,
                                          GError            **error);
gint64           make_item               (PackshotDb         *db,
                                          gint64              account,
                                          const char         *key,
                                          const char         *name,
                                          GError            **error);
char            *make_content            (PackshotDb         *db,
                                          guint               number,
                                          int                 size,
                                          GError            **error);
/* A picture of the item; content 0: unknown bytes; remote NULL: not on a server. */
PackshotImage   *make_image              (PackshotDb         *db,
                                          gint64              item,
                                          guint               content,
                                          const char         *title,
                                          const char         *remote,
                                          GError            **error);
/* A gallery of them, in that order; the primary is an index or -1. */
PackshotGallery *make_gallery            (int                 primary,
                                          PackshotImage      *first,
                                          ...) G_GNUC_NULL_TERMINATED;
gint64           count_rows              (PackshotDb         *db,
                                          const char         *table);

G_END_DECLS
