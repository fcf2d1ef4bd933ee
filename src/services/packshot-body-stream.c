/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The body of an upload as a stream: what stands before a file, the file itself, what stands after
 * it, without ever holding the file in memory. The files are opened, and their lengths read, when
 * the stream is made, so the whole length is known before the first byte and a file that can't be
 * read is found before anything is sent. A file that shrinks meanwhile is an error; what it grows
 * by is left out.
 *
 *   bytes "--b\r\nContent-Disposition: …"  ▶  file  ▶  bytes "\r\n--b--\r\n"
 *
 * Belongs to one transfer thread. */

#include "config.h"

#include "packshot-body-stream.h"

#include "packshot-service-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Either bytes or a file. */
typedef struct
{
  GBytes *bytes;   /* (owned) (nullable) */
  int     fd;      /* (owned), or -1 */
  gint64  length;
} Segment;

struct _PackshotBodyStream
{
  GInputStream parent_instance;

  GArray      *segments;   /* (owned) (element-type Segment) */
  char        *mime;       /* (owned) */
  gint64       length;

  /* In progress */
  guint        current;
  gint64       offset;     /* within the current segment */
};

G_DEFINE_FINAL_TYPE (PackshotBodyStream, packshot_body_stream, G_TYPE_INPUT_STREAM)

static void
segment_clear (Segment *segment)
{
  g_clear_pointer (&segment->bytes, g_bytes_unref);
  if (segment->fd >= 0)
    close (segment->fd);
}

static void
disk_error (GError    **error,
            const char *what,
            int         code)
{
  g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK,
               "The file to be sent %s: %s", what, g_strerror (code));
}

static void
take_bytes (PackshotBodyStream *self,
            GBytes             *bytes)
{
  Segment segment = { .bytes = bytes, .fd = -1, .length = (gint64)g_bytes_get_size (bytes) };

  g_array_append_val (self->segments, segment);
  self->length += segment.length;
}

static void
take_text (PackshotBodyStream *self,
           GString            *text)
{
  take_bytes (self, g_string_free_to_bytes (text));
}

static gboolean
add_file (PackshotBodyStream *self,
          const char         *path,
          GError            **error)
{
  Segment segment = { .fd = g_open (path, O_RDONLY | O_CLOEXEC, 0) };
  struct stat info;

  if (segment.fd < 0)
    {
      disk_error (error, "can't be opened", errno);
      return FALSE;
    }
  if (fstat (segment.fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      disk_error (error, "is not a regular file", EINVAL);
      close (segment.fd);
      return FALSE;
    }
  segment.length = info.st_size;
  g_array_append_val (self->segments, segment);
  self->length += segment.length;
  return TRUE;
}

/* A name within quotes, as the WHATWG form encoding escapes it. */
static void
append_quoted (GString    *text,
               const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\r' || *p == '\n')
        g_string_append_printf (text, "%%%02X", *p);
      else
        g_string_append_c (text, *p);
    }
}

static gboolean
add_part (PackshotBodyStream *self,
          const PackshotPart *part,
          const char         *boundary,
          GError            **error)
{
  GString *head = g_string_new (NULL);

  g_string_append_printf (head, "--%s\r\nContent-Disposition: form-data; name=\"", boundary);
  append_quoted (head, part->name);
  g_string_append_c (head, '"');
  if (part->path == NULL)
    {
      g_string_append_printf (head, "\r\n\r\n%s\r\n", part->value);
      take_text (self, head);
      return TRUE;
    }
  g_string_append (head, "; filename=\"");
  append_quoted (head, part->filename);
  g_string_append_printf (head, "\"\r\nContent-Type: %s\r\n\r\n", part->mime);
  take_text (self, head);
  if (!add_file (self, part->path, error))
    return FALSE;
  take_text (self, g_string_new ("\r\n"));
  return TRUE;
}

