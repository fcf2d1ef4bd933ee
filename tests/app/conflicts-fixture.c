/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the tests of the page of conflicts share: items with a conflict of each kind. Captions and
 * removals are changed on the practice server and found by a sync; what its interface gives no way
 * to change in place is written into the store as if it had been seen. */

#include "config.h"

#include "conflicts-fixture.h"

#include <cairo.h>

#include "packshot-edits.h"
#include "packshot-galleries.h"
#include "packshot-merge.h"
#include "packshot-test.h"

static const char * const names[N_ITEMS] = {
  "Golden Grapefruit Juice", "Orange Class 1", "Pepper Yellow Class 1", "Cultured Milk 12%",
  "Soy Drink Calcium Fresh", "Banana Eco", "Pink Lady Apple", "Spare"
};
static const char * const captions[N_PICTURES] = { "Front", "In hand", "Back", "Shelf" };

static char *
draw_picture (const char *folder,
              guint       item,
              guint       number)
{
  g_autofree char *name = g_strdup_printf ("picture-%u-%u.png", item, number);
  char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 240, 240);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, (item % 4) / 3.0, (number % 5) / 4.0, (item + number) % 3 / 2.0);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_arc (cr, 40 + 30 * number % 160, 60 + 20 * item, 30, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return path;
}

static char *
dup_gtin (guint item)
{
  g_autofree char *digits = g_strdup_printf ("200100001%03u", item + 1);
  int sum = 0;

  for (guint i = 0; i < 12; i++)
    sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return g_strdup_printf ("%s%d", digits, (10 - sum % 10) % 10);
}

/* --- Asking --- */

static void
sync_all (ConflictsFixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;

  packshot_session_sync_async (fixture->session, fixture->items, N_ITEMS, PACKSHOT_SYNC_NONE, NULL,
                               packshot_test_await_cb, &await);
  result = packshot_session_sync_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

static PackshotItemView *
load (ConflictsFixture *fixture,
      guint             item)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotItemView *view;

  packshot_session_load_item_async (fixture->session, fixture->items[item], NULL,
                                    packshot_test_await_cb, &await);
  view = packshot_session_load_item_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return view;
}

static gint64
image_of (ConflictsFixture *fixture,
          guint             item,
          guint             index)
{
  g_autoptr(PackshotItemView) view = load (fixture, item);

  return packshot_image_get_id (packshot_gallery_get (view->local, index));
}

static void
done (ConflictsFixture  *fixture,
      PackshotTestAwait *await)
{
  g_autoptr(GError) error = NULL;

  packshot_session_edit_finish (fixture->session, packshot_test_await (await), &error);
  g_assert_no_error (error);
}

static void
add_picture (ConflictsFixture *fixture,
             guint             item,
             guint             number,
             const char       *title)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotAdded) added = NULL;
  g_autofree char *path = fixture->picture (fixture->folder, item, number);
  const char *paths[] = { path, NULL };
  const PackshotAdd options = { .title = title, .primary = number == 0 };

  packshot_session_add_files_async (fixture->session, fixture->items[item], paths, &options, NULL,
                                    packshot_test_await_cb, &await);
  added = packshot_session_add_files_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
}

static void
set_title (ConflictsFixture *fixture,
           guint             item,
           guint             index,
           const char       *title)
{
  g_auto(PackshotTestAwait) await = { NULL };
  gint64 image = image_of (fixture, item, index);

  packshot_session_set_title_async (fixture->session, fixture->items[item], &image, 1, title, NULL,
                                    packshot_test_await_cb, &await);
  done (fixture, &await);
}

/* --- What the server shows, written down --- */

typedef enum
{
  SEEN_CONTENT,
  SEEN_PRIMARY,
  SEEN_ORDER,
} SeenKind;

typedef struct
{
  gint64   item;
  SeenKind kind;
  gint64   image;
  char    *sha256;
} Seen;

