/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A sandbox with a clock that stands still and two products, and short ways to call it. The last
 * response stays in the fixture until the next call. */

#include "config.h"

#include "fixture.h"

#define PNG_MAGIC "\x89PNG\r\n\x1a\n"

void
fixture_use (Fixture         *f,
             PackshotSandbox *sandbox)
{
  const PackshotSandboxProduct products[] = {
    { GTIN_A, "Apple Golden", "Orchard", "1 kg", "Apple", "APP-1" },
    { GTIN_B, "Pear Conference", "Orchard", "500 g", "Pear", NULL },
  };
  g_autoptr(GError) error = NULL;

  g_set_object (&f->sandbox, sandbox);
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      packshot_sandbox_add_product (f->sandbox, &products[i], &error);
      g_assert_no_error (error);
    }
}

void
fixture_set_up (Fixture      *f,
                gconstpointer data)
{
  g_autoptr(PackshotSandbox) sandbox = NULL;

  f->clock = packshot_fake_clock_new (START_TIME);
  sandbox = packshot_sandbox_new (f->clock, 7);
  fixture_use (f, sandbox);
}

void
fixture_tear_down (Fixture      *f,
                   gconstpointer data)
{
  g_clear_pointer (&f->response, packshot_sandbox_response_free);
  g_clear_pointer (&f->json, json_node_unref);
  g_clear_pointer (&f->found, json_array_unref);
  g_clear_pointer (&f->token, g_free);
  g_clear_object (&f->sandbox);
  g_clear_object (&f->clock);
}

void
fixture_set (Fixture    *f,
             const char *variant)
{
  g_autoptr(GError) error = NULL;

  packshot_sandbox_set_variant (f->sandbox, variant, &error);
  g_assert_no_error (error);
}

/* Takes the request.
 *
 * Returns: the status */
guint
fixture_send (Fixture                *f,
              PackshotSandboxRequest *request)
{
  const char *type;

  g_clear_pointer (&f->response, packshot_sandbox_response_free);
  g_clear_pointer (&f->json, json_node_unref);
  f->response = packshot_sandbox_handle (f->sandbox, request);
  packshot_sandbox_request_free (request);
  type = packshot_sandbox_response_get_header (f->response, "Content-Type");
  if (type != NULL && strstr (type, "json") != NULL)
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (f->response->body, NULL),
                                         g_bytes_get_size (f->response->body));

      f->json = json_from_string (text, NULL);
    }
  return f->response->status;
}

PackshotSandboxRequest *
fixture_request (Fixture    *f,
                 As          as,
                 const char *method,
                 const char *target)
{
  PackshotSandboxRequest *request = packshot_sandbox_request_new (method, target);
  g_auto(GStrv) keys = NULL;
  g_autofree char *bearer = NULL;

  switch (as)
    {
    case AS_EDITOR:
    case AS_VIEWER:
    case AS_USER:
    case AS_PUBLISHABLE:
      packshot_sandbox_request_add_header (request, "X-API-Key",
                                           packshot_sandbox_get_credential (f->sandbox,
                                                                            as - AS_EDITOR));
      break;
    case AS_GOLDLEAF:
      bearer = g_strconcat ("Bearer ", f->token, NULL);
      packshot_sandbox_request_add_header (request, "Authorization", bearer);
      break;
    case AS_BLAZE:
      keys = g_strsplit (packshot_sandbox_get_credential (f->sandbox, PACKSHOT_SANDBOX_BLAZE), ":",
                         2);
      packshot_sandbox_request_add_header (request, "x-api-key", keys[0]);
      packshot_sandbox_request_add_header (request, "Authorization", keys[1]);
      break;
    case AS_NOBODY:
    default:
      break;
    }
  return request;
}

guint
fixture_call (Fixture    *f,
              As          as,
              const char *method,
              const char *target)
{
  return fixture_send (f, fixture_request (f, as, method, target));
}

guint
fixture_post_json (Fixture    *f,
                   As          as,
                   const char *method,
                   const char *target,
                   const char *json)
{
  PackshotSandboxRequest *request = fixture_request (f, as, method, target);
  g_autoptr(GBytes) body = g_bytes_new (json, strlen (json));

  packshot_sandbox_request_add_header (request, "Content-Type", "application/json");
  packshot_sandbox_request_set_body (request, body);
  return fixture_send (f, request);
}

GBytes *
make_multipart (const Part *parts,
                guint       n_parts,
                const char *boundary)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    {
      g_string_append_printf (text, "--%s\r\nContent-Disposition: form-data; name=\"%s\"", boundary,
                              parts[i].name);
      if (parts[i].filename != NULL)
        g_string_append_printf (text,
                                "; filename=\"%s\"\r\nContent-Type: application/octet-stream",
                                parts[i].filename);
      g_string_append (text, "\r\n\r\n");
      g_string_append_len (text, parts[i].data, parts[i].length);
      g_string_append (text, "\r\n");
    }
  g_string_append_printf (text, "--%s--\r\n", boundary);
  return g_string_free_to_bytes (text);
}

