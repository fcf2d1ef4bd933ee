/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Requests that carry a token. It is fetched when there is none, kept for less than its hour, and
 * fetched anew once when the server refuses it; a refused request had no effect, so sending it
 * again doubles nothing.
 *
 *   send ── no token ──▶ exchange ──▶ exchanged_cb ──┐
 *     └──── token ───────────────────────────────────┴▶ request ──▶ answered_cb ──▶ answer
 *                            ▲                                          │ 401, token was an old one
 *                            └──────────────────────────────────────────┘
 *
 * Main thread. */

#include "config.h"

#include "packshot-goldleaf-private.h"

#include "packshot-goldleaf-json.h"

#define TOKEN_LIFE (55 * 60 * (gint64)G_USEC_PER_SEC)
/* A token is not used in its last minute. */
#define TOKEN_MARGIN (60 * (gint64)G_USEC_PER_SEC)

typedef struct
{
  /* Input */
  PackshotRequest     *request;         /* (owned) */
  PackshotProgressFunc progress;
  gpointer             progress_data;

  /* In progress */
  gboolean             is_fresh;        /* whether the token was fetched for this call */
} Send;

static void
send_free (Send *send)
{
  packshot_request_free (send->request);
  g_free (send);
}

static gint64
get_now (PackshotGoldleafService *self)
{
  return packshot_clock_get_real_time (packshot_http_get_clock (self->http));
}

static void
forget_token (PackshotGoldleafService *self)
{
  packshot_http_set_credential (self->http, "Authorization", NULL, NULL);
  self->has_token = FALSE;
}

static void exchange (GTask *task);

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotGoldleafService *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  PackshotResponse *response = NULL;
  GError *error = NULL;

  if (send->request->sink_path == NULL)
    response = packshot_http_send_finish (PACKSHOT_HTTP (source), result, &error);
  else if (packshot_http_fetch_finish (PACKSHOT_HTTP (source), result, &error))
    response = packshot_response_new (200);
  if (response != NULL)
    {
      g_task_return_pointer (task, response, (GDestroyNotify)packshot_response_free);
      return;
    }
  if (g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_AUTH))
    {
      forget_token (self);
      if (!send->is_fresh)
        {
          g_error_free (error);
          exchange (task);
          return;
        }
    }
  g_task_return_error (task, error);
}

static void
send_request (GTask *task)
{
  PackshotGoldleafService *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  PackshotRequest *request = packshot_request_copy (send->request);

  if (self->customer != NULL)
    packshot_request_add_header (request, "apiCustomerId", self->customer);
  if (request->sink_path != NULL)
    packshot_http_fetch_async (self->http, request, FALSE, g_task_get_cancellable (task),
                               answered_cb, g_object_ref (task));
  else
    packshot_http_send_async (self->http, request, send->progress, send->progress_data,
                              g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

/* What a token call says is about the key; the request behind it was not sent. */
static GError *
convert_error (GError *error)
{
  if (g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID))
    error->code = PACKSHOT_SERVICE_ERROR_AUTH;
  packshot_service_error_set_in_doubt (error, FALSE);
  return error;
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotGoldleafService *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);
  g_autofree char *token = NULL;
  gint64 now = get_now (self);
  gint64 expires;

  if (node != NULL)
    token = _packshot_goldleaf_parse_token (node, &expires, &error);
  if (token == NULL)
    {
      g_task_return_error (task, convert_error (error));
      return;
    }
  packshot_http_set_credential (self->http, "Authorization", "Bearer", token);
  self->has_token = TRUE;
  self->token_until = now + TOKEN_LIFE;
  if (expires - TOKEN_MARGIN > now)
    self->token_until = MIN (self->token_until, expires - TOKEN_MARGIN);
  send->is_fresh = TRUE;
  send_request (task);
}

static char *
dup_exchange_json (PackshotGoldleafService *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "apiKey");
  json_builder_add_string_value (builder, self->key);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, self->key_name);
  json_builder_set_member_name (builder, "grantType");
  json_builder_add_string_value (builder, "client_credentials");
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

static void
exchange (GTask *task)
{
  PackshotGoldleafService *self = g_task_get_source_object (task);
  g_autofree char *json = dup_exchange_json (self);
  PackshotRequest *request = packshot_http_new_request (self->http, "POST", "/security/v1/token");

  forget_token (self);
  packshot_request_set_json (request, json);
  packshot_http_send_async (self->http, request, NULL, NULL, g_task_get_cancellable (task),
                            exchanged_cb, g_object_ref (task));
}

/* As packshot_http_send_async(), with a token; a request with a file for the answer is a fetch. */
void
_packshot_goldleaf_send_async (PackshotGoldleafService *self,
                               PackshotRequest         *request,
                               PackshotProgressFunc     progress,
                               gpointer                 progress_data,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_goldleaf_send_async);
  Send *send = g_new0 (Send, 1);

  send->request = request;
  send->progress = progress;
  send->progress_data = progress_data;
  g_task_set_task_data (task, send, (GDestroyNotify)send_free);
  if (self->has_token && get_now (self) < self->token_until)
    send_request (task);
  else
    exchange (task);
}

PackshotResponse *
_packshot_goldleaf_send_finish (PackshotGoldleafService *self,
                                GAsyncResult            *result,
                                GError                 **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

JsonNode *
_packshot_goldleaf_send_finish_json (PackshotGoldleafService *self,
                                     GAsyncResult            *result,
                                     GError                 **error)
{
  g_autoptr(PackshotResponse) response = _packshot_goldleaf_send_finish (self, result, error);

  return response != NULL ? packshot_json_parse (response->body, error) : NULL;
}
