/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The one layer between the services and the transport. It knows the account's origin and adds the
 * account's credentials to requests of that origin only, follows a redirect of a GET within the
 * origin, turns a status into an error, and keeps calls of that origin within the rate limits.
 *
 *   send ──▶ transport ──▶ response_cb ── 2xx ──▶ answer
 *     ▲                        ├── redirect, same origin ──┐
 *     └────────────────────────┼───────────────────────────┘
 *                              └── anything else ──▶ error, without any secret in its text
 *
 * Main thread. */

#include "config.h"

#include "packshot-http-private.h"

#include "packshot-url.h"

#include <string.h>

#define MAX_REDIRECTS 5
/* Shorter texts are no secrets, and hiding them would make a message unreadable. */
#define MIN_SECRET_LENGTH 6
/* The longest that a call waits for the server's limits; one that would wait longer fails. */
#define MAX_WAIT (90 * G_TIME_SPAN_SECOND)
/* The longest that calls are kept back because a server is not available. */
#define MAX_MAINTENANCE (5 * G_TIME_SPAN_MINUTE)

struct _PackshotHttp
{
  GObject            parent_instance;

  /* Construct-only */
  char              *base_url;     /* (owned) */
  PackshotTransport *transport;    /* (owned) */
  PackshotClock     *clock;        /* (owned) */

  /* Owned */
  GPtrArray         *credentials;  /* (element-type utf8): header names and values in turn */
  GPtrArray         *secrets;      /* (element-type utf8) */
  PackshotBudget     budget;
  PackshotGovernor  *governor;
};

G_DEFINE_FINAL_TYPE (PackshotHttp, packshot_http, G_TYPE_OBJECT)

typedef struct
{
  /* Input */
  PackshotRequest     *request;    /* (owned): without credentials */
  PackshotProgressFunc progress;
  gpointer             progress_data;
  gboolean             anonymous;

  /* In progress */
  guint                redirects;
  PackshotCall         call;
} Send;

static void
send_free (Send *send)
{
  packshot_request_free (send->request);
  g_free (send);
}

static gboolean
is_own (PackshotHttp *self,
        const Send   *send)
{
  return !send->anonymous && packshot_url_same_origin (send->request->url, self->base_url);
}

static void
hide_secrets (PackshotHttp *self,
              GError       *error)
{
  GString *text = g_string_new (error->message);

  for (guint i = 0; i < self->secrets->len; i++)
    g_string_replace (text, self->secrets->pdata[i], "…", 0);
  g_free (error->message);
  error->message = g_string_free (text, FALSE);
}

static void
return_error (GTask  *task,
              GError *error)
{
  PackshotHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);

  if (error->domain == PACKSHOT_SERVICE_ERROR && packshot_request_is_safe (send->request))
    packshot_service_error_set_in_doubt (error, FALSE);
  hide_secrets (self, error);
  g_task_return_error (task, error);
}

/* Where a GET has to go instead, when that is the same origin. */
static char *
dup_redirect (const Send             *send,
              const PackshotResponse *response)
{
  const char *location = packshot_response_get_header (response, "location");
  g_autofree char *url = NULL;

  if (location == NULL || !packshot_request_is_safe (send->request))
    return NULL;
  if (response->status != 301 && response->status != 302 && response->status != 303 &&
      response->status != 307 && response->status != 308)
    return NULL;
  url = g_uri_resolve_relative (send->request->url, location, G_URI_FLAGS_ENCODED, NULL);
  if (url == NULL || !packshot_url_same_origin (url, send->request->url))
    return NULL;
  return g_steal_pointer (&url);
}

/* Tells the governor what came of a call. */
static void
learn (PackshotHttp           *self,
       const Send             *send,
       const PackshotResponse *response,
       const GError           *error)
{
  gint64 now = packshot_clock_get_real_time (self->clock);
  PackshotBudget said = { 0 };
  PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];
  PackshotTold told = { 0 };
  guint n_windows;

  if (!is_own (self, send))
    return;
  if (response != NULL)
    {
      packshot_budget_learn (&self->budget, response, now);
      packshot_budget_learn (&said, response, now);
      if ((n_windows = packshot_budget_read_policy (response, windows)) > 0)
        packshot_governor_set_windows (self->governor, windows, n_windows);
      told.limit = said.limit;
      told.remaining = said.remaining;
      told.resets_in = MAX (said.resets_at - now, 0);
      told.refused = response->status == 429;
      if (error != NULL && (response->status == 429 || response->status == 503))
        told.blocked_for = MAX (packshot_service_error_get_retry_after (error), 0) *
          (gint64)G_USEC_PER_SEC;
      /* Maintenance may end sooner than it was said; then somebody may ask again. */
      if (response->status == 503)
        told.blocked_for = MIN (told.blocked_for, MAX_MAINTENANCE);
    }
  packshot_governor_end (self->governor, send->call, packshot_clock_get_run_time (self->clock),
                         response != NULL ? &told : NULL);
}

