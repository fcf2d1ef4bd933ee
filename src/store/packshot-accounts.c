/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Logins to services, without their secrets. On a store thread. */

#include "config.h"

#include "packshot-accounts.h"

#include "packshot-galleries-private.h"
#include "packshot-statement-private.h"

#define COLUMNS "id, service, name, base_url, organization, key_source, settings"

static PackshotAccount *
account_read (PackshotStatement *s)
{
  PackshotAccount *account = packshot_account_new ();

  account->id = _packshot_statement_get_int64 (s, 0);
  packshot_service_kind_from_string (_packshot_statement_get_text (s, 1), &account->service);
  account->name = _packshot_statement_dup_text (s, 2);
  account->base_url = _packshot_statement_dup_text (s, 3);
  account->organization = _packshot_statement_dup_text (s, 4);
  account->key_source = _packshot_statement_dup_text (s, 5);
  account->settings = _packshot_statement_dup_text (s, 6);
  return account;
}

static void
account_bind (PackshotStatement     *s,
              const PackshotAccount *account)
{
  _packshot_statement_bind_text (s, 1, packshot_service_kind_to_string (account->service));
  _packshot_statement_bind_text (s, 2, account->name);
  _packshot_statement_bind_text (s, 3, account->base_url);
  _packshot_statement_bind_text (s, 4, account->organization);
  _packshot_statement_bind_text (s, 5, account->key_source);
  _packshot_statement_bind_text (s, 6, account->settings != NULL ? account->settings : "{}");
}

/**
 * packshot_accounts_insert:
 * @db: a connection
 * @account: a new account; its id is not looked at
 * @error: return location; %PACKSHOT_STORE_ERROR_CONSTRAINT when the name is taken
 *
 * Returns: its id, or 0
 */
gint64
packshot_accounts_insert (PackshotDb            *db,
                          const PackshotAccount *account,
                          GError               **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 id;

  s = _packshot_db_prepare (db,
                            "INSERT INTO accounts "
                            "(service, name, base_url, organization, key_source, settings) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  if (s == NULL)
    return 0;
  account_bind (s, account);
  return _packshot_statement_run_insert (s, &id, error) ? id : 0;
}

/**
 * packshot_accounts_update:
 * @db: a connection
 * @account: an account with its id
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND when there is none with that id
 *
 * Returns: whether it has been written
 */
gboolean
packshot_accounts_update (PackshotDb            *db,
                          const PackshotAccount *account,
                          GError               **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE accounts SET service = ?1, name = ?2, base_url = ?3, "
                            "organization = ?4, key_source = ?5, settings = ?6 WHERE id = ?7",
                            error);
  if (s == NULL)
    return FALSE;
  account_bind (s, account);
  _packshot_statement_bind_int64 (s, 7, account->id);
  return _packshot_statement_run_one (s, "account", account->id, error);
}

/**
 * packshot_accounts_delete:
 * @db: a connection
 * @id: an account's id
 * @error: return location
 *
 * Deletes an account with its items, their galleries, edits, trash and journal. Contents and blobs
 * stay until they are swept.
 *
 * Returns: whether it has been deleted
 */
gboolean
packshot_accounts_delete (PackshotDb *db,
                          gint64      id,
                          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "DELETE FROM accounts WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  return _packshot_statement_run_one (s, "account", id, error) &&
         _packshot_galleries_sweep (db, error);
}

/**
 * packshot_accounts_get:
 * @db: a connection
 * @id: an account's id
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the account
 */
PackshotAccount *
packshot_accounts_get (PackshotDb *db,
                       gint64      id,
                       GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, "SELECT " COLUMNS " FROM accounts WHERE id = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, id);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    return account_read (s);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no account %" G_GINT64_FORMAT, id);
  return NULL;
}

/**
 * packshot_accounts_find:
 * @db: a connection
 * @name: what the user calls it
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the account of that name
 */
PackshotAccount *
packshot_accounts_find (PackshotDb *db,
                        const char *name,
                        GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, "SELECT " COLUMNS " FROM accounts WHERE name = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_text (s, 1, name);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    return account_read (s);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no account “%s”", name);
  return NULL;
}

