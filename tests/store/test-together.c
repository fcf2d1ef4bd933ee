/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Changes that go to the disk together: each is told only when all of them are there, and each
 * fails for itself. The first holds the writer until the test lets it go, so the others stand in
 * the queue by then. */

#include "config.h"

#include "packshot-db-private.h"
#include "packshot-test.h"
#include "store-fixture.h"

#define N_CHANGES 7

typedef struct
{
  char             *folder;              /* (owned) */
  PackshotStore    *store;               /* (owned) */
  GMutex            mutex;
  GCond             cond;
  guint             n_arrived;           /* at a gate */
  guint             n_let_go;
  PackshotTestAwait awaits[N_CHANGES];
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->folder = packshot_test_tmp_new ();
  self->store = packshot_store_open (self->folder, PACKSHOT_STORE_NONE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  store_must_verify (self->store);
  store_close (self->store);
  g_clear_object (&self->store);
  for (guint i = 0; i < N_CHANGES; i++)
    packshot_test_await_clear (&self->awaits[i]);
  packshot_test_tmp_free (self->folder);
}

static gboolean
gate_func (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Fixture *self = data;
  guint place;

  g_mutex_lock (&self->mutex);
  place = ++self->n_arrived;
  g_cond_broadcast (&self->cond);
  while (self->n_let_go < place)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static void
await_arrival (Fixture *self,
               guint    place)
{
  g_mutex_lock (&self->mutex);
  while (self->n_arrived < place)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
let_go (Fixture *self,
        guint    place)
{
  g_mutex_lock (&self->mutex);
  self->n_let_go = place;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gboolean
insert_func (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  return make_account (db, data, error) != 0;
}

static gboolean
give_up_func (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  must (make_account (db, data, error) != 0, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "not now");
  return FALSE;
}

/* What a gallery names as its primary is looked at by COMMIT only. */
static gboolean
dangling_func (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  must (make_account (db, data, error) != 0, error);
  return _packshot_db_exec (db, "INSERT INTO galleries (primary_image) VALUES (99)", error);
}

/* SQLite itself undoes a whole transaction after some failures of the disk. */
static gboolean
undo_all_func (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  must (_packshot_db_exec (db, "ROLLBACK", error), error);
  g_set_error_literal (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FULL, "full");
  return FALSE;
}

static gboolean
count_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  *(gint64 *)data = count_rows (db, "accounts");
  return TRUE;
}

static void
assert_accounts (Fixture *self,
                 gint64   expected)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  store_read (self->store, count_func, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, expected);
}

static void
write_next (Fixture          *self,
            guint             i,
            PackshotStoreFunc func,
            gpointer          data)
{
  packshot_store_write_async (self->store, func, data, NULL, NULL, packshot_test_await_cb,
                              &self->awaits[i]);
}

static gboolean
written (Fixture *self,
         guint    i,
         GError **error)
{
  return packshot_store_write_finish (self->store, packshot_test_await (&self->awaits[i]), error);
}

static void
assert_written (Fixture *self,
                guint    i)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (written (self, i, &error));
  g_assert_no_error (error);
}

static void
test_told_late (Fixture      *self,
                gconstpointer data)
{
  write_next (self, 0, gate_func, self);
  await_arrival (self, 1);
  write_next (self, 1, insert_func, (gpointer)"one");
  write_next (self, 2, insert_func, (gpointer)"two");
  write_next (self, 3, gate_func, self);
  let_go (self, 1);
  await_arrival (self, 2);
  /* Both have been made, and neither is on the disk or told of. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (self->awaits[1].result);
  g_assert_null (self->awaits[2].result);
  assert_accounts (self, 0);
  let_go (self, 2);
  for (guint i = 0; i < 4; i++)
    assert_written (self, i);
  assert_accounts (self, 2);
}

static void
test_fails_alone (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr(GError) given_up = NULL;
  g_autoptr(GError) dangling = NULL;

  write_next (self, 0, gate_func, self);
  await_arrival (self, 1);
  write_next (self, 1, insert_func, (gpointer)"one");
  write_next (self, 2, give_up_func, (gpointer)"lost");
  write_next (self, 3, insert_func, (gpointer)"two");
  write_next (self, 4, dangling_func, (gpointer)"lost, too");
  write_next (self, 5, insert_func, (gpointer)"lost");
  let_go (self, 1);
  g_assert_false (written (self, 2, &given_up));
  g_assert_error (given_up, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_false (written (self, 4, &dangling));
  g_assert_error (dangling, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CONSTRAINT);
  assert_written (self, 0);
  assert_written (self, 1);
  assert_written (self, 3);
  assert_written (self, 5);
  assert_accounts (self, 3);
}

static void
test_all_undone (Fixture      *self,
                 gconstpointer data)
{
  write_next (self, 0, gate_func, self);
  await_arrival (self, 1);
  write_next (self, 1, insert_func, (gpointer)"one");
  write_next (self, 2, undo_all_func, NULL);
  write_next (self, 3, insert_func, (gpointer)"two");
  let_go (self, 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (written (self, i, &error));
      g_assert_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FULL);
    }
  assert_written (self, 3);
  assert_accounts (self, 1);
}

static void
test_cancelled (Fixture      *self,
                gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  write_next (self, 0, gate_func, self);
  await_arrival (self, 1);
  packshot_store_write_async (self->store, insert_func, (gpointer)"never", NULL, cancellable,
                              packshot_test_await_cb, &self->awaits[1]);
  write_next (self, 2, insert_func, (gpointer)"one");
  g_cancellable_cancel (cancellable);
  let_go (self, 1);
  g_assert_false (written (self, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_written (self, 2);
  assert_accounts (self, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/together/told-late", Fixture, NULL, set_up, test_told_late, tear_down);
  g_test_add ("/store/together/fails-alone", Fixture, NULL, set_up, test_fails_alone, tear_down);
  g_test_add ("/store/together/all-undone", Fixture, NULL, set_up, test_all_undone, tear_down);
  g_test_add ("/store/together/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
