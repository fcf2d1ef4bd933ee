/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for states and things: what a picture, an item, an account is called and how it stands
 * with its server. Tile, row, tooltip and screen reader take their words from here, so they
 * can't differ. Pure functions, main thread for the sake of gettext's locale only. */

#include "config.h"

#include "packshot-words.h"

#include <glib/gi18n.h>

/**
 * packshot_wording_free:
 * @self: (nullable): a wording
 *
 * Frees it.
 */
void
packshot_wording_free (PackshotWording *self)
{
  if (self == NULL)
    return;
  g_free (self->word);
  g_free (self->sentence);
  g_free (self);
}

static PackshotWording *
wording_new (const char *icon,
             const char *css,
             const char *word,
             const char *sentence)
{
  PackshotWording *self = g_new0 (PackshotWording, 1);

  self->icon = icon;
  self->css = css;
  self->word = g_strdup (word);
  self->sentence = g_strdup (sentence);
  return self;
}

static PackshotWording *
wording_take (const char *icon,
              const char *css,
              char       *word,
              char       *sentence)
{
  PackshotWording *self = wording_new (icon, css, NULL, NULL);

  self->word = word;
  self->sentence = sentence;
  return self;
}

static PackshotWording *
word_refused (const char                   *code,
              const PackshotServiceProfile *profile)
{
  return wording_take ("dialog-error-symbolic", "error", g_strdup (packshot_words_problem (code)),
                       packshot_words_problem_sentence (code, profile));
}

static PackshotWording *
word_synced (gint64   looked_at,
             gboolean offline)
{
  g_autofree char *time = NULL;

  if (looked_at == 0)
    return wording_new ("object-select-symbolic", "meta", _("Synced"), _("The same on both sides"));
  time = packshot_words_time (looked_at);
  if (!offline)
    return wording_take ("object-select-symbolic", "meta", g_strdup (_("Synced")),
                         g_strdup_printf (_("The same on both sides, checked %s"), time));
  /* TRANSLATORS: in a narrow place while offline: "Synced 09:10" */
  return wording_take ("object-select-symbolic", "meta", g_strdup_printf (_("Synced %s"), time),
                       g_strdup_printf (_("The same on both sides at %s, not compared since"),
                                        time));
}

static PackshotWording *
word_conflict (void)
{
  return wording_new ("packshot-conflict-symbolic", "warning", _("Conflict"),
                      _("You and the server changed the same thing"));
}

static PackshotWording *
word_waiting (void)
{
  return wording_new ("packshot-waiting-symbolic", "accent", _("Waiting"),
                      _("A change waits to be sent"));
}

static PackshotWording *
word_unknown (void)
{
  return wording_new ("dialog-question-symbolic", "meta", _("Not checked"),
                      _("Not compared with the server yet"));
}

/**
 * packshot_words_image:
 * @view: the picture's item
 * @image: one of its pictures
 * @offline: whether there is no connection now: then a synced picture says since when it is known
 *
 * Returns: (transfer full): how the picture stands with its server
 */
PackshotWording *
packshot_words_image (PackshotItemView        *view,
                      const PackshotImageView *image,
                      gboolean                 offline)
{
  if (image->sending)
    {
      int percent = (int)(CLAMP (image->progress, 0, 1) * 100 + 0.5);

      if (percent == 0)
        return wording_new (NULL, "accent", _("Sending"), _("Being sent"));
      return wording_take (NULL, "accent", g_strdup_printf (_("Sending %d%%"), percent),
                           g_strdup_printf (_("Being sent, %d%% done"), percent));
    }
  if (image->state == PACKSHOT_STATE_NEEDS_YOU || image->problem != NULL)
    return word_refused (image->problem, view->profile);
  if (image->state == PACKSHOT_STATE_CONFLICT)
    return word_conflict ();
  if (image->state == PACKSHOT_STATE_PENDING)
    return word_waiting ();
  if (image->state == PACKSHOT_STATE_UNKNOWN)
    return word_unknown ();
  if (image->kept_here)
    return wording_new ("packshot-local-symbolic", "meta", _("Kept here"),
                        _("The service can’t hold all of it: the rest stays on this computer"));
  return word_synced (view->sync != NULL ? view->sync->looked_at : 0, offline);
}

