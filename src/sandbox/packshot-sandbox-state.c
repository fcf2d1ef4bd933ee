/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the sandbox knows: tables of JSON documents in the order they came, and bytes by their
 * SHA-256. Documents are replaced, never changed in place, so that a request can be taken back as
 * a whole.
 *
 *   put, remove ──▶ tables (at once) + undo list + journal text
 *   commit      ──▶ journal text and a "commit" line are appended to FOLDER/state.jsonl
 *   rollback    ──▶ the undo list is played backwards
 *
 * With a folder, opening reads the lines up to the last commit and writes them anew without what
 * was overwritten; the bytes stand in FOLDER/blobs and are mapped when asked for. Without a
 * folder all is in memory. One thread at a time, the sandbox's lock sees to that. */

#include "config.h"

#include "packshot-sandbox-error.h"
#include "packshot-sandbox-json-private.h"
#include "packshot-sandbox-state-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <unistd.h>

typedef struct
{
  char       *id;               /* (owned) */
  JsonObject *doc;              /* (owned) */
} Row;

typedef struct
{
  GPtrArray  *rows;             /* (owned) (element-type Row) */
  GHashTable *by_id;            /* (owned): borrowed id to borrowed Row */
} Table;

typedef struct
{
  char       *table;            /* (owned) */
  char       *id;               /* (owned) */
  JsonObject *before;           /* (owned) (nullable): NULL when there was none */
  guint       index;            /* where it stood */
} Undo;

struct _PackshotSandboxState
{
  GHashTable *tables;           /* (owned): name to Table */
  GHashTable *blobs;            /* (owned): SHA-256 to GBytes; unused with a folder */

  guint64     serial;
  gint64      time;

  /* In progress */
  GPtrArray  *undo;             /* (owned) (element-type Undo) */
  GString    *journal;          /* (owned) */
  guint64     serial_before;
  gint64      time_before;

  /* With a folder */
  char       *folder;           /* (owned) (nullable) */
  int         fd;
};

static void
row_free (Row *row)
{
  g_free (row->id);
  json_object_unref (row->doc);
  g_free (row);
}

static void
table_free (Table *table)
{
  g_hash_table_unref (table->by_id);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

static void
undo_free (Undo *undo)
{
  g_free (undo->table);
  g_free (undo->id);
  g_clear_pointer (&undo->before, json_object_unref);
  g_free (undo);
}

static Table *
ensure_table (PackshotSandboxState *self,
              const char           *name)
{
  Table *table = g_hash_table_lookup (self->tables, name);

  if (table != NULL)
    return table;
  table = g_new0 (Table, 1);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  table->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (self->tables, g_strdup (name), table);
  return table;
}

static Row *
find_row (PackshotSandboxState *self,
          const char           *table_name,
          const char           *id)
{
  Table *table = g_hash_table_lookup (self->tables, table_name);

  return table != NULL ? g_hash_table_lookup (table->by_id, id) : NULL;
}

/* Puts or, when @doc is NULL, removes, without any record of it. */
static void
apply (PackshotSandboxState *self,
       const char           *table_name,
       const char           *id,
       JsonObject           *doc,
       guint                 index)
{
  Table *table = ensure_table (self, table_name);
  Row *row = g_hash_table_lookup (table->by_id, id);

  if (doc == NULL)
    {
      if (row == NULL)
        return;
      g_hash_table_remove (table->by_id, id);
      g_ptr_array_remove (table->rows, row);
      return;
    }
  if (row != NULL)
    {
      json_object_ref (doc);
      json_object_unref (row->doc);
      row->doc = doc;
      return;
    }
  row = g_new0 (Row, 1);
  row->id = g_strdup (id);
  row->doc = json_object_ref (doc);
  g_ptr_array_insert (table->rows, MIN (index, table->rows->len), row);
  g_hash_table_insert (table->by_id, row->id, row);
}

static void
remember (PackshotSandboxState *self,
          const char           *table_name,
          const char           *id)
{
  Row *row = find_row (self, table_name, id);
  Undo *undo = g_new0 (Undo, 1);

  undo->table = g_strdup (table_name);
  undo->id = g_strdup (id);
  undo->before = row != NULL ? json_object_ref (row->doc) : NULL;
  undo->index = G_MAXINT;
  if (row != NULL)
    g_ptr_array_find (ensure_table (self, table_name)->rows, row, &undo->index);
  g_ptr_array_add (self->undo, undo);
}

static void
append_line (GString    *journal,
             const char *table,
             const char *id,
             JsonObject *doc)
{
  g_autoptr(JsonObject) line = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (line, "table", table);
  json_object_set_string_member (line, "id", id);
  if (doc != NULL)
    json_object_set_object_member (line, "doc", json_object_ref (doc));
  text = _packshot_sandbox_json_to_line (line);
  g_string_append (journal, text);
  g_string_append_c (journal, '\n');
}

static void
append_commit (PackshotSandboxState *self,
               GString              *journal)
{
  g_string_append_printf (journal,
                          "{\"commit\":true,\"serial\":%" G_GUINT64_FORMAT
                          ",\"time\":%" G_GINT64_FORMAT "}\n",
                          self->serial, self->time);
}

PackshotSandboxState *
_packshot_sandbox_state_new (void)
{
  PackshotSandboxState *self = g_new0 (PackshotSandboxState, 1);

  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)table_free);
  self->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)g_bytes_unref);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify)undo_free);
  self->journal = g_string_new (NULL);
  self->fd = -1;
  return self;
}