guint
fixture_upload (Fixture    *f,
                As          as,
                const char *target,
                const Part *parts,
                guint       n_parts)
{
  PackshotSandboxRequest *request = fixture_request (f, as, "POST", target);
  g_autoptr(GBytes) body = make_multipart (parts, n_parts, "b0undary");

  packshot_sandbox_request_add_header (request, "Content-Type",
                                       "multipart/form-data; boundary=b0undary");
  packshot_sandbox_request_set_body (request, body);
  return fixture_send (f, request);
}

/* Gets a GoldLeaf token, whatever its form. */
void
fixture_log_in (Fixture *f)
{
  g_auto(GStrv) parts =
    g_strsplit (packshot_sandbox_get_credential (f->sandbox, PACKSHOT_SANDBOX_GOLDLEAF), ":", 2);
  g_autofree char *json =
    g_strdup_printf ("{\"apiKey\":\"%s\",\"name\":\"%s\",\"grantType\":\"client_credentials\"}",
                     parts[1], parts[0]);

  g_assert_cmpuint (fixture_post_json (f, AS_NOBODY, "POST", "/security/v1/token", json), ==, 200);
  g_free (f->token);
  f->token = g_strdup (fixture_string (f, fixture_has (f, "$.data") ? "$.data.securityToken" :
                                       "$.securityToken"));
}

/* Returns: (transfer full): what the JSON path finds, as an array */
static JsonArray *
find (Fixture    *f,
      const char *path)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (f->json);
  node = json_path_query (path, f->json, &error);
  g_assert_no_error (error);
  return json_array_ref (json_node_get_array (node));
}

static JsonNode *
find_one (Fixture    *f,
          const char *path)
{
  g_clear_pointer (&f->found, json_array_unref);
  f->found = find (f, path);
  g_assert_cmpuint (json_array_get_length (f->found), ==, 1);
  return json_array_get_element (f->found, 0);
}

const char *
fixture_string (Fixture    *f,
                const char *path)
{
  return json_node_get_string (find_one (f, path));
}

gint64
fixture_int (Fixture    *f,
             const char *path)
{
  return json_node_get_int (find_one (f, path));
}

gboolean
fixture_bool (Fixture    *f,
              const char *path)
{
  return json_node_get_boolean (find_one (f, path));
}

guint
fixture_count (Fixture    *f,
               const char *path)
{
  g_autoptr(JsonArray) array = find (f, path);

  return json_array_get_length (array);
}

gboolean
fixture_has (Fixture    *f,
             const char *path)
{
  return fixture_count (f, path) > 0;
}

/* Lists a product's images.
 *
 * Returns: (transfer full): their titles and priorities in order, the primary with a star, such as
 *   "*b:0 a:0" */
char *
fixture_images (Fixture    *f,
                const char *gtin)
{
  g_autofree char *target =
    g_strdup_printf ("/dashboard/api/v1/trade-items/%s/%s/images",
                     packshot_sandbox_get_organization (f->sandbox, 0), gtin);
  g_autoptr(JsonArray) data = NULL;
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", target), ==, 200);
  data = find (f, "$.data[*]");
  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      JsonObject *image = json_array_get_object_element (data, i);

      g_string_append_printf (text, "%s%s%s:%d", i > 0 ? " " : "",
                              json_object_get_boolean_member (image, "is_primary") ? "*" : "",
                              json_object_get_string_member (image, "title"),
                              (int)json_object_get_int_member (image, "priority"));
    }
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): bytes that begin as a PNG does and differ by @name */
GBytes *
make_png (const char *name)
{
  g_autofree char *text = g_strconcat (PNG_MAGIC, name, NULL);

  return g_bytes_new (text, strlen (text));
}

/* Returns: the status; the picture's bytes follow from the title */
guint
upload_png (Fixture    *f,
            const char *gtin,
            const char *title,
            const char *is_primary)
{
  g_autofree char *target =
    g_strdup_printf ("/dashboard/api/v1/trade-items/%s/%s/images",
                     packshot_sandbox_get_organization (f->sandbox, 0), gtin);
  g_autoptr(GBytes) bytes = make_png (title);
  const Part parts[] = {
    { "image", "a.png", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) },
    { "title", NULL, title, -1 },
    { "is_primary", NULL, is_primary, -1 },
  };

  return fixture_upload (f, AS_EDITOR, target, parts, is_primary != NULL ? 3 : 2);
}
