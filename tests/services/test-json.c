/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* JSON from hostile servers, and cuts in a JSON text that leave the rest as it is. */

#include "config.h"

#include "packshot-json.h"
#include "packshot-service-error.h"

#include <string.h>

static JsonNode *
parse (const char *text,
       GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return packshot_json_parse (bytes, error);
}

static void
test_refused (void)
{
  static const char * const texts[] = {
    "", " ", "{", "[", "{\"a\":}", "[1,,2]", "{\"a\" 1}", "nonsense", "{a:1}", "{'a':1}",
    "/* [ */ []", "// x\n[]", "var a = []", "a = 1", "\"unfinished", "\xff", "[\"\xc3\x28\"]",
    "[1] trailing", "#\n[]", "{\"a\\u062\"\":1}", "[\"\\x\"]", "[\"a\nb\"]", "[01]", "[1.]", "[.5]",
    "[+1]", "[1e]", "[-]", "[tru]", "[True]", "[1,]", "{\"a\":1,}", "[1 2]", "{1:2}", "[NaN]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = parse (texts[i], &error);

      g_test_message ("%u", i);
      g_assert_null (node);
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
    }
}

static void
test_nul (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("[1\0]", 4);
  g_autoptr(GError) error = NULL;

  g_assert_null (packshot_json_parse (bytes, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
}

static char *
nested (guint depth)
{
  g_autofree char *open = g_strnfill (depth, '[');
  g_autofree char *close = g_strnfill (depth, ']');

  return g_strconcat (open, close, NULL);
}

static void
test_depth (void)
{
  g_autofree char *fine = nested (64);
  g_autofree char *deep = nested (65);
  g_autofree char *abyss = nested (2000000);
  g_autoptr(JsonNode) node = parse (fine, NULL);
  g_autoptr(GError) first = NULL;
  g_autoptr(GError) second = NULL;

  g_assert_nonnull (node);
  g_assert_null (parse (deep, &first));
  g_assert_error (first, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
  g_assert_null (parse (abyss, &second));
  g_assert_error (second, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
}

/* Brackets within strings nest nothing, whatever is escaped before them. */
static void
test_strings (void)
{
  g_autofree char *brackets = g_strnfill (500, '[');
  g_autofree char *text = g_strdup_printf ("[\"%s\",\"\\\"%s\",\"\\\\\"]", brackets, brackets);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = parse (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 3);
}

static void
test_getters (void)
{
  g_autoptr(JsonNode) node = parse ("{\"s\":\"a\\nb\",\"i\":7,\"b\":true,\"n\":null,\"o\":{},"
                                    "\"l\":[],\"d\":1.5,\"e\":\"\"}", NULL);
  JsonObject *object = packshot_json_to_object (node);
  static const char * const names[] = { "s", "i", "b", "n", "o", "l", "d", "e", "missing" };
  g_autofree char *line = packshot_json_dup_line (object, "s");
  g_autofree char *number = packshot_json_dup_id (object, "i");
  g_autofree char *empty = packshot_json_dup_id (object, "e");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = names[i];

      g_assert_cmpint (packshot_json_get_string (object, name) != NULL, ==,
                       *name == 's' || *name == 'e');
      g_assert_cmpint (packshot_json_get_int (object, name, -3), ==, *name == 'i' ? 7 : -3);
      g_assert_cmpint (packshot_json_get_boolean (object, name, FALSE), ==, *name == 'b');
      g_assert_cmpint (packshot_json_get_object (object, name) != NULL, ==, *name == 'o');
      g_assert_cmpint (packshot_json_get_array (object, name) != NULL, ==, *name == 'l');
    }
  g_assert_cmpstr (line, ==, "a b");
  g_assert_cmpstr (number, ==, "7");
  g_assert_null (empty);
  g_assert_null (packshot_json_get_string (NULL, "s"));
  g_assert_null (packshot_json_to_object (NULL));
}

typedef struct
{
  const char *object;
  const char *member;   /* value of "a", or NULL */
  const char *changed;  /* with "a" as 9 */
} Cut;

static const Cut cuts[] = {
  { "{}", NULL, "{\"a\":9}" },
  { " { } ", NULL, " {\"a\":9 } " },
  { "{\"a\":1}", "1", "{\"a\":9}" },
  { "{\"a\":19.99,\"b\":1e3}", "19.99", "{\"a\":9,\"b\":1e3}" },
  { "{ \"b\" : 0.10 , \"a\" : [ 1 , {\"a\":2} ] }", "[ 1 , {\"a\":2} ]",
    "{ \"b\" : 0.10 , \"a\" : 9 }" },
  { "{\"b\":{\"a\":1}}", NULL, "{\"b\":{\"a\":1},\"a\":9}" },
  { "{\"b\":\"\\\"a\\\":1,{[\",\"a\":\"x\\\"}\"}", "\"x\\\"}\"",
    "{\"b\":\"\\\"a\\\":1,{[\",\"a\":9}" },
  { "{\"\\u0061\":1}", "1", "{\"\\u0061\":9}" },
  { "{\"a\":1,\"a\":2}", "2", "{\"a\":1,\"a\":9}" },
  { "{\"a\":null}", "null", "{\"a\":9}" },
  { "{\"b\":[]\n}\n", NULL, "{\"b\":[],\"a\":9\n}\n" },
};

static void
test_cuts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *member = packshot_json_dup_member (cuts[i].object, "a");
      g_autofree char *changed = packshot_json_with_member (cuts[i].object, "a", "9");

      g_assert_cmpstr (member, ==, cuts[i].member);
      g_assert_cmpstr (changed, ==, cuts[i].changed);
    }
}

static void
test_split (void)
{
  g_autoptr(GPtrArray) values = packshot_json_split (" [ {\"a\":[1,2]} ,3.10,\"x,]\", [ ] ]");
  g_autoptr(GPtrArray) none = packshot_json_split ("[ ]");
  g_autoptr(GPtrArray) other = packshot_json_split ("{\"a\":1}");

  g_assert_cmpuint (values->len, ==, 4);
  g_assert_cmpstr (values->pdata[0], ==, "{\"a\":[1,2]}");
  g_assert_cmpstr (values->pdata[1], ==, "3.10");
  g_assert_cmpstr (values->pdata[2], ==, "\"x,]\"");
  g_assert_cmpstr (values->pdata[3], ==, "[ ]");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (other->len, ==, 0);
}

/* Cutting at any place of a text must neither run over its end nor for ever. */
static void
test_split_broken (void)
{
  static const char text[] = "[{\"a\":[1,{\"b\":\"x\\\"\"}]},2,\"y\"]";

  for (gsize n = 0; n <= strlen (text); n++)
    {
      g_autofree char *part = g_strndup (text, n);
      g_autofree char *tail = g_strdup (text + n);
      g_autoptr(GPtrArray) a = packshot_json_split (part);
      g_autoptr(GPtrArray) b = packshot_json_split (tail);

      g_free (packshot_json_dup_member (tail, "a"));
      g_assert_cmpuint (a->len, <=, strlen (text));
      g_assert_cmpuint (b->len, <=, strlen (text));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/json/refused", test_refused);
  g_test_add_func ("/services/json/nul", test_nul);
  g_test_add_func ("/services/json/depth", test_depth);
  g_test_add_func ("/services/json/strings", test_strings);
  g_test_add_func ("/services/json/getters", test_getters);
  g_test_add_func ("/services/json/cuts", test_cuts);
  g_test_add_func ("/services/json/split", test_split);
  g_test_add_func ("/services/json/split-broken", test_split_broken);
  return g_test_run ();
}
