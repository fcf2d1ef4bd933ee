/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Decoding for those who must not wait: requests come from any thread, as many workers as there are
 * cores decode, and answers come in the main context of the request.
 *
 *   request ─▶ job (one per key, with all who wait for it) ─▶ ticket ─▶ [ pool ] ─▶ job_run
 *
 * A ticket says when a job's turn is: lower priority first and, within one, the newest first, since
 * the user looks at what was asked for last. Asking for a waiting job again adds another ticket,
 * and the first one to come up runs it. A job whose waiters have all cancelled is given up, also in
 * the middle of a file.
 *
 * Ownership: the table and the tickets hold jobs; tickets and waiting tasks hold the object, so it
 * lives as long as anything is queued, and the last of them may be a worker. Everything shared is
 * under the one lock, which is never held while a file is read. */

#include "config.h"

#include "packshot-imaging.h"

#include "packshot-decoder.h"
#include "packshot-thumbnail-cache.h"

typedef enum
{
  JOB_PROBE,
  JOB_LOAD,
  JOB_THUMBNAIL,
} JobKind;

typedef struct
{
  /* Input */
  JobKind          kind;
  char            *key;   /* (owned) */
  char            *path;  /* (owned) */
  char            *sha256; /* (owned) (nullable) */
  int              side;
  PackshotImaging *owner; /* (unowned): held by the tickets */

  /* Under the owner's lock */
  GPtrArray       *waiters; /* (owned) (element-type GTask) (nullable): NULL when answered */
  gboolean         is_started;

  gatomicrefcount  ref_count;
} Job;

typedef struct
{
  Job             *job;   /* (owned) */
  PackshotImaging *owner; /* (owned) */
  int              priority;
  guint64          serial;
} Ticket;

struct _PackshotImaging
{
  GObject      parent_instance;

  /* Construct-only */
  char        *cache_dir; /* (owned) (nullable) */
  GThreadPool *pool;      /* (owned) */
  int          n_workers;

  /* Under the lock */
  GMutex       lock;
  GHashTable  *jobs;      /* (owned) (element-type utf8 Job) */
  guint64      next_serial;
  gboolean     is_closed;
};

G_DEFINE_FINAL_TYPE (PackshotImaging, packshot_imaging, G_TYPE_OBJECT)

static Job *
job_new (JobKind kind,
         const char *path,
         const char *sha256,
         int side)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_init (&job->ref_count);
  job->kind = kind;
  job->path = g_strdup (path);
  job->sha256 = g_strdup (sha256);
  job->side = side;
  job->key = g_strdup_printf ("%d:%d:%s", kind, side, sha256 != NULL ? sha256 : path);
  job->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  return job;
}

static void
job_unref (Job *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_clear_pointer (&job->waiters, g_ptr_array_unref);
  g_free (job->key);
  g_free (job->path);
  g_free (job->sha256);
  g_free (job);
}

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_unref)

static void
ticket_free (Ticket *ticket)
{
  job_unref (ticket->job);
  g_object_unref (ticket->owner);
  g_free (ticket);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ticket, ticket_free)

static int
ticket_compare (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Ticket *x = a, *y = b;

  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  return x->serial > y->serial ? -1 : x->serial < y->serial;
}

/* Under the lock. */
static gboolean
job_is_wanted (Job *job)
{
  if (job->owner->is_closed)
    return FALSE;
  for (guint i = 0; i < job->waiters->len; i++)
    {
      GCancellable *cancellable = g_task_get_cancellable (job->waiters->pdata[i]);

      if (cancellable == NULL || !g_cancellable_is_cancelled (cancellable))
        return TRUE;
    }
  return FALSE;
}

static gboolean
job_should_stop (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&job->owner->lock);

  return !job_is_wanted (job);
}

static PackshotPixels *
job_thumbnail (Job                       *job,
               const PackshotDecoderStop *stop,
               GError                   **error)
{
  const char *dir = job->owner->cache_dir;
  PackshotPixels *pixels = NULL;

  if (dir != NULL)
    pixels = _packshot_thumbnail_cache_read (dir, job->sha256, job->side);
  if (pixels != NULL)
    return pixels;

  pixels = _packshot_decoder_decode (job->path, job->side, stop, error);
  if (pixels != NULL && dir != NULL)
    _packshot_thumbnail_cache_write (dir, job->sha256, job->side, pixels);
  return pixels;
}

static gpointer
job_work (Job     *job,
          GError **error)
{
  PackshotDecoderStop stop = { job_should_stop, job };
  g_autofree PackshotPictureFacts *facts = NULL;

  if (job_should_stop (job))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits for it");
      return NULL;
    }
  switch (job->kind)
    {
    case JOB_PROBE:
      facts = g_new0 (PackshotPictureFacts, 1);
      return _packshot_decoder_probe (job->path, &stop, facts, error) ? g_steal_pointer (&facts)
                                                                      : NULL;
    case JOB_LOAD:
      return _packshot_decoder_decode (job->path, job->side, &stop, error);
    case JOB_THUMBNAIL:
      return job_thumbnail (job, &stop, error);
    default:
      g_assert_not_reached ();
    }
}

