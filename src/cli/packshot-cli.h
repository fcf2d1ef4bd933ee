/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _PackshotCli PackshotCli;

/**
 * PackshotCliStatus:
 * @PACKSHOT_CLI_DONE: done
 * @PACKSHOT_CLI_FAILED: failed, with a message
 * @PACKSHOT_CLI_USAGE: the command line was wrong, nothing was done
 * @PACKSHOT_CLI_LEFT_OVER: done, and work is left over: pending, in conflict, or for a person
 *
 * Exit status of every command.
 */
typedef enum
{
  PACKSHOT_CLI_DONE = 0,
  PACKSHOT_CLI_FAILED = 1,
  PACKSHOT_CLI_USAGE = 2,
  PACKSHOT_CLI_LEFT_OVER = 3,
} PackshotCliStatus;

/**
 * PackshotCliCommand:
 * @name: a word, or two: `account add`
 * @arguments: (nullable): what follows it, for its help
 * @summary: what it does, in half a line, to be translated
 * @help: (nullable): more of it with examples, to be translated
 * @run: does it
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *help;
  PackshotCliStatus (* run) (PackshotCli *self);
} PackshotCliCommand;

/**
 * PackshotCli:
 *
 * One run of the program. Commands read the fields and change none but @status.
 */
struct _PackshotCli
{
  /* Options */
  char *data_dir;                     /* (owned) (nullable) */
  char *format;                       /* (owned) (nullable) */
  gboolean is_json;
  gboolean is_offline;
  gboolean wants_help;
  gboolean wants_version;

  /* Command */
  const PackshotCliCommand *command;  /* (nullable) */
  char **args;                        /* (owned): once parsed, without options */
  guint n_args;
  PackshotCliStatus status;           /* when packshot_cli_parse() or packshot_cli_open() fails */

  /* In progress */
  PackshotSession *session;           /* (owned) (nullable) */
  GCancellable *cancellable;          /* (owned): by Ctrl+C */
  guint interrupt_id;
  guint terminate_id;
  GAsyncResult *result;               /* (owned) (nullable) */
  gboolean has_result;
};

void              packshot_cli_init       (PackshotCli        *self);
void              packshot_cli_clear      (PackshotCli        *self);
gboolean          packshot_cli_parse_global (PackshotCli      *self);
gboolean          packshot_cli_parse      (PackshotCli        *self,
                                           const GOptionEntry *entries,
                                           guint               min,
                                           guint               max);
gboolean          packshot_cli_open       (PackshotCli        *self);
PackshotCliStatus packshot_cli_close      (PackshotCli        *self,
                                           PackshotCliStatus   status);

/* Gives the callback and its data to an asynchronous call, then its result to the finishing one:
 * packshot_foo_finish (foo, packshot_cli_wait (self), &error). */
void              packshot_cli_ready_cb   (GObject            *source,
                                           GAsyncResult       *result,
                                           gpointer            self);
GAsyncResult     *packshot_cli_wait       (PackshotCli        *self);

/* What a person typed, as UTF-8. */
char             *packshot_cli_dup_text   (const char         *argument);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotCli, packshot_cli_clear)

G_END_DECLS