static PackshotGallery *
seen_change (Seen            *seen,
             PackshotGallery *remote)
{
  PackshotImage *image = packshot_gallery_lookup (remote, seen->image);
  g_autoptr(PackshotImage) other = NULL;
  g_autoptr(PackshotGallery) starred = NULL;
  g_autoptr(GPtrArray) shown = NULL;

  switch (seen->kind)
    {
    case SEEN_CONTENT:
      other = packshot_image_with_sha256 (image, seen->sha256);
      return packshot_gallery_with_image (remote, other);

    case SEEN_PRIMARY:
      starred = packshot_gallery_with_primary (remote, seen->image);
      shown = packshot_gallery_dup_shown (starred);
      return packshot_gallery_new_from (shown, seen->image, NULL);

    case SEEN_ORDER:
    default:
      return packshot_gallery_with_moved (remote, seen->image, 3);
    }
}

static gboolean
seen_write (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Seen *seen = data;
  gint64 now = g_get_real_time ();
  g_autoptr(PackshotGallery) local =
    packshot_galleries_get (db, seen->item, PACKSHOT_TREE_LOCAL, error);
  g_autoptr(PackshotGallery) synced =
    packshot_galleries_get (db, seen->item, PACKSHOT_TREE_SYNCED, error);
  g_autoptr(PackshotGallery) before =
    packshot_galleries_get (db, seen->item, PACKSHOT_TREE_REMOTE, error);
  g_autoptr(PackshotGallery) remote = seen_change (seen, before);
  g_autoptr(PackshotMerge) merge =
    packshot_merge_new (packshot_service_profile_get (PACKSHOT_SERVICE_CLOSIENT), synced, local,
                        remote);

  return packshot_galleries_set (db, seen->item, PACKSHOT_TREE_REMOTE, merge->remote, error) &&
         packshot_galleries_set (db, seen->item, PACKSHOT_TREE_LOCAL, merge->local, error) &&
         packshot_galleries_set (db, seen->item, PACKSHOT_TREE_SYNCED, merge->synced, error) &&
         packshot_conflicts_set (db, seen->item, merge->conflicts, now, error) &&
         packshot_items_set_looked (db, seen->item, now, error);
}