/**
 * packshot_accounts_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotAccount) (nullable): all, in the order in which
 *   they were added
 */
GPtrArray *
packshot_accounts_list (PackshotDb *db,
                        GError    **error)
{
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, "SELECT " COLUMNS " FROM accounts ORDER BY id", error);
  if (s == NULL)
    return NULL;
  accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_account_free);
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (accounts, account_read (s));
  return more == 0 ? g_steal_pointer (&accounts) : NULL;
}

/**
 * packshot_account_state_clear:
 * @state: a state
 *
 * Called by `g_auto`.
 */
void
packshot_account_state_clear (PackshotAccountState *state)
{
  g_clear_pointer (&state->learned, g_free);
  g_clear_pointer (&state->problem, g_free);
  g_clear_pointer (&state->problem_text, g_free);
  state->checked_at = 0;
  state->problem_since = 0;
}

/**
 * packshot_accounts_get_state:
 * @db: a connection
 * @id: an account's id
 * @state: (out): cleared, then filled
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: whether @state is filled
 */
gboolean
packshot_accounts_get_state (PackshotDb           *db,
                             gint64                id,
                             PackshotAccountState *state,
                             GError              **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT learned, checked_at, problem, problem_text, problem_since "
                            "FROM accounts WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  more = _packshot_statement_step (s, error);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no account %" G_GINT64_FORMAT, id);
  if (more <= 0)
    return FALSE;
  packshot_account_state_clear (state);
  state->learned = _packshot_statement_dup_text (s, 0);
  state->checked_at = _packshot_statement_get_int64 (s, 1);
  state->problem = _packshot_statement_dup_text (s, 2);
  state->problem_text = _packshot_statement_dup_text (s, 3);
  state->problem_since = _packshot_statement_get_int64 (s, 4);
  return TRUE;
}

/**
 * packshot_accounts_set_learned:
 * @db: a connection
 * @id: an account's id
 * @learned: a JSON object
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_accounts_set_learned (PackshotDb *db,
                               gint64      id,
                               const char *learned,
                               GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "UPDATE accounts SET learned = ?2 WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_text (s, 2, learned);
  return _packshot_statement_run_one (s, "account", id, error);
}

/**
 * packshot_accounts_set_checked:
 * @db: a connection
 * @id: an account's id
 * @at: microseconds UTC, or 0 for never
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_accounts_set_checked (PackshotDb *db,
                               gint64      id,
                               gint64      at,
                               GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "UPDATE accounts SET checked_at = ?2 WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_id (s, 2, at);
  return _packshot_statement_run_one (s, "account", id, error);
}

/* A problem that comes, becomes another or goes is a line of the log; one that goes has no code. */
static gboolean
note_problem (PackshotDb *db,
              gint64      id,
              const char *problem,
              GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO log (at, account, event, detail) "
                            "SELECT CAST (strftime ('%s', 'now') AS INTEGER) * 1000000, id, "
                            "'account', ifnull (?2, '') FROM accounts "
                            "WHERE id = ?1 AND problem IS NOT ?2", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_text (s, 2, problem);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_accounts_set_problem:
 * @db: a connection
 * @id: an account's id
 * @problem: (nullable): an error code, or %NULL when there is none any more
 * @text: (nullable): what the server said
 * @error: return location
 *
 * A problem that stays the same keeps the time since when it is there; another one is logged.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_accounts_set_problem (PackshotDb *db,
                               gint64      id,
                               const char *problem,
                               const char *text,
                               GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  if (!note_problem (db, id, problem, error))
    return FALSE;
  s = _packshot_db_prepare (db,
                            "UPDATE accounts SET problem = ?2, problem_text = ?3, problem_since = "
                            "CASE WHEN ?2 IS NULL THEN NULL "
                            "WHEN problem IS ?2 AND problem_since IS NOT NULL THEN problem_since "
                            "ELSE CAST (strftime ('%s', 'now') AS INTEGER) * 1000000 END "
                            "WHERE id = ?1",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_text (s, 2, problem);
  _packshot_statement_bind_text (s, 3, problem != NULL ? text : NULL);
  return _packshot_statement_run_one (s, "account", id, error);
}
