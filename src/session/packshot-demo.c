/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The sample catalog: a practice server in this process, filled with pictures that the program
 * draws, and a throw-away profile with an account for each of its three services.
 *
 *   draw (threads) ─▶ fill the sandbox ─▶ start it on a free port ─▶ open a session
 *                                                                          ─▶ accounts ─▶ sync
 *
 * Main thread, but for the drawing. */

#include "config.h"

#include "packshot-demo.h"

#include <glib/gstdio.h>

#include "packshot-sandbox-server.h"
#include "packshot-samples.h"

/* Longest side of the drawn pictures; a few are too small for some channels, as in real life. */
#define SIZE 520
#define SMALL_SIZE 320

struct _PackshotDemo
{
  PackshotSession       *session;     /* (owned) */
  PackshotSandbox       *sandbox;     /* (owned) */
  PackshotSandboxServer *server;      /* (owned) */
  char                  *folder;      /* (owned): removed with the demo */
  guint                  n_accounts;  /* saved so far */
};

/* --- The practice server --- */

/* One picture to be drawn. */
typedef struct
{
  const PackshotSample *sample;
  gboolean              is_product; /* of BLAZE, not of Closient */
  guint                 view;
  int                   size;
  GBytes               *png;  /* (owned) (nullable) until it is drawn */
} Drawing;

static void
drawing_free (Drawing *drawing)
{
  g_clear_pointer (&drawing->png, g_bytes_unref);
  g_free (drawing);
}

static void
draw (gpointer data,
      gpointer user_data)
{
  Drawing *drawing = data;

  drawing->png = packshot_sample_render_png (drawing->sample, drawing->view, drawing->size);
}

/* The pictures of one item, in the order in which they are sent: Closient shows the newest
 * first. */
static void
plan_item (GPtrArray            *drawings,
           const PackshotSample *sample,
           guint                 index,
           gboolean              is_product)
{
  guint n = packshot_sample_get_n_views (sample);

  /* Every ninth item still waits for its photographer, and a few have one picture only. */
  if (index % 9 == 8)
    return;
  if (index % 7 == 5)
    n = 1;
  for (guint i = 0; i < n; i++)
    {
      Drawing *drawing = g_new0 (Drawing, 1);

      drawing->sample = sample;
      drawing->is_product = is_product;
      drawing->view = is_product ? i : n - 1 - i;
      drawing->size = index % 5 == 2 && drawing->view == 3 ? SMALL_SIZE : SIZE;
      g_ptr_array_add (drawings, drawing);
    }
}

