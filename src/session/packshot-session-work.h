/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-activity.h"
#include "packshot-session.h"
#include "packshot-work.h"

G_BEGIN_DECLS

/* The work of a sync for people: what is sent, what waits and why, what went wrong and what mends
 * it, what was done. One function reads every number of it in one transaction; the engine's own
 * doings of the moment are merged in on the main thread. Only data: sentences are made in app and
 * cli.
 *
 * The unit is the change, one thing that a person did. Each change that a server does not have yet
 * stands in exactly one place: it needs the user, is being sent, is to be sent, is tried later, or
 * is in conflict.
 *
 * Signals of the session that belong to it:
 *   work-changed ()              some of it may have changed, at most four times a second
 *   notify::paused               paused or resumed, or until another time */

/* --- The snapshot ----------------------------------------------------------------------------- */

/**
 * PackshotAccountWork:
 * @PACKSHOT_ACCOUNT_WORK_NEVER: not checked yet
 * @PACKSHOT_ACCOUNT_WORK_CHECKED: it answered when it was called last
 * @PACKSHOT_ACCOUNT_WORK_SENDING: it is being called
 * @PACKSHOT_ACCOUNT_WORK_LATER: it can't be reached, is busy, or its calls are used up
 * @PACKSHOT_ACCOUNT_WORK_NEEDS_YOU: it refuses the key, has none, or can't be trusted
 */
typedef enum
{
  PACKSHOT_ACCOUNT_WORK_NEVER,
  PACKSHOT_ACCOUNT_WORK_CHECKED,
  PACKSHOT_ACCOUNT_WORK_SENDING,
  PACKSHOT_ACCOUNT_WORK_LATER,
  PACKSHOT_ACCOUNT_WORK_NEEDS_YOU,
} PackshotAccountWork;

/**
 * PackshotCauseKind:
 * @PACKSHOT_CAUSE_KEY_REFUSED: an account: its key is not accepted
 * @PACKSHOT_CAUSE_KEY_MISSING: an account: its key is not at hand
 * @PACKSHOT_CAUSE_KEY_MALFORMED: an account: its key is no key of that service
 * @PACKSHOT_CAUSE_CERTIFICATE: an account: no trustworthy connection
 * @PACKSHOT_CAUSE_PERMISSION: an account or items: the key may not do this
 * @PACKSHOT_CAUSE_GONE: items that the service does not have any more
 * @PACKSHOT_CAUSE_TOO_LARGE: pictures that are too large for the service
 * @PACKSHOT_CAUSE_FORMAT: pictures of a kind that the service does not take
 * @PACKSHOT_CAUSE_CAPTION: captions that the service does not accept
 * @PACKSHOT_CAUSE_INVALID: something else that the service does not accept
 * @PACKSHOT_CAUSE_NOT_SUPPORTED: the service can't hold it
 * @PACKSHOT_CAUSE_CHANGED: it changed on the server again and again
 * @PACKSHOT_CAUSE_DISK: this computer's disk is full or can't be read
 * @PACKSHOT_CAUSE_OTHER: anything else
 */
typedef enum
{
  PACKSHOT_CAUSE_KEY_REFUSED,
  PACKSHOT_CAUSE_KEY_MISSING,
  PACKSHOT_CAUSE_KEY_MALFORMED,
  PACKSHOT_CAUSE_CERTIFICATE,
  PACKSHOT_CAUSE_PERMISSION,
  PACKSHOT_CAUSE_GONE,
  PACKSHOT_CAUSE_TOO_LARGE,
  PACKSHOT_CAUSE_FORMAT,
  PACKSHOT_CAUSE_CAPTION,
  PACKSHOT_CAUSE_INVALID,
  PACKSHOT_CAUSE_NOT_SUPPORTED,
  PACKSHOT_CAUSE_CHANGED,
  PACKSHOT_CAUSE_DISK,
  PACKSHOT_CAUSE_OTHER,
} PackshotCauseKind;

/* key-refused, key-missing, key-malformed, certificate, permission, gone, too-large, format,
 * caption, invalid, not-supported, changed, disk, other */
