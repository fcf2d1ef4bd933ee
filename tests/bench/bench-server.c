/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A server that is never what is waited for: it reads bodies to their end, forgets them, and
 * remembers only what Closient's lists have to show. One thread for each connection, kept alive as
 * long as the client likes.
 *
 *   bench-server ITEMS [MS]   products 0 … ITEMS - 1; each answer takes MS milliseconds to come, as
 *                             from far away; prints its address, runs until it is killed
 *
 *   GET  /account/api/v1/whoami
 *   GET  /products/api/v1/products?page=N…
 *   GET  /dashboard/api/v1/trade-items/ORGANIZATION/GTIN/images
 *   POST the same
 *   GET  /books      how many pictures, bytes and connections there were
 *   POST /forget     back to an empty server
 *
 * The rows are shared by all threads, under the mutex. */

#include "config.h"

#include "bench-gtin.h"

#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PAGE_SIZE 100
#define BUFFER_BYTES (64 * 1024)
#define IMAGES "/dashboard/api/v1/trade-items/"

typedef struct
{
  char    *title;
  gboolean is_primary;
  guint    number;         /* of all rows: its id, and when it came */
} Row;

typedef struct
{
  guint       n_items;
  int         delay;       /* milliseconds */

  GMutex      mutex;
  GHashTable *rows;        /* path -> GPtrArray of Row */
  guint       n_rows;
  guint       n_connections;
  gint64      bytes;
} Server;

/* One connection, in its own thread. */
typedef struct
{
  Server  *server;
  int      fd;
  char     buffer[BUFFER_BYTES + 1];
  gsize    filled;         /* of the buffer */

  /* The request at hand */
  gsize    head_length;
  gint64   body_length;
  char    *method;
  char    *target;
  char    *title;          /* (nullable) */
  gboolean is_primary;
} Connection;

static void
row_free (Row *row)
{
  g_free (row->title);
  g_free (row);
}

static gboolean
send_all (int         fd,
          const char *data,
          gsize       count)
{
  while (count > 0)
    {
      gssize n = send (fd, data, count, MSG_NOSIGNAL);

      if (n <= 0)
        return FALSE;
      data += n;
      count -= (gsize)n;
    }
  return TRUE;
}

static gboolean
answer (Connection *self,
        const char *status,
        const char *json)
{
  g_autofree char *text =
    g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
                     "Content-Length: %zu\r\n\r\n%s", status, strlen (json), json);

  return send_all (self->fd, text, strlen (text));
}

/* --- What is shown --- */

static void
append_row (GString   *json,
            const Row *row)
{
  g_string_append_printf (json, "{\"id\":\"%u\",\"title\":\"%s\",\"is_primary\":%s,\"priority\":0,"
                          "\"created\":\"2026-01-01T00:00:00.%06uZ\","
                          "\"image_url\":\"http://127.0.0.1:9/%u\"}", row->number, row->title,
                          row->is_primary ? "true" : "false", row->number, row->number);
}

/* The primary first, then the newest. */
static char *
list_images (Server     *self,
             const char *path)
{
  GString *json = g_string_new ("{\"data\":[");
  GPtrArray *rows;

  g_mutex_lock (&self->mutex);
  rows = g_hash_table_lookup (self->rows, path);
  for (int primary = 1; rows != NULL && primary >= 0; primary--)
    for (guint i = rows->len; i > 0; i--)
      {
        Row *row = rows->pdata[i - 1];

        if (row->is_primary != primary)
          continue;
        if (json->str[json->len - 1] == '}')
          g_string_append_c (json, ',');
        append_row (json, row);
      }
  g_mutex_unlock (&self->mutex);
  g_string_append (json, "],\"pagination\":{\"has_next\":false}}");
  return g_string_free (json, FALSE);
}

