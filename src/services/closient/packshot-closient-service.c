/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient: trade items by GTIN, each with many pictures. Rows are uploaded and deleted, never
 * changed. The key goes with every call as X-API-Key, and never to the host of the pictures.
 * Main thread. */

#include "config.h"

#include "packshot-closient-private.h"

static void packshot_closient_service_iface_init (PackshotServiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PackshotClosientService, _packshot_closient_service, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_SERVICE,
                                                      packshot_closient_service_iface_init))

static PackshotHttp *
packshot_closient_service_get_http (PackshotService *service)
{
  return PACKSHOT_CLOSIENT_SERVICE (service)->http;
}

static void
packshot_closient_service_iface_init (PackshotServiceInterface *iface)
{
  iface->kind = PACKSHOT_SERVICE_CLOSIENT;
  iface->test_async = _packshot_closient_test_async;
  iface->test_finish = _packshot_service_test_finish;
  iface->list_items_async = _packshot_closient_list_items_async;
  iface->list_items_finish = _packshot_service_list_items_finish;
  iface->list_images_async = _packshot_closient_list_images_async;
  iface->fetch_async = _packshot_closient_fetch_async;
  iface->upload_async = _packshot_closient_upload_async;
  iface->delete_async = _packshot_closient_delete_async;
  iface->get_http = packshot_closient_service_get_http;
}

static void
packshot_closient_service_finalize (GObject *object)
{
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (object);

  g_clear_object (&self->http);
  g_free (self->organization);

  G_OBJECT_CLASS (_packshot_closient_service_parent_class)->finalize (object);
}

static void
_packshot_closient_service_class_init (PackshotClosientServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_closient_service_finalize;
}

static void
_packshot_closient_service_init (PackshotClosientService *self)
{
}

PackshotService *
_packshot_closient_service_new (const PackshotAccount *account,
                                const char            *key,
                                PackshotHttp          *http)
{
  PackshotClosientService *self = g_object_new (PACKSHOT_TYPE_CLOSIENT_SERVICE, NULL);

  self->http = g_object_ref (http);
  if (account->organization != NULL && *account->organization != '\0')
    self->organization = g_strdup (account->organization);
  packshot_http_set_credential (http, "X-API-Key", NULL, key);
  return PACKSHOT_SERVICE (self);
}