const char *packshot_cause_kind_to_string (PackshotCauseKind kind);

/**
 * PackshotFix:
 * @PACKSHOT_FIX_TRY_AGAIN: nothing but trying again
 * @PACKSHOT_FIX_NEW_KEY: the account with its key
 * @PACKSHOT_FIX_OPEN_ACCOUNT: the account
 * @PACKSHOT_FIX_COPY_REQUEST: a text that asks the service's owner for the permission
 * @PACKSHOT_FIX_CHOOSE_ITEM: packshot_session_move_gallery_async()
 * @PACKSHOT_FIX_REPLACE: another file for the picture
 * @PACKSHOT_FIX_EDIT_CAPTION: another caption for the picture
 * @PACKSHOT_FIX_FREE_SPACE: space on the disk
 * @PACKSHOT_FIX_SHOW_ITEMS: several items, each to be seen to
 *
 * What mends a cause: the button of its row.
 */
typedef enum
{
  PACKSHOT_FIX_TRY_AGAIN,
  PACKSHOT_FIX_NEW_KEY,
  PACKSHOT_FIX_OPEN_ACCOUNT,
  PACKSHOT_FIX_COPY_REQUEST,
  PACKSHOT_FIX_CHOOSE_ITEM,
  PACKSHOT_FIX_REPLACE,
  PACKSHOT_FIX_EDIT_CAPTION,
  PACKSHOT_FIX_FREE_SPACE,
  PACKSHOT_FIX_SHOW_ITEMS,
} PackshotFix;

/**
 * PackshotLaterKind:
 * @PACKSHOT_LATER_BUSY: the server had trouble of its own with these items
 * @PACKSHOT_LATER_THROTTLED: the calls that it allows are used up until next_try
 * @PACKSHOT_LATER_UNREACHABLE: the server could not be reached
 * @PACKSHOT_LATER_HELD: large pictures wait for a network that is not metered
 * @PACKSHOT_LATER_OFFLINE: no network, or offline by choice
 * @PACKSHOT_LATER_PAUSED: paused by the user
 */
typedef enum
{
  PACKSHOT_LATER_BUSY,
  PACKSHOT_LATER_THROTTLED,
  PACKSHOT_LATER_UNREACHABLE,
  PACKSHOT_LATER_HELD,
  PACKSHOT_LATER_OFFLINE,
  PACKSHOT_LATER_PAUSED,
} PackshotLaterKind;

/* busy, throttled, unreachable, held, offline, paused */
const char *packshot_later_kind_to_string (PackshotLaterKind kind);

/**
 * PackshotWorkGroup:
 * @account: (nullable): the account, when all of it is of one
 * @items: gint64 ids, the longest waiting first
 * @n_changes: changes on them
 * @n_images: pictures that the changes are about
 * @hashes: (element-type utf8): up to three pictures to show
 * @n_more: pictures beyond those
 * @bytes: bytes of the pictures that wait to be sent
 * @name: (nullable): the item's name, when there is one item only
 * @text: (nullable): what the server said, as it said it; one line for each different text
 *
 * What causes and later groups have in common: items that wait for the same thing.
 */
typedef struct
{
  PackshotAccount *account;
  GArray *items;
  guint n_changes;
  guint n_images;
  GPtrArray *hashes;
  guint n_more;
  gint64 bytes;
  char *name;
  char *text;
} PackshotWorkGroup;

/**
 * PackshotWorkCause:
 * @group: what waits
 * @kind: for what
 * @fix: what mends it
 * @of_account: whether the whole account stands still; @group may be empty then
 * @since: microseconds UTC when it was refused first, or 0
 * @image: the picture it is about when it is one, or 0
 * @sizes: gint64 bytes of the pictures refused as too large, largest last
 * @largest_taken: bytes of the largest picture that the account has taken, or 0
 * @mime: (nullable): type of the pictures refused, when it is one
 * @caption_length: characters of the longest caption refused, or 0
 *
 * One reason why changes need the user.
 */
