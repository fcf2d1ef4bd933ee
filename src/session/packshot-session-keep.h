/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-backup.h"
#include "packshot-salvage.h"
#include "packshot-session.h"
#include "packshot-sweep.h"

G_BEGIN_DECLS

/* --- Proving ---------------------------------------------------------------------------------- */

/**
 * PackshotInspection:
 * @problems: (element-type utf8): what is wrong, a text each; empty when all is well
 * @broken: (element-type utf8): hashes of contents that are missing or damaged
 * @n_pictures: contents that are named and were read
 * @n_unnamed: contents that nothing names: they go when they are a day old
 * @unnamed_bytes: their sum
 * @n_temps: files that are being written, or that a crash left behind
 *
 * How the data on this computer are.
 */
typedef struct
{
  GPtrArray *problems;
  GPtrArray *broken;
  guint n_pictures;
  guint n_unnamed;
  gint64 unnamed_bytes;
  guint n_temps;
} PackshotInspection;

void                 packshot_inspection_free        (PackshotInspection   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotInspection, packshot_inspection_free)

/* Reads everything and changes nothing. */
void                 packshot_session_inspect_async  (PackshotSession      *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
PackshotInspection  *packshot_session_inspect_finish (PackshotSession      *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/**
 * PackshotDifferenceKind:
 * @PACKSHOT_DIFFERENCE_ITEM: the server has no such item any more
 * @PACKSHOT_DIFFERENCE_NEW: a picture is only there
 * @PACKSHOT_DIFFERENCE_GONE: a picture is not there any more
 * @PACKSHOT_DIFFERENCE_CONTENT: a picture shows other bytes there
 * @PACKSHOT_DIFFERENCE_TITLE: its caption is another one there
 * @PACKSHOT_DIFFERENCE_VISIBILITY: it is private here and public there, or the reverse
 * @PACKSHOT_DIFFERENCE_PRIMARY: another picture is the primary there
 * @PACKSHOT_DIFFERENCE_ORDER: the pictures stand in another order there
 * @PACKSHOT_DIFFERENCE_CHANGED: it was changed there, and in another way here
 * @PACKSHOT_DIFFERENCE_COPY: a picture is there twice
 */
typedef enum
{
  PACKSHOT_DIFFERENCE_ITEM,
  PACKSHOT_DIFFERENCE_NEW,
  PACKSHOT_DIFFERENCE_GONE,
  PACKSHOT_DIFFERENCE_CONTENT,
  PACKSHOT_DIFFERENCE_TITLE,
  PACKSHOT_DIFFERENCE_VISIBILITY,
  PACKSHOT_DIFFERENCE_PRIMARY,
  PACKSHOT_DIFFERENCE_ORDER,
  PACKSHOT_DIFFERENCE_CHANGED,
  PACKSHOT_DIFFERENCE_COPY,
} PackshotDifferenceKind;

/**
 * PackshotDifference:
 * @item: the item
 * @account: its account
 * @kind: what differs
 * @image: the picture, or 0
 * @here: (nullable): what both sides agreed on
 * @there: (nullable): what the server shows
 *
 * Something that a server does not show as we say it does.
 */
typedef struct
{
  PackshotItem *item;
  PackshotAccount *account;
  PackshotDifferenceKind kind;
  gint64 image;
  char *here;
  char *there;
} PackshotDifference;

/**
 * PackshotServerReport:
 * @differences: (element-type PackshotDifference)
 * @n_checked: items that were read back
 * @n_unchecked: items that could not be
 * @reasons: (element-type utf8): why, each once
 *
 * Whether servers show what we say they do.
 */
typedef struct
{
  GPtrArray *differences;
  guint n_checked;
  guint n_unchecked;
  GPtrArray *reasons;
} PackshotServerReport;

void                  packshot_server_report_free    (PackshotServerReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotServerReport, packshot_server_report_free)

/* Reads every item back from its server and takes nothing of it in. Calls are made only while the
 * services allow them. */
void                  packshot_session_compare_async  (PackshotSession      *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
PackshotServerReport *packshot_session_compare_finish (PackshotSession      *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

/* --- Tidying ---------------------------------------------------------------------------------- */

/* Empties the trash of what is older than 30 days, removes contents that nobody names and what
 * crashes left behind, and copies the database. A session that lives long does it by itself once a
 * day. */
void                 packshot_session_clean_async    (PackshotSession      *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
PackshotSweepFacts  *packshot_session_clean_finish   (PackshotSession      *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/* --- Mending ---------------------------------------------------------------------------------- */

/* Makes the database of a profile that nobody has open whole, if it is not. */
void                  packshot_profile_salvage_async  (const char           *data_dir,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
PackshotSalvageFacts *packshot_profile_salvage_finish (GAsyncResult         *result,
                                                       GError              **error);

/**
 * PackshotMended:
 * @n_fetched: pictures whose bytes came from a server and are what they were
 * @n_changed: pictures of which a server has other bytes by now: they are what it shows
 * @n_later: pictures that a server has, which can't be asked now
 * @lost: (element-type utf8): pictures whose bytes are nowhere: item and picture of each
 *
 * What became of contents that were missing or damaged.
 */
typedef struct
{
  guint n_fetched;
  guint n_changed;
  guint n_later;
  GPtrArray *lost;
} PackshotMended;

void                  packshot_mended_free            (PackshotMended       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotMended, packshot_mended_free)

/* Looks for @broken (hashes, from an inspection) on servers. What is damaged is kept apart. */
void                  packshot_session_mend_async     (PackshotSession      *self,
                                                       GPtrArray            *broken,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
PackshotMended       *packshot_session_mend_finish    (PackshotSession      *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

/* --- Backups ---------------------------------------------------------------------------------- */

/* Writes a backup of the profile, which may be in use here and elsewhere. */
void                 packshot_session_backup_async   (PackshotSession      *self,
                                                      const char           *path,
                                                      gboolean              full,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
PackshotBackupFacts *packshot_session_backup_finish  (PackshotSession      *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* Puts a backup back into a profile that nobody has open. */
void                 packshot_profile_restore_async  (const char           *data_dir,
                                                      const char           *path,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
PackshotBackupFacts *packshot_profile_restore_finish (GAsyncResult         *result,
                                                      GError              **error);

G_END_DECLS