static void
see (ConflictsFixture *fixture,
     guint             item,
     SeenKind          kind,
     gint64            image,
     const char       *sha256)
{
  PackshotStore *store = packshot_session_get_store (fixture->session);
  Seen seen = { fixture->items[item], kind, image, (char *)sha256 };
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_store_write_async (store, seen_write, &seen, NULL, NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (store, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

/* --- Conflicts --- */

static void
make_content (ConflictsFixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autofree char *path = fixture->picture (fixture->folder, 0, N_PICTURES);
  g_autoptr(PackshotItemView) spare = NULL;
  gint64 image = image_of (fixture, 0, 1);

  packshot_session_replace_image_async (fixture->session, fixture->items[0], image, path, NULL,
                                        packshot_test_await_cb, &await);
  done (fixture, &await);
  /* The server's bytes come here with another item. */
  add_picture (fixture, N_ITEMS - 1, N_PICTURES + 1, "Theirs");
  spare = load (fixture, N_ITEMS - 1);
  see (fixture, 0, SEEN_CONTENT, image,
       packshot_image_get_sha256 (packshot_gallery_get (spare->local,
                                                        packshot_gallery_get_n (spare->local) -
                                                        1)));
}

static void
make_primary (ConflictsFixture *fixture,
              guint             item)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_set_primary_async (fixture->session, fixture->items[item],
                                      image_of (fixture, item, 1), NULL, packshot_test_await_cb,
                                      &await);
  done (fixture, &await);
  see (fixture, item, SEEN_PRIMARY, image_of (fixture, item, 3), NULL);
}

static void
make_order (ConflictsFixture *fixture,
            guint             item)
{
  g_auto(PackshotTestAwait) await = { NULL };
  gint64 image = image_of (fixture, item, 1);

  packshot_session_move_images_async (fixture->session, fixture->items[item], &image, 1, 3, NULL,
                                      packshot_test_await_cb, &await);
  done (fixture, &await);
  see (fixture, item, SEEN_ORDER, image, NULL);
}

static void
change_there (ConflictsFixture *fixture,
              guint             item,
              guint             index,
              const char       *title)
{
  g_autoptr(PackshotItemView) view = load (fixture, item);
  g_autofree char *gtin = dup_gtin (item);
  const char *id = packshot_image_get_remote_id (packshot_gallery_get (view->local, index));
  g_autoptr(GError) error = NULL;

  packshot_sandbox_change_closient_image (fixture->sandbox, gtin, id, NULL, title, &error);
  g_assert_no_error (error);
}

static void
remove_there (ConflictsFixture *fixture,
              guint             item,
              guint             index)
{
  g_autoptr(PackshotItemView) view = load (fixture, item);
  g_autofree char *gtin = dup_gtin (item);
  g_autofree char *target =
    g_strdup_printf ("/dashboard/api/v1/trade-items/%s/0%s/images/%s",
                     packshot_sandbox_get_organization (fixture->sandbox, 0), gtin,
                     packshot_image_get_remote_id (packshot_gallery_get (view->local, index)));
  g_autoptr(PackshotSandboxRequest) request = packshot_sandbox_request_new ("DELETE", target);
  g_autoptr(PackshotSandboxResponse) response = NULL;
  const char *key;

  key = packshot_sandbox_get_credential (fixture->sandbox, PACKSHOT_SANDBOX_CLOSIENT_USER);
  packshot_sandbox_request_add_header (request, "X-API-Key", key);
  response = packshot_sandbox_handle (fixture->sandbox, request);
  g_assert_cmpuint (response->status, ==, 204);
}

static void
make_conflicts (ConflictsFixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  gint64 image;

  change_there (fixture, 3, 0, "Carton, front");
  set_title (fixture, 3, 0, "Front of the carton");
  remove_there (fixture, 4, 3);
  set_title (fixture, 4, 3, "On the shelf");
  change_there (fixture, 5, 2, "Back, with the label");
  image = image_of (fixture, 5, 2);
  packshot_session_remove_images_async (fixture->session, fixture->items[5], &image, 1, NULL,
                                        packshot_test_await_cb, &await);
  done (fixture, &await);
  sync_all (fixture);
  make_content (fixture);
  make_primary (fixture, 1);
  make_primary (fixture, 2);
  make_order (fixture, 6);
}

/* --- Setting up --- */

static void
add_account (ConflictsFixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  const char *key;
  gint64 id;

  account->service = PACKSHOT_SERVICE_CLOSIENT;
  account->name = g_strdup ("Closient");
  account->base_url = g_strdup (packshot_sandbox_server_get_base_url (fixture->server));
  account->key_source = g_strdup ("session");
  account->organization = g_strdup (packshot_sandbox_get_organization (fixture->sandbox, 0));
  key = packshot_sandbox_get_credential (fixture->sandbox, PACKSHOT_SANDBOX_CLOSIENT_EDITOR);
  packshot_session_save_account_async (fixture->session, account, key, NULL, packshot_test_await_cb,
                                       &await);
  id = packshot_session_save_account_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  packshot_session_refresh_items_async (fixture->session, id, NULL, packshot_test_await_cb, &await);
  packshot_session_refresh_items_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

static void
find_items (ConflictsFixture *fixture)
{
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_auto(PackshotTestAwait) await = { NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(PackshotItem) item = NULL;
      g_autofree char *gtin = dup_gtin (i);

      packshot_session_find_item_async (fixture->session, gtin, NULL, packshot_test_await_cb,
                                        &await);
      item = packshot_session_find_item_finish (fixture->session, packshot_test_await (&await),
                                                &error);
      g_assert_no_error (error);
      fixture->items[i] = item->id;
    }
}

static void
start_server (ConflictsFixture *fixture)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(GError) error = NULL;

  fixture->sandbox = packshot_sandbox_new (clock, 7);
  packshot_sandbox_set_variant (fixture->sandbox, "closient.limit-minute=100000", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *gtin = dup_gtin (i);
      const PackshotSandboxProduct product = {
        .gtin = gtin, .name = fixture->names[i], .where = PACKSHOT_SANDBOX_IN_CLOSIENT
      };

      packshot_sandbox_add_product (fixture->sandbox, &product, &error);
      g_assert_no_error (error);
    }
  fixture->server = packshot_sandbox_server_start (fixture->sandbox, 0, 0, &error);
  g_assert_no_error (error);
}

void
conflicts_fixture_set_up (ConflictsFixture *fixture,
                          gconstpointer     data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *profile = NULL;

  if (fixture->picture == NULL)
    fixture->picture = draw_picture;
  if (fixture->names == NULL)
    fixture->names = names;
  fixture->folder = packshot_test_tmp_new ();
  profile = g_build_filename (fixture->folder, "profile", NULL);
  start_server (fixture);
  packshot_session_open_async (profile, PACKSHOT_SESSION_MANUAL, NULL, packshot_test_await_cb,
                               &await);
  fixture->session = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  add_account (fixture);
  find_items (fixture);
  for (guint i = 0; i < N_ITEMS; i++)
    for (guint k = 0; k < N_PICTURES; k++)
      add_picture (fixture, i, k, captions[k]);
  sync_all (fixture);
  sync_all (fixture);
  make_conflicts (fixture);

  fixture->window = g_object_ref_sink (packshot_window_new (NULL, NULL));
  packshot_window_start (fixture->window, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  WAIT_UNTIL (packshot_window_get_item (fixture->window) != 0);
}

void
conflicts_fixture_tear_down (ConflictsFixture *fixture,
                             gconstpointer     data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->window);
  packshot_session_close_async (fixture->session, packshot_test_await_cb, &await);
  packshot_session_close_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->session);
  packshot_sandbox_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->sandbox);
  packshot_test_tmp_free (fixture->folder);
}

