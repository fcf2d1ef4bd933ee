/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What must be true in the end, from what people did and not from what the program says:
 *
 *   - both sides show the same pictures, in the same order, with the same captions and primary;
 *   - what the user added and nobody took away is on the server;
 *   - what others added and nobody took away is on the server;
 *   - whatever the user ever added is here or in the trash;
 *   - nothing is there more often than it was brought. */

#include "config.h"

#include "search-ledger.h"

typedef struct
{
  guint    n_brought;           /* times it was added, by anybody */
  gboolean by_user;
  gboolean by_others;
  gboolean user_removed;        /* the last thing the user did with it */
  gboolean others_removed;
  gboolean is_forgiven;         /* a person decided against it, or it raced with a write */
} Entry;

struct _Ledger
{
  Shop       *shop;             /* (unowned) */
  GHashTable *entries;          /* sha256 -> Entry */
};

Ledger *
ledger_new (Shop *shop)
{
  Ledger *self = g_new0 (Ledger, 1);

  self->shop = shop;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
ledger_free (Ledger *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

static Entry *
ledger_entry (Ledger     *self,
              const char *sha256)
{
  Entry *entry = g_hash_table_lookup (self->entries, sha256);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_strdup (sha256), entry);
    }
  return entry;
}

/* The hash of a picture, by the server's books when the program does not know it yet. */
static const char *
image_hash (Ledger        *self,
            PackshotImage *image)
{
  const char *sha256 = packshot_image_get_sha256 (image);
  const char *row = packshot_image_get_remote_id (image);

  if (sha256 == NULL && row != NULL)
    sha256 = g_hash_table_lookup (self->shop->rows, row);
  return sha256 != NULL ? sha256 : "";
}

GHashTable *
ledger_contents (Ledger          *self,
                 PackshotGallery *gallery)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    g_hash_table_add (set, g_strdup (image_hash (self, packshot_gallery_get (gallery, i))));
  return set;
}

gboolean
ledger_has_twins (Ledger          *self,
                  PackshotGallery *gallery)
{
  g_autoptr(GHashTable) set = ledger_contents (self, gallery);

  return g_hash_table_size (set) < packshot_gallery_get_n (gallery);
}

char *
ledger_bring (Ledger *self,
              GBytes *bytes)
{
  char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  ledger_entry (self, sha256)->n_brought++;
  return sha256;
}

void
ledger_edited (Ledger     *self,
               GHashTable *before,
               GHashTable *after,
               GHashTable *brought)
{
  GHashTableIter iter;
  gpointer sha256;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    if (!g_hash_table_contains (after, sha256))
      {
        Entry *entry = ledger_entry (self, sha256);

        entry->user_removed = TRUE;
        /* Bytes that only a server has, and does not give away, are gone for good. */
        entry->is_forgiven |= !entry->by_user && shop_gives_no_bytes (self->shop);
      }
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    {
      Entry *entry = ledger_entry (self, sha256);

      if (g_hash_table_contains (before, sha256))
        continue;
      entry->user_removed = FALSE;
      if (brought == NULL || !g_hash_table_contains (brought, sha256))
        continue;
      entry->by_user = TRUE;
      entry->others_removed = FALSE;
      entry->is_forgiven = FALSE;
    }
}

void
ledger_forgive (Ledger     *self,
                const char *sha256)
{
  if (sha256 != NULL)
    ledger_entry (self, sha256)->is_forgiven = TRUE;
}

void
ledger_others (Ledger     *self,
               const char *came,
               const char *gone,
               gboolean    is_racing)
{
  if (gone != NULL)
    ledger_entry (self, gone)->others_removed = TRUE;
  if (came != NULL)
    {
      Entry *entry = ledger_entry (self, came);

      entry->by_others = TRUE;
      entry->others_removed = FALSE;
      entry->is_forgiven |= is_racing || self->shop->service == PACKSHOT_SERVICE_GOLDLEAF;
      entry->n_brought++;
    }
}

/* --- Checks --- */

static char *
picture_differs (Ledger            *self,
                 PackshotItemView  *view,
                 PackshotImageView *here,
                 ShopPicture       *there,
                 guint              index)
{
  const char *sha256 = image_hash (self, here->image);
  const char *title = packshot_image_get_title (here->image);
  gboolean is_private = packshot_image_get_visibility (here->image) == PACKSHOT_VISIBILITY_PRIVATE;

  if (!g_str_equal (sha256, there->sha256) && !shop_gives_no_bytes (self->shop))
    return g_strdup_printf ("picture %u is %.6s here and %.6s there", index + 1, sha256,
                            there->sha256);
  if (view->profile->has_titles && !g_str_equal (title, there->title))
    return g_strdup_printf ("caption %u is “%s” here and “%s” there", index + 1, title,
                            there->title);
  if (view->profile->primary == PACKSHOT_PRIMARY_FLAG && here->is_primary != there->is_primary)
    return g_strdup_printf ("picture %u is%s primary here, not there", index + 1,
                            here->is_primary ? "" : " not");
  if (view->profile->has_visibility && is_private != there->is_private)
    return g_strdup_printf ("picture %u is%s private here, not there", index + 1,
                            is_private ? "" : " not");
  return NULL;
}

char *
ledger_check_equal (Ledger           *self,
                    PackshotItemView *view)
{
  g_autoptr(GPtrArray) here = packshot_item_view_dup_shown (view);
  g_autoptr(GPtrArray) there = shop_list (self->shop);

  if (here->len != there->len)
    return g_strdup_printf ("%u pictures here, %u there", here->len, there->len);
  for (guint i = 0; i < here->len; i++)
    {
      char *difference = picture_differs (self, view, here->pdata[i], there->pdata[i], i);

      if (difference != NULL)
        return difference;
    }
  return NULL;
}

static char *
entry_check (Ledger     *self,
             const char *sha256,
             Entry      *entry,
             guint       n_there,
             gboolean    is_here,
             gboolean    is_in_trash)
{
  if (entry->by_user && !is_here && !is_in_trash)
    return g_strdup_printf ("the user's picture %.6s is neither here nor in the trash", sha256);
  /* A server that gives no bytes leaves it open which row a lost upload has become. The program may
   * send such a picture twice, but must never take another's for it. */
  if (shop_gives_no_bytes (self->shop) && (entry->by_user || !entry->by_others))
    return NULL;
  if (n_there > entry->n_brought)
    return g_strdup_printf ("picture %.6s is there %u times, and was brought %u times", sha256,
                            n_there, entry->n_brought);
  if (n_there > 0 || entry->user_removed || entry->others_removed || entry->is_forgiven)
    return NULL;
  if (entry->by_user)
    return g_strdup_printf ("the user's picture %.6s is not on the server", sha256);
  if (entry->by_others)
    return g_strdup_printf ("somebody else's picture %.6s is no longer on the server", sha256);
  return NULL;
}

char *
ledger_check_kept (Ledger           *self,
                   PackshotItemView *view,
                   GHashTable       *trash)
{
  g_autoptr(GHashTable) here = ledger_contents (self, view->local);
  g_autoptr(GPtrArray) there = shop_list (self->shop);
  GHashTableIter iter;
  gpointer sha256, entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &sha256, &entry))
    {
      guint n_there = 0;
      char *problem;

      for (guint i = 0; i < there->len; i++)
        n_there += g_str_equal (((ShopPicture *)there->pdata[i])->sha256, sha256);
      problem = entry_check (self, sha256, entry, n_there, g_hash_table_contains (here, sha256),
                             g_hash_table_contains (trash, sha256));
      if (problem != NULL)
        return problem;
    }
  return NULL;
}
