/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The sandbox behind two loopback ports: one for the three services, one for the image host, since
 * a client must not hand its keys to the latter. Both live on one thread with a main context of
 * its own, so that an application can start them without being slowed down.
 *
 *   caller              server thread
 *   start ───────────▶  listen ─▶ run its loop: early handler spools the body ─▶ handler
 *         ◀─── ports ───                                       │
 *   stop  ───────────▶  quit the loop, close                   └▶ packshot_sandbox_handle()
 *
 * start, stop and the getters belong to one thread, any. */

#include "config.h"

#include "packshot-sandbox-delivery-private.h"
#include "packshot-sandbox-server.h"
#include "packshot-sandbox-spool-private.h"

#include <sys/resource.h>

#define SPOOL_DATA "packshot-sandbox-spool"

struct _PackshotSandboxServer
{
  GObject          parent_instance;

  /* Construct-only */
  PackshotSandbox *sandbox;     /* (owned) */
  guint16          port;        /* 0 until it listens when any will do */
  guint16          media_port;
  char            *base_url;    /* (owned) */

  /* Owned */
  GThread         *thread;      /* (nullable): NULL when stopped */
  GMainContext    *context;
  GMainLoop       *loop;

  /* Start: under the mutex until the caller has seen it */
  GMutex           mutex;
  GCond            cond;
  gboolean         is_started;
  GError          *error;       /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PackshotSandboxServer, packshot_sandbox_server, G_TYPE_OBJECT)

/* SoupServer 3.2 keeps the descriptor of a connection that its client closed until the server
 * goes, so a long run needs many. The soft limit, often 1024, is raised to what the system
 * allows anyway. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_debug ("The limit of open files stays as it is");
}

static void
message_got_chunk_cb (SoupServerMessage    *message,
                      GBytes               *chunk,
                      PackshotSandboxSpool *spool)
{
  _packshot_sandbox_spool_add (spool, chunk);
}

/* Called before the body comes. */
static void
server_early_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           user_data)
{
  PackshotSandboxSpool *spool = _packshot_sandbox_spool_new ();

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), SPOOL_DATA, spool,
                          (GDestroyNotify)_packshot_sandbox_spool_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (message_got_chunk_cb), spool);
}

static PackshotSandboxRequest *
new_request (SoupServerMessage    *message,
             PackshotSandboxOrigin origin)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *target = g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query,
                                         NULL);
  PackshotSandboxRequest *request =
    packshot_sandbox_request_new (soup_server_message_get_method (message), target);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    packshot_sandbox_request_add_header (request, name, value);
  packshot_sandbox_request_set_origin (request, origin);
  return request;
}

static void
handle (PackshotSandboxServer *self,
        SoupServerMessage     *message,
        PackshotSandboxOrigin  origin)
{
  PackshotSandboxSpool *spool = g_object_get_data (G_OBJECT (message), SPOOL_DATA);
  g_autoptr(PackshotSandboxRequest) request = new_request (message, origin);
  g_autoptr(PackshotSandboxResponse) response = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  body = _packshot_sandbox_spool_finish (spool, &error);
  if (body == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_INSUFFICIENT_STORAGE, error->message);
      return;
    }
  packshot_sandbox_request_set_body (request, body);
  response = packshot_sandbox_handle (self->sandbox, request);
  _packshot_sandbox_deliver (message, response);
}

static void
api_handler_cb (SoupServer        *server,
                SoupServerMessage *message,
                const char        *path,
                GHashTable        *query,
                gpointer           user_data)
{
  handle (user_data, message, PACKSHOT_SANDBOX_ORIGIN_API);
}

static void
media_handler_cb (SoupServer        *server,
                  SoupServerMessage *message,
                  const char        *path,
                  GHashTable        *query,
                  gpointer           user_data)
{
  handle (user_data, message, PACKSHOT_SANDBOX_ORIGIN_MEDIA);
}

/* Returns: (transfer full) (nullable): a server that listens; @port is set to its port */
static SoupServer *
listen_on (PackshotSandboxServer *self,
           SoupServerCallback     handler,
           guint16               *port,
           GError               **error)
{
  g_autoptr(SoupServer) server = soup_server_new ("server-header", "packshot-sandbox ", NULL);
  g_autoptr(GError) cause = NULL;
  GSList *uris;

  soup_server_add_early_handler (server, NULL, server_early_cb, NULL, NULL);
  soup_server_add_handler (server, NULL, handler, self, NULL);
  if (!soup_server_listen_local (server, *port, SOUP_SERVER_LISTEN_IPV4_ONLY, &cause))
    {
      g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_LISTEN,
                   "Can't listen on port %u: %s", *port, cause->message);
      return NULL;
    }
  uris = soup_server_get_uris (server);
  *port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return g_steal_pointer (&server);
}

