/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Settings of the profile, text by name. On a store thread. */

#include "config.h"

#include "packshot-journal.h"

#include "packshot-statement-private.h"

/**
 * packshot_settings_get:
 * @db: a connection
 * @key: a name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is set, or %NULL, without an error, when nothing is
 */
char *
packshot_settings_get (PackshotDb *db,
                       const char *key,
                       GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "SELECT value FROM settings WHERE key = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_text (s, 1, key);
  return _packshot_statement_step (s, error) > 0 ? _packshot_statement_dup_text (s, 0) : NULL;
}

/**
 * packshot_settings_set:
 * @db: a connection
 * @key: a name
 * @value: (nullable): what to set, or %NULL for nothing
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_settings_set (PackshotDb *db,
                       const char *key,
                       const char *value,
                       GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, value != NULL ?
                            "INSERT INTO settings (key, value) VALUES (?1, ?2) "
                            "ON CONFLICT (key) DO UPDATE SET value = excluded.value" :
                            "DELETE FROM settings WHERE key = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_text (s, 1, key);
  if (value != NULL)
    _packshot_statement_bind_text (s, 2, value);
  return _packshot_statement_run (s, error);
}
