/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GoldLeaf: one picture for each organization, customer or brand; it can be put and looked at,
 * nothing else. The key is exchanged for a token that lives an hour.
 *
 * What the vendor leaves open is a setting of the account:
 *
 *   body         multipart (default) or raw: how the picture is sent
 *   part         the part's name in a multipart body; image by default
 *   customer_id  24 hexadecimal digits, for keys of customers
 *
 * Main thread. */

#include "config.h"

#include "packshot-goldleaf-private.h"

static void packshot_goldleaf_service_iface_init (PackshotServiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PackshotGoldleafService, _packshot_goldleaf_service, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_SERVICE,
                                                      packshot_goldleaf_service_iface_init))

static PackshotHttp *
packshot_goldleaf_service_get_http (PackshotService *service)
{
  return PACKSHOT_GOLDLEAF_SERVICE (service)->http;
}

static void
packshot_goldleaf_service_iface_init (PackshotServiceInterface *iface)
{
  iface->kind = PACKSHOT_SERVICE_GOLDLEAF;
  iface->test_async = _packshot_goldleaf_test_async;
  iface->test_finish = _packshot_service_test_finish;
  iface->list_items_async = _packshot_goldleaf_list_items_async;
  iface->list_items_finish = _packshot_service_list_items_finish;
  iface->fetch_async = _packshot_goldleaf_fetch_async;
  iface->upload_async = _packshot_goldleaf_upload_async;
  iface->get_http = packshot_goldleaf_service_get_http;
}

static void
packshot_goldleaf_service_finalize (GObject *object)
{
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (object);

  g_clear_object (&self->http);
  g_free (self->key_name);
  g_free (self->key);
  g_free (self->organization);
  g_free (self->customer);
  g_free (self->part);

  G_OBJECT_CLASS (_packshot_goldleaf_service_parent_class)->finalize (object);
}

static void
_packshot_goldleaf_service_class_init (PackshotGoldleafServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_goldleaf_service_finalize;
}

static void
_packshot_goldleaf_service_init (PackshotGoldleafService *self)
{
}

PackshotService *
_packshot_goldleaf_service_new (const PackshotAccount *account,
                                const char            *key,
                                PackshotHttp          *http)
{
  PackshotGoldleafService *self = g_object_new (PACKSHOT_TYPE_GOLDLEAF_SERVICE, NULL);
  g_autofree char *body = _packshot_service_dup_setting (account, "body", "multipart");

  self->http = g_object_ref (http);
  _packshot_service_split_key (key, &self->key_name, &self->key);
  packshot_http_add_secret (http, self->key);
  self->organization = g_strdup (account->organization);
  self->customer = _packshot_service_dup_setting (account, "customer_id", NULL);
  self->part = _packshot_service_dup_setting (account, "part", "image");
  self->is_raw = g_str_equal (body, "raw");
  return PACKSHOT_SERVICE (self);
}
