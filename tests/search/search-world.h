/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-private.h"

#include "search-ledger.h"
#include "search-line.h"

G_BEGIN_DECLS

typedef enum
{
  ACT_EDIT,             /* the user edits */
  ACT_OTHERS,           /* somebody else changes the server */
  ACT_FAULT,            /* a request goes wrong */
  ACT_CRASH,            /* the program is killed and started again */
  ACT_SYNC,             /* the user asks for a sync */
  ACT_JUMP,             /* the program's clock is set */
  ACT_OFFLINE,          /* offline by choice, and back */
  N_ACTS,
} ActKind;

/**
 * Act:
 * @kind: what happens
 * @at: after how many steps; for a fault, to which request
 * @seed: what its details follow from
 * @is_omitted: left out while a failure is made smaller
 * Something that happens to a world.
 */
typedef struct
{
  ActKind kind;
  guint at;
  guint64 seed;
  gboolean is_omitted;
} Act;

/* A run of the program between two crashes. */
typedef struct
{
  GMainContext *context;
  PackshotClock *clock;
  PackshotSession *session;
  GPtrArray *edits;             /* (element-type UserEdit): not yet answered */
} Life;

typedef struct
{
  guint64 n_worlds;
  guint64 n_edits;
  guint64 n_others;
  guint64 n_faults;
  guint64 n_crashes;
  guint64 n_requests;
  guint64 n_steps;
  guint64 n_conflicts;
} Tally;

typedef struct
{
  guint64 seed;
  GArray *acts;                 /* (element-type Act) */
  char *folder;
  Shop *shop;
  Ledger *ledger;
  Line *line;
  Dice order;                   /* which of what is possible happens next */
  Life life;
  gint64 account;
  gint64 item;
  guint n_steps;
  gboolean is_calm;             /* nothing goes wrong any more */
  guint seen_looks;
  gint64 looked_at;             /* when the last look was answered in this life, or 0 */
  gboolean has_jumped;          /* its times can't be compared */
  guint checked_at;             /* number of requests when the truth was last checked */
  gboolean is_stuck;            /* what is wished can't be had from this server */
  GString *trace;               /* (nullable) */
  char *violation;              /* (nullable) */
  Tally tally;
} World;

World            *world_new        (guint64      seed,
                                    const char  *folder,
                                    gboolean     trace);
void              world_free       (World       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)
/* Runs it to its end. @violation is set when something was not true. */
void              world_run        (World       *self);

/* --- Between the parts --- */

typedef struct
{
  World *world;
  int kind;
  GHashTable *brought;          /* (nullable): hashes of the files that it adds */
  GHashTable *before;
} UserEdit;

void              world_say        (World       *self,
                                    const char  *format,
                                    ...) G_GNUC_PRINTF (2, 3);
void              world_violate    (World       *self,
                                    const char  *format,
                                    ...) G_GNUC_PRINTF (2, 3);
void              world_read       (World       *self,
                                    PackshotStoreFunc func,
                                    gpointer     data);
void              world_find_item  (World       *self);
PackshotItemView *world_view       (World       *self);
/* hashes in the trash */
GHashTable       *world_trash      (World       *self);
void              world_verify     (World       *self);
/* Lets things happen until @done, without faults of time. */
void              world_drive      (World       *self,
                                    gboolean    *done);
/* Until all edits are answered. */
void              world_drive_edits (World      *self);

void              life_begin       (World       *self);
void              life_end         (World       *self,
                                    Dice        *dice);

void              user_edit        (World       *self,
                                    Dice        *dice);
void              user_resolve_all (World       *self,
                                    Dice        *dice);
void              user_edit_free   (UserEdit    *edit);
/* What an edit did that was not answered yet. */
void              user_edit_note   (UserEdit    *edit);

G_END_DECLS