static void transport_send (GTask *task);

static void
response_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  g_autoptr(PackshotResponse) response = NULL;
  g_autofree char *redirect = NULL;
  GError *error = NULL;
  gint64 now = packshot_clock_get_real_time (self->clock);

  response = packshot_transport_send_finish (PACKSHOT_TRANSPORT (source), result, &error);
  if (response != NULL && (response->status < 200 || response->status > 299))
    error = _packshot_http_error_new (response, send->anonymous, now);
  learn (self, send, response, error);
  if (response == NULL)
    {
      return_error (task, error);
      return;
    }
  if (error == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&response),
                             (GDestroyNotify)packshot_response_free);
      return;
    }
  redirect = dup_redirect (send, response);
  if (redirect == NULL || ++send->redirects > MAX_REDIRECTS)
    {
      return_error (task, error);
      return;
    }
  g_error_free (error);
  g_free (send->request->url);
  send->request->url = g_steal_pointer (&redirect);
  transport_send (task);
}

static void
waited (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    transport_send (task);
}

/* Whether the server's limits let the call go now; if not, it has been put off, or has failed. */
static gboolean
admit (GTask *task)
{
  PackshotHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  gint64 now = packshot_clock_get_run_time (self->clock);
  gint64 wait = packshot_governor_wait (self->governor, now, FALSE);
  GError *error;

  if (wait == 0)
    {
      send->call = packshot_governor_begin (self->governor, now);
      return TRUE;
    }
  if (wait <= MAX_WAIT)
    {
      _packshot_http_wait (self->clock, wait, g_task_get_cancellable (task), waited,
                           g_object_ref (task));
      return FALSE;
    }
  error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_THROTTLED,
                                      "The calls that the service allows are used up for now");
  packshot_service_error_set_in_doubt (error, FALSE);
  packshot_service_error_set_retry_after (error, (int)(wait / G_USEC_PER_SEC) + 1);
  g_task_return_error (task, error);
  return FALSE;
}

static void
transport_send (GTask *task)
{
  PackshotHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  PackshotRequest *request;

  if (is_own (self, send) && !admit (task))
    return;
  request = packshot_request_copy (send->request);
  packshot_request_add_header (request, "User-Agent", "Packshot/" PACKSHOT_VERSION);
  for (guint i = 0; is_own (self, send) && i + 1 < self->credentials->len; i += 2)
    packshot_request_add_header (request, self->credentials->pdata[i],
                                 self->credentials->pdata[i + 1]);
  packshot_transport_send_async (self->transport, request, send->progress, send->progress_data,
                                 g_task_get_cancellable (task), response_cb, g_object_ref (task));
}

