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
  guint resume_id;

  /* Result */
  PackshotSyncResult *result;
} PackshotRun;

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
};

void _packshot_engine_run_start   (PackshotEngine *self,
                                   GTask          *task);
void _packshot_engine_run_ended   (PackshotEngine *self,
                                   GTask          *task,
                                   GError         *error);
void _packshot_engine_emit_item   (PackshotEngine *self,
                                   gint64          item);
void _packshot_engine_emit_account (PackshotEngine *self,
                                    gint64          account);

PackshotRun *_packshot_run_new  (const gint64      *items,
                                 guint              n_items,
                                 PackshotSyncFlags  flags);
void         _packshot_run_free (PackshotRun       *run);

G_END_DECLS