static char *
list_products (Server     *self,
               const char *query)
{
  GString *json = g_string_new ("{\"data\":[");
  const char *page = query != NULL ? strstr (query, "&page=") : NULL;
  guint first = page != NULL ? (guint)(strtoul (page + 6, NULL, 10) - 1) * PAGE_SIZE : 0;
  guint last = MIN (first + PAGE_SIZE, self->n_items);

  for (guint i = first; i < last; i++)
    {
      g_autofree char *gtin = bench_gtin_new (i);

      g_string_append_printf (json, "%s{\"gtin\":\"%s\",\"product_name\":\"Product %u\"}",
                              i > first ? "," : "", gtin, i);
    }
  g_string_append_printf (json, "],\"pagination\":{\"total_count\":%u,\"has_next\":%s}}",
                          self->n_items, last < self->n_items ? "true" : "false");
  return g_string_free (json, FALSE);
}

static char *
add_image (Server     *self,
           Connection *connection,
           const char *path)
{
  GString *json = g_string_new (NULL);
  Row *row = g_new0 (Row, 1);
  GPtrArray *rows;

  row->title = g_strdup (connection->title != NULL ? connection->title : "");
  row->is_primary = connection->is_primary;
  g_mutex_lock (&self->mutex);
  rows = g_hash_table_lookup (self->rows, path);
  if (rows == NULL)
    {
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
      g_hash_table_insert (self->rows, g_strdup (path), rows);
    }
  for (guint i = 0; row->is_primary && i < rows->len; i++)
    ((Row *)rows->pdata[i])->is_primary = FALSE;
  row->number = ++self->n_rows;
  self->bytes += connection->body_length;
  g_ptr_array_add (rows, row);
  append_row (json, row);
  g_mutex_unlock (&self->mutex);
  return g_string_free (json, FALSE);
}

static char *
show_books (Server  *self,
            gboolean forget)
{
  char *json;

  g_mutex_lock (&self->mutex);
  json = g_strdup_printf ("{\"images\":%u,\"bytes\":%" G_GINT64_FORMAT ",\"connections\":%u}",
                          self->n_rows, self->bytes, self->n_connections);
  if (forget)
    {
      g_hash_table_remove_all (self->rows);
      self->n_rows = self->n_connections = 0;
      self->bytes = 0;
    }
  g_mutex_unlock (&self->mutex);
  return json;
}

static gboolean
handle (Connection *self)
{
  Server *server = self->server;
  char *query = strchr (self->target, '?');
  g_autofree char *json = NULL;
  gboolean is_post = strcmp (self->method, "POST") == 0;

  if (query != NULL)
    *query++ = '\0';
  if (server->delay > 0)
    g_poll (NULL, 0, server->delay);
  if (!is_post && strcmp (self->method, "GET") != 0)
    return answer (self, "405 Method Not Allowed", "{}");
  if (g_str_has_prefix (self->target, IMAGES))
    json = is_post ? add_image (server, self, self->target) : list_images (server, self->target);
  else if (strcmp (self->target, "/account/api/v1/whoami") == 0)
    json = g_strdup ("{\"organizations\":[{\"id\":\"shop\",\"name\":\"Shop\"}]}");
  else if (strcmp (self->target, "/products/api/v1/products") == 0)
    json = list_products (server, query);
  else if (strcmp (self->target, "/books") == 0 || strcmp (self->target, "/forget") == 0)
    json = show_books (server, is_post);
  else
    return answer (self, "404 Not Found", "{}");
  return answer (self, is_post ? "201 Created" : "200 OK", json);
}

/* --- What is read --- */

/* A header's value, up to the end of its line. */
static const char *
find_header (Connection *self,
             const char *name)
{
  gsize length = strlen (name);

  for (const char *line = strstr (self->buffer, "\r\n"); line != NULL; line = strstr (line, "\r\n"))
    {
      line += 2;
      if (g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':')
        return line + length + 1;
    }
  return NULL;
}

static char *
dup_field (const char *body,
           const char *name)
{
  g_autofree char *head = g_strdup_printf ("name=\"%s\"", name);
  const char *start = strstr (body, head);
  const char *end;

  start = start != NULL ? strstr (start, "\r\n\r\n") : NULL;
  end = start != NULL ? strstr (start + 4, "\r\n") : NULL;
  return end != NULL ? g_strndup (start + 4, (gsize)(end - start - 4)) : NULL;
}