static void
announce (PackshotSandboxServer *self,
          GError                *error)
{
  g_mutex_lock (&self->mutex);
  self->error = error;
  self->is_started = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* The thread holds no reference: stopping joins it. */
static gpointer
server_thread (gpointer user_data)
{
  PackshotSandboxServer *self = user_data;
  g_autoptr(SoupServer) api = NULL;
  g_autoptr(SoupServer) media = NULL;
  g_autofree char *media_url = NULL;
  GError *error = NULL;

  g_main_context_push_thread_default (self->context);
  api = listen_on (self, api_handler_cb, &self->port, &error);
  if (api != NULL)
    media = listen_on (self, media_handler_cb, &self->media_port, &error);
  if (media != NULL)
    {
      self->base_url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
      media_url = g_strdup_printf ("http://127.0.0.1:%u", self->media_port);
      packshot_sandbox_set_origins (self->sandbox, self->base_url, media_url);
      announce (self, NULL);
      g_main_loop_run (self->loop);
      soup_server_disconnect (media);
    }
  else
    {
      announce (self, error);
    }
  if (api != NULL)
    soup_server_disconnect (api);
  g_clear_object (&media);
  g_clear_object (&api);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
packshot_sandbox_server_finalize (GObject *object)
{
  PackshotSandboxServer *self = PACKSHOT_SANDBOX_SERVER (object);

  packshot_sandbox_server_stop (self);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_object (&self->sandbox);

  G_OBJECT_CLASS (packshot_sandbox_server_parent_class)->finalize (object);
}

static void
packshot_sandbox_server_class_init (PackshotSandboxServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = packshot_sandbox_server_finalize;
}

static void
packshot_sandbox_server_init (PackshotSandboxServer *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/**
 * packshot_sandbox_server_start:
 * @sandbox: (transfer none): what answers; its origins are set
 * @port: of the three services, 0 for any
 * @media_port: of the image host, 0 for any
 * @error: (nullable): return location; %PACKSHOT_SANDBOX_ERROR_LISTEN when a port is taken
 *
 * Listens on 127.0.0.1 alone. The process may open as many files as the system allows afterwards.
 *
 * Returns: (transfer full) (nullable): a server that can be reached
 */
PackshotSandboxServer *
packshot_sandbox_server_start (PackshotSandbox *sandbox,
                               guint16          port,
                               guint16          media_port,
                               GError         **error)
{
  g_autoptr(PackshotSandboxServer) self = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (sandbox), NULL);

  raise_descriptor_limit ();
  self = g_object_new (PACKSHOT_TYPE_SANDBOX_SERVER, NULL);
  self->sandbox = g_object_ref (sandbox);
  self->port = port;
  self->media_port = media_port;
  self->thread = g_thread_new ("sandbox", server_thread, self);

  g_mutex_lock (&self->mutex);
  while (!self->is_started)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&self->error));
  g_clear_pointer (&self->thread, g_thread_join);
  return NULL;
}

/**
 * packshot_sandbox_server_get_port:
 * @self: a server
 *
 * Returns: the port of the three services
 */
guint16
packshot_sandbox_server_get_port (PackshotSandboxServer *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SANDBOX_SERVER (self), 0);

  return self->port;
}

/**
 * packshot_sandbox_server_get_media_port:
 * @self: a server
 *
 * Returns: the port of the image host
 */
guint16
packshot_sandbox_server_get_media_port (PackshotSandboxServer *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SANDBOX_SERVER (self), 0);

  return self->media_port;
}

/**
 * packshot_sandbox_server_get_base_url:
 * @self: a server
 *
 * Returns: (transfer none): such as `http://127.0.0.1:8080`, the same for the three services
 */
const char *
packshot_sandbox_server_get_base_url (PackshotSandboxServer *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SANDBOX_SERVER (self), NULL);

  return self->base_url;
}

/**
 * packshot_sandbox_server_stop:
 * @self: a server
 *
 * Closes both ports and all connections before it returns. A server that was stopped stays so.
 */
void
packshot_sandbox_server_stop (PackshotSandboxServer *self)
{
  g_autoptr(GSource) source = NULL;

  g_return_if_fail (PACKSHOT_IS_SANDBOX_SERVER (self));

  if (self->thread == NULL)
    return;
  /* From within the loop, so that it can't come before the loop runs. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_clear_pointer (&self->thread, g_thread_join);
}
