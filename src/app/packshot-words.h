/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item-view.h"

G_BEGIN_DECLS

/**
 * PackshotWording:
 * @icon: name of the symbolic icon; %NULL where a spinner turns instead
 * @css: class of the icon: "meta", "accent", "error" or "warning"
 * @word: the state in a word or two, for a tile
 * @sentence: the same for a tooltip and a screen reader, a whole sentence without what it is about
 *
 * A state as people see and hear it. Tile, row, tooltip and screen reader all take it from here.
 */
typedef struct
{
  const char *icon;
  const char *css;
  char *word;
  char *sentence;
} PackshotWording;

void             packshot_wording_free           (PackshotWording         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotWording, packshot_wording_free)

/* How a picture, an item of a list, an account stands with its server. */
PackshotWording *packshot_words_image            (PackshotItemView        *view,
                                                  const PackshotImageView *image,
                                                  gboolean                 offline);
PackshotWording *packshot_words_item             (PackshotItemSync        *sync,
                                                  int                      n_images);
/* "Cap and spout, picture 3 of 6, primary, waiting" */
char            *packshot_words_image_label      (PackshotItemView        *view,
                                                  const PackshotImageView *image,
                                                  gboolean                 offline);
/* "Soy drink Calcium Fresh, 2000000000527, ALPRO, 6 pictures, 3 waiting" */
char            *packshot_words_row_label        (const PackshotItemRow   *row);

/* "Closient"; "Closient product" → "Trade item"; the sidebar's "Trade Items" */
const char      *packshot_words_service          (PackshotServiceKind      service);
const char      *packshot_words_kind             (PackshotServiceKind      service,
                                                  PackshotItemKind         kind);
const char      *packshot_words_kinds            (PackshotServiceKind      service,
                                                  PackshotItemKind         kind);
const char      *packshot_words_kind_icon        (PackshotItemKind         kind);
/* "2000000000527", "SKU 00398", "" */
char            *packshot_words_item_number      (const PackshotItem      *item);
/* what stands under an item's name in a list: "2000000000527 · ALPRO" */
char            *packshot_words_item_subtitle    (const PackshotItem      *item);
/* what stands under an item's name over its gallery: "2000000000527", "BLAZE product" */
char            *packshot_words_item_headline    (const PackshotItem      *item,
                                                  PackshotServiceKind      service);

/* An error code of the database ("auth", "too-large"): two words for a tile, and a sentence.
 * profile (nullable) gives limits. */
const char      *packshot_words_problem          (const char              *code);
char            *packshot_words_problem_sentence (const char              *code,
                                                  const PackshotServiceProfile *profile);
/* an error of any of our libraries, as a sentence for people */
char            *packshot_words_error            (const GError            *error);
/* what an undo took back, by the edit's kind: "Undone: caption changed" */
const char      *packshot_words_undone           (const char              *kind);
const char      *packshot_words_redone           (const char              *kind);
const char      *packshot_words_conflict         (PackshotConflictKind     kind);

/* "26 kB", "1.3 MB"; "348 × 348 px"; "JPEG"; "348 × 348 px · JPEG · 26 kB" */
char            *packshot_words_bytes            (gint64                   bytes);
char            *packshot_words_pixels           (int                      width,
                                                  int                      height);
const char      *packshot_words_format           (const char              *mime);
char            *packshot_words_facts            (const PackshotContent   *content);
/* microseconds UTC as local time: "09:41" today, "Yesterday 09:41", "12 March", "12 March 2025" */
char            *packshot_words_time             (gint64                   at);
/* the same within a sentence: "at 09:41", "yesterday at 09:41", "on 12 March" */
char            *packshot_words_time_at          (gint64                   at);

G_END_DECLS
