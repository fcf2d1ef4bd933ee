/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-round-private.h"

#include "packshot-turns.h"

G_BEGIN_DECLS

/* The items of one account that wait for their round. */
typedef struct
{
  gint64 account;
  GArray *turns;              /* PackshotTurn, from @next on */
  guint next;
  GArray *again;              /* PackshotTurn: before those */
  guint n_running;
  guint n_failed;             /* items in a row whose server was in trouble */
  gint64 until;               /* run time before which none is taken */
} PackshotLane;

/* One call of packshot_engine_run_async (), while it runs. */
typedef struct
{
  /* Input */
  GArray *items;              /* (nullable): gint64; NULL: all */
  PackshotSyncFlags flags;

  /* In progress */
  GArray *accounts;           /* gint64: whose lists are still to be read */
  GCancellable *listing;      /* ends the reading of lists alone */
  GHashTable *scope;          /* (nullable): gint64*: the items that count, NULL: all */
  GPtrArray *lanes;           /* (element-type PackshotLane) */
  guint next_lane;
  GHashTable *stopped;        /* account -> NULL: not to be called any more in this run */
  guint n_running;
  guint n_turns;              /* all that were collected */
  guint resume_id;
  gboolean collected;
  gboolean counting;
  gboolean started;
  gboolean yielding;          /* something more urgent waits: it begins no further round */

  /* Result */
  PackshotSyncResult *result;
  gint64 next_try;            /* the soonest of the items that are left, or 0 */
} PackshotRun;

/* What is known of an account before a run. */
typedef struct
{
  gint64 account;
  gint64 checked_at;
} PackshotAccountLook;

typedef void (*PackshotAccountsFunc) (PackshotEngine *self,
                                      GArray         *accounts,
                                      gpointer        user_data);

/* An account that could not be called, or may not be called now. */
typedef struct
{
  gint64 at;                  /* run time of the next try */
  int attempts;               /* in a row */
  gboolean unreached;         /* it may be the network */
} PackshotTry;

/* A round that is under way. */
typedef struct
{
  PackshotActivity now;
  GCancellable *cancellable;  /* of this round alone */
  gboolean stopped;           /* by hand */
} PackshotActive;

struct _PackshotEngine
{
  GObject parent_instance;

  /* Construct-only */
  PackshotSyncParts parts;    /* each part owned */
  char *lock_path;            /* (nullable) */

  /* Owned */
  GHashTable *services;       /* account -> PackshotService */
  GQueue runs;                /* (element-type GTask): waiting runs; the head is running */
  GCancellable *stop;
  GRand *random;
  int lock_fd;
  gboolean automatic;
  PackshotReview review;
  guint tick_id;
  guint lock_id;

  /* What the user wants, packshot-engine-control.c */
  gint64 paused_until;        /* microseconds UTC, or 0 */
  guint pause_id;
  gboolean metered;
  gint64 hold_bytes;

  /* What is under way, packshot-engine-control.c */
  GPtrArray *active;          /* (element-type PackshotActive) */
  gint64 visible_item;

  /* What goes on by itself, packshot-engine-retry.c */
  gint64 clock_ahead;         /* real time minus run time, when last looked at */
  GHashTable *tries;          /* account -> PackshotTry */
  gint64 item_try;            /* the soonest next try of an item, or 0 */
  GHashTable *approved;       /* gint64*: items that a person sent, and that could not be sent */
  guint retry_id;
  guint refresh_id;
};

void _packshot_engine_run_start   (PackshotEngine *self,
                                   GTask          *task);
void _packshot_engine_run_ended   (PackshotEngine *self,
                                   GTask          *task,
                                   GError         *error);
void _packshot_engine_run_yielded (PackshotEngine *self,
                                   GTask          *task);
void _packshot_engine_schedule    (PackshotEngine *self,
                                   gint64          delay);
void _packshot_engine_emit_item   (PackshotEngine *self,
                                   gint64          item);
void _packshot_engine_emit_items  (PackshotEngine *self);
void _packshot_engine_emit_account (PackshotEngine *self,
                                    gint64          account);

void          _packshot_engine_control_init  (PackshotEngine         *self);
void          _packshot_engine_control_clear (PackshotEngine         *self);
GCancellable *_packshot_engine_round_began   (PackshotEngine         *self,
                                              gint64                  account,
                                              gint64                  item,
                                              GCancellable           *run);
gboolean      _packshot_engine_round_ended   (PackshotEngine         *self,
                                              gint64                  item);
gboolean      _packshot_engine_may_run       (PackshotEngine         *self,
                                              PackshotSyncFlags       flags);
void          _packshot_engine_emit_activity (PackshotEngine         *self);
void          _packshot_engine_emit_paused   (PackshotEngine         *self);
void          _packshot_engine_emit_progress (PackshotEngine         *self,
                                              const PackshotActivity *activity,
                                              double                  fraction);


/* packshot-engine-retry.c */
void          _packshot_engine_retry_init       (PackshotEngine      *self);
void          _packshot_engine_retry_clear      (PackshotEngine      *self);
void          _packshot_engine_retry_plan       (PackshotEngine      *self,
                                                 const PackshotRun   *run);
void          _packshot_engine_refresh_schedule (PackshotEngine      *self,
                                                 gint64               delay);
gboolean      _packshot_engine_account_waits    (PackshotEngine      *self,
                                                 gint64               account,
                                                 gboolean            *is_due);
void          _packshot_engine_watch_clock      (PackshotEngine      *self);
void          _packshot_engine_account_begins   (PackshotEngine      *self,
                                                 gint64               account);
void          _packshot_engine_approve          (PackshotEngine      *self,
                                                 gint64               item,
                                                 gboolean             approved);
gboolean      _packshot_engine_retry_approved   (PackshotEngine      *self);
void          _packshot_engine_account_answered (PackshotEngine      *self,
                                                 gint64               account);
void          _packshot_engine_account_failed   (PackshotEngine      *self,
                                                 gint64               account,
                                                 const GError        *error);
void          _packshot_engine_account_used_up  (PackshotEngine      *self,
                                                 gint64               account,
                                                 gint64               wait);

/* packshot-engine-calls.c: the calls that were made before are counted, then @func is called. */
void          _packshot_engine_load_accounts    (PackshotEngine      *self,
                                                 PackshotAccountsFunc func,
                                                 gpointer             user_data);

/* packshot-run.c */
void          _packshot_run_pump                (GTask               *task);
void          _packshot_run_wake                (GTask               *task);
void          _packshot_run_check_pause         (PackshotEngine      *self,
                                                 PackshotRun         *run);
void          _packshot_run_add_turn            (PackshotRun         *run,
                                                 const PackshotTurn  *turn);
void          _packshot_run_drop_item           (PackshotRun         *run,
                                                 gint64               item);
void          _packshot_run_prefer_item         (PackshotRun         *run,
                                                 gint64               item);
guint         _packshot_run_count_left          (PackshotRun         *run);
void          _packshot_run_note_problem        (PackshotRun         *run,
                                                 const GError        *error);
void          _packshot_run_stop_account        (PackshotRun         *run,
                                                 gint64               account);

/* packshot-run-collect.c */
void          _packshot_run_count               (GTask               *task);

PackshotRun *_packshot_run_new  (const gint64      *items,
                                 guint              n_items,
                                 PackshotSyncFlags  flags);
void         _packshot_run_free (PackshotRun       *run);

G_END_DECLS
