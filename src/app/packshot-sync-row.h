/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PackshotSyncRowKind:
 * @PACKSHOT_SYNC_ROW_HEADING: the title of a group, with a number, a bar or a button at its end
 * @PACKSHOT_SYNC_ROW_SUMMARY: what all below comes to, and the button that sends it
 * @PACKSHOT_SYNC_ROW_CAUSE: one reason why changes wait, with what mends it
 * @PACKSHOT_SYNC_ROW_SENDING: an item that is being worked on
 * @PACKSHOT_SYNC_ROW_CHANGE: an item that waits; it opens
 * @PACKSHOT_SYNC_ROW_LOG: one line of the log
 *
 * What a row of the Sync page shows.
 */
typedef enum
{
  PACKSHOT_SYNC_ROW_HEADING,
  PACKSHOT_SYNC_ROW_SUMMARY,
  PACKSHOT_SYNC_ROW_CAUSE,
  PACKSHOT_SYNC_ROW_SENDING,
  PACKSHOT_SYNC_ROW_CHANGE,
  PACKSHOT_SYNC_ROW_LOG,
} PackshotSyncRowKind;

/**
 * PackshotSyncMenu:
 * @PACKSHOT_SYNC_MENU_SHOW: Show Items
 * @PACKSHOT_SYNC_MENU_RETRY: Try Again
 * @PACKSHOT_SYNC_MENU_DISCARD: Discard Changes…
 * @PACKSHOT_SYNC_MENU_SAVE: Save Pictures…
 * @PACKSHOT_SYNC_MENU_COPY: Copy Details
 * @PACKSHOT_SYNC_MENU_ONE: all of it is about one item
 *
 * What a row's menu offers.
 */
typedef enum
{
  PACKSHOT_SYNC_MENU_NONE = 0,
  PACKSHOT_SYNC_MENU_SHOW = 1 << 0,
  PACKSHOT_SYNC_MENU_RETRY = 1 << 1,
  PACKSHOT_SYNC_MENU_DISCARD = 1 << 2,
  PACKSHOT_SYNC_MENU_SAVE = 1 << 3,
  PACKSHOT_SYNC_MENU_COPY = 1 << 4,
  PACKSHOT_SYNC_MENU_ONE = 1 << 5,
} PackshotSyncMenu;

/**
 * PackshotSyncPicture:
 * @item: its item, where its bytes may have to be fetched
 * @image: our id, or 0
 * @sha256: (nullable): its bytes
 * @label: (nullable): what stands below it
 * @is_marked: whether it is sent
 */
typedef struct
{
  gint64 item;
  gint64 image;
  char *sha256;
  char *label;
  gboolean is_marked;
} PackshotSyncPicture;

/* One step of what is done for an item, in words. */
typedef struct
{
  char *title;
  char *subtitle;
  char *amount;
} PackshotSyncStep;

/**
 * PackshotSyncDetails:
 * @caption: (nullable): what is said above the pictures
 * @pictures: (element-type PackshotSyncPicture): the order that is wished
 * @n_more: pictures beyond them
 * @steps: (element-type PackshotSyncStep)
 * @discard: the button that takes the change back
 *
 * What an opened change shows.
 */
typedef struct
{
  char *caption;
  GPtrArray *pictures;
  guint n_more;
  GPtrArray *steps;
  const char *discard;
} PackshotSyncDetails;

/**
 * PackshotSyncTexts:
 * @title: what it is about
 * @subtitle: (nullable): a sentence
 * @time: (nullable): before everything else
 * @amount: (nullable): at the end
 * @amount_more: (nullable): below @amount
 * @spoken: (nullable): the whole row as a sentence; %NULL: title and subtitle
 * @icon: (nullable): symbolic icon at the start of a cause, at the end of a line of the log
 * @css: (nullable): class of @icon
 * @icon_tip: (nullable): what the icon says
 * @button: (nullable): label of its button
 * @button_tip: (nullable): tooltip of its button
 *
 * The texts of a row.
 */
typedef struct
{
  char *title;
  char *subtitle;
  char *time;
  char *amount;
  char *amount_more;
  char *spoken;
  const char *icon;
  const char *css;
  char *icon_tip;
  char *button;
  char *button_tip;
} PackshotSyncTexts;

#define PACKSHOT_TYPE_SYNC_ROW (packshot_sync_row_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncRow, packshot_sync_row, PACKSHOT, SYNC_ROW, GObject)

/**
 * PackshotSyncRow:
 * @key: what it is: rows of one list with the same key are the same row at two times
 * @item: the item that it is about, or 0
 * @pictures: (element-type PackshotSyncPicture): small pictures
 * @n_more: pictures beyond them
 * @menu: what its menu offers
 * @fraction: of a bar, or below 0 for none
 * @is_busy: whether it takes an unknown time
 * @is_first: whether it is the first of its card
 * @is_last: whether it is the last of its card
 * @is_expanded: whether it is open
 * @is_loaded: whether it says all; else it is still to be read
 * @details: (nullable): what it shows then, when that is known
 *
 * One row, made of texts only: what is done about it stands with whoever made it. Signal "changed"
 * when something of it has become different.
 */
struct _PackshotSyncRow
{
  GObject parent_instance;

  PackshotSyncRowKind kind;
  char *key;
  gint64 item;
  PackshotSyncTexts texts;
  GPtrArray *pictures;
  guint n_more;
  PackshotSyncMenu menu;
  double fraction;
  gboolean is_busy;
  gboolean is_first;
  gboolean is_last;
  gboolean is_expanded;
  gboolean is_loaded;
  PackshotSyncDetails *details;
};

PackshotSyncRow     *packshot_sync_row_new         (PackshotSyncRowKind     kind,
                                                    const char          *key);
void                 packshot_sync_row_add_picture (PackshotSyncRow     *self,
                                                    gint64               item,
                                                    gint64               image,
                                                    const char          *sha256);
/* Takes all but key, kind and whether it is open. */
void                 packshot_sync_row_take        (PackshotSyncRow     *self,
                                                    PackshotSyncRow     *newer);
void                 packshot_sync_row_changed     (PackshotSyncRow     *self);
/* (transfer full): what a screen reader says of it */
char                *packshot_sync_row_dup_label   (PackshotSyncRow     *self);

PackshotSyncPicture *packshot_sync_picture_new     (gint64               item,
                                                    gint64               image,
                                                    const char          *sha256);
PackshotSyncStep    *packshot_sync_step_new        (void);
PackshotSyncDetails *packshot_sync_details_new     (void);
void                 packshot_sync_details_free    (PackshotSyncDetails *self);

/* Marks first and last of each card, as headings and the summary part them. */
void                 packshot_sync_rows_mark       (GPtrArray           *rows);

G_END_DECLS
