/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* From what stands on a command line to what it means: items by GTIN, key or ACCOUNT:KEY, pictures
 * by our id, #POSITION or remote:ID, accounts by name. One thread. */

#include "config.h"

#include "packshot-cli-find.h"

#include "packshot-cli-output.h"
#include "packshot-gtin.h"
#include "packshot-model-error.h"

#include <glib/gi18n.h>

/* Whether somebody who typed this meant a GTIN: digits, and what may stand between them. */
static gboolean
looks_like_gtin (const char *text)
{
  guint n_digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        n_digits++;
      else if (*p != ' ' && *p != '-')
        return FALSE;
    }
  return n_digits >= 7 && n_digits <= 15;
}

/* An item that is not there, under a number that can't be one: then the number is the mistake. */
static void
explain_not_found (const char *reference,
                   GError    **error)
{
  const char *colon = strrchr (reference, ':');
  const char *number = colon != NULL ? colon + 1 : reference;
  g_autoptr(PackshotGtin) gtin = NULL;
  g_autoptr(GError) why = NULL;

  if (!g_error_matches (*error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND) ||
      !looks_like_gtin (number))
    return;
  gtin = packshot_gtin_parse (number, &why);
  if (gtin != NULL)
    return;
  g_prefix_error (&why, "%s: ", number);
  g_clear_error (error);
  *error = g_steal_pointer (&why);
}

/**
 * packshot_cli_find_item:
 * @self: a run with an open session
 * @reference: ITEM
 *
 * Returns: (transfer full) (nullable): the item
 */
PackshotItem *
packshot_cli_find_item (PackshotCli *self,
                        const char  *reference)
{
  g_autofree char *text = packshot_cli_dup_text (reference);
  g_autoptr(GError) error = NULL;
  PackshotItem *item;

  packshot_session_find_item_async (self->session, text, self->cancellable, packshot_cli_ready_cb,
                                    self);
  item = packshot_session_find_item_finish (self->session, packshot_cli_wait (self), &error);
  if (item == NULL)
    {
      explain_not_found (text, &error);
      self->status = packshot_cli_fail (self, error);
      if (g_error_matches (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND))
        packshot_cli_tell (_("  “packshotctl items” lists all."));
    }
  return item;
}

PackshotItemView *
packshot_cli_load_item (PackshotCli *self,
                        gint64       item)
{
  g_autoptr(GError) error = NULL;
  PackshotItemView *view;

  packshot_session_load_item_async (self->session, item, NULL, packshot_cli_ready_cb, self);
  view = packshot_session_load_item_finish (self->session, packshot_cli_wait (self), &error);
  if (view == NULL)
    self->status = packshot_cli_fail (self, error);
  return view;
}

/**
 * packshot_cli_find_view:
 * @self: a run with an open session
 * @reference: ITEM
 *
 * Returns: (transfer full) (nullable): the item with its pictures
 */
PackshotItemView *
packshot_cli_find_view (PackshotCli *self,
                        const char  *reference)
{
  g_autoptr(PackshotItem) item = packshot_cli_find_item (self, reference);

  return item != NULL ? packshot_cli_load_item (self, item->id) : NULL;
}

static PackshotImageView *
image_by_position (PackshotItemView *view,
                   const char       *text)
{
  guint64 position;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &position, NULL) ||
      position > view->images->len)
    return NULL;
  return g_ptr_array_index (view->images, position - 1);
}

static PackshotImageView *
image_by_remote (PackshotItemView *view,
                 const char       *remote_id)
{
  for (guint i = 0; i < view->images->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (view->images, i);

      if (g_strcmp0 (packshot_image_get_remote_id (image->image), remote_id) == 0)
        return image;
    }
  return NULL;
}

static PackshotImageView *
image_by_id (PackshotItemView *view,
             const char       *text)
{
  gint64 id;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return NULL;
  return packshot_item_view_lookup (view, id);
}

