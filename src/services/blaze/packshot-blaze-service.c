/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE: products with private and public assets. An asset is uploaded on its own and belongs to a
 * product by standing in the product's list, which is written with the whole product. Two keys go
 * with every call: the partner's, and the developer's, which also names the shop.
 *
 * Setting "key_header": the header of the partner's key, x-api-key by default; older installations
 * want partner_key. Main thread. */

#include "config.h"

#include "packshot-blaze-private.h"

static void packshot_blaze_service_iface_init (PackshotServiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PackshotBlazeService, _packshot_blaze_service, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_SERVICE,
                                                      packshot_blaze_service_iface_init))

static PackshotHttp *
packshot_blaze_service_get_http (PackshotService *service)
{
  return PACKSHOT_BLAZE_SERVICE (service)->http;
}

static void
packshot_blaze_service_iface_init (PackshotServiceInterface *iface)
{
  iface->kind = PACKSHOT_SERVICE_BLAZE;
  iface->test_async = _packshot_blaze_test_async;
  iface->test_finish = _packshot_service_test_finish;
  iface->list_items_async = _packshot_blaze_list_items_async;
  iface->list_items_finish = _packshot_service_list_items_finish;
  iface->list_images_async = _packshot_blaze_list_images_async;
  iface->fetch_async = _packshot_blaze_fetch_async;
  iface->upload_async = _packshot_blaze_upload_async;
  iface->write_async = _packshot_blaze_write_async;
  iface->get_http = packshot_blaze_service_get_http;
}

static void
packshot_blaze_service_finalize (GObject *object)
{
  g_clear_object (&PACKSHOT_BLAZE_SERVICE (object)->http);

  G_OBJECT_CLASS (_packshot_blaze_service_parent_class)->finalize (object);
}

static void
_packshot_blaze_service_class_init (PackshotBlazeServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_blaze_service_finalize;
}

static void
_packshot_blaze_service_init (PackshotBlazeService *self)
{
}

/* A header's name from the settings may only be one. */
static gboolean
is_header_name (const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;
  return *name != '\0';
}

PackshotService *
_packshot_blaze_service_new (const PackshotAccount *account,
                             const char            *key,
                             PackshotHttp          *http)
{
  PackshotBlazeService *self = g_object_new (PACKSHOT_TYPE_BLAZE_SERVICE, NULL);
  g_autofree char *header = _packshot_service_dup_setting (account, "key_header", "x-api-key");
  g_autofree char *partner = NULL;
  g_autofree char *developer = NULL;

  self->http = g_object_ref (http);
  _packshot_service_split_key (key, &partner, &developer);
  packshot_http_set_credential (http, is_header_name (header) ? header : "x-api-key", NULL,
                                partner);
  packshot_http_set_credential (http, "Authorization", NULL, developer);
  return PACKSHOT_SERVICE (self);
}