typedef struct
{
  PackshotWorkGroup group;
  PackshotCauseKind kind;
  PackshotFix fix;
  gboolean of_account;
  gint64 since;
  gint64 image;
  GArray *sizes;
  gint64 largest_taken;
  char *mime;
  guint caption_length;
} PackshotWorkCause;

/**
 * PackshotWorkLater:
 * @group: what waits
 * @kind: for what
 * @is_overall: whether it concerns everything (offline, paused): the same changes are then counted
 *   as to be sent, and not as tried later
 * @attempt: number of the next try, from 2; 0: none was made
 * @next_try: microseconds UTC, or 0 when it is not known
 *
 * One reason why changes are tried later.
 */
typedef struct
{
  PackshotWorkGroup group;
  PackshotLaterKind kind;
  gboolean is_overall;
  guint attempt;
  gint64 next_try;
} PackshotWorkLater;

/**
 * PackshotWorkActivity:
 * @activity: what the engine does: the item, the phase, the picture, its bytes
 * @name: the item's name
 * @hash: (nullable): a picture to show: the one under way, else the item's primary
 * @title: caption of the picture under way, never %NULL
 * @position: where that picture stands, from 1, or 0
 * @n_changes: changes of the item
 *
 * One item that is being worked on.
 */
typedef struct
{
  PackshotActivity activity;
  char *name;
  char *hash;
  char *title;
  guint position;
  guint n_changes;
} PackshotWorkActivity;

/**
 * PackshotWorkItem:
 * @item: an item's id
 * @account: its account
 * @n_changes: changes that wait
 *
 * An item of To Send. packshot_session_load_plans_async() tells more of a page of them.
 */
typedef struct
{
  gint64 item;
  gint64 account;
  guint n_changes;
} PackshotWorkItem;

/**
 * PackshotWorkAccount:
 * @account: the account
 * @state: how it stands
 * @checked_at: microseconds UTC when it last answered a look, or 0
 * @oldest_look: microseconds UTC of the item whose look is the longest ago, or 0
 * @n_items: its items
 * @n_never: those that were never looked at
 * @problem: (nullable): an error code that stops it
 * @problem_text: (nullable): what the server said
 * @since: microseconds UTC since when it has the problem, or 0
 * @next_try: microseconds UTC of the next try, or 0
 * @calls_used: calls of today, or 0
 * @calls_limit: calls allowed a day, or 0 when no limit is known
 * @n_to_send: changes to be sent
 * @bytes_to_send: bytes of their pictures, what is sent again not counted
 */
typedef struct
{
  PackshotAccount *account;
  PackshotAccountWork state;
  gint64 checked_at;
  gint64 oldest_look;
  gint64 n_items;
  gint64 n_never;
  char *problem;
  char *problem_text;
  gint64 since;
  gint64 next_try;
  guint calls_used;
  guint calls_limit;
  guint n_to_send;
  gint64 bytes_to_send;
} PackshotWorkAccount;

/**
 * PackshotWork:
 * @at: microseconds UTC when it was read
 * @n_needs_you: changes that need the user; a cause without a change counts as one
 * @n_sending: changes of the items that are being worked on
 * @n_to_send: changes that wait to be sent
 * @n_later: changes that are tried later
 * @n_conflicts: items in conflict
 * @n_log: lines of the log
 * @n_log_today: those of today, local time
 * @checked_at: microseconds UTC: each account answered since then; 0: some account could not be
 *   checked, never was, or has items that never were
 * @n_synced_items: items that were read back and are the same on both sides
 * @n_synced_images: their pictures; -1 unless asked for by %PACKSHOT_WORK_COUNT_SYNCED
 * @paused: whether nothing is sent by itself
 * @paused_until: microseconds UTC, or 0: until resumed
 * @syncing: whether something runs
 * @n_run_items: items that the present run looks at, or 0 when that is not known yet
 * @n_run_items_done: those of them that it has done
 * @run_done: changes that the present run has dealt with
 * @run_total: changes that it set out with; 0 when it leaves some to a person, or none runs
 * @seconds_left: about how long it still takes, or -1 when that can't be said
 * @accounts: (element-type PackshotWorkAccount): by name
 * @needs_you: (element-type PackshotWorkCause): those of accounts first
 * @sending: (element-type PackshotWorkActivity)
 * @to_send: (element-type PackshotWorkItem): by account, in the order of @accounts, then as they
 *   will be sent
 * @later: (element-type PackshotWorkLater): what concerns everything first, then by time
 *
 * Everything that Sync, its button and "packshotctl status" show. Read only.
 */
