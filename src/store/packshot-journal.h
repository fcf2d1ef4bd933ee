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

/* uploads begun at @since or later whose effect may still come (in doubt, then not found), or come
 * once more (confirmed, but something on the way may have sent them twice) */
GPtrArray       *packshot_steps_list_echoes (PackshotDb          *db,
                                             gint64               item,
                                             gint64               since,
                                             GError             **error);
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
  gint64 since;                      /* when it was noticed */
  gint64 looked_before;              /* the last look before that, or 0 */
} PackshotConflictRow;

#define PACKSHOT_N_CONFLICT_KINDS (PACKSHOT_CONFLICT_REMOVED_HERE + 1)

const char *packshot_conflict_kind_to_string   (PackshotConflictKind  kind);
gboolean    packshot_conflict_kind_from_string (const char           *name,
                                                PackshotConflictKind *kind);

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

gboolean         packshot_conflicts_restore (PackshotDb          *db,
                                             const PackshotConflictRow *row,
                                             GError             **error);
gboolean         packshot_conflicts_close   (PackshotDb          *db,
                                             const PackshotConflictRow *like,
                                             gboolean            *was_open,
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

/**
 * PackshotLogKind:
 * @PACKSHOT_LOG_SENT: a picture was sent and accepted; the detail is its caption
 * @PACKSHOT_LOG_DELETED: a row was deleted; the detail is its caption
 * @PACKSHOT_LOG_WRITTEN: an item was written with its list of pictures
 * @PACKSHOT_LOG_CHECKED: read back after sending, and both sides are the same
 * @PACKSHOT_LOG_SETTLED: the line was cut, and it was found on the server: not sent twice
 * @PACKSHOT_LOG_LOST: the line was cut, and it was not found on the server: it is sent again
 * @PACKSHOT_LOG_ORPHAN: the line was cut, and the server can’t be asked: a copy that nothing names
 *   may be left there
 * @PACKSHOT_LOG_FAILED: refused; the detail is what the server said
 * @PACKSHOT_LOG_RETRIED: failed for now and is tried later; the detail is why
 * @PACKSHOT_LOG_TAKEN: changes on the server were taken over
 * @PACKSHOT_LOG_CONFLICT: both sides changed the same thing; the detail is the conflict's kind
 * @PACKSHOT_LOG_EDIT: a person changed something here; the detail is the edit's kind
 * @PACKSHOT_LOG_ACCOUNT: something of a whole account; the detail is what
 * @PACKSHOT_LOG_PAUSED: paused; the detail is the time until when, RFC 3339, or nothing
 * @PACKSHOT_LOG_RESUMED: resumed
 * @PACKSHOT_LOG_OTHER: an event of a newer program
 */
typedef enum
{
  PACKSHOT_LOG_SENT,
  PACKSHOT_LOG_DELETED,
  PACKSHOT_LOG_WRITTEN,
  PACKSHOT_LOG_CHECKED,
  PACKSHOT_LOG_SETTLED,
  PACKSHOT_LOG_LOST,
  PACKSHOT_LOG_ORPHAN,
  PACKSHOT_LOG_FAILED,
  PACKSHOT_LOG_RETRIED,
  PACKSHOT_LOG_TAKEN,
  PACKSHOT_LOG_CONFLICT,
  PACKSHOT_LOG_EDIT,
  PACKSHOT_LOG_ACCOUNT,
  PACKSHOT_LOG_PAUSED,
  PACKSHOT_LOG_RESUMED,
  PACKSHOT_LOG_OTHER,
} PackshotLogKind;

/* sent, deleted, written, checked, settled, lost, orphan, failed, retried, taken, conflict, edit,
 * account, paused, resumed, other: what stands in a row's event */
const char      *packshot_log_kind_to_string   (PackshotLogKind    kind);
/* OTHER for what is not known */
PackshotLogKind  packshot_log_kind_from_string (const char        *event);

/**
 * PackshotLogQuery:
 * @text: (nullable): a part of the item's name or number, or of the detail
 * @account: an account's id, or 0 for all
 * @item: an item's id, or 0 for all
 * @kinds: one bit, 1 << kind, for each #PackshotLogKind wanted; 0 for all
 * @since: microseconds UTC, or 0
 * @until: microseconds UTC, exclusive, or 0
 * @limit: how many at most, the newest, or 0 for all
 */
typedef struct
{
  const char *text;
  gint64 account;
  gint64 item;
  guint kinds;
  gint64 since;
  gint64 until;
  guint limit;
} PackshotLogQuery;

/**
 * PackshotLogEntry:
 * @row: the line
 * @kind: what kind of thing happened
 * @account_name: (nullable): name of its account, when it still exists
 * @item_name: (nullable): name of its item, likewise
 * @item_key: (nullable): the service's name for it, likewise
 * @hash: (nullable): a picture to show: the one it is about, else the item's first
 * @is_read_back: whether the item was looked at after this: what was sent has arrived
 *
 * A line of the log with what is needed to read it.
 */
typedef struct
{
  PackshotLogRow *row;
  PackshotLogKind kind;
  char *account_name;
  char *item_name;
  char *item_key;
  char *hash;
  gboolean is_read_back;
} PackshotLogEntry;

void             packshot_log_entry_free (PackshotLogEntry       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotLogEntry, packshot_log_entry_free)

/* The log goes back so far. */
#define PACKSHOT_LOG_MAX_ROWS 100000
#define PACKSHOT_LOG_MAX_DAYS 90

gboolean         packshot_log_add        (PackshotDb             *db,
                                          const PackshotLogRow   *row,
                                          GError                **error);
/* the same of an item, whose account is looked up; image 0 and detail NULL: nothing */
gboolean         packshot_log_note       (PackshotDb             *db,
                                          PackshotLogKind         kind,
                                          gint64                  item,
                                          gint64                  image,
                                          const char             *detail,
                                          gint64                  at,
                                          GError                **error);
GPtrArray       *packshot_log_list       (PackshotDb             *db,
                                          gint64                  item,      /* 0: all */
                                          guint                   limit,
                                          GError                **error);
/* gint64 ids, newest first */
GArray          *packshot_log_query      (PackshotDb             *db,
                                          const PackshotLogQuery *query,
                                          GError                **error);
/* PackshotLogEntry for each id, in that order; ids that are gone are left out */
GPtrArray       *packshot_log_load       (PackshotDb             *db,
                                          const gint64           *ids,
                                          guint                   n_ids,
                                          GError                **error);
gint64           packshot_log_count      (PackshotDb             *db,
                                          gint64                  since,     /* 0: all */
                                          GError                **error);
/* drops lines from before @before, and the oldest beyond @max_rows */
gboolean         packshot_log_prune      (PackshotDb             *db,
                                          gint64                  before,
                                          guint                   max_rows,
                                          GError                **error);
/* drops steps that ended before @before and that nothing looks at any more */
gboolean         packshot_steps_prune    (PackshotDb             *db,
                                          gint64                  before,
                                          GError                **error);

char            *packshot_settings_get   (PackshotDb             *db,
                                          const char             *key,
                                          GError                **error);
gboolean         packshot_settings_set   (PackshotDb             *db,
                                          const char             *key,
                                          const char             *value,
                                          GError                **error);

G_END_DECLS
