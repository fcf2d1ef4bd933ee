/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-engine.h"
#include "packshot-look.h"

G_BEGIN_DECLS

/* The item has no work: the last tenth of the calls is not for it. */
#define PACKSHOT_SYNC_SPARE ((PackshotSyncFlags)(1 << 16))

/* Whether a round may send something now. */
typedef enum
{
  PACKSHOT_GATE_OPEN,
  PACKSHOT_GATE_PAUSED,
  PACKSHOT_GATE_METERED,
} PackshotGate;

/* What a round tells, and asks, the engine; all on the main thread. */
typedef struct
{
  void         (* report) (const PackshotActivity *activity,
                           gpointer                user_data);
  PackshotGate (* gate)   (PackshotSyncFlags       flags,
                           gint64                  bytes,
                           gpointer                user_data);
  gpointer user_data;
} PackshotRoundHooks;

/* What the parts of the engine share; borrowed from it, alive as long as it is. */
typedef struct
{
  PackshotStore *store;
  PackshotBlobStore *blobs;
  PackshotClock *clock;
  PackshotWorker *files;
  PackshotProbeFunc probe;
  PackshotRoundHooks hooks;
} PackshotSyncParts;

/**
 * PackshotRoundResult: how a round of one item ended
 */
typedef enum
{
  PACKSHOT_ROUND_DONE,        /* read back and equal, but for conflicts */
  PACKSHOT_ROUND_RETRY,       /* a temporary failure: later */
  PACKSHOT_ROUND_NEEDS_YOU,   /* refused: this item waits for a person */
  PACKSHOT_ROUND_STOP,        /* the account can't be used at all now */
  PACKSHOT_ROUND_HELD,        /* there is more to send, which may not be sent now: the gate */
} PackshotRoundEnd;

typedef struct
{
  PackshotRoundEnd end;
  guint n_sent;
  PackshotGate gate;          /* why it was held */
  GError *error;              /* (owned) (nullable): why it did not end well */
  gint64 image;               /* the picture that @error is about, or 0 */
} PackshotRoundResult;

void packshot_round_result_free (PackshotRoundResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotRoundResult, packshot_round_result_free)

void                 packshot_round_async   (const PackshotSyncParts *parts,
                                             PackshotService         *service,
                                             gint64                   item,
                                             PackshotSyncFlags        flags,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
PackshotRoundResult *packshot_round_finish  (GAsyncResult            *result);

/* The bytes of a picture into the blob store; image NULL: the item's one picture. */
void                 packshot_fetch_async   (const PackshotSyncParts *parts,
                                             PackshotService         *service,
                                             const PackshotItem      *item,
                                             PackshotImage           *image,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
char                *packshot_fetch_finish  (GAsyncResult            *result,
                                             GError                 **error);

/* Steps in doubt are settled by looking at @listing; answers with it, and the bytes of rows nobody
 * knows in it. */
void                 packshot_settle_async  (const PackshotSyncParts *parts,
                                             PackshotService         *service,
                                             const PackshotItem      *item,
                                             PackshotListing         *listing,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
PackshotListing     *packshot_settle_finish (GAsyncResult            *result,
                                             GError                 **error);

/* --- One round, shared by packshot-round.c and packshot-round-send.c --- */

typedef void (*PackshotRoundFetched) (GTask *task);

/* Bytes that are fetched before a step. */
typedef struct
{
  GPtrArray *rows;              /* (nullable) (element-type PackshotImage): whose are missing */
  PackshotRoundFetched fetched; /* then */
  gboolean knows_all;           /* all were fetched that could be */
} PackshotRoundKeep;

typedef struct
{
  /* Input */
  const PackshotSyncParts *parts;
  PackshotService *service;
  const PackshotServiceProfile *profile;
  gint64 item_id;
  PackshotSyncFlags flags;

  /* In progress */
  PackshotItem *item;
  PackshotListing *listing;     /* what the server showed, until it is taken */
  PackshotLook *look;
  GPtrArray *sent;              /* (element-type PackshotStepRow): assets not yet in the list */
  PackshotStepRow *step;        /* the step under way */
  PackshotUpload upload;        /* what the call under way borrows */
  char *upload_path;
  char *upload_name;
  char *upload_mime;
  GError *refusal;              /* why the step under way was refused */
  char *deleted_primary;        /* the flagged row that was deleted since the last look */
  gboolean dirty;               /* something was sent since the last look */
  gboolean learned_changed;
  guint n_doubts;
  guint n_sends;                /* calls that may still be made, once it is limited */
  gboolean is_limited;
  PackshotRoundKeep keep;
  guint next_fetch;
  PackshotActivity activity;

  /* Result */
  PackshotRoundResult *result;
} PackshotRound;

/* Sends the next step of the plan; calls one of the three below when it has ended. */
void _packshot_round_send (GTask                  *task,
                           const PackshotPlanStep *step);
void _packshot_round_next (GTask                  *task);
/* Brings bytes here before a step, which fails the round or calls @fetched. */
void _packshot_round_keep (GTask                  *task,
                           PackshotListing        *wanted,
                           PackshotRoundFetched    fetched);
void _packshot_round_learn (GTask                 *task,
                            PackshotRoundFetched   fetched);
/* Whether the server flags a picture although no primary is wished; and taking that over. */
gboolean _packshot_round_insists (PackshotRound *round,
                                  gint64         image);
void     _packshot_round_accept  (GTask         *task);
void _packshot_round_look (GTask                  *task);
void _packshot_round_fail (GTask                  *task,
                           GError                 *error,
                           gint64                  image);

/* Tells what is done from now on, with @image, of which @n_bytes are to be sent. */
void _packshot_round_report (PackshotRound          *round,
                             PackshotPhase           phase,
                             gint64                  image,
                             gint64                  n_bytes);

/* microseconds until the next try after @attempts failures in a row */
gint64               packshot_backoff_delay (int                      attempts,
                                             double                   random);

G_END_DECLS