/**
 * packshot_cli_find_image:
 * @self: a run
 * @view: an item
 * @reference: IMAGE: our id, `#POSITION` or `remote:ID`
 *
 * Returns: (transfer none) (nullable): the picture
 */
PackshotImageView *
packshot_cli_find_image (PackshotCli      *self,
                         PackshotItemView *view,
                         const char       *reference)
{
  g_autoptr(GError) error = NULL;
  PackshotImageView *image;

  if (*reference == '#')
    image = image_by_position (view, reference + 1);
  else if (g_str_has_prefix (reference, "remote:"))
    image = image_by_remote (view, reference + strlen ("remote:"));
  else
    image = image_by_id (view, reference);
  if (image != NULL)
    return image;
  g_set_error (&error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND,
               ngettext ("“%s” is not the item’s %u picture",
                         "“%s” is none of the item’s %u pictures", view->images->len),
               reference, view->images->len);
  self->status = packshot_cli_fail (self, error);
  packshot_cli_tell (_("  A picture is named by its id, '#N' for position N, or remote:ID; "
                       "“packshotctl images” shows them."));
  return NULL;
}

/**
 * packshot_cli_find_items:
 * @self: a run with an open session
 * @ids: (out) (transfer full) (nullable) (element-type gint64): the items that its arguments name,
 *   or %NULL when there are none
 *
 * Returns: whether all of them are there
 */
gboolean
packshot_cli_find_items (PackshotCli *self,
                         GArray     **ids)
{
  g_autoptr(GArray) found = NULL;

  *ids = NULL;
  if (self->n_args == 0)
    return TRUE;
  found = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->n_args; i++)
    {
      g_autoptr(PackshotItem) item = packshot_cli_find_item (self, self->args[i]);

      if (item == NULL)
        return FALSE;
      g_array_append_val (found, item->id);
    }
  *ids = g_steal_pointer (&found);
  return TRUE;
}

/**
 * packshot_cli_list_accounts:
 * @self: a run with an open session
 *
 * Returns: (transfer full) (nullable) (element-type PackshotAccountView): all accounts
 */
GPtrArray *
packshot_cli_list_accounts (PackshotCli *self)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *accounts;

  packshot_session_list_accounts_async (self->session, NULL, packshot_cli_ready_cb, self);
  accounts =
    packshot_session_list_accounts_finish (self->session, packshot_cli_wait (self), &error);
  if (accounts == NULL)
    self->status = packshot_cli_fail (self, error);
  return accounts;
}

/**
 * packshot_cli_find_account:
 * @self: a run
 * @accounts: (element-type PackshotAccountView): all accounts
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the account
 */
PackshotAccountView *
packshot_cli_find_account (PackshotCli *self,
                           GPtrArray   *accounts,
                           const char  *name)
{
  g_autofree char *text = packshot_cli_dup_text (name);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      PackshotAccountView *view = g_ptr_array_index (accounts, i);

      if (g_str_equal (view->account->name, text))
        return view;
    }
  g_set_error (&error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND,
               _("There is no account “%s”"), text);
  self->status = packshot_cli_fail (self, error);
  packshot_cli_tell (_("  “packshotctl account list” shows all."));
  return NULL;
}

const PackshotAccount *
packshot_cli_get_account (GPtrArray *accounts,
                          gint64     id)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      PackshotAccountView *view = g_ptr_array_index (accounts, i);

      if (view->account->id == id)
        return view->account;
    }
  return NULL;
}

/**
 * packshot_cli_parse_number:
 * @self: a run
 * @text: an argument
 * @number: (out): what it says
 *
 * Returns: whether it is a whole number from 1 up
 */
gboolean
packshot_cli_parse_number (PackshotCli *self,
                           const char  *text,
                           gint64      *number)
{
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, number, NULL))
    return TRUE;
  self->status = packshot_cli_misuse (self, _("“%s” is not a number from 1 up"), text);
  return FALSE;
}