/* --- Looking and doing --- */

GPtrArray *
conflicts_fixture_load (ConflictsFixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *views;

  packshot_session_load_conflicts_async (fixture->session, NULL, packshot_test_await_cb, &await);
  views = packshot_session_load_conflicts_finish (fixture->session, packshot_test_await (&await),
                                                  &error);
  g_assert_no_error (error);
  return views;
}

/* The first mapped widget of a type below @root, in which @property is @value (if not NULL). */
GtkWidget *
conflicts_fixture_find (GtkWidget  *root,
                        GType       type,
                        const char *property,
                        const char *value)
{
  g_autofree char *text = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root))
    {
      if (property != NULL)
        g_object_get (root, property, &text, NULL);
      if (property == NULL || g_strcmp0 (text, value) == 0)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = conflicts_fixture_find (child, type, property, value);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* (nullable): the text that a toast shows now */
const char *
conflicts_fixture_toast (ConflictsFixture *fixture)
{
  GtkWidget *toast = conflicts_fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_WIDGET,
                                             "css-name", "toast");
  GtkWidget *label = toast != NULL ? conflicts_fixture_find (toast, GTK_TYPE_LABEL, NULL, NULL)
                                   : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

void
conflicts_fixture_act (ConflictsFixture *fixture,
                       const char       *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  g_assert_true (gtk_widget_activate_action (focus != NULL ? focus : GTK_WIDGET (fixture->window),
                                             action, NULL));
}

void
conflicts_fixture_resize (ConflictsFixture *fixture,
                          int               width,
                          int               height)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  int default_width, default_height, frame;

  /* Without a compositor GTK draws a frame that counts as the window's. */
  gtk_window_get_default_size (window, &default_width, &default_height);
  frame = default_width - gtk_widget_get_width (GTK_WIDGET (window));
  gtk_window_set_default_size (window, width + frame, height + frame);
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (window)) == width);
}