typedef struct
{
  gint64 at;
  guint n_needs_you;
  guint n_sending;
  guint n_to_send;
  guint n_later;
  guint n_conflicts;
  gint64 n_log;
  gint64 n_log_today;
  gint64 checked_at;
  gint64 n_synced_items;
  gint64 n_synced_images;
  gboolean paused;
  gint64 paused_until;
  gboolean syncing;
  guint n_run_items;
  guint n_run_items_done;
  guint run_done;
  guint run_total;
  int seconds_left;
  GPtrArray *accounts;
  GPtrArray *needs_you;
  GPtrArray *sending;
  GArray *to_send;
  GPtrArray *later;

  /*< private >*/
  gatomicrefcount ref_count;
} PackshotWork;

#define PACKSHOT_TYPE_WORK (packshot_work_get_type ())
GType         packshot_work_get_type (void) G_GNUC_CONST;
PackshotWork *packshot_work_ref      (PackshotWork *self);
void          packshot_work_unref    (PackshotWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotWork, packshot_work_unref)

typedef enum
{
  PACKSHOT_WORK_NONE = 0,
  PACKSHOT_WORK_COUNT_SYNCED = 1 << 0,   /* counts the pictures too that are the same */
} PackshotWorkFlags;

void          packshot_session_load_work_async  (PackshotSession    *self,
                                                 PackshotWorkFlags   flags,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
PackshotWork *packshot_session_load_work_finish (PackshotSession    *self,
                                                 GAsyncResult       *result,
                                                 GError            **error);

/* --- To Send: what is sent for an item -------------------------------------------------------- */

/**
 * PackshotWorkStepKind:
 * @PACKSHOT_WORK_STEP_SEND: a picture that the server does not have
 * @PACKSHOT_WORK_STEP_SEND_AGAIN: a picture that it has; its old copy is deleted afterwards
 * @PACKSHOT_WORK_STEP_REPLACE: a picture in place of the one that is there
 * @PACKSHOT_WORK_STEP_DELETE: a picture is deleted
 * @PACKSHOT_WORK_STEP_DELETE_COPY: an old copy of a picture is deleted
 * @PACKSHOT_WORK_STEP_WRITE: the item is written once with its list of pictures
 */
typedef enum
{
  PACKSHOT_WORK_STEP_SEND,
  PACKSHOT_WORK_STEP_SEND_AGAIN,
  PACKSHOT_WORK_STEP_REPLACE,
  PACKSHOT_WORK_STEP_DELETE,
  PACKSHOT_WORK_STEP_DELETE_COPY,
  PACKSHOT_WORK_STEP_WRITE,
} PackshotWorkStepKind;

/**
 * PackshotWorkStep:
 * @kind: what is done
 * @image: the picture, or 0
 * @title: its caption, never %NULL
 * @hash: (nullable): its bytes
 * @position: where it stands then, from 1; 0: nowhere
 * @is_primary: whether it becomes primary by this
 * @bytes: bytes sent
 * @n_calls: calls made for it; checking that all of an item has arrived is one more
 */
typedef struct
{
  PackshotWorkStepKind kind;
  gint64 image;
  char *title;
  char *hash;
  guint position;
  gboolean is_primary;
  gint64 bytes;
  guint n_calls;
} PackshotWorkStep;

/**
 * PackshotWorkPlan:
 * @item: the item, its account, the planner's plan and the gallery
 * @cover: (nullable): hash of the primary, else of the first picture
 * @changes: PackshotChange: what a person did
 * @steps: (element-type PackshotWorkStep): what is done about it, in order
 * @by_kind: number of @changes of each #PackshotChangeKind
 * @n_new: pictures sent that the server does not have
 * @n_again: pictures sent that it has
 * @n_deleted: pictures deleted, for good as far as the server is concerned
 * @n_private: pictures sent that are private
 * @n_kept_here: changes that stay on this computer, because the service can't hold them
 * @replaces: whether the service's one picture is replaced
 * @writes: whether the item is written with its list of pictures
 * @primary: the picture that becomes primary by this, or 0
 * @bytes: bytes sent
 * @n_calls: calls made: one to look, one each, one to read back
 * @seconds: about how long it takes: the calls' latency and the bytes at the account's speed, see
 *   #PackshotSpeed, and not faster than the service allows calls
 * @needs_review: whether it is sent only when a person says so, by the session's #PackshotReview
 */
typedef struct
{
  PackshotItemPlan *item;
  char *cover;
  GArray *changes;
  GPtrArray *steps;
  guint by_kind[PACKSHOT_N_CHANGE_KINDS];
  guint n_new;
  guint n_again;
  guint n_deleted;
  guint n_private;
  guint n_kept_here;
  gboolean replaces;
  gboolean writes;
  gint64 primary;
  gint64 bytes;
  guint n_calls;
  double seconds;
  gboolean needs_review;
} PackshotWorkPlan;

void packshot_work_plan_free (PackshotWorkPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotWorkPlan, packshot_work_plan_free)

/* element-type PackshotWorkPlan, one for each id that still waits, in the order of the ids */
void       packshot_session_load_plans_async  (PackshotSession    *self,
                                               const gint64       *items,
                                               guint               n_items,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
GPtrArray *packshot_session_load_plans_finish (PackshotSession    *self,
                                               GAsyncResult       *result,
                                               GError            **error);

/**
 * PackshotWorkTotals:
 * @account: an account's id, or 0 for all of them
 * @n_items: items
 * @n_changes: changes on them
 * @bytes: bytes sent
 * @n_calls: calls made
 * @seconds: about how long it takes
 */
typedef struct
{
  gint64 account;
  guint n_items;
  guint n_changes;
  gint64 bytes;
  guint n_calls;
  double seconds;
} PackshotWorkTotals;

/* PackshotWorkTotals of everything to be sent: first of all accounts together, then of each. Plans
 * every item, a few at a time, so that others can read in between. */
void       packshot_session_sum_plans_async   (PackshotSession    *self,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
GArray    *packshot_session_sum_plans_finish  (PackshotSession    *self,
                                               GAsyncResult       *result,
                                               GError            **error);

/* --- Sending and trying again ----------------------------------------------------------------- */

typedef enum
{
  PACKSHOT_SEND_NONE = 0,
  PACKSHOT_SEND_ANYWAY = 1 << 0,   /* what is held on a metered network too, this once */
} PackshotSendFlags;

/* "Sync Now" and "Sync Once" are packshot_session_sync_async () of all items with
 * PACKSHOT_SYNC_WHILE_PAUSED. */

/* Sends what waits for these items now, reviewed or not, paused or not; what was refused or had to
 * wait is tried again. items NULL: everything that waits, without looking at the rest. Also tries
 * the accounts of the items anew, when their keys are at hand. */
void                packshot_session_send_async  (PackshotSession    *self,
                                                  const gint64       *items,
                                                  guint               n_items,
                                                  PackshotSendFlags   flags,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
PackshotSyncResult *packshot_session_send_finish (PackshotSession    *self,
                                                  GAsyncResult       *result,
                                                  GError            **error);
/* The item that a person has before him, or 0: it is looked at right after what was edited. */
void                packshot_session_set_visible_item (PackshotSession *self,
                                                       gint64           item);
/* "Stop This One; It Is Sent Later": ends the item's round between two calls. */
void                packshot_session_stop_item   (PackshotSession    *self,
                                                  gint64              item);

/* --- Pausing ---------------------------------------------------------------------------------- */

/* Kept with the profile: it outlives a restart, and both programs obey. until is microseconds UTC,
 * or 0: until resumed. */
void     packshot_session_pause                (PackshotSession *self,
                                                gint64           until);
void     packshot_session_resume               (PackshotSession *self);
/* until may be NULL */
gboolean packshot_session_get_paused           (PackshotSession *self,
                                                gint64          *until);
/* the next midnight, local time: for "Pause Until Tomorrow" */
gint64   packshot_session_get_tomorrow         (PackshotSession *self);
gboolean packshot_session_get_metered          (PackshotSession *self);
/* whether pictures above PACKSHOT_HOLD_BYTES wait while the network is metered; kept */
gboolean packshot_session_get_hold_on_metered  (PackshotSession *self);
void     packshot_session_set_hold_on_metered  (PackshotSession *self,
                                                gboolean         hold);

/* --- Discarding, saving, moving --------------------------------------------------------------- */

/* Takes changes back: what they are about becomes again what both sides agreed on. One undoable
 * edit ("discard"); pictures that were added go to the trash. NOTHING when nothing waits. */
void     packshot_session_discard_async        (PackshotSession      *self,
                                                gint64                item,
                                                const PackshotChange *change,   /* NULL: all */
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* All changes of one picture. */
void     packshot_session_discard_image_async  (PackshotSession      *self,
                                                gint64                item,
                                                gint64                image,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* All changes of several items, undone together. */
void     packshot_session_discard_items_async  (PackshotSession      *self,
                                                const gint64         *items,
                                                guint                 n_items,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* Writes the waiting pictures of these items as files into a folder: named by caption, else by
 * item and position; nothing is overwritten. image 0: all that wait. */
void     packshot_session_save_pictures_async  (PackshotSession      *self,
                                                const gint64         *items,
                                                guint                 n_items,
                                                gint64                image,
                                                const char           *folder,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* (transfer full) (element-type filename): the files written */
GPtrArray *packshot_session_save_pictures_finish (PackshotSession    *self,
                                                  GAsyncResult       *result,
                                                  GError            **error);
/* Adds the pictures of an item that its service does not have any more to another item, behind its
 * own, and empties the first here. One undoable step ("move-gallery"). NOT_SUPPORTED when the
 * other's service can't take them. */
void     packshot_session_move_gallery_async   (PackshotSession      *self,
                                                gint64                from,
                                                gint64                to,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* discard, discard_image, discard_items and move_gallery end with
 * packshot_session_edit_finish (). */

/* --- The log ---------------------------------------------------------------------------------- */

/* gint64 ids of the lines that fit, newest first; at most PACKSHOT_LOG_MAX_ROWS there are */
void       packshot_session_query_log_async   (PackshotSession        *self,
                                               const PackshotLogQuery *query,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
GArray    *packshot_session_query_log_finish  (PackshotSession        *self,
                                               GAsyncResult           *result,
                                               GError                **error);
/* element-type PackshotLogEntry; ids that are gone are left out */
void       packshot_session_load_log_async    (PackshotSession        *self,
                                               const gint64           *ids,
                                               guint                   n_ids,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
GPtrArray *packshot_session_load_log_finish   (PackshotSession        *self,
                                               GAsyncResult           *result,
                                               GError                **error);

/**
 * PackshotLogFormat:
 * @PACKSHOT_LOG_CSV: comma-separated, UTF-8, one line each, a cell never starts a formula
 * @PACKSHOT_LOG_JSON: one array of objects
 */
typedef enum
{
  PACKSHOT_LOG_CSV,
  PACKSHOT_LOG_JSON,
} PackshotLogFormat;

/* Writes the lines that fit to a file, whole or not at all. */
void       packshot_session_export_log_async  (PackshotSession        *self,
                                               const PackshotLogQuery *query,
                                               PackshotLogFormat       format,
                                               const char             *path,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
/* the number of lines written, or -1 */
int        packshot_session_export_log_finish (PackshotSession        *self,
                                               GAsyncResult           *result,
                                               GError                **error);

G_END_DECLS
