/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <json-glib/json-glib.h>

#include "packshot-sandbox-message.h"

G_BEGIN_DECLS


struct _PackshotSandboxRequest
{
  char *method;       /* (owned) */
  char *path;         /* (owned): still percent-encoded */
  char *query;        /* (owned) (nullable): still percent-encoded */
  GPtrArray *headers; /* (owned) (element-type utf8): names and values in turn */
  GBytes *body;       /* (owned) (nullable) */
  PackshotSandboxOrigin origin;
};

GHashTable              *_packshot_sandbox_request_parse_query  (PackshotSandboxRequest  *self);
GStrv                    _packshot_sandbox_request_parse_path   (PackshotSandboxRequest  *self);
char                    *_packshot_sandbox_request_dup_target   (PackshotSandboxRequest  *self);

PackshotSandboxResponse *_packshot_sandbox_response_new         (guint                    status);
PackshotSandboxResponse *_packshot_sandbox_response_new_object  (guint                    status,
                                                                 JsonObject              *object);
PackshotSandboxResponse *_packshot_sandbox_response_new_node    (guint                    status,
                                                                 JsonNode                *node);
PackshotSandboxResponse *_packshot_sandbox_response_new_bytes   (guint                    status,
                                                                 const char              *type,
                                                                 GBytes                  *bytes);
void                     _packshot_sandbox_response_set_header  (PackshotSandboxResponse *self,
                                                                 const char              *name,
                                                                 const char              *value);
void                     _packshot_sandbox_response_set_number  (PackshotSandboxResponse *self,
                                                                 const char              *name,
                                                                 gint64                   value);

G_END_DECLS