void
_packshot_sandbox_state_free (PackshotSandboxState *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->folder);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->blobs);
  g_ptr_array_unref (self->undo);
  g_string_free (self->journal, TRUE);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the document; not to be changed */
JsonObject *
_packshot_sandbox_state_get (PackshotSandboxState *self,
                             const char           *table,
                             const char           *id)
{
  Row *row = find_row (self, table, id);

  return row != NULL ? row->doc : NULL;
}

guint
_packshot_sandbox_state_count (PackshotSandboxState *self,
                               const char           *table_name)
{
  Table *table = g_hash_table_lookup (self->tables, table_name);

  return table != NULL ? table->rows->len : 0;
}

JsonObject *
_packshot_sandbox_state_nth (PackshotSandboxState *self,
                             const char           *table,
                             guint                 n)
{
  return ((Row *)g_ptr_array_index (ensure_table (self, table)->rows, n))->doc;
}

const char *
_packshot_sandbox_state_nth_id (PackshotSandboxState *self,
                                const char           *table,
                                guint                 n)
{
  return ((Row *)g_ptr_array_index (ensure_table (self, table)->rows, n))->id;
}

/* @doc: (transfer full): not to be changed afterwards */
void
_packshot_sandbox_state_put (PackshotSandboxState *self,
                             const char           *table,
                             const char           *id,
                             JsonObject           *doc)
{
  remember (self, table, id);
  apply (self, table, id, doc, G_MAXINT);
  append_line (self->journal, table, id, doc);
  json_object_unref (doc);
}

void
_packshot_sandbox_state_remove (PackshotSandboxState *self,
                                const char           *table,
                                const char           *id)
{
  remember (self, table, id);
  apply (self, table, id, NULL, 0);
  append_line (self->journal, table, id, NULL);
}

gboolean
_packshot_sandbox_state_is_changed (PackshotSandboxState *self)
{
  return self->undo->len > 0;
}

static void
begin_anew (PackshotSandboxState *self)
{
  g_ptr_array_set_size (self->undo, 0);
  g_string_truncate (self->journal, 0);
  self->serial_before = self->serial;
  self->time_before = self->time;
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= n;
    }
  return TRUE;
}

/* Makes what was put and removed stand. When the folder can't be written, nothing of it is left in
 * memory, and what was written of it is behind the last commit and not read again. */
gboolean
_packshot_sandbox_state_commit (PackshotSandboxState *self,
                                GError              **error)
{
  if (self->folder != NULL && self->undo->len > 0)
    {
      off_t end = lseek (self->fd, 0, SEEK_END);

      append_commit (self, self->journal);
      if (!write_all (self->fd, self->journal->str, self->journal->len))
        {
          g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_STATE,
                       "Can't write the state: %s", g_strerror (errno));
          /* A half line left behind would swallow the next one; a failure here shows on reading. */
          if (end >= 0 && ftruncate (self->fd, end) != 0)
            g_warning ("Can't shorten the state: %s", g_strerror (errno));
          _packshot_sandbox_state_rollback (self);
          return FALSE;
        }
    }
  begin_anew (self);
  return TRUE;
}

void
_packshot_sandbox_state_rollback (PackshotSandboxState *self)
{
  for (guint i = self->undo->len; i > 0; i--)
    {
      Undo *undo = g_ptr_array_index (self->undo, i - 1);

      apply (self, undo->table, undo->id, undo->before, undo->index);
    }
  self->serial = self->serial_before;
  self->time = self->time_before;
  begin_anew (self);
}

/* Returns: 1, 2, 3, …, going on after a restart */
guint64
_packshot_sandbox_state_next_serial (PackshotSandboxState *self)
{
  return ++self->serial;
}

/* Returns: @now, or a microsecond after the last one when that is not past */
gint64
_packshot_sandbox_state_next_time (PackshotSandboxState *self,
                                   gint64                now)
{
  self->time = MAX (now, self->time + 1);
  return self->time;
}

