/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What JSON documents are made of. Names of members are the words of the model; times are RFC 3339
 * in UTC; what is not known is null, never left out. One thread. */

#include "config.h"

#include "packshot-cli-json.h"

#include "packshot-cli-words.h"

#include <stdio.h>

void
packshot_cli_json_add_text (JsonBuilder *builder,
                            const char  *name,
                            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value == NULL)
    {
      json_builder_add_null_value (builder);
    }
  else
    {
      /* What came from outside may be broken; a document may not. */
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      json_builder_add_string_value (builder, valid);
    }
}

void
packshot_cli_json_add_int (JsonBuilder *builder,
                           const char  *name,
                           gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
packshot_cli_json_add_known (JsonBuilder *builder,
                             const char  *name,
                             gint64       value)
{
  if (value > 0)
    packshot_cli_json_add_int (builder, name, value);
  else
    packshot_cli_json_add_text (builder, name, NULL);
}

void
packshot_cli_json_add_bool (JsonBuilder *builder,
                            const char  *name,
                            gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
packshot_cli_json_add_time (JsonBuilder *builder,
                            const char  *name,
                            gint64       at)
{
  g_autofree char *text = packshot_cli_words_time_utc (at);

  packshot_cli_json_add_text (builder, name, text);
}

void
packshot_cli_json_add_error (JsonBuilder *builder,
                             const char  *code,
                             const char  *message)
{
  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "code", code);
  packshot_cli_json_add_text (builder, "message", message);
  json_builder_end_object (builder);
}

void
packshot_cli_json_add_account (JsonBuilder         *builder,
                               PackshotAccountView *view)
{
  const PackshotAccount *account = view->account;

  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "id", account->id);
  packshot_cli_json_add_text (builder, "name", account->name);
  packshot_cli_json_add_text (builder, "service",
                              packshot_service_kind_to_string (account->service));
  packshot_cli_json_add_text (builder, "base_url", account->base_url);
  packshot_cli_json_add_text (builder, "organization", account->organization);
  packshot_cli_json_add_text (builder, "key_source", account->key_source);
  packshot_cli_json_add_int (builder, "items", view->n_items);
  packshot_cli_json_add_time (builder, "checked_at", view->checked_at);
  packshot_cli_json_add_text (builder, "problem", view->problem);
  packshot_cli_json_add_text (builder, "problem_text", view->problem_text);
  json_builder_end_object (builder);
}

static void
add_item_members (JsonBuilder           *builder,
                  const PackshotItem    *item,
                  const PackshotAccount *account)
{
  g_autofree char *reference = packshot_cli_words_reference (item, account);

  packshot_cli_json_add_text (builder, "reference", reference);
  packshot_cli_json_add_int (builder, "id", item->id);
  packshot_cli_json_add_text (builder, "account", account != NULL ? account->name : NULL);
  packshot_cli_json_add_text (builder, "service",
                              account != NULL ? packshot_service_kind_to_string (account->service) :
                              NULL);
  packshot_cli_json_add_text (builder, "kind", packshot_item_kind_to_string (item->kind));
  packshot_cli_json_add_text (builder, "key", item->key);
  packshot_cli_json_add_text (builder, "name", item->name);
  packshot_cli_json_add_text (builder, "brand", item->brand);
  packshot_cli_json_add_text (builder, "gtin", item->gtin);
  packshot_cli_json_add_text (builder, "sku", item->sku);
  packshot_cli_json_add_text (builder, "detail", item->detail);
}

/**
 * packshot_cli_json_add_item:
 * @builder: where
 * @item: what
 * @account: (nullable): its account
 *
 * Adds what the item is.
 */
void
packshot_cli_json_add_item (JsonBuilder           *builder,
                            const PackshotItem    *item,
                            const PackshotAccount *account)
{
  json_builder_begin_object (builder);
  add_item_members (builder, item, account);
  json_builder_end_object (builder);
}

/**
 * packshot_cli_json_add_row:
 * @builder: where
 * @row: what
 * @account: (nullable): its account
 *
 * Adds what the item is and how it stands with its server.
 */
