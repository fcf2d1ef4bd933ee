/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-secrets.h"
#include "packshot-session.h"

G_BEGIN_DECLS

typedef struct _PackshotSessionWatch PackshotSessionWatch;

typedef struct _PackshotSessionWork PackshotSessionWork;

struct _PackshotSession
{
  GObject parent_instance;

  /* Construct-only */
  char *data_dir;               /* (owned) */
  PackshotSessionFlags flags;

  /* Owned */
  PackshotStore *store;
  PackshotBlobStore *blobs;
  PackshotImaging *imaging;
  PackshotClock *clock;
  PackshotWorker *files;
  PackshotTransport *transport;
  PackshotEngine *engine;
  PackshotSecrets *secrets;
  GHashTable *progress;         /* image id -> double*: pictures that are sent now */
  GHashTable *key_problems;     /* account id -> char*: why its key is not at hand */
  GPtrArray *waiting;           /* (element-type GTask): for keys that are looked up */
  guint n_key_lookups;
  gboolean offline_wish;
  gboolean network;
  gboolean is_remote;           /* some account is not on this machine */
  gint64 offline_since;
  gboolean can_undo;
  gboolean can_redo;
  PackshotSessionWatch *watch;  /* (nullable): for what other processes write */
  guint clean_id;               /* timeout of the clock */
  PackshotReview review;
  PackshotSessionWork *work;    /* packshot-session-work-private.h */
};

/**
 * PackshotSessionParts:
 * @store: the database
 * @blobs: the bytes
 * @clock: time
 * @files: worker for files
 * @transport: where requests go
 * What a session stands on, each owned by who fills it in. Other parts than a profile's own make a
 * session that runs on one thread and under a clock that a test moves.
 */
typedef struct
{
  PackshotStore *store;
  PackshotBlobStore *blobs;
  PackshotClock *clock;
  PackshotWorker *files;
  PackshotTransport *transport;
} PackshotSessionParts;

/* Without accounts. */
PackshotSession *_packshot_session_new_with (const char                 *data_dir,
                                             const char                 *cache_dir,
                                             PackshotSessionFlags        flags,
                                             const PackshotSessionParts *parts);

/* The folder that is meant: the user's own for NULL. */
char    *_packshot_session_dup_data_dir    (const char            *data_dir);

void     _packshot_session_emit_item       (PackshotSession       *self,
                                            gint64                 item);
void     _packshot_session_emit_items      (PackshotSession       *self);
void     _packshot_session_emit_accounts   (PackshotSession       *self);
void     _packshot_session_emit_work       (PackshotSession       *self);
void     _packshot_session_notify_paused   (PackshotSession       *self);
void     _packshot_session_set_undo        (PackshotSession       *self,
                                            gboolean               can_undo,
                                            gboolean               can_redo);
void     _packshot_session_update_network  (PackshotSession       *self);
/* Makes or drops the account's service by its key. */
void     _packshot_session_connect_account (PackshotSession       *self,
                                            const PackshotAccount *account,
                                            const char            *key);
/* The account is not there any more. */
void     _packshot_session_forget_account  (PackshotSession       *self,
                                            gint64                 account);
void     _packshot_session_load_keys       (PackshotSession       *self,
                                            GPtrArray             *accounts);
/* Tells the engine and who listens of items (gint64) that were changed. */
void     _packshot_session_emit_touched   (PackshotSession       *self,
                                           GArray                *touched);
/* Calls @callback when no key is being looked up any more. */
void     _packshot_session_wait_for_keys  (PackshotSession       *self,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
/* Whether something can be undone, redone: inside a transaction. */
gboolean _packshot_session_read_undo       (PackshotDb            *db,
                                            gboolean              *can_undo,
                                            gboolean              *can_redo,
                                            GError               **error);

G_END_DECLS
