/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the asynchronous and the threaded half of the transport share: a request made into a
 * SoupMessage, sessions set up so that libsoup does nothing by itself, and libsoup's errors made
 * into ours.
 *
 * libsoup must not send anything twice. It keeps connections open only for what it may send again
 * by itself, so a POST is marked as such; and it does send again, when a kept connection ends
 * before the answer. That second start ends the call before its first byte: whether the first one
 * took effect is in doubt, and settled by whoever looks. A repeated GET is harmless.
 *
 * A call belongs to one thread at a time. */

#include "config.h"

#include "packshot-soup-call.h"

#include "packshot-service-error.h"
#include "packshot-url.h"

/* To one server at once, of each session. */
#define MAX_CONNECTIONS 8

static SoupSession *
session_new (gboolean is_direct)
{
  SoupSession *session = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS,
                                                        NULL);

  /* Answers are taken as they come: nothing is unpacked, no password is asked for. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (is_direct)
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/* The session for a call. Plain HTTP to this machine must not wander through a proxy on another. */
SoupSession *
_packshot_soup_sessions_get (PackshotSoupSessions   *self,
                             const PackshotSoupCall *call)
{
  SoupSession **session = call->is_loopback ? &self->direct : &self->remote;

  if (*session == NULL)
    *session = session_new (call->is_loopback);
  soup_session_set_timeout (*session, call->request->timeout);
  return *session;
}

void
_packshot_soup_sessions_clear (PackshotSoupSessions *self)
{
  g_clear_object (&self->direct);
  g_clear_object (&self->remote);
}

static void
message_starting_cb (SoupMessage *message,
                     gpointer     user_data)
{
  PackshotSoupCall *self = user_data;

  if (self->has_started && !packshot_request_is_safe (self->request))
    {
      self->is_repeated = TRUE;
      g_cancellable_cancel (self->cancellable);
    }
  self->has_started = TRUE;
}

static SoupMessage *
message_new (PackshotSoupCall *self)
{
  const PackshotRequest *request = self->request;
  SoupMessage *message = soup_message_new (request->method, request->url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_append (headers, request->headers->pdata[i],
                                 request->headers->pdata[i + 1]);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (!packshot_request_is_safe (request))
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  g_signal_connect (message, "starting", G_CALLBACK (message_starting_cb), self);
  return message;
}

/* Takes a request over. Fails when its address is not safe to be spoken to. */
PackshotSoupCall *
_packshot_soup_call_new (PackshotRequest *request,
                         GError         **error)
{
  g_autoptr(PackshotSoupCall) self = g_new0 (PackshotSoupCall, 1);

  self->request = request;
  self->cancellable = g_cancellable_new ();
  if (!packshot_url_check (request->url, error))
    return NULL;
  self->is_loopback = packshot_url_is_loopback (request->url);
  self->message = message_new (self);
  if (self->message == NULL)
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                   "Not the address of a web server");
      return NULL;
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, request->body_mime, request->body);
  return g_steal_pointer (&self);
}

/* Opens the files of the body, if it has any; for the thread that sends it. */
gboolean
_packshot_soup_call_open_body (PackshotSoupCall *self,
                               GError          **error)
{
  if (self->request->parts == NULL && self->request->body_path == NULL)
    return TRUE;
  self->body = packshot_body_stream_new (self->request, error);
  if (self->body == NULL)
    return FALSE;
  soup_message_set_request_body (self->message, packshot_body_stream_get_mime (self->body),
                                 G_INPUT_STREAM (self->body),
                                 packshot_body_stream_get_length (self->body));
  return TRUE;
}

void
_packshot_soup_call_free (PackshotSoupCall *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->body);
  g_clear_object (&self->cancellable);
  packshot_request_free (self->request);
  g_free (self);
}

/* The status and the headers of the answer. */
PackshotResponse *
_packshot_soup_call_dup_head (PackshotSoupCall *self)
{
  PackshotResponse *response = packshot_response_new (soup_message_get_status (self->message));
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    packshot_response_add_header (response, name, value);
  return response;
}

/* Whether the answer's body can be taken as it comes. */
gboolean
_packshot_soup_call_check_head (PackshotSoupCall *self,
                                GError          **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0)
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL,
                   "The answer is packed although nobody asked for it");
      return FALSE;
    }
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return TRUE;
  return _packshot_soup_call_check_bytes (self, soup_message_headers_get_content_length (headers),
                                          error);
}

gboolean
_packshot_soup_call_check_bytes (PackshotSoupCall *self,
                                 gint64            bytes,
                                 GError          **error)
{
  if (bytes <= self->request->max_bytes)
    return TRUE;
  g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL,
               "The answer is longer than %" G_GINT64_FORMAT " bytes", self->request->max_bytes);
  return FALSE;
}

/* Whether the answer's body is as long as its head said; libsoup lets a shorter one pass when the
 * connection was to be closed anyway. */
gboolean
_packshot_soup_call_check_end (PackshotSoupCall *self,
                               gint64            bytes,
                               GError          **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  if (soup_message_get_status (self->message) == SOUP_STATUS_NO_CONTENT ||
      soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_content_length (headers) == bytes)
    return TRUE;
  g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE,
               "The connection ended in the middle of the answer");
  return FALSE;
}

static PackshotServiceError
code_of (const GError *error)
{
  if (error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF)
    return PACKSHOT_SERVICE_ERROR_INSECURE;
  if (error->domain == SOUP_SESSION_ERROR &&
      (error->code == SOUP_SESSION_ERROR_PARSING || error->code == SOUP_SESSION_ERROR_ENCODING))
    return PACKSHOT_SERVICE_ERROR_PROTOCOL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return PACKSHOT_SERVICE_ERROR_PROTOCOL;
  return PACKSHOT_SERVICE_ERROR_OFFLINE;
}

/* Makes an error ours, keeping its text, and says whether the request may have taken effect. That
 * the caller cancelled is left as it is; without that, the time was up or it was a second start. */
GError *
_packshot_soup_call_convert (PackshotSoupCall *self,
                             GCancellable     *outer,
                             GError           *error)
{
  GError *converted = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (g_cancellable_is_cancelled (outer))
        return error;
      converted = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_OFFLINE,
                                              self->is_repeated ?
                                              "The connection ended before the answer" :
                                              "The server did not answer in time");
    }
  else if (error->domain != PACKSHOT_SERVICE_ERROR)
    {
      converted = packshot_service_error_new (code_of (error), "%s", error->message);
    }
  if (converted != error)
    g_error_free (error);
  if (!self->has_started || packshot_request_is_safe (self->request))
    packshot_service_error_set_in_doubt (converted, FALSE);
  return converted;
}