void
packshot_cli_json_add_row (JsonBuilder           *builder,
                           PackshotItemRow       *row,
                           const PackshotAccount *account)
{
  const PackshotItemSync *sync = row->sync;

  json_builder_begin_object (builder);
  add_item_members (builder, row->item, account);
  packshot_cli_json_add_text (builder, "state",
                              packshot_state_to_string (packshot_item_sync_get_state (sync)));
  packshot_cli_json_add_int (builder, "images", row->n_images);
  packshot_cli_json_add_int (builder, "changed", row->n_changed);
  packshot_cli_json_add_int (builder, "conflicts", sync->n_conflicts);
  packshot_cli_json_add_time (builder, "looked_at", sync->looked_at);
  packshot_cli_json_add_time (builder, "edited_at", sync->edited_at);
  packshot_cli_json_add_time (builder, "next_try", sync->next_try);
  packshot_cli_json_add_text (builder, "problem", sync->problem);
  packshot_cli_json_add_text (builder, "problem_text", sync->problem_text);
  json_builder_end_object (builder);
}

/**
 * packshot_cli_json_add_image:
 * @builder: where
 * @view: what
 *
 * Adds a picture with its facts and its state.
 */
void
packshot_cli_json_add_image (JsonBuilder       *builder,
                             PackshotImageView *view)
{
  PackshotImage *image = view->image;
  PackshotRemote *remote = packshot_image_get_remote (image);
  const PackshotContent *content = view->content;
  PackshotVisibility visibility = packshot_image_get_visibility (image);

  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "id", packshot_image_get_id (image));
  packshot_cli_json_add_text (builder, "remote_id", packshot_image_get_remote_id (image));
  packshot_cli_json_add_int (builder, "position", view->position);
  packshot_cli_json_add_bool (builder, "is_primary", view->is_primary);
  packshot_cli_json_add_text (builder, "title", packshot_image_get_title (image));
  packshot_cli_json_add_text (builder, "sha256", packshot_image_get_sha256 (image));
  packshot_cli_json_add_text (builder, "mime", content != NULL ? content->mime : NULL);
  packshot_cli_json_add_known (builder, "width", content != NULL ? content->width : 0);
  packshot_cli_json_add_known (builder, "height", content != NULL ? content->height : 0);
  packshot_cli_json_add_known (builder, "bytes", content != NULL ? content->bytes : 0);
  packshot_cli_json_add_text (builder, "state", packshot_state_to_string (view->state));
  packshot_cli_json_add_text (builder, "change", view->change);
  packshot_cli_json_add_text (builder, "visibility", visibility != PACKSHOT_VISIBILITY_NONE ?
                              packshot_visibility_to_string (visibility) : NULL);
  packshot_cli_json_add_bool (builder, "kept_here", view->kept_here);
  packshot_cli_json_add_text (builder, "url", remote != NULL ? remote->url : NULL);
  packshot_cli_json_add_text (builder, "problem", view->problem);
  packshot_cli_json_add_text (builder, "problem_text", view->problem_text);
  json_builder_end_object (builder);
}

/**
 * packshot_cli_json_add_images:
 * @builder: where
 * @view: an item
 *
 * Adds its pictures as shown, the primary first.
 */
void
packshot_cli_json_add_images (JsonBuilder      *builder,
                              PackshotItemView *view)
{
  g_autoptr(GPtrArray) shown = packshot_item_view_dup_shown (view);

  json_builder_begin_array (builder);
  for (guint i = 0; i < shown->len; i++)
    packshot_cli_json_add_image (builder, g_ptr_array_index (shown, i));
  json_builder_end_array (builder);
}

static void
print (JsonBuilder *builder,
       gboolean     pretty)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, pretty);

  fputs (text, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

/**
 * packshot_cli_json_print:
 * @self: a run
 * @builder: a whole document
 *
 * Writes the one document of a run, when JSON is what is wanted.
 */
void
packshot_cli_json_print (PackshotCli *self,
                         JsonBuilder *builder)
{
  if (self->is_json)
    print (builder, TRUE);
}

/**
 * packshot_cli_json_print_line:
 * @builder: a whole document
 *
 * Writes it as one line, for a reader that waits for it.
 */
void
packshot_cli_json_print_line (JsonBuilder *builder)
{
  print (builder, FALSE);
}
