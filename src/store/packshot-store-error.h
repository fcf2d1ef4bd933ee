/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PACKSHOT_STORE_ERROR (packshot_store_error_quark ())

/**
 * PackshotStoreError:
 * @PACKSHOT_STORE_ERROR_FAILED: the database refused for another reason; the message has it
 * @PACKSHOT_STORE_ERROR_FULL: no space is left on the disk
 * @PACKSHOT_STORE_ERROR_BUSY: another process held the database for too long
 * @PACKSHOT_STORE_ERROR_READ_ONLY: the folder may not be written
 * @PACKSHOT_STORE_ERROR_CORRUPT: the file is damaged or no database
 * @PACKSHOT_STORE_ERROR_NEWER: the file was made by a newer version of the program
 * @PACKSHOT_STORE_ERROR_CONSTRAINT: the row would break a rule of the schema
 * @PACKSHOT_STORE_ERROR_NOT_FOUND: no such row
 * @PACKSHOT_STORE_ERROR_EMPTY: a file without bytes
 * @PACKSHOT_STORE_ERROR_BACKUP: a file is no backup, or no whole one
 * @PACKSHOT_STORE_ERROR_IN_USE: another process has the profile open
 */
typedef enum
{
  PACKSHOT_STORE_ERROR_FAILED,
  PACKSHOT_STORE_ERROR_FULL,
  PACKSHOT_STORE_ERROR_BUSY,
  PACKSHOT_STORE_ERROR_READ_ONLY,
  PACKSHOT_STORE_ERROR_CORRUPT,
  PACKSHOT_STORE_ERROR_NEWER,
  PACKSHOT_STORE_ERROR_CONSTRAINT,
  PACKSHOT_STORE_ERROR_NOT_FOUND,
  PACKSHOT_STORE_ERROR_EMPTY,
  PACKSHOT_STORE_ERROR_BACKUP,
  PACKSHOT_STORE_ERROR_IN_USE,
} PackshotStoreError;

GQuark packshot_store_error_quark (void);

G_END_DECLS