/**
 * packshot_words_item:
 * @sync: how an item stands with its server
 * @n_images: pictures concerned, or 0
 *
 * Returns: (transfer full): the same in words
 */
PackshotWording *
packshot_words_item (PackshotItemSync *sync,
                     int               n_images)
{
  PackshotWording *words;

  if (sync->n_sending > 0)
    return wording_new (NULL, "accent", _("Sending"), _("Being sent"));
  switch (packshot_item_sync_get_state (sync))
    {
    case PACKSHOT_STATE_NEEDS_YOU:
      return word_refused (sync->problem, NULL);
    case PACKSHOT_STATE_CONFLICT:
      words = word_conflict ();
      break;
    case PACKSHOT_STATE_PENDING:
      words = word_waiting ();
      break;
    case PACKSHOT_STATE_UNKNOWN:
      return word_unknown ();
    case PACKSHOT_STATE_SYNCED:
    default:
      return word_synced (sync->looked_at, FALSE);
    }
  if (n_images > 0)
    {
      g_free (words->sentence);
      words->sentence = packshot_item_sync_get_state (sync) == PACKSHOT_STATE_CONFLICT
        ? g_strdup_printf (ngettext ("%d picture in conflict", "%d pictures in conflict", n_images),
                           n_images)
        : g_strdup_printf (ngettext ("%d picture changed, waiting to be sent",
                                     "%d pictures changed, waiting to be sent", n_images),
                           n_images);
    }
  return words;
}

/**
 * packshot_words_image_label:
 * @view: the picture's item
 * @image: one of its pictures
 * @offline: as in packshot_words_image()
 *
 * Returns: (transfer full): what a screen reader says of the picture
 */
char *
packshot_words_image_label (PackshotItemView        *view,
                            const PackshotImageView *image,
                            gboolean                 offline)
{
  g_autoptr(PackshotWording) words = packshot_words_image (view, image, offline);
  const char *title = packshot_image_get_title (image->image);
  guint n = view->images->len;
  GString *label = g_string_new (title != NULL && *title != '\0' ? title : _("No caption"));

  g_string_append (label, ", ");
  if (n > 1)
    {
      g_string_append_printf (label, _("picture %u of %u"), image->position, n);
      g_string_append (label, ", ");
    }
  if (image->is_primary)
    {
      g_string_append (label, _("primary"));
      g_string_append (label, ", ");
    }
  g_string_append (label, words->word);
  return g_string_free (label, FALSE);
}

/**
 * packshot_words_row_label:
 * @row: an item of a list
 *
 * Returns: (transfer full): what a screen reader says of the item
 */
char *
packshot_words_row_label (const PackshotItemRow *row)
{
  g_autoptr(PackshotWording) words = packshot_words_item (row->sync, row->n_changed);
  g_autofree char *subtitle = packshot_words_item_subtitle (row->item);
  g_autofree char *pictures = g_strdup_printf (ngettext ("%d picture", "%d pictures",
                                                         row->n_images), row->n_images);

  return g_strdup_printf ("%s, %s%s%s, %s", row->item->name, subtitle,
                          *subtitle != '\0' ? ", " : "", pictures, words->sentence);
}

/**
 * packshot_words_service:
 * @service: a service
 *
 * Returns: its name
 */
const char *
packshot_words_service (PackshotServiceKind service)
{
  static const char * const names[PACKSHOT_N_SERVICES] = { "Closient", "GoldLeaf", "BLAZE" };

  g_return_val_if_fail (service < PACKSHOT_N_SERVICES, "");
  return names[service];
}

/**
 * packshot_words_kind:
 * @service: a service
 * @kind: a kind of item
 *
 * Returns: what one such item is called
 */
const char *
packshot_words_kind (PackshotServiceKind service,
                     PackshotItemKind    kind)
{
  switch (kind)
    {
    case PACKSHOT_ITEM_ORGANIZATION:
      return _("organization");
    case PACKSHOT_ITEM_CUSTOMER:
      return _("customer");
    case PACKSHOT_ITEM_BRAND:
      return _("brand");
    case PACKSHOT_ITEM_CATEGORY:
      return _("category");
    case PACKSHOT_ITEM_PRODUCT:
    default:
      return service == PACKSHOT_SERVICE_CLOSIENT ? _("trade item") : _("product");
    }
}