static gboolean
read_more (Connection *self)
{
  gssize n = recv (self->fd, self->buffer + self->filled, BUFFER_BYTES - self->filled, 0);

  if (n <= 0)
    return FALSE;
  self->filled += (gsize)n;
  self->buffer[self->filled] = '\0';
  return TRUE;
}

static gboolean
read_head (Connection *self)
{
  const char *end, *length, *expect;

  while ((end = strstr (self->buffer, "\r\n\r\n")) == NULL)
    if (self->filled == BUFFER_BYTES || !read_more (self))
      return FALSE;
  self->buffer[end - self->buffer + 2] = '\0';
  self->head_length = (gsize)(end - self->buffer) + 4;
  length = find_header (self, "Content-Length");
  expect = find_header (self, "Expect");
  self->body_length = length != NULL ? g_ascii_strtoll (length, NULL, 10) : 0;
  self->method = g_strndup (self->buffer, strcspn (self->buffer, " "));
  self->target = g_strdup (strchr (self->buffer, ' ') + 1);
  self->target[strcspn (self->target, " ")] = '\0';
  return expect == NULL || send_all (self->fd, "HTTP/1.1 100 Continue\r\n\r\n", 25);
}

/* The fields stand at the body's beginning, before the file. */
static gboolean
read_body (Connection *self)
{
  gint64 left = self->body_length;
  gsize n = self->filled - self->head_length;

  memmove (self->buffer, self->buffer + self->head_length, n + 1);
  self->filled = n;
  while (left > 0 && self->filled < (gsize)MIN (left, 1024))
    if (!read_more (self))
      return FALSE;
  if (left > 0)
    {
      g_autofree char *flag = dup_field (self->buffer, "is_primary");

      self->title = dup_field (self->buffer, "title");
      self->is_primary = g_strcmp0 (flag, "true") == 0;
    }
  while (left > 0)
    {
      n = (gsize)MIN (left, (gint64)self->filled);
      left -= (gint64)n;
      memmove (self->buffer, self->buffer + n, self->filled - n + 1);
      self->filled -= n;
      if (left > 0 && !read_more (self))
        return FALSE;
    }
  return TRUE;
}

static gpointer
connection_thread (gpointer data)
{
  Connection *self = data;
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      goes_on = read_head (self) && read_body (self) && handle (self);
      g_clear_pointer (&self->method, g_free);
      g_clear_pointer (&self->target, g_free);
      g_clear_pointer (&self->title, g_free);
    }
  close (self->fd);
  g_free (self);
  return NULL;
}

static void
serve (Server *self,
       int     listener)
{
  for (;;)
    {
      int fd = accept (listener, NULL, NULL);
      int on = 1;
      Connection *connection;

      if (fd < 0)
        continue;
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      connection = g_new (Connection, 1);
      memset (connection, 0, G_STRUCT_OFFSET (Connection, buffer) + 1);
      memset (&connection->filled, 0, sizeof *connection - G_STRUCT_OFFSET (Connection, filled));
      connection->server = self;
      connection->fd = fd;
      g_mutex_lock (&self->mutex);
      self->n_connections++;
      g_mutex_unlock (&self->mutex);
      g_thread_unref (g_thread_new ("connection", connection_thread, connection));
    }
}

int
main (int    argc,
      char **argv)
{
  Server server = { 0 };
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  server.n_items = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 0;
  server.delay = argc > 2 ? atoi (argv[2]) : 0;
  server.rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)g_ptr_array_unref);
  g_mutex_init (&server.mutex);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (listener < 0 || bind (listener, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen (listener, 128) != 0 ||
      getsockname (listener, (struct sockaddr *)&address, &length) != 0)
    {
      g_printerr ("Can't listen\n");
      return 1;
    }
  g_print ("http://127.0.0.1:%u\n", ntohs (address.sin_port));
  serve (&server, listener);
  return 0;
}
