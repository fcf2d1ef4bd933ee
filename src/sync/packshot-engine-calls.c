/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The calls that were made before: by this program before it was started again, and by other
 * processes of the profile. Main thread; what is marked as a store function runs on a store
 * thread. */

#include "config.h"

#include "packshot-engine-private.h"

#include "packshot-accounts.h"

typedef struct
{
  PackshotEngine      *engine;    /* (owned) */
  GArray              *accounts;  /* PackshotAccountLook */
  GPtrArray           *calls;     /* (element-type GArray): PackshotCallsRow, for each account */
  PackshotAccountsFunc func;
  gpointer             user_data;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->engine);
  g_array_unref (load->accounts);
  g_ptr_array_unref (load->calls);
  g_free (load);
}

/* Store function. */
static gboolean
load_read (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Load *load = data;

  for (guint i = 0; i < load->accounts->len; i++)
    {
      PackshotAccountLook *look = &g_array_index (load->accounts, PackshotAccountLook, i);
      g_auto(PackshotAccountState) state = { 0 };
      GArray *calls = packshot_calls_list (db, look->account, error);

      if (calls == NULL)
        return FALSE;
      g_ptr_array_add (load->calls, calls);
      if (packshot_accounts_get_state (db, look->account, &state, NULL))
        look->checked_at = state.checked_at;
    }
  return TRUE;
}

static void
load_remember (Load *load)
{
  PackshotClock *clock = load->engine->parts.clock;
  gint64 run_now = packshot_clock_get_run_time (clock);
  gint64 real_now = packshot_clock_get_real_time (clock);

  for (guint i = 0; i < load->calls->len; i++)
    {
      GArray *calls = load->calls->pdata[i];
      PackshotService *service =
        packshot_engine_get_service (load->engine, g_array_index (load->accounts,
                                                                  PackshotAccountLook, i).account);
      PackshotGovernor *governor;

      if (service == NULL)
        continue;
      governor = packshot_service_get_governor (service);
      packshot_governor_forget (governor, run_now);
      for (guint k = 0; k < calls->len; k++)
        {
          const PackshotCallsRow *row = &g_array_index (calls, PackshotCallsRow, k);

          packshot_governor_remember (governor, row->n, real_now - row->at, run_now);
        }
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Load *load = user_data;
  g_autoptr(GError) error = NULL;

  if (packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    load_remember (load);
  else
    g_warning ("The calls made before could not be read: %s", error->message);
  if (load->func != NULL)
    load->func (load->engine, load->accounts, load->user_data);
  load_free (load);
}

void
_packshot_engine_load_accounts (PackshotEngine      *self,
                                PackshotAccountsFunc func,
                                gpointer             user_data)
{
  Load *load = g_new0 (Load, 1);
  GHashTableIter iter;
  gpointer account;

  load->engine = g_object_ref (self);
  load->accounts = g_array_new (FALSE, FALSE, sizeof (PackshotAccountLook));
  load->calls = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  load->func = func;
  load->user_data = user_data;
  g_hash_table_iter_init (&iter, self->services);
  while (g_hash_table_iter_next (&iter, &account, NULL))
    {
      const PackshotAccountLook look = { .account = *(gint64 *)account };

      g_array_append_val (load->accounts, look);
    }
  packshot_store_read_async (self->parts.store, G_PRIORITY_DEFAULT, load_read, load, NULL, NULL,
                             loaded_cb, load);
}

/**
 * packshot_engine_get_calls:
 * @self: an engine
 * @account: an account's id
 * @windows: (out caller-allocates) (array fixed-size=4): room for %PACKSHOT_GOVERNOR_MAX_WINDOWS
 *
 * Returns: how many windows there are; 0 when no limit is known, or the account can't be called
 */
guint
packshot_engine_get_calls (PackshotEngine *self,
                           gint64          account,
                           PackshotCalls  *windows)
{
  PackshotService *service;

  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), 0);

  service = packshot_engine_get_service (self, account);
  if (service == NULL)
    return 0;
  return packshot_governor_get_windows (packshot_service_get_governor (service),
                                        packshot_clock_get_run_time (self->parts.clock), windows);
}
