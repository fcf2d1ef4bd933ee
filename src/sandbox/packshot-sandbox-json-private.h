/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *_packshot_sandbox_json_parse       (GBytes      *bytes);
JsonObject *_packshot_sandbox_json_parse_object (GBytes     *bytes);
GBytes     *_packshot_sandbox_json_to_bytes    (JsonNode    *node);
char       *_packshot_sandbox_json_to_line     (JsonObject  *object);
JsonObject *_packshot_sandbox_json_copy        (JsonObject  *object);
const char *_packshot_sandbox_json_string      (JsonObject  *object,
                                                const char  *member,
                                                const char  *fallback);
gint64      _packshot_sandbox_json_int         (JsonObject  *object,
                                                const char  *member,
                                                gint64       fallback);
gboolean    _packshot_sandbox_json_bool        (JsonObject  *object,
                                                const char  *member,
                                                gboolean     fallback);
JsonArray  *_packshot_sandbox_json_array       (JsonObject  *object,
                                                const char  *member);
JsonObject *_packshot_sandbox_json_object      (JsonObject  *object,
                                                const char  *member);
JsonObject *_packshot_sandbox_json_element     (JsonArray   *array,
                                                guint        index);

G_END_DECLS
