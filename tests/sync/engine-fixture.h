/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "engine-line.h"
#include "packshot-engine.h"
#include "packshot-fake-clock.h"
#include "packshot-items.h"
#include "packshot-turns.h"

G_BEGIN_DECLS

/* An engine with one account, whose server is a sandbox; everything on one thread, by a clock that
 * stands still. */
typedef struct
{
  char *folder;
  PackshotClock *clock;
  PackshotSandbox *sandbox;
  Line *line;
  PackshotStore *store;
  PackshotBlobStore *blobs;
  PackshotEngine *engine;
  PackshotServiceKind kind;
  gint64 account;
  GArray *items;              /* gint64 */
  guint n_runs;               /* that have ended */
  PackshotSyncResult *result; /* (nullable): of the last */
  guint n_activities;         /* signals */
  guint n_paused;
} EngineFixture;

#define ENGINE_START (G_TIME_SPAN_DAY * 20000)

/* @data is what the sandbox is told, "VARIANT=VALUE …", or NULL */
void   engine_set_up        (EngineFixture     *f,
                             gconstpointer      data);
/* @data is the case's own */
void   engine_set_up_plain  (EngineFixture     *f,
                             gconstpointer      data);
void   engine_set_up_blaze  (EngineFixture     *f,
                             gconstpointer      data);
void   engine_tear_down     (EngineFixture     *f,
                             gconstpointer      data);
/* Kills the engine and starts another one on the same profile. */
void   engine_restart       (EngineFixture     *f);
/* Products, listed by the engine, which looks at none. */
void   engine_add_items     (EngineFixture     *f,
                             guint              n);
gint64 engine_get_item      (EngineFixture     *f,
                             guint              index);
/* The user adds a picture. */
void   engine_edit          (EngineFixture     *f,
                             gint64             item,
                             const char        *text);
/* Everything that can happen without time passing. */
void   engine_settle        (EngineFixture     *f);
void   engine_advance       (EngineFixture     *f,
                             gint64             microseconds);
void   engine_start         (EngineFixture     *f,
                             gint64             item,
                             PackshotSyncFlags  flags);
/* starts and waits, with time passing when it must */
void   engine_run           (EngineFixture     *f,
                             gint64             item,
                             PackshotSyncFlags  flags);
PackshotItemSync *
       engine_get_sync      (EngineFixture     *f,
                             gint64             item);
/* how often the pictures of items were asked for, since request number @since */
guint  engine_count_looks   (EngineFixture     *f,
                             guint              since);

G_END_DECLS