static void
job_answer (Job       *job,
            GPtrArray *waiters,
            gpointer   result,
            GError    *error)
{
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = waiters->pdata[i];

      if (result == NULL)
        g_task_return_error (task, g_error_copy (error));
      else if (job->kind == JOB_PROBE)
        g_task_return_pointer (task, g_memdup2 (result, sizeof (PackshotPictureFacts)), g_free);
      else
        g_task_return_pointer (task, packshot_pixels_ref (result),
                               (GDestroyNotify)packshot_pixels_unref);
    }
}

/* Takes the waiters off the job, unless it was given up and somebody has come in the meantime. */
static GPtrArray *
job_settle (Job          *job,
            const GError *error)
{
  PackshotImaging *self = job->owner;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && job_is_wanted (job))
    return NULL;
  g_hash_table_remove (self->jobs, job->key);
  return g_steal_pointer (&job->waiters);
}

static gboolean
job_start (Job *job)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&job->owner->lock);

  if (job->is_started)
    return FALSE;
  job->is_started = TRUE;
  return TRUE;
}

static void
pool_run (gpointer data,
          gpointer user_data)
{
  g_autoptr(Ticket) ticket = data;
  g_autoptr(GPtrArray) waiters = NULL;
  g_autoptr(GError) error = NULL;
  Job *job = ticket->job;
  gpointer result;

  if (!job_start (job))
    return;
  do
    {
      g_clear_error (&error);
      result = job_work (job, &error);
      waiters = job_settle (job, error);
    }
  while (waiters == NULL);

  job_answer (job, waiters, result, error);
  if (job->kind == JOB_PROBE)
    g_free (result);
  else
    g_clear_pointer ((PackshotPixels **)&result, packshot_pixels_unref);
}

static void
packshot_imaging_finalize (GObject *object)
{
  PackshotImaging *self = PACKSHOT_IMAGING (object);

  /* No ticket is left, and this may be a worker: nothing to drop, nobody to wait for. */
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->cache_dir, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (packshot_imaging_parent_class)->finalize (object);
}

static void
packshot_imaging_class_init (PackshotImagingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = packshot_imaging_finalize;
}

static void
packshot_imaging_init (PackshotImaging *self)
{
  g_mutex_init (&self->lock);
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)job_unref);
}

/* Joins the job of the same key or becomes it, and queues a ticket either way. Takes @job. */
static void
imaging_queue (PackshotImaging *self,
               GTask           *task,
               Job             *job,
               int              priority)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  g_autoptr(Job) mine = job;
  Job *known;
  Ticket *ticket;

  if (self->is_closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "Imaging has been shut down");
      return;
    }

  mine->owner = self;
  known = g_hash_table_lookup (self->jobs, mine->key);
  if (known == NULL)
    {
      known = mine;
      g_hash_table_insert (self->jobs, known->key, job_ref (known));
    }
  g_ptr_array_add (known->waiters, g_object_ref (task));
  if (known->is_started)
    return;

  ticket = g_new0 (Ticket, 1);
  ticket->job = job_ref (known);
  ticket->owner = g_object_ref (self);
  ticket->priority = priority;
  ticket->serial = self->next_serial++;
  g_thread_pool_push (self->pool, ticket, NULL);
}

/**
 * packshot_imaging_probe_file:
 * @path: a file
 * @facts: (out caller-allocates): set on success alone
 * @error: return location for a %PACKSHOT_IMAGING_ERROR
 *
 * Tells what a file is, by its content, and whether it can be decoded. Files beyond 64 MB and
 * pictures beyond 100 megapixels are judged by their header and their end. Reads the file: worker
 * threads only.
 *
 * Returns: whether it is a picture
 */
gboolean
packshot_imaging_probe_file (const char           *path,
                             PackshotPictureFacts *facts,
                             GError              **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (facts != NULL, FALSE);

  return _packshot_decoder_probe (path, NULL, facts, error);
}

/**
 * packshot_imaging_new:
 * @cache_dir: (nullable): where thumbnails may be kept, made when needed; %NULL keeps none
 * @n_workers: how many pictures are decoded at once; 0 for one per core
 *
 * Returns: (transfer full): the decoding service
 */
PackshotImaging *
packshot_imaging_new (const char *cache_dir,
                      guint       n_workers)
{
  PackshotImaging *self = g_object_new (PACKSHOT_TYPE_IMAGING, NULL);

  self->cache_dir = g_strdup (cache_dir);
  self->n_workers = n_workers > 0 ? n_workers : g_get_num_processors ();
  self->pool = g_thread_pool_new_full (pool_run, NULL, (GDestroyNotify)ticket_free,
                                       self->n_workers, FALSE, NULL);
  g_thread_pool_set_sort_function (self->pool, ticket_compare, NULL);
  return self;
}

