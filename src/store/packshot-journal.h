/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-store.h"

G_BEGIN_DECLS

typedef enum
{
  PACKSHOT_STEP_UPLOAD,     /* a new row with content, caption, flag, visibility */
  PACKSHOT_STEP_PUT,        /* the one picture of an item */
  PACKSHOT_STEP_DELETE,     /* a row */
  PACKSHOT_STEP_WRITE,      /* the whole list of an item's pictures */
} PackshotStepKind;

typedef enum
{
  PACKSHOT_STEP_SENDING,    /* recorded before its first byte: in doubt until its answer */
  PACKSHOT_STEP_DONE,       /* answered */
  PACKSHOT_STEP_SETTLED,    /* in doubt, then found on the server */
  PACKSHOT_STEP_FAILED,     /* refused, or in doubt and then not found */
  PACKSHOT_STEP_ORPHAN,     /* in doubt, and the service can't be asked */
} PackshotStepState;

/**
 * PackshotStepRow: one call that changes a server, as the journal keeps it
 */
typedef struct
{
  gint64 id;
  gint64 item;
  PackshotStepKind kind;
  PackshotStepState state;
  gint64 image;
  char *sha256;
  char *title;
  gboolean is_primary;
  PackshotVisibility visibility;
  char *remote;
  char *raw;
  gint64 seen;
  gint64 started_at;
  gint64 ended_at;
  char *error;
} PackshotStepRow;

PackshotStepRow *packshot_step_row_new   (void);
void             packshot_step_row_free  (PackshotStepRow        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotStepRow, packshot_step_row_free)

/* Inserts @row as sending; seen is the item's remote gallery of the moment; row->id is set. */
gboolean         packshot_steps_begin    (PackshotDb             *db,
                                          PackshotStepRow        *row,
                                          GError                **error);
gboolean         packshot_steps_end      (PackshotDb             *db,
                                          gint64                  id,
                                          PackshotStepState       state,
                                          const char             *remote,
                                          const char             *raw,
                                          gint64                  at,
                                          const char             *error_text,
                                          GError                **error);
/* PackshotStepRow in state sending, oldest first */
GPtrArray       *packshot_steps_list_open (PackshotDb            *db,
                                           gint64                 item,
                                           GError               **error);
/* whether the item's last step deleted the row that carried the flag, as far as is known */
gboolean         packshot_steps_ends_with_deleted_primary (PackshotDb *db,
                                                           gint64      item,
                                                           gboolean   *deleted_primary,
                                                           GError    **error);
/* The error text of a step that was in doubt and not found on the server. */
#define PACKSHOT_STEP_NOT_FOUND "not found"

/* uploads begun at @since or later that were in doubt and not found: their effect may still come */
GPtrArray       *packshot_steps_list_lost (PackshotDb            *db,
                                           gint64                 item,
                                           gint64                 since,
                                           GError               **error);
/* done or settled uploads of the item whose row is not in the remote gallery (BLAZE: sent, product
 * not written yet) */
GPtrArray       *packshot_steps_list_unlisted (PackshotDb        *db,
                                               gint64             item,
                                               GError           **error);

/* Conflicts that merge left open */
typedef enum
{
  PACKSHOT_CONFLICT_CONTENT,
  PACKSHOT_CONFLICT_TITLE,
  PACKSHOT_CONFLICT_VISIBILITY,
  PACKSHOT_CONFLICT_PRIMARY,
  PACKSHOT_CONFLICT_ORDER,
  PACKSHOT_CONFLICT_REMOVED_THERE,   /* removed on the server, changed here */
  PACKSHOT_CONFLICT_REMOVED_HERE,    /* removed here, changed on the server */
} PackshotConflictKind;

typedef struct
{
  gint64 id;
  gint64 item;
  gint64 image;                      /* 0: of the whole gallery */
  PackshotConflictKind kind;
  gint64 since;
} PackshotConflictRow;

const char *packshot_conflict_kind_to_string (PackshotConflictKind kind);

/* Makes the item's open conflicts equal to @rows (image, kind); what stays keeps id and since. */
gboolean         packshot_conflicts_set  (PackshotDb             *db,
                                          gint64                  item,
                                          GPtrArray              *rows,
                                          gint64                  at,
                                          GError                **error);
GPtrArray       *packshot_conflicts_list (PackshotDb             *db,
                                          gint64                  item,      /* 0: all */
                                          GError                **error);
PackshotConflictRow *packshot_conflicts_get (PackshotDb          *db,
                                             gint64               id,
                                             GError             **error);

/* The log: one line for each thing that happened, newest first when listed */
typedef struct
{
  gint64 id;
  gint64 at;
  gint64 account;
  gint64 item;
  gint64 image;
  char *event;
  char *detail;
  gint64 bytes;
} PackshotLogRow;

void             packshot_log_row_free   (PackshotLogRow         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotLogRow, packshot_log_row_free)

gboolean         packshot_log_add        (PackshotDb             *db,
                                          const PackshotLogRow   *row,
                                          GError                **error);
GPtrArray       *packshot_log_list       (PackshotDb             *db,
                                          gint64                  item,      /* 0: all */
                                          guint                   limit,
                                          GError                **error);

char            *packshot_settings_get   (PackshotDb             *db,
                                          const char             *key,
                                          GError                **error);
gboolean         packshot_settings_set   (PackshotDb             *db,
                                          const char             *key,
                                          const char             *value,
                                          GError                **error);

G_END_DECLS
