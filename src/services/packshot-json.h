/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *packshot_json_parse           (GBytes       *bytes,
                                           GError      **error);
JsonNode   *packshot_json_parse_text      (const char   *text,
                                           GError      **error);
JsonObject *packshot_json_to_object       (JsonNode     *node);
JsonObject *packshot_json_get_object      (JsonObject   *object,
                                           const char   *name);
JsonArray  *packshot_json_get_array       (JsonObject   *object,
                                           const char   *name);
const char *packshot_json_get_string      (JsonObject   *object,
                                           const char   *name);
char       *packshot_json_dup_id          (JsonObject   *object,
                                           const char   *name);
char       *packshot_json_dup_line        (JsonObject   *object,
                                           const char   *name);
gint64      packshot_json_get_int         (JsonObject   *object,
                                           const char   *name,
                                           gint64        fallback);
gboolean    packshot_json_get_boolean     (JsonObject   *object,
                                           const char   *name,
                                           gboolean      fallback);

char       *packshot_json_dup_member      (const char   *object,
                                           const char   *name);
char       *packshot_json_with_member     (const char   *object,
                                           const char   *name,
                                           const char   *value);
GPtrArray  *packshot_json_split           (const char   *array);

G_END_DECLS