static void
draw_all (GPtrArray *drawings)
{
  GThreadPool *pool = g_thread_pool_new (draw, NULL, g_get_num_processors (), FALSE, NULL);

  for (guint i = 0; i < drawings->len; i++)
    g_thread_pool_push (pool, drawings->pdata[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}

static gboolean
fill_picture (PackshotSandbox *sandbox,
              Drawing         *drawing,
              GError         **error)
{
  const PackshotSample *sample = drawing->sample;
  g_autofree char *product = NULL;
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;

  if (!drawing->is_product)
    {
      id = packshot_sandbox_add_closient_image (sandbox, sample->gtin, drawing->png,
                                                packshot_sample_get_view_title (sample,
                                                                                drawing->view),
                                                drawing->view == 0, error);
      return id != NULL;
    }
  product = packshot_sandbox_dup_blaze_product_id (sandbox, sample->gtin);
  name = g_strdup_printf ("%s-%u.png", sample->gtin, drawing->view + 1);
  id = packshot_sandbox_add_blaze_image (sandbox, product, drawing->png, name,
                                         drawing->view % 2 == 0, error);
  return id != NULL;
}

static gboolean
fill_product (PackshotSandbox      *sandbox,
              const PackshotSample *sample,
              gboolean              is_product,
              GError              **error)
{
  const PackshotSandboxProduct product = {
    .gtin = sample->gtin,
    .name = sample->name,
    .brand = sample->brand,
    .net_content = sample->net_content,
    .category = sample->category,
    .supplier_code = sample->sku,
    .where = is_product ? PACKSHOT_SANDBOX_IN_BLAZE : PACKSHOT_SANDBOX_IN_CLOSIENT,
  };

  return packshot_sandbox_add_product (sandbox, &product, error);
}

static gboolean
fill_products (PackshotSandbox *sandbox,
               GError         **error)
{
  g_autoptr(GPtrArray) drawings = g_ptr_array_new_with_free_func ((GDestroyNotify)drawing_free);
  guint n = packshot_samples_get_n ();

  for (guint i = 0; i < n + packshot_samples_get_n_products (); i++)
    {
      gboolean is_product = i >= n;
      const PackshotSample *sample = is_product ? packshot_samples_get_product (i - n) :
        packshot_samples_get (i);

      if (!fill_product (sandbox, sample, is_product, error))
        return FALSE;
      plan_item (drawings, sample, is_product ? i - n : i, is_product);
    }
  draw_all (drawings);
  for (guint i = 0; i < drawings->len; i++)
    if (!fill_picture (sandbox, drawings->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
fill_owners (PackshotSandbox *sandbox,
             GError         **error)
{
  for (guint i = 0; i < packshot_samples_get_n_customers (); i++)
    {
      const PackshotSampleLogo *logo = packshot_samples_get_customer (i);
      g_autofree char *id = packshot_sandbox_add_customer (sandbox, logo->name, error);
      g_autoptr(GBytes) png = packshot_samples_render_logo_png (logo, SIZE);

      if (id == NULL ||
          (i % 3 != 2 && !packshot_sandbox_set_goldleaf_image (sandbox, id, png, error)))
        return FALSE;
    }
  for (guint i = 0; i < packshot_samples_get_n_brands (); i++)
    {
      const PackshotSampleLogo *logo = packshot_samples_get_brand (i);
      g_autofree char *id = packshot_sandbox_add_brand (sandbox, logo->name, error);
      g_autoptr(GBytes) png = packshot_samples_render_logo_png (logo, SIZE);

      if (id == NULL || !packshot_sandbox_set_goldleaf_image (sandbox, id, png, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
packshot_demo_fill (PackshotSandbox *sandbox,
                    GError         **error)
{
  return fill_products (sandbox, error) && fill_owners (sandbox, error);
}

static void
start_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  PackshotDemo *self = data;
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  GError *error = NULL;

  self->folder = g_dir_make_tmp ("packshot-demo-XXXXXX", &error);
  self->sandbox = packshot_sandbox_new (clock, 1);
  if (error == NULL && packshot_demo_fill (self->sandbox, &error))
    self->server = packshot_sandbox_server_start (self->sandbox, 0, 0, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- The profile --- */

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotDemo *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(PackshotSyncResult) done = packshot_session_sync_finish (self->session, result, &error);

  if (done == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void save_next (GTask *task);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotDemo *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (packshot_session_save_account_finish (self->session, result, &error) == 0)
    g_task_return_error (task, error);
  else
    save_next (task);
}

static void
save_next (GTask *task)
{
  static const struct
  {
    PackshotServiceKind       service;
    const char               *name;
    PackshotSandboxCredential credential;
  } accounts[] = {
    { PACKSHOT_SERVICE_CLOSIENT, "Closient", PACKSHOT_SANDBOX_CLOSIENT_EDITOR },
    { PACKSHOT_SERVICE_GOLDLEAF, "GoldLeaf", PACKSHOT_SANDBOX_GOLDLEAF },
    { PACKSHOT_SERVICE_BLAZE, "BLAZE", PACKSHOT_SANDBOX_BLAZE },
  };
  PackshotDemo *self = g_task_get_task_data (task);
  g_autoptr(PackshotAccount) account = NULL;
  guint i = self->n_accounts++;

  if (i == G_N_ELEMENTS (accounts))
    {
      packshot_session_sync_async (self->session, NULL, 0, PACKSHOT_SYNC_NONE, NULL, synced_cb,
                                   g_object_ref (task));
      return;
    }
  account = packshot_account_new ();
  account->service = accounts[i].service;
  account->name = g_strdup (accounts[i].name);
  account->base_url = g_strdup (packshot_sandbox_server_get_base_url (self->server));
  account->key_source = g_strdup ("session");
  if (account->service == PACKSHOT_SERVICE_CLOSIENT)
    account->organization = g_strdup (packshot_sandbox_get_organization (self->sandbox, 0));
  packshot_session_save_account_async (self->session, account,
                                       packshot_sandbox_get_credential (self->sandbox,
                                                                        accounts[i].credential),
                                       NULL, saved_cb, g_object_ref (task));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotDemo *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->session = packshot_session_open_finish (result, &error);
  if (self->session == NULL)
    g_task_return_error (task, error);
  else
    save_next (task);
}

typedef struct
{
  GTask               *task;
  PackshotSessionFlags flags;
} Start;

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Start *start = user_data;
  g_autoptr(GTask) task = start->task;
  PackshotDemo *self = g_task_get_task_data (task);
  PackshotSessionFlags flags = start->flags;
  g_autofree char *folder = NULL;
  GError *error = NULL;

  g_free (start);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  folder = g_build_filename (self->folder, "profile", NULL);
  packshot_session_open_async (folder, flags, NULL, opened_cb, g_object_ref (task));
}

/**
 * packshot_demo_open_async:
 * @flags: how its session is opened
 * @cancellable: (nullable)
 * @callback: called when the sample catalog is there and synced
 * @user_data: for @callback
 */
void
packshot_demo_open_async (PackshotSessionFlags flags,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GTask) thread = NULL;
  PackshotDemo *self = g_new0 (PackshotDemo, 1);
  Start *start = g_new0 (Start, 1);

  g_task_set_source_tag (task, packshot_demo_open_async);
  g_task_set_task_data (task, self, NULL);
  start->task = g_object_ref (task);
  start->flags = flags;
  thread = g_task_new (NULL, cancellable, started_cb, start);
  g_task_set_task_data (thread, self, NULL);
  g_task_run_in_thread (thread, start_thread);
}

/**
 * packshot_demo_open_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the demo
 */
PackshotDemo *
packshot_demo_open_finish (GAsyncResult *result,
                           GError      **error)
{
  PackshotDemo *self = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), error))
    return self;
  packshot_demo_free (self);
  return NULL;
}

/**
 * packshot_demo_get_session:
 * @self: a demo
 *
 * Returns: (transfer none): its session, to be closed by the caller before the demo is freed
 */
PackshotSession *
packshot_demo_get_session (PackshotDemo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->session;
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * packshot_demo_free:
 * @self: (transfer full): a demo whose session has been closed
 */
void
packshot_demo_free (PackshotDemo *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->session);
  if (self->server != NULL)
    packshot_sandbox_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->sandbox);
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}