/**
 * packshot_imaging_freeze:
 * @self: the decoding service
 *
 * Starts nothing more until [method@Packshot.Imaging.thaw], so that of many requests made in a row
 * the most urgent is first and not the first one made. Does not nest.
 */
void
packshot_imaging_freeze (PackshotImaging *self)
{
  g_return_if_fail (PACKSHOT_IS_IMAGING (self));

  g_thread_pool_set_max_threads (self->pool, 0, NULL);
}

/**
 * packshot_imaging_thaw:
 * @self: the decoding service
 *
 * Ends a [method@Packshot.Imaging.freeze].
 */
void
packshot_imaging_thaw (PackshotImaging *self)
{
  g_return_if_fail (PACKSHOT_IS_IMAGING (self));

  g_thread_pool_set_max_threads (self->pool, self->n_workers, NULL);
}

/**
 * packshot_imaging_shutdown:
 * @self: the decoding service
 *
 * Gives up what is being decoded or waits, with %G_IO_ERROR_CANCELLED, and refuses what comes
 * later, with %G_IO_ERROR_CLOSED. Does not wait.
 */
void
packshot_imaging_shutdown (PackshotImaging *self)
{
  g_return_if_fail (PACKSHOT_IS_IMAGING (self));

  g_mutex_lock (&self->lock);
  self->is_closed = TRUE;
  g_mutex_unlock (&self->lock);
  packshot_imaging_thaw (self);
}

/**
 * packshot_imaging_probe_async:
 * @self: the decoding service
 * @path: a file
 * @priority: lower runs first, as G_PRIORITY_DEFAULT and its like
 * @cancellable: (nullable): gives the request up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * [func@Packshot.imaging_probe_file] on a worker.
 */
void
packshot_imaging_probe_async (PackshotImaging    *self,
                              const char         *path,
                              int                 priority,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_IMAGING (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_imaging_probe_async);
  imaging_queue (self, task, job_new (JOB_PROBE, path, NULL, 0), priority);
}

/**
 * packshot_imaging_probe_finish:
 * @self: the decoding service
 * @result: from the callback
 * @facts: (out caller-allocates): set on success alone
 * @error: return location
 *
 * Returns: whether the file is a picture
 */
gboolean
packshot_imaging_probe_finish (PackshotImaging      *self,
                               GAsyncResult         *result,
                               PackshotPictureFacts *facts,
                               GError              **error)
{
  g_autofree PackshotPictureFacts *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_imaging_probe_async), FALSE);
  g_return_val_if_fail (facts != NULL, FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *facts = *found;
  return TRUE;
}

/**
 * packshot_imaging_load_async:
 * @self: the decoding service
 * @path: a picture
 * @max_side: neither side gets longer than this many pixels; 0 for the full size
 * @priority: lower runs first; within one priority the newest request runs first
 * @cancellable: (nullable): gives the request up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Decodes a picture, upright. It is never enlarged.
 */
void
packshot_imaging_load_async (PackshotImaging    *self,
                             const char         *path,
                             int                 max_side,
                             int                 priority,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_IMAGING (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (max_side >= 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_imaging_load_async);
  imaging_queue (self, task, job_new (JOB_LOAD, path, NULL, max_side), priority);
}

/**
 * packshot_imaging_load_finish:
 * @self: the decoding service
 * @result: from the callback
 * @error: return location for a %PACKSHOT_IMAGING_ERROR
 *
 * Returns: (transfer full) (nullable): the picture
 */
PackshotPixels *
packshot_imaging_load_finish (PackshotImaging *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_imaging_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * packshot_imaging_thumbnail_async:
 * @self: the decoding service
 * @path: a picture
 * @sha256: of its bytes, 64 lower-case hexadecimal digits
 * @size: neither side gets longer than this many pixels
 * @priority: lower runs first; within one priority the newest request runs first
 * @cancellable: (nullable): gives the request up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * As [method@Packshot.Imaging.load_async], and keeps what it made: a thumbnail found in the cache
 * is returned without looking at @path.
 */
void
packshot_imaging_thumbnail_async (PackshotImaging    *self,
                                  const char         *path,
                                  const char         *sha256,
                                  int                 size,
                                  int                 priority,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_IMAGING (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (_packshot_thumbnail_cache_is_key (sha256));
  g_return_if_fail (size > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_imaging_thumbnail_async);
  imaging_queue (self, task, job_new (JOB_THUMBNAIL, path, sha256, size), priority);
}

/**
 * packshot_imaging_thumbnail_finish:
 * @self: the decoding service
 * @result: from the callback
 * @error: return location for a %PACKSHOT_IMAGING_ERROR
 *
 * Returns: (transfer full) (nullable): the thumbnail
 */
PackshotPixels *
packshot_imaging_thumbnail_finish (PackshotImaging *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_imaging_thumbnail_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
