/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Who uses a profile's folder, and how a database is replaced by another one.
 *
 *   the folder itself   locked while somebody opens it
 *   open.lock           shared by all who have it open; held alone to replace or to sweep
 *   packshot.db.ready   a whole database that takes the place of packshot.db: from the moment on at
 *                       which it has this name, whoever opens the folder goes on with it
 *
 * Locks go with the process that holds them. Any thread. */

#define _GNU_SOURCE

#include "config.h"

#include "packshot-profile-private.h"

#include "packshot-files-private.h"
#include "packshot-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* How long a profile may be held alone by who sweeps it before another gives up. */
#define PATIENCE_MS 5000
#define PAUSE_MS 20

#define READY_NAME PACKSHOT_DB_NAME ".ready"

int
_packshot_profile_lock (const char *folder,
                        GError    **error)
{
  int fd = -1;
  int result;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      _packshot_files_set_error (folder, errno, error);
      return -1;
    }
  do
    result = flock (fd, LOCK_EX);
  while (result < 0 && errno == EINTR);
  if (result < 0)
    g_info ("“%s” can’t be locked: %s", folder, g_strerror (errno));
  return fd;
}

/* These locks belong to the descriptor, not to the process, and one that can't be had leaves the
 * one that is held. A disk that knows none is used without. */
static gboolean
set_lock (int      fd,
          gboolean alone)
{
  struct flock lock = { .l_type = alone ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET };

  if (fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return TRUE;
  if (errno == EAGAIN || errno == EACCES)
    return FALSE;
  g_info ("The use of the profile can’t be told: %s", g_strerror (errno));
  return TRUE;
}

gboolean
_packshot_profile_use_alone (int      fd,
                             gboolean alone)
{
  return set_lock (fd, alone);
}

/* The old write-ahead log must not be read into the new database. */
static gboolean
finish_replacing (const char *folder,
                  GError    **error)
{
  g_autofree char *ready = g_build_filename (folder, READY_NAME, NULL);
  g_autofree char *path = g_build_filename (folder, PACKSHOT_DB_NAME, NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  return _packshot_files_unlink (log, error) && _packshot_files_unlink (index, error) &&
         _packshot_files_sync_folder (folder, error) &&
         _packshot_files_rename (ready, path, error);
}

static gboolean
is_ready (const char *folder)
{
  g_autofree char *ready = g_build_filename (folder, READY_NAME, NULL);

  return g_file_test (ready, G_FILE_TEST_EXISTS);
}

static gboolean
use (int         fd,
     const char *folder,
     gboolean    alone,
     GError    **error)
{
  gboolean replacing = is_ready (folder);
  gboolean ok = set_lock (fd, alone || replacing);

  for (guint waited = 0; !ok && !alone && waited < PATIENCE_MS; waited += PAUSE_MS)
    {
      g_usleep (PAUSE_MS * 1000);
      ok = set_lock (fd, replacing);
    }
  if (!ok)
    {
      g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_IN_USE,
                   "Another program uses “%s”", folder);
      return FALSE;
    }
  return !replacing || (finish_replacing (folder, error) && set_lock (fd, alone));
}

int
_packshot_profile_use (const char *folder,
                       gboolean    alone,
                       GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "open.lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      _packshot_files_set_error (path, errno, error);
      return -1;
    }
  if (use (fd, folder, alone, error))
    return fd;
  close (fd);
  return -1;
}

gboolean
_packshot_profile_replace (const char *folder,
                           const char *path,
                           GError    **error)
{
  g_autofree char *ready = g_build_filename (folder, READY_NAME, NULL);

  return _packshot_files_rename (path, ready, error) && finish_replacing (folder, error);
}

char *
_packshot_profile_dup_name (const char *folder,
                            const char *what,
                            const char *suffix)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *name = g_strdup_printf ("%s-%s%06dZ%s", what, stamp,
                                           g_date_time_get_microsecond (now), suffix);

  return g_build_filename (folder, name, NULL);
}

char *
_packshot_profile_set_aside (const char *folder,
                             GError    **error)
{
  static const char * const names[] = { PACKSHOT_DB_NAME, PACKSHOT_DB_NAME "-wal" };
  g_autofree char *aside = _packshot_profile_dup_name (folder, "damaged", "");

  if (g_mkdir (aside, 0700) < 0)
    {
      _packshot_files_set_error (aside, errno, error);
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (folder, names[i], NULL);
      g_autofree char *to = g_build_filename (aside, names[i], NULL);

      if (link (from, to) < 0 && errno != ENOENT)
        {
          _packshot_files_set_error (to, errno, error);
          return NULL;
        }
    }
  if (!_packshot_files_sync_folder (aside, error) || !_packshot_files_sync_folder (folder, error))
    return NULL;
  return g_steal_pointer (&aside);
}
