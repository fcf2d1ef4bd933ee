/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-session-private.h"

G_BEGIN_DECLS

typedef struct _PackshotEditJob PackshotEditJob;

/* From the gallery that is there to the one that is wanted, on the writer's thread; NULL with
 * @error. */
typedef PackshotGallery *(*PackshotEditFunc) (PackshotEditJob  *job,
                                              PackshotDb       *db,
                                              PackshotGallery  *local,
                                              GError          **error);

struct _PackshotEditJob
{
  /* Input */
  PackshotSession *session;     /* (borrowed): the task holds it */
  const char *kind;             /* static */
  const char *reason;           /* static: why pictures go to the trash */
  gint64 item;
  PackshotEditFunc func;
  gboolean may_change_nothing;
  GArray *images;               /* gint64 */
  guint position;               /* from 1; 0: the end */
  char *title;                  /* (nullable) */
  PackshotVisibility visibility;
  gint64 trash;
  gboolean redo;
  gboolean primary;
  gboolean keep_duplicates;
  GPtrArray *pictures;          /* (nullable) (element-type PackshotContent): in the blob store */

  /* In progress */
  const PackshotServiceProfile *profile;

  /* Result */
  PackshotAdded *added;         /* (nullable) */
  char *kind_done;
  const char *refusal;          /* (nullable): static: why an undo had no effect */
  GArray *touched;              /* gint64: all items that were changed */
  gboolean can_undo;
  gboolean can_redo;
};

PackshotEditJob *_packshot_edit_job_new  (PackshotSession  *session,
                                          const char       *kind,
                                          gint64            item,
                                          PackshotEditFunc  func);
void             _packshot_edit_job_free (PackshotEditJob  *job);
void             _packshot_edit_job_run  (GTask            *task);

void             _packshot_edit_job_written_cb (GObject      *source,
                                                GAsyncResult *result,
                                                gpointer      user_data);

#define PACKSHOT_FOR_GOOD "The service can replace its picture, but not remove it"

/* Whether a service that can only put its one picture has one: it can't lose it again. */
gboolean         _packshot_has_for_good (PackshotDb                   *db,
                                         const PackshotServiceProfile *profile,
                                         gint64                        item,
                                         gboolean                     *for_good,
                                         GError                      **error);
/* The one picture of a service that keeps one, with other bytes. */
PackshotGallery *_packshot_gallery_put  (PackshotGallery *local,
                                         const char      *sha256);

G_END_DECLS