/**
 * packshot_words_kinds:
 * @service: a service
 * @kind: a kind of item
 *
 * Returns: what all of them are called, as a title
 */
const char *
packshot_words_kinds (PackshotServiceKind service,
                      PackshotItemKind    kind)
{
  switch (kind)
    {
    case PACKSHOT_ITEM_ORGANIZATION:
      return _("Organizations");
    case PACKSHOT_ITEM_CUSTOMER:
      return _("Customers");
    case PACKSHOT_ITEM_BRAND:
      return _("Brands");
    case PACKSHOT_ITEM_CATEGORY:
      return _("Categories");
    case PACKSHOT_ITEM_PRODUCT:
    default:
      return service == PACKSHOT_SERVICE_CLOSIENT ? _("Trade Items") : _("Products");
    }
}

/**
 * packshot_words_kind_icon:
 * @kind: a kind of item
 *
 * Returns: its icon's name
 */
const char *
packshot_words_kind_icon (PackshotItemKind kind)
{
  switch (kind)
    {
    case PACKSHOT_ITEM_ORGANIZATION:
      return "go-home-symbolic";
    case PACKSHOT_ITEM_CUSTOMER:
      return "system-users-symbolic";
    case PACKSHOT_ITEM_BRAND:
      return "packshot-brand-symbolic";
    case PACKSHOT_ITEM_CATEGORY:
      return "folder-symbolic";
    case PACKSHOT_ITEM_PRODUCT:
    default:
      return "packshot-item-symbolic";
    }
}

/* A number in the length in which it is printed: 8, 12, 13 or 14 digits. */
static const char *
gtin_printed (const char *key)
{
  gsize zeros = strspn (key, "0");

  return key + (zeros >= 6 ? 6 : zeros >= 2 ? 2 : zeros);
}

/**
 * packshot_words_item_number:
 * @item: an item
 *
 * Returns: (transfer full): its number as people write it, or ""
 */
char *
packshot_words_item_number (const PackshotItem *item)
{
  if (item->gtin != NULL)
    return g_strdup (gtin_printed (item->gtin));
  if (item->entered != NULL)
    return g_strdup (item->entered);
  if (item->sku == NULL || *item->sku == '\0')
    return g_strdup ("");
  if (item->kind == PACKSHOT_ITEM_PRODUCT)
    return g_strdup_printf (_("SKU %s"), item->sku);
  return g_strdup_printf (_("No. %s"), item->sku);
}

/* What kind of thing it is, where nothing else is known of it. */
static const char *
kind_alone (PackshotItemKind kind)
{
  switch (kind)
    {
    case PACKSHOT_ITEM_ORGANIZATION:
      return _("Organization");
    case PACKSHOT_ITEM_CUSTOMER:
      return _("Customer");
    case PACKSHOT_ITEM_BRAND:
      return _("Brand");
    case PACKSHOT_ITEM_CATEGORY:
      return _("Category");
    case PACKSHOT_ITEM_PRODUCT:
    default:
      return _("Product");
    }
}

/**
 * packshot_words_item_subtitle:
 * @item: an item
 *
 * Returns: (transfer full): what stands under its name in a list
 */
char *
packshot_words_item_subtitle (const PackshotItem *item)
{
  g_autofree char *number = packshot_words_item_number (item);
  const char *other = item->brand != NULL && *item->brand != '\0' ? item->brand : item->detail;

  if (other == NULL || *other == '\0')
    return *number != '\0' ? g_steal_pointer (&number) : g_strdup (kind_alone (item->kind));
  if (*number == '\0')
    return g_strdup (other);
  return g_strconcat (number, " · ", other, NULL);
}

/**
 * packshot_words_item_headline:
 * @item: an item
 * @service: its service
 *
 * Returns: (transfer full): what stands under its name over its gallery
 */
char *
packshot_words_item_headline (const PackshotItem *item,
                              PackshotServiceKind service)
{
  g_autofree char *number = packshot_words_item_number (item);

  if (item->gtin != NULL || item->entered != NULL)
    return g_steal_pointer (&number);
  /* TRANSLATORS: a service and a kind of item: "BLAZE product", "GoldLeaf customer" */
  return g_strdup_printf (_("%s %s"), packshot_words_service (service),
                          packshot_words_kind (service, item->kind));
}
