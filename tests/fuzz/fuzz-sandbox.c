/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Requests that mean no good, to the practice server: whatever comes, it answers, in its own form.
 * The input is text: requests, parted by lines of four equals signs, of which each is
 *
 *   METHOD /path?query
 *   Name: value             headers, up to an empty line
 *
 *   body
 *
 * or a line of its own, `variant NAME=VALUE`. Names in braces stand for what the server has made
 * up: its keys and ids. */

#include "config.h"

#include "fuzz.h"

#include "packshot-fake-clock.h"
#include "packshot-sandbox.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define NEXT_REQUEST "\n====\n"

static void
assert_answer (PackshotSandboxResponse *response)
{
  const char *type = packshot_sandbox_response_get_header (response, "Content-Type");
  gsize length = 0;
  const char *body = response->body != NULL ? g_bytes_get_data (response->body, &length) : NULL;

  g_assert_cmpuint (response->status, >=, 200);
  g_assert_cmpuint (response->status, <=, 599);
  g_assert_cmpuint (response->headers->len % 2, ==, 0);
  for (guint i = 0; i < response->headers->len; i++)
    {
      const char *text = response->headers->pdata[i];

      g_assert_true (strpbrk (text, "\r\n") == NULL);
    }
  if (type != NULL && strstr (type, "json") != NULL && length > 0)
    {
      g_autofree char *text = g_strndup (body, length);
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = json_from_string (text, &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
      g_assert_cmpuint (strlen (text), ==, length);
      fuzz_assert_utf8 (text);
    }
}

static void
send_text (PackshotSandbox *sandbox,
           char            *text)
{
  char *line = fuzz_cut (&text, "\n");
  g_auto(GStrv) words = g_strsplit (line != NULL ? line : "", " ", 2);
  g_autoptr(PackshotSandboxRequest) request = NULL;
  g_autoptr(PackshotSandboxResponse) response = NULL;
  g_autoptr(GBytes) body = NULL;

  if (g_strv_length (words) < 2)
    return;
  if (g_str_equal (words[0], "variant"))
    {
      packshot_sandbox_set_variant (sandbox, words[1], NULL);
      return;
    }
  request = packshot_sandbox_request_new (words[0], words[1]);
  while ((line = fuzz_cut (&text, "\n")) != NULL && *line != '\0')
    {
      g_auto(GStrv) parts = g_strsplit (line, ":", 2);

      if (g_strv_length (parts) == 2)
        packshot_sandbox_request_add_header (request, g_strstrip (parts[0]), g_strstrip (parts[1]));
    }
  if (text != NULL)
    {
      body = g_bytes_new (text, strlen (text));
      packshot_sandbox_request_set_body (request, body);
    }
  response = packshot_sandbox_handle (sandbox, request);
  assert_answer (response);
}

/* A token as GoldLeaf gives it; the answer is searched, whatever its form. */
static char *
dup_token (PackshotSandbox *sandbox,
           const char      *name,
           const char      *key)
{
  g_autofree char *json = g_strdup_printf ("{\"apiKey\":\"%s\",\"name\":\"%s\","
                                           "\"grantType\":\"client_credentials\"}", key, name);
  g_autoptr(PackshotSandboxRequest) request =
    packshot_sandbox_request_new ("POST", "/security/v1/token");
  g_autoptr(PackshotSandboxResponse) response = NULL;
  g_autoptr(GBytes) body = g_bytes_new (json, strlen (json));
  g_autofree char *text = NULL;
  char *token;

  packshot_sandbox_request_add_header (request, "Content-Type", "application/json");
  packshot_sandbox_request_set_body (request, body);
  response = packshot_sandbox_handle (sandbox, request);
  text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  token = strstr (text, "\"securityToken\"");
  g_assert_nonnull (token);
  token = strchr (strchr (token, ':'), '"') + 1;
  return g_strndup (token, strcspn (token, "\""));
}

static void
fill_in (GString         *text,
         PackshotSandbox *sandbox)
{
  g_auto(GStrv) goldleaf =
    g_strsplit (packshot_sandbox_get_credential (sandbox, PACKSHOT_SANDBOX_GOLDLEAF), ":", 2);
  g_auto(GStrv) blaze =
    g_strsplit (packshot_sandbox_get_credential (sandbox, PACKSHOT_SANDBOX_BLAZE), ":", 2);
  g_autofree char *product = packshot_sandbox_dup_blaze_product_id (sandbox, "2001000010097");
  g_autofree char *owner = packshot_sandbox_dup_goldleaf_organization_id (sandbox);
  g_autofree char *token = strstr (text->str, "{token}") != NULL ?
    dup_token (sandbox, goldleaf[0], goldleaf[1]) : NULL;
  const char *names[][2] = {
    { "{key}", packshot_sandbox_get_credential (sandbox, PACKSHOT_SANDBOX_CLOSIENT_EDITOR) },
    { "{organization}", packshot_sandbox_get_organization (sandbox, 0) },
    { "{name}", goldleaf[0] },
    { "{goldleaf}", goldleaf[1] },
    { "{token}", token != NULL ? token : "" },
    { "{owner}", owner },
    { "{partner}", blaze[0] },
    { "{developer}", blaze[1] },
    { "{product}", product },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_replace (text, names[i][0], names[i][1], 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(PackshotClock) clock = packshot_fake_clock_new (1763740800 * G_TIME_SPAN_SECOND);
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (clock, 1);
  const PackshotSandboxProduct product = {
    "2001000010097", "Blackcurrant Jam", "Northmill", "340 g", "Jam", "JAM-1"
  };
  g_autoptr(GError) error = NULL;
  GString *text = g_string_new_len (NULL, 0);
  char *rest;

  packshot_sandbox_add_product (sandbox, &product, &error);
  g_assert_no_error (error);
  g_string_append_len (text, (const char *)data, (gssize)size);
  /* Up to the first NUL, as it would be as text. */
  g_string_truncate (text, strlen (text->str));
  fill_in (text, sandbox);
  rest = text->str;
  while (rest != NULL)
    send_text (sandbox, fuzz_cut (&rest, NEXT_REQUEST));
  g_string_free (text, TRUE);
  return 0;
}
