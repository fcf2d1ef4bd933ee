/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The image host: bytes at /media/…, without a key. A request that carries one is refused, so that
 * a client that hands its keys to a foreign host is found out.
 *   /media/closient/ORGANIZATION/GTIN/IMAGE.EXTENSION
 *   /media/blaze/ASSET-KEY          public assets alone */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"
#include "packshot-sandbox-closient-private.h"
#include "packshot-sandbox-private.h"

/* @picture: a document with sha256 and type
 *
 * Returns: (transfer full): the bytes */
PackshotSandboxResponse *
_packshot_sandbox_blob_response (PackshotSandbox *self,
                                 JsonObject      *picture)
{
  const char *sha256 = _packshot_sandbox_json_string (picture, "sha256", "");
  GBytes *bytes = _packshot_sandbox_state_get_blob (self->state, sha256);

  if (bytes == NULL)
    return _packshot_sandbox_response_new (500);
  return _packshot_sandbox_response_new_bytes (200,
                                               _packshot_sandbox_json_string (picture, "type", ""),
                                               bytes);
}

static PackshotSandboxResponse *
closient_image (PackshotSandbox         *self,
                PackshotSandboxExchange *exchange)
{
  g_autofree char *table = _packshot_sandbox_closient_table (exchange->args[0]);
  JsonObject *product = _packshot_sandbox_state_get (self->state, table, exchange->args[1]);
  JsonArray *images = _packshot_sandbox_json_array (product, "images");

  for (guint i = 0; images != NULL && i < json_array_get_length (images); i++)
    {
      JsonObject *image = json_array_get_object_element (images, i);
      g_autofree char *name = g_strdup_printf (
        "%s.%s", _packshot_sandbox_json_string (image, "id", ""),
        _packshot_sandbox_type_extension (_packshot_sandbox_json_string (image, "type", "")));

      if (strcmp (name, exchange->args[2]) == 0)
        return _packshot_sandbox_blob_response (self, image);
    }
  return _packshot_sandbox_control_error (self, exchange, 404, "No such image");
}

static PackshotSandboxResponse *
blaze_asset (PackshotSandbox         *self,
             PackshotSandboxExchange *exchange)
{
  JsonObject *record = _packshot_sandbox_blaze_find_asset (self, exchange->args[0]);
  JsonObject *asset = _packshot_sandbox_json_object (record, "asset");

  if (record == NULL)
    return _packshot_sandbox_control_error (self, exchange, 404, "No such asset");
  if (_packshot_sandbox_json_bool (asset, "secured", TRUE))
    return _packshot_sandbox_control_error (self, exchange, 403, "The asset is private");
  return _packshot_sandbox_blob_response (self, record);
}

static const PackshotSandboxRoute routes[] = {
  { "GET", "/media/closient/{}/{}/{}", closient_image },
  { "GET", "/media/blaze/{}", blaze_asset },
};

PackshotSandboxResponse *
_packshot_sandbox_media_handle (PackshotSandbox         *self,
                                PackshotSandboxExchange *exchange)
{
  static const char * const secrets[] = { "X-API-Key", "Authorization", "partner_key" };
  const PackshotSandboxRoute *route;
  guint status;

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      if (packshot_sandbox_request_get_header (exchange->request, secrets[i]) != NULL)
        return _packshot_sandbox_control_error (self, exchange, 400,
                                                "A key does not belong here");
    }
  route = _packshot_sandbox_route_find (routes, G_N_ELEMENTS (routes), exchange, &status);
  if (route == NULL)
    return _packshot_sandbox_control_error (self, exchange, status,
                                            _packshot_sandbox_status_text (status));
  return route->handler (self, exchange);
}
