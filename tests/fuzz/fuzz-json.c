/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The JSON of servers, and cuts in it that leave every other byte as it is; addresses; what was
 * learnt of an account. */

#include "config.h"

#include "fuzz.h"

#include "packshot-json.h"
#include "packshot-learned.h"
#include "packshot-url.h"

#include <string.h>

static JsonNode *
parse (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  JsonNode *node = packshot_json_parse (bytes, &error);

  g_assert_true ((node == NULL) == (error != NULL));
  return node;
}

/* The same, as far as numbers go that are written alike. */
static void
assert_equal (JsonNode   *node,
              const char *text)
{
  g_autoptr(JsonNode) other = parse (text);

  g_assert_nonnull (other);
  g_assert_true (json_node_equal (node, other));
}

static void
try_object (JsonObject *object,
            const char *text)
{
  g_autoptr(GList) names = json_object_get_members (object);
  g_autofree char *with = packshot_json_with_member (text, "priority", "[1]");
  g_autoptr(JsonNode) changed = parse (with);

  g_assert_nonnull (changed);
  g_assert_cmpint (json_array_get_length (packshot_json_get_array (json_node_get_object (changed),
                                                                   "priority")), ==, 1);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      g_autofree char *member = packshot_json_dup_member (text, name);
      g_autofree char *id = packshot_json_dup_id (object, name);
      g_autofree char *line = packshot_json_dup_line (object, name);

      g_assert_nonnull (member);
      if (json_object_get_size (object) == 1)
        assert_equal (json_object_get_member (object, name), member);
      fuzz_assert_utf8 (id);
      fuzz_assert_utf8 (line);
      fuzz_assert_utf8 (packshot_json_get_string (object, name));
      packshot_json_get_int (object, name, 0);
      packshot_json_get_boolean (object, name, FALSE);
    }
}

static void
try_array (JsonArray  *array,
           const char *text)
{
  g_autoptr(GPtrArray) parts = packshot_json_split (text);

  g_assert_cmpuint (parts->len, ==, json_array_get_length (array));
  for (guint i = 0; i < parts->len; i++)
    assert_equal (json_array_get_element (array, i), parts->pdata[i]);
}

static void
try_url (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *url = packshot_url_normalize (text, &error);
  g_autofree char *again = NULL;

  g_assert_true ((url == NULL) == (error != NULL));
  packshot_url_check (text, NULL);
  packshot_url_is_loopback (text);
  if (url == NULL)
    return;
  fuzz_assert_utf8 (url);
  g_assert_true (packshot_url_check (url, NULL));
  g_assert_true (packshot_url_same_origin (url, url));
  again = packshot_url_normalize (url, NULL);
  g_assert_cmpstr (again, ==, url);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr(JsonNode) node = parse (text);
  PackshotLearned learned;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    try_object (json_node_get_object (node), text);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    try_array (json_node_get_array (node), text);
  if (packshot_learned_parse (text, &learned))
    {
      g_autofree char *written = packshot_learned_to_json (&learned);
      PackshotLearned again;

      g_assert_true (packshot_learned_parse (written, &again));
      g_assert_cmpmem (&learned, sizeof learned, &again, sizeof again);
    }
  try_url (text);
  return 0;
}
