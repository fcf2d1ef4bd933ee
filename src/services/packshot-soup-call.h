/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-body-stream.h"
#include "packshot-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * PackshotSoupCall:
 * @request: (owned): what is sent
 * @message: (owned): the same for libsoup
 * @body: (owned) (nullable): its body, when that is read from files
 * @cancellable: (owned): ends the call for the caller, for the time limit and for a second start
 * @is_loopback: whether it stays on this machine
 * @has_started: whether a byte may have been sent
 * @is_repeated: whether libsoup was about to send it again
 *
 * A request on its way through libsoup. Private to the transport.
 */
typedef struct
{
  PackshotRequest *request;
  SoupMessage *message;
  PackshotBodyStream *body;
  GCancellable *cancellable;
  gboolean is_loopback;
  gboolean has_started;
  gboolean is_repeated;
} PackshotSoupCall;

/**
 * PackshotSoupSessions:
 *
 * The sessions of one thread: one that goes through the user's proxy, one that does not. Each is
 * made when it is needed.
 */
typedef struct
{
  SoupSession *direct;
  SoupSession *remote;
} PackshotSoupSessions;

SoupSession      *_packshot_soup_sessions_get     (PackshotSoupSessions    *self,
                                                   const PackshotSoupCall  *call);
void              _packshot_soup_sessions_clear   (PackshotSoupSessions    *self);

PackshotSoupCall *_packshot_soup_call_new         (PackshotRequest         *request,
                                                   GError                 **error);
gboolean          _packshot_soup_call_open_body   (PackshotSoupCall        *self,
                                                   GError                 **error);
void              _packshot_soup_call_free        (PackshotSoupCall        *self);
PackshotResponse *_packshot_soup_call_dup_head    (PackshotSoupCall        *self);
gboolean          _packshot_soup_call_check_head  (PackshotSoupCall        *self,
                                                   GError                 **error);
gboolean          _packshot_soup_call_check_bytes (PackshotSoupCall        *self,
                                                   gint64                   bytes,
                                                   GError                 **error);
gboolean          _packshot_soup_call_check_end   (PackshotSoupCall        *self,
                                                   gint64                   bytes,
                                                   GError                 **error);
GError           *_packshot_soup_call_convert     (PackshotSoupCall        *self,
                                                   GCancellable            *outer,
                                                   GError                  *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotSoupCall, _packshot_soup_call_free)

G_END_DECLS
