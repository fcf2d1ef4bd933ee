/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient: who the caller is, organizations, their members, and the list of APIs. Organizations
 * and persons are invented and the same in every sandbox. */

#include "config.h"

#include "packshot-sandbox-closient-private.h"

#define CREATED "2026-01-05T08:00:00.000000Z"

static const char * const names[N_ORGANIZATIONS] = { "Sandbox Grocery", "Sandbox Second Company" };

static const struct
{
  const char *name;
  const char *email;
  const char *role;
  const char *role_display;
} members[] = {
  { "Sandbox Owner", "owner@sandbox.example", "owner", "Owner" },
  { "Sandbox Manager", "manager@sandbox.example", "manager", "Manager" },
  { "Sandbox Editor", "editor@sandbox.example", "editor", "Editor" },
  { "Sandbox Billing", "billing@sandbox.example", "billing", "Billing" },
  { "Sandbox Viewer", "viewer@sandbox.example", "viewer", "Viewer" },
};

static JsonObject *
api_key_out (PackshotSandboxExchange *exchange)
{
  static const char *descriptions[] = { "Editor key", "Viewer key", "User key", "Publishable key" };
  JsonObject *key = json_object_new ();
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-00000000000%u",
                                         exchange->caller + 1);

  json_object_set_string_member (key, "id", id);
  json_object_set_string_member (key, "description", descriptions[exchange->caller]);
  json_object_set_string_member (key, "role", _packshot_sandbox_closient_role (exchange));
  json_object_set_string_member (key, "created", CREATED);
  json_object_set_object_member (key, "metadata", json_object_new ());
  return key;
}

PackshotSandboxResponse *
_packshot_sandbox_closient_whoami (PackshotSandbox         *self,
                                   PackshotSandboxExchange *exchange)
{
  JsonObject *object = json_object_new ();
  JsonArray *organizations = json_array_new ();
  const char *role = _packshot_sandbox_closient_role (exchange);
  g_autofree char *user = g_strconcat ("closient/user/", role, NULL);
  g_autofree char *user_id = _packshot_sandbox_shortuuid (user);
  g_autofree char *email = g_strconcat (role, "@sandbox.example", NULL);

  for (guint i = 0; i < N_ORGANIZATIONS; i++)
    {
      JsonObject *organization;

      if (!_packshot_sandbox_closient_is_member (self, exchange, self->organizations[i]))
        continue;
      organization = json_object_new ();
      json_object_set_string_member (organization, "id", self->organizations[i]);
      json_object_set_string_member (organization, "name", names[i]);
      json_array_add_object_element (organizations, organization);
    }
  json_object_set_string_member (object, "user_id", user_id);
  json_object_set_string_member (object, "email", email);
  json_object_set_array_member (object, "organizations", organizations);
  json_object_set_object_member (object, "metadata", json_object_new ());
  json_object_set_object_member (object, "api_key", api_key_out (exchange));
  return _packshot_sandbox_response_new_object (200, object);
}

/* Returns: (transfer full) (nullable): why the caller may not see the organization */
static PackshotSandboxResponse *
refuse_organization (PackshotSandbox         *self,
                     PackshotSandboxExchange *exchange,
                     const char              *id)
{
  if (!_packshot_sandbox_is_shortuuid (id))
    return _packshot_sandbox_closient_error (self, exchange, 422, "id: not a shortuuid");
  if (!_packshot_sandbox_closient_is_member (self, exchange, id))
    return _packshot_sandbox_closient_error (self, exchange, 404, "No such organization");
  return NULL;
}

PackshotSandboxResponse *
_packshot_sandbox_closient_organization (PackshotSandbox         *self,
                                         PackshotSandboxExchange *exchange)
{
  const char *id = exchange->args[0];
  PackshotSandboxResponse *refusal = refuse_organization (self, exchange, id);
  JsonObject *object;

  if (refusal != NULL)
    return refusal;
  object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "name",
                                 names[strcmp (id, self->organizations[0]) == 0 ? 0 : 1]);
  json_object_set_string_member (object, "country", "SE");
  json_object_set_boolean_member (object, "is_brand", TRUE);
  json_object_set_object_member (object, "metadata", json_object_new ());
  return _packshot_sandbox_response_new_object (200, object);
}

static JsonObject *
copy_out (PackshotSandbox *self,
          JsonObject      *doc)
{
  return json_object_ref (doc);
}

static JsonObject *
member_out (guint n)
{
  JsonObject *member = json_object_new ();
  g_autofree char *seed = g_strconcat ("closient/user/", members[n].role, NULL);
  g_autofree char *id = _packshot_sandbox_shortuuid (seed);

  json_object_set_string_member (member, "id", id);
  json_object_set_string_member (member, "user_email", members[n].email);
  json_object_set_string_member (member, "user_name", members[n].name);
  json_object_set_object_member (member, "user_metadata", json_object_new ());
  json_object_set_string_member (member, "role", members[n].role);
  json_object_set_string_member (member, "role_display", members[n].role_display);
  return member;
}

PackshotSandboxResponse *
_packshot_sandbox_closient_members (PackshotSandbox         *self,
                                    PackshotSandboxExchange *exchange)
{
  g_autoptr(GPtrArray) docs = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  const char *roles[] = { "owner", "manager", "editor", "billing", "viewer", NULL };
  const char *role = _packshot_sandbox_query (exchange, "role");
  const char *q = _packshot_sandbox_query (exchange, "q");
  PackshotSandboxResponse *refusal = refuse_organization (self, exchange, exchange->args[0]);

  if (refusal != NULL)
    return refusal;
  if (role != NULL && !g_strv_contains (roles, role))
    return _packshot_sandbox_closient_error (self, exchange, 422, "role: not a role");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if ((role == NULL || strcmp (role, members[i].role) == 0) &&
          (_packshot_sandbox_contains (members[i].name, q) ||
           _packshot_sandbox_contains (members[i].email, q)))
        g_ptr_array_add (docs, member_out (i));
    }
  return _packshot_sandbox_closient_page (self, exchange, docs, copy_out);
}

/* A linkset (RFC 9727). */
PackshotSandboxResponse *
_packshot_sandbox_closient_api_catalog (PackshotSandbox         *self,
                                        PackshotSandboxExchange *exchange)
{
  static const char *apps[] = { "account", "products", "dashboard" };
  JsonObject *object = json_object_new ();
  JsonArray *linkset = json_array_new ();
  PackshotSandboxResponse *response;

  for (guint i = 0; i < G_N_ELEMENTS (apps); i++)
    {
      JsonObject *entry = json_object_new ();
      JsonObject *service = json_object_new ();
      JsonArray *services = json_array_new ();
      g_autofree char *anchor = g_strconcat (self->api_origin, "/", apps[i], "/api/v1/", NULL);
      g_autofree char *href = g_strconcat (anchor, "openapi.json", NULL);

      json_object_set_string_member (service, "href", href);
      json_object_set_string_member (service, "type", "application/openapi+json");
      json_array_add_object_element (services, service);
      json_object_set_string_member (entry, "anchor", anchor);
      json_object_set_array_member (entry, "service-desc", services);
      json_array_add_object_element (linkset, entry);
    }
  json_object_set_array_member (object, "linkset", linkset);
  response = _packshot_sandbox_response_new_object (200, object);
  _packshot_sandbox_response_set_header (response, "Content-Type", "application/linkset+json");
  return response;
}