static char *
hash_bytes (GBytes *bytes)
{
  guint8 digest[32];
  GString *hex = g_string_sized_new (64);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  g_assert (gnutls_hash_fast (GNUTLS_DIG_SHA256, data, length, digest) == 0);
  for (guint i = 0; i < sizeof digest; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  return g_string_free (hex, FALSE);
}

/* @bytes may be a slice of a mapped file, which then stays mapped.
 *
 * Returns: (transfer full) (nullable): the SHA-256 in lower-case hexadecimal digits */
char *
_packshot_sandbox_state_put_blob (PackshotSandboxState *self,
                                  GBytes               *bytes,
                                  GError              **error)
{
  g_autofree char *sha256 = hash_bytes (bytes);
  g_autofree char *path = NULL;
  g_autoptr(GError) cause = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (self->folder == NULL)
    {
      if (!g_hash_table_contains (self->blobs, sha256))
        g_hash_table_insert (self->blobs, g_strdup (sha256), g_bytes_ref (bytes));
      return g_steal_pointer (&sha256);
    }
  path = g_build_filename (self->folder, "blobs", sha256, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&sha256);
  if (!g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &cause))
    {
      g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_STATE,
                   "Can't keep the bytes: %s", cause->message);
      return NULL;
    }
  return g_steal_pointer (&sha256);
}

/* Returns: (transfer full) (nullable): the bytes */
GBytes *
_packshot_sandbox_state_get_blob (PackshotSandboxState *self,
                                  const char           *sha256)
{
  g_autofree char *path = NULL;
  g_autoptr(GMappedFile) file = NULL;
  GBytes *bytes;

  if (self->folder == NULL)
    {
      bytes = g_hash_table_lookup (self->blobs, sha256);
      return bytes != NULL ? g_bytes_ref (bytes) : NULL;
    }
  path = g_build_filename (self->folder, "blobs", sha256, NULL);
  file = g_mapped_file_new (path, FALSE, NULL);
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

/* Plays the lines of a file; those after the last commit are left out. */
static gboolean
play_lines (PackshotSandboxState *self,
            const char           *text,
            GError              **error)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (lines[i], strlen (lines[i]));
      JsonObject *line = _packshot_sandbox_json_parse_object (bytes);

      if (line == NULL && lines[i + 1] != NULL && lines[i + 1][0] != '\0')
        {
          g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_STATE,
                       "Line %u of the state is damaged", i + 1);
          return FALSE;
        }
      if (line == NULL)
        break;
      g_ptr_array_add (batch, line);
      if (!_packshot_sandbox_json_bool (line, "commit", FALSE))
        continue;
      for (guint j = 0; j + 1 < batch->len; j++)
        {
          JsonObject *change = g_ptr_array_index (batch, j);

          apply (self, _packshot_sandbox_json_string (change, "table", ""),
                 _packshot_sandbox_json_string (change, "id", ""),
                 _packshot_sandbox_json_object (change, "doc"), G_MAXINT);
        }
      self->serial = _packshot_sandbox_json_int (line, "serial", 0);
      self->time = _packshot_sandbox_json_int (line, "time", 0);
      g_ptr_array_set_size (batch, 0);
    }
  begin_anew (self);
  return TRUE;
}

static char *
write_compact (PackshotSandboxState *self)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Table *table = value;

      for (guint i = 0; i < table->rows->len; i++)
        {
          Row *row = g_ptr_array_index (table->rows, i);

          append_line (text, name, row->id, row->doc);
        }
    }
  append_commit (self, text);
  return g_string_free (text, FALSE);
}

static gboolean
fail_open (GError    **error,
           const char *folder,
           const char *cause)
{
  g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_STATE,
               "Can't use the folder “%s”: %s", folder, cause);
  return FALSE;
}

/* Reads what a former run left in @folder, which is made when missing, and keeps all changes there
 * from now on. To be called once, before anything is put. */
gboolean
_packshot_sandbox_state_open (PackshotSandboxState *self,
                              const char           *folder,
                              GError              **error)
{
  g_autofree char *blobs = g_build_filename (folder, "blobs", NULL);
  g_autofree char *path = g_build_filename (folder, "state.jsonl", NULL);
  g_autofree char *text = NULL;
  g_autofree char *compact = NULL;
  g_autoptr(GError) cause = NULL;

  if (g_mkdir_with_parents (blobs, 0700) != 0)
    return fail_open (error, folder, g_strerror (errno));
  if (g_file_get_contents (path, &text, NULL, &cause))
    {
      if (!play_lines (self, text, error))
        return FALSE;
    }
  else if (!g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return fail_open (error, folder, cause->message);
  g_clear_error (&cause);

  compact = write_compact (self);
  if (!g_file_set_contents_full (path, compact, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &cause))
    return fail_open (error, folder, cause->message);
  self->fd = g_open (path, O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return fail_open (error, folder, g_strerror (errno));
  self->folder = g_strdup (folder);
  return TRUE;
}
