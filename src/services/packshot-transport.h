/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-request.h"

G_BEGIN_DECLS

/**
 * PackshotProgressFunc:
 * @done: bytes sent so far, or received when the answer goes into a file
 * @total: bytes in all, or -1 when that is not known
 * @user_data: as given
 *
 * Called on the main thread, at most some times a second, and once at the end.
 */
typedef void (* PackshotProgressFunc) (gint64   done,
                                       gint64   total,
                                       gpointer user_data);

#define PACKSHOT_TYPE_TRANSPORT (packshot_transport_get_type ())
G_DECLARE_INTERFACE (PackshotTransport, packshot_transport, PACKSHOT, TRANSPORT, GObject)

/**
 * PackshotTransportInterface:
 * @send_async: sends a request, which it takes over
 * @send_finish: gives the answer
 *
 * Where requests go: libsoup in the program, a direct call into the sandbox in a test. Every answer
 * of a server is a response, whatever its status; an error means that none came.
 */
struct _PackshotTransportInterface
{
  GTypeInterface parent_iface;

  void               (* send_async)  (PackshotTransport     *self,
                                      PackshotRequest       *request,
                                      PackshotProgressFunc   progress,
                                      gpointer               progress_data,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
  PackshotResponse * (* send_finish) (PackshotTransport     *self,
                                      GAsyncResult          *result,
                                      GError               **error);
};

void               packshot_transport_send_async  (PackshotTransport     *self,
                                                   PackshotRequest       *request,
                                                   PackshotProgressFunc   progress,
                                                   gpointer               progress_data,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
PackshotResponse  *packshot_transport_send_finish (PackshotTransport     *self,
                                                   GAsyncResult          *result,
                                                   GError               **error);

PackshotTransport *packshot_soup_transport_new    (void);

G_END_DECLS
