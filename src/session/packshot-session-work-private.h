/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-session-private.h"
#include "packshot-session-work.h"

G_BEGIN_DECLS

/* What the session keeps for the work, on the main thread. */
struct _PackshotSessionWork
{
  PackshotSession *session;     /* (borrowed): it owns this */
  guint quiet_id;               /* timeout of the clock: a change was told a moment ago */
  gboolean is_changed;          /* since then */
  guint n_keeping;              /* settings that are being written */
  guint day_id;                 /* timeout of the clock: what is done once a day */
  gint64 pruned_at;             /* when that was done last */
  gboolean hold_on_metered;
  gboolean metered;

  /* The run under way */
  GHashTable *scope;            /* (nullable): item ids of a run over some items */
  gboolean sends_all;           /* nothing of it waits for a person */
  guint total;                  /* the most changes that it had left at once */
  gint64 started_at;            /* run time of the clock */
};

/* What of it is kept with the profile. */
typedef struct
{
  gint64 paused_until;          /* 0: not paused; G_MAXINT64: until resumed */
  gboolean hold_on_metered;
  gint64 pruned_at;
} PackshotWorkSettings;

/* How everything stands besides the database, when the work is read. */
typedef struct
{
  gint64 now;
  gboolean offline;
  gboolean paused;
  gint64 paused_until;
  gint64 hold_bytes;            /* pictures above wait, or G_MAXINT64 */
  PackshotWorkFlags flags;
  gboolean syncing;
  GArray *activities;           /* PackshotActivity */
  GHashTable *key_problems;     /* account id -> char* */
  GHashTable *next_tries;       /* account id -> gint64* */
  GHashTable *scope;            /* (nullable): item ids of the run under way */
} PackshotWorkInput;

/* Reads the whole of it, in a transaction; *@remaining is what the run under way still has to
 * do. */
PackshotWork *_packshot_work_build        (PackshotDb              *db,
                                           const PackshotWorkInput *input,
                                           guint                   *remaining,
                                           GError                 **error);
PackshotWork *_packshot_work_new          (void);
void          _packshot_work_group_clear  (PackshotWorkGroup       *group);
void          _packshot_work_cause_free   (PackshotWorkCause       *cause);
void          _packshot_work_later_free   (PackshotWorkLater       *later);

/* Puts a row under one of the work's lists. */
typedef struct
{
  PackshotDb *db;
  const PackshotWorkInput *input;
  PackshotWork *work;
  GHashTable *accounts;         /* id -> PackshotWorkAccount, of work->accounts */
  GHashTable *groups;           /* (owned) name -> PackshotWorkCause or PackshotWorkLater */
} PackshotWorkBuild;

gboolean      _packshot_work_add_account_cause (PackshotWorkBuild       *build,
                                                PackshotWorkAccount     *account);
gboolean      _packshot_work_add_cause    (PackshotWorkBuild       *build,
                                           PackshotWorkAccount     *account,
                                           const PackshotWorkRow   *row,
                                           GError                 **error);
void          _packshot_work_add_later    (PackshotWorkBuild       *build,
                                           PackshotWorkAccount     *account,
                                           PackshotLaterKind        kind,
                                           const PackshotWorkRow   *row);
void          _packshot_work_finish_groups (PackshotWorkBuild      *build);


/* One item's plan, in a transaction. */
PackshotWorkPlan *_packshot_work_plan_load (PackshotDb             *db,
                                            gint64                  item,
                                            PackshotReview          review,
                                            GError                **error);

/* A service that counts calls is not faster than it allows. */
double        _packshot_work_not_faster   (const PackshotServiceProfile *profile,
                                           guint                    n_calls,
                                           double                   seconds);
/* (element-type PackshotLogEntry) */
char         *_packshot_log_to_csv        (GPtrArray               *entries);
char         *_packshot_log_to_json       (GPtrArray               *entries);

/* What is kept is read when a profile is opened, before anything is sent by itself. */
gboolean      _packshot_session_work_read (PackshotDb              *db,
                                           PackshotWorkSettings    *settings,
                                           GError                 **error);
PackshotSessionWork *_packshot_session_work_new (PackshotSession   *self);
void          _packshot_session_work_start (PackshotSession        *self,
                                            const PackshotWorkSettings *settings);
void          _packshot_session_work_free (PackshotSessionWork     *work);
void          _packshot_session_work_ran  (PackshotSession         *self,
                                           const gint64            *items,
                                           guint                    n_items);
void          _packshot_session_set_metered (PackshotSession       *self,
                                             gboolean               metered);

G_END_DECLS
