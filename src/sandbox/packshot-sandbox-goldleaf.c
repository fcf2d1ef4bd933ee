/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GoldLeaf: the token, and which handler answers. The documents name no other error than 500;
 * here a call is refused with the status HTTP has for it. Tokens live an hour and are not kept
 * over a restart, so a client has to be able to get a new one. */

#include "config.h"

#include "packshot-sandbox-goldleaf-private.h"

#define TOKEN_LIFE (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static PackshotSandboxResponse *create_token (PackshotSandbox         *self,
                                              PackshotSandboxExchange *exchange);

#define IMAGE "/api/v1/image/{}"

static const PackshotSandboxRoute token_routes[] = {
  { "POST", "/security/v1/token", create_token },
};

static const PackshotSandboxRoute image_routes[] = {
  { "GET", IMAGE, _packshot_sandbox_goldleaf_get_image },
  { "POST", IMAGE, _packshot_sandbox_goldleaf_post_image },
};

static const PackshotSandboxRoute routes[] = {
  { "GET", IMAGE, _packshot_sandbox_goldleaf_get_image },
  { "POST", IMAGE, _packshot_sandbox_goldleaf_post_image },
  { "GET", "/api/v1/customers", _packshot_sandbox_goldleaf_customers },
  { "POST", "/api/v1/customers/create", _packshot_sandbox_goldleaf_create_customer },
  { "GET", "/api/v1/customer/{}", _packshot_sandbox_goldleaf_customer },
  { "POST", "/api/v1/customer/{}/update", _packshot_sandbox_goldleaf_update_customer },
  { "GET", "/api/v1/brands", _packshot_sandbox_goldleaf_brands },
  { "GET", "/api/v1/organization", _packshot_sandbox_goldleaf_organization },
};

/* A string, but an object for the list of customers. */
PackshotSandboxResponse *
_packshot_sandbox_goldleaf_error (PackshotSandbox         *self,
                                  PackshotSandboxExchange *exchange,
                                  guint                    status,
                                  const char              *detail)
{
  PackshotSandboxResponse *response;

  if (strcmp (exchange->request->path, "/api/v1/customers") == 0)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "message", detail);
      response = _packshot_sandbox_response_new_object (status, object);
    }
  else
    {
      JsonNode *node = json_node_new (JSON_NODE_VALUE);

      json_node_set_string (node, detail);
      response = _packshot_sandbox_response_new_node (status, node);
    }
  if (status == 429 && exchange->retry_after > 0)
    _packshot_sandbox_response_set_number (response, "Retry-After", exchange->retry_after);
  return response;
}

static PackshotSandboxResponse *
token_out (PackshotSandbox *self,
           const char      *token,
           gint64           end)
{
  JsonObject *object = json_object_new ();
  JsonObject *data;
  g_autofree char *expires = _packshot_sandbox_iso_time (end);

  if (self->variants.chosen[VARIANT_GOLDLEAF_TOKEN] == TOKEN_FLAT)
    {
      json_object_set_string_member (object, "securityToken", token);
      json_object_set_string_member (object, "expires", expires);
      return _packshot_sandbox_response_new_object (200, object);
    }
  data = json_object_new ();
  json_object_set_string_member (data, "securityToken", token);
  json_object_set_object_member (object, "data", data);
  return _packshot_sandbox_response_new_object (200, object);
}

static PackshotSandboxResponse *
create_token (PackshotSandbox         *self,
              PackshotSandboxExchange *exchange)
{
  g_autoptr(JsonObject) body = _packshot_sandbox_json_parse_object (exchange->request->body);
  const char *key, *name, *grant;
  g_autofree char *given = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *token = NULL;
  gint64 end = packshot_clock_get_real_time (self->clock) + TOKEN_LIFE;

  if (body == NULL)
    return _packshot_sandbox_goldleaf_error (self, exchange, 400, "The body is not a JSON object");
  key = _packshot_sandbox_json_string (body, "apiKey", NULL);
  name = _packshot_sandbox_json_string (body, "name", NULL);
  grant = _packshot_sandbox_json_string (body, "grantType", NULL);
  if (key == NULL || name == NULL || g_strcmp0 (grant, "client_credentials") != 0)
    return _packshot_sandbox_goldleaf_error (self, exchange, 400,
                                             "apiKey, name and grantType client_credentials are "
                                             "needed");
  given = g_strconcat (name, ":", key, NULL);
  if (strcmp (given, self->credentials[PACKSHOT_SANDBOX_GOLDLEAF]) != 0)
    return _packshot_sandbox_goldleaf_error (self, exchange, 401, "The key is not known");
  seed = g_strdup_printf ("goldleaf/token/%" G_GUINT64_FORMAT "/%u/%" G_GINT64_FORMAT, self->seed,
                          g_hash_table_size (self->tokens), end);
  token = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  g_hash_table_insert (self->tokens, g_strdup (token), g_memdup2 (&end, sizeof end));
  return token_out (self, token, end);
}

/* Returns: (nullable): why the call may not go on */
static const char *
refuse_token (PackshotSandbox         *self,
              PackshotSandboxExchange *exchange,
              gboolean                 is_image)
{
  const char *header = packshot_sandbox_request_get_header (exchange->request, "Authorization");
  const char *prefix = "Bearer ";
  gint64 *end;

  if (header == NULL && is_image && self->variants.chosen[VARIANT_GOLDLEAF_AUTH] == AUTH_OPEN)
    return NULL;
  if (header == NULL || !g_str_has_prefix (header, prefix))
    return "A security token is needed";
  end = g_hash_table_lookup (self->tokens, header + strlen (prefix));
  if (end == NULL)
    return "The security token is not known";
  if (packshot_clock_get_real_time (self->clock) >= *end)
    return "The security token has expired";
  return NULL;
}

PackshotSandboxResponse *
_packshot_sandbox_goldleaf_handle (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  const PackshotSandboxRoute *route;
  const char *refusal;
  gboolean is_image;
  guint status;

  route = _packshot_sandbox_route_find (token_routes, G_N_ELEMENTS (token_routes), exchange,
                                        &status);
  if (route != NULL)
    return route->handler (self, exchange);
  is_image = _packshot_sandbox_route_find (image_routes, G_N_ELEMENTS (image_routes), exchange,
                                           &status) != NULL;
  refusal = refuse_token (self, exchange, is_image);
  if (refusal != NULL)
    return _packshot_sandbox_goldleaf_error (self, exchange, 401, refusal);
  route = _packshot_sandbox_route_find (routes, G_N_ELEMENTS (routes), exchange, &status);
  if (route == NULL)
    return _packshot_sandbox_goldleaf_error (self, exchange, status,
                                             _packshot_sandbox_status_text (status));
  return route->handler (self, exchange);
}
