/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The seam under the services: a request goes out, one answer comes back. Main thread. */

#include "config.h"

#include "packshot-transport.h"

G_DEFINE_INTERFACE (PackshotTransport, packshot_transport, G_TYPE_OBJECT)

static void
packshot_transport_default_init (PackshotTransportInterface *iface)
{
}

/**
 * packshot_transport_send_async:
 * @self: a transport
 * @request: (transfer full): what to send
 * @progress: (nullable) (scope async): called while a file is sent or received
 * @progress_data: for @progress
 * @cancellable: (nullable): ends the call; the server may have acted all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a request once.
 */
void
packshot_transport_send_async (PackshotTransport   *self,
                               PackshotRequest     *request,
                               PackshotProgressFunc progress,
                               gpointer             progress_data,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (PACKSHOT_IS_TRANSPORT (self));
  g_return_if_fail (request != NULL);

  PACKSHOT_TRANSPORT_GET_IFACE (self)->send_async (self, request, progress, progress_data,
                                                   cancellable, callback, user_data);
}

/**
 * packshot_transport_send_finish:
 * @self: a transport
 * @result: as given to the callback
 * @error: return location; a [error@Packshot.ServiceError], or that the call was cancelled
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL when none came
 */
PackshotResponse *
packshot_transport_send_finish (PackshotTransport *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (PACKSHOT_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);

  return PACKSHOT_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