static gboolean
add_parts (PackshotBodyStream *self,
           GPtrArray          *parts,
           GError            **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *boundary = g_strconcat ("packshot-", uuid, NULL);
  GString *tail = g_string_new (NULL);

  self->mime = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  g_string_append_printf (tail, "--%s--\r\n", boundary);
  for (guint i = 0; i < parts->len; i++)
    if (!add_part (self, parts->pdata[i], boundary, error))
      {
        g_string_free (tail, TRUE);
        return FALSE;
      }
  take_text (self, tail);
  return TRUE;
}

static gssize
read_segment (Segment *segment,
              gint64   offset,
              void    *buffer,
              gsize    count,
              GError **error)
{
  gssize n;

  if (segment->bytes != NULL)
    {
      const char *data = g_bytes_get_data (segment->bytes, NULL);

      memcpy (buffer, data + offset, count);
      return (gssize)count;
    }
  do
    n = pread (segment->fd, buffer, count, offset);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    disk_error (error, "can't be read", errno);
  else if (n == 0)
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK,
                 "The file became shorter while it was sent");
  return n > 0 ? n : -1;
}

/* Fills the buffer across segments: each read becomes a packet. */
static gssize
packshot_body_stream_read_fn (GInputStream *stream,
                              void         *buffer,
                              gsize         count,
                              GCancellable *cancellable,
                              GError      **error)
{
  PackshotBodyStream *self = PACKSHOT_BODY_STREAM (stream);
  gsize filled = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  while (filled < count && self->current < self->segments->len)
    {
      Segment *segment = &g_array_index (self->segments, Segment, self->current);
      gint64 left = segment->length - self->offset;
      gssize n;

      if (left == 0)
        {
          self->current++;
          self->offset = 0;
          continue;
        }
      n = read_segment (segment, self->offset, (char *)buffer + filled,
                        MIN (count - filled, (gsize)left), error);
      if (n < 0 && filled == 0)
        return -1;
      if (n < 0)
        {
          /* What was read goes first; the next read fails again. */
          g_clear_error (error);
          break;
        }
      self->offset += n;
      filled += (gsize)n;
    }
  return (gssize)filled;
}

static void
packshot_body_stream_finalize (GObject *object)
{
  PackshotBodyStream *self = PACKSHOT_BODY_STREAM (object);

  g_array_unref (self->segments);
  g_free (self->mime);

  G_OBJECT_CLASS (packshot_body_stream_parent_class)->finalize (object);
}

static void
packshot_body_stream_class_init (PackshotBodyStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_body_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = packshot_body_stream_read_fn;
}

static void
packshot_body_stream_init (PackshotBodyStream *self)
{
  self->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  g_array_set_clear_func (self->segments, (GDestroyNotify)segment_clear);
}

/**
 * packshot_body_stream_new:
 * @request: a request with parts, with a file as its body, or with a small body
 * @error: return location; %PACKSHOT_SERVICE_ERROR_DISK
 *
 * Returns: (transfer full): the request's body as a stream
 */
PackshotBodyStream *
packshot_body_stream_new (const PackshotRequest *request,
                          GError               **error)
{
  g_autoptr(PackshotBodyStream) self = g_object_new (PACKSHOT_TYPE_BODY_STREAM, NULL);
  gboolean done = TRUE;

  if (request->parts != NULL)
    done = add_parts (self, request->parts, error);
  else if (request->body_path != NULL)
    done = add_file (self, request->body_path, error);
  else if (request->body != NULL)
    take_bytes (self, g_bytes_ref (request->body));
  if (!done)
    return NULL;
  if (self->mime == NULL)
    self->mime = g_strdup (request->body_mime);
  return g_steal_pointer (&self);
}

/**
 * packshot_body_stream_get_mime:
 * @self: a body
 *
 * Returns: (nullable): its content type, boundary included
 */
const char *
packshot_body_stream_get_mime (PackshotBodyStream *self)
{
  return self->mime;
}

/**
 * packshot_body_stream_get_length:
 * @self: a body
 *
 * Returns: its bytes in all
 */
gint64
packshot_body_stream_get_length (PackshotBodyStream *self)
{
  return self->length;
}
