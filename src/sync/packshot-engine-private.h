/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-round-private.h"

G_BEGIN_DECLS

/* One item that waits for its round. */
typedef struct
{
  gint64 item;
  gint64 account;
  gboolean has_work;
} PackshotTurn;

/* One call of packshot_engine_run_async (), while it runs. */
typedef struct
{
  /* Input */
  GArray *items;              /* (nullable): gint64; NULL: all */
  PackshotSyncFlags flags;

  /* In progress */
  GArray *accounts;           /* gint64: whose lists are still to be read */
  GArray *scope;              /* gint64: all items of the run */
  GQueue turns;               /* (element-type PackshotTurn) */
  GHashTable *stopped;        /* account -> NULL: not to be called any more in this run */
  GHashTable *paused;         /* account -> gint64*: not before this time */
  guint n_running;
  guint n_turns;              /* all that were collected */
  guint resume_id;

  /* Result */
  PackshotSyncResult *result;
} PackshotRun;

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
  GHashTable *next_tries;     /* account -> gint64*: when it is tried again */
};

void _packshot_engine_run_start   (PackshotEngine *self,
                                   GTask          *task);
void _packshot_engine_run_ended   (PackshotEngine *self,
                                   GTask          *task,
                                   GError         *error);
void _packshot_engine_schedule    (PackshotEngine *self,
                                   gint64          delay);
void _packshot_engine_emit_item   (PackshotEngine *self,
                                   gint64          item);
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
void          _packshot_engine_set_next_try  (PackshotEngine         *self,
                                              gint64                  account,
                                              gint64                  at);
void          _packshot_engine_emit_activity (PackshotEngine         *self);
void          _packshot_engine_emit_paused   (PackshotEngine         *self);
void          _packshot_engine_emit_progress (PackshotEngine         *self,
                                              const PackshotActivity *activity,
                                              double                  fraction);

/* Takes the item out of those that a run would still look at. */
void          _packshot_run_drop_item        (PackshotRun            *run,
                                              gint64                  item);
/* A run that waits for a time to come looks again whether it may go on. */
void          _packshot_run_wake             (GTask                  *task);

PackshotRun *_packshot_run_new  (const gint64      *items,
                                 guint              n_items,
                                 PackshotSyncFlags  flags);
void         _packshot_run_free (PackshotRun       *run);

G_END_DECLS