static GTask *
task_new (PackshotHttp       *self,
          PackshotRequest    *request,
          gboolean            anonymous,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Send *send = g_new0 (Send, 1);

  send->request = request;
  send->anonymous = anonymous;
  g_task_set_task_data (task, send, (GDestroyNotify)send_free);
  /* What has come is given even when the caller cancelled meanwhile: it is the truth. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
packshot_http_finalize (GObject *object)
{
  PackshotHttp *self = PACKSHOT_HTTP (object);

  g_free (self->base_url);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  packshot_governor_free (self->governor);
  g_ptr_array_unref (self->credentials);
  g_ptr_array_unref (self->secrets);

  G_OBJECT_CLASS (packshot_http_parent_class)->finalize (object);
}

static void
packshot_http_class_init (PackshotHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_http_finalize;
}

static void
packshot_http_init (PackshotHttp *self)
{
  self->governor = packshot_governor_new ();
  self->credentials = g_ptr_array_new_with_free_func (g_free);
  self->secrets = g_ptr_array_new_with_free_func (g_free);
}

/**
 * packshot_http_new:
 * @base_url: the account's server, without a slash at the end
 * @transport: where requests go
 * @clock: by which rate limits are counted
 *
 * Returns: (transfer full): HTTP to one account
 */
PackshotHttp *
packshot_http_new (const char        *base_url,
                   PackshotTransport *transport,
                   PackshotClock     *clock)
{
  PackshotHttp *self;

  g_return_val_if_fail (base_url != NULL, NULL);
  g_return_val_if_fail (PACKSHOT_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (PACKSHOT_IS_CLOCK (clock), NULL);

  self = g_object_new (PACKSHOT_TYPE_HTTP, NULL);
  self->base_url = g_strdup (base_url);
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * packshot_http_get_base_url:
 * @self: HTTP to one account
 *
 * Returns: (transfer none): the account's server, without a slash at the end
 */
const char *
packshot_http_get_base_url (PackshotHttp *self)
{
  g_return_val_if_fail (PACKSHOT_IS_HTTP (self), NULL);

  return self->base_url;
}

/**
 * packshot_http_get_clock:
 * @self: HTTP to one account
 *
 * Returns: (transfer none): the clock by which it counts
 */
PackshotClock *
packshot_http_get_clock (PackshotHttp *self)
{
  g_return_val_if_fail (PACKSHOT_IS_HTTP (self), NULL);

  return self->clock;
}

/**
 * packshot_http_set_credential:
 * @self: HTTP to one account
 * @name: a header's name
 * @scheme: (nullable): what stands before the secret: `Bearer`
 * @secret: (nullable): its value; %NULL takes the header away
 *
 * From now on the header goes with each request to the account's origin, and nowhere else.
 */
void
packshot_http_set_credential (PackshotHttp *self,
                              const char   *name,
                              const char   *scheme,
                              const char   *secret)
{
  g_return_if_fail (PACKSHOT_IS_HTTP (self));
  g_return_if_fail (name != NULL);

  for (guint i = 0; i + 1 < self->credentials->len; i += 2)
    if (g_ascii_strcasecmp (self->credentials->pdata[i], name) == 0)
      {
        g_ptr_array_remove_range (self->credentials, i, 2);
        break;
      }
  if (secret == NULL)
    return;
  packshot_http_add_secret (self, secret);
  g_ptr_array_add (self->credentials, g_strdup (name));
  g_ptr_array_add (self->credentials, scheme != NULL ? g_strconcat (scheme, " ", secret, NULL) :
                   g_strdup (secret));
}

/**
 * packshot_http_add_secret:
 * @self: HTTP to one account
 * @secret: a text that may not stand in any message, even when the server repeats it
 */
void
packshot_http_add_secret (PackshotHttp *self,
                          const char   *secret)
{
  g_return_if_fail (PACKSHOT_IS_HTTP (self));
  g_return_if_fail (secret != NULL);

  if (strlen (secret) >= MIN_SECRET_LENGTH &&
      !g_ptr_array_find_with_equal_func (self->secrets, secret, g_str_equal, NULL))
    g_ptr_array_add (self->secrets, g_strdup (secret));
}

/**
 * packshot_http_get_budget:
 * @self: HTTP to one account
 * @budget: (out caller-allocates): what the server's last answers said
 */
void
packshot_http_get_budget (PackshotHttp   *self,
                          PackshotBudget *budget)
{
  g_return_if_fail (PACKSHOT_IS_HTTP (self));
  g_return_if_fail (budget != NULL);

  *budget = self->budget;
}

/**
 * packshot_http_get_governor:
 * @self: HTTP to one account
 *
 * Returns: (transfer none): what keeps the account's calls within the server's limits
 */
PackshotGovernor *
packshot_http_get_governor (PackshotHttp *self)
{
  g_return_val_if_fail (PACKSHOT_IS_HTTP (self), NULL);

  return self->governor;
}

/**
 * packshot_http_new_request:
 * @self: HTTP to one account
 * @method: the method
 * @format: path and query behind the base address, as printf() takes it; its values escaped
 * @...: its arguments
 *
 * Returns: (transfer full): a request to the account's server
 */
PackshotRequest *
packshot_http_new_request (PackshotHttp *self,
                           const char   *method,
                           const char   *format,
                           ...)
{
  g_autofree char *path = NULL;
  g_autofree char *url = NULL;
  va_list args;

  g_return_val_if_fail (PACKSHOT_IS_HTTP (self), NULL);

  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);
  url = g_strconcat (self->base_url, path, NULL);
  return packshot_request_new (method, url);
}

/* As packshot_http_send_async(), and without credentials when @anonymous. */
void
_packshot_http_send (PackshotHttp       *self,
                     PackshotRequest    *request,
                     gboolean            anonymous,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr(GTask) task = task_new (self, request, anonymous, cancellable, callback, user_data);

  transport_send (task);
}

/**
 * packshot_http_send_async:
 * @self: HTTP to one account
 * @request: (transfer full): what to send
 * @progress: (nullable): called while a file is sent
 * @progress_data: for @progress
 * @cancellable: (nullable): ends the call
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a request, with the credentials when it goes to the account's origin.
 */
void
packshot_http_send_async (PackshotHttp        *self,
                          PackshotRequest     *request,
                          PackshotProgressFunc progress,
                          gpointer             progress_data,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Send *send;

  g_return_if_fail (PACKSHOT_IS_HTTP (self));
  g_return_if_fail (request != NULL);

  task = task_new (self, request, FALSE, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_http_send_async);
  send = g_task_get_task_data (task);
  send->progress = progress;
  send->progress_data = progress_data;
  transport_send (task);
}

/**
 * packshot_http_send_finish:
 * @self: HTTP to one account
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full): an answer with a status of success (2xx)
 */
PackshotResponse *
packshot_http_send_finish (PackshotHttp *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
