/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"
#include "packshot-words.h"

G_BEGIN_DECLS

/**
 * PackshotTestMark:
 * @PACKSHOT_TEST_GOOD: it works
 * @PACKSHOT_TEST_FAILED: it does not
 * @PACKSHOT_TEST_WARNING: it works in part
 * @PACKSHOT_TEST_UNKNOWN: it was not tried, and nothing was changed to find out
 * @PACKSHOT_TEST_RUNNING: it is being tried
 * @PACKSHOT_TEST_OFFLINE: it waits for a network
 * @PACKSHOT_TEST_LATER: it comes after a step that failed
 */
typedef enum
{
  PACKSHOT_TEST_GOOD,
  PACKSHOT_TEST_FAILED,
  PACKSHOT_TEST_WARNING,
  PACKSHOT_TEST_UNKNOWN,
  PACKSHOT_TEST_RUNNING,
  PACKSHOT_TEST_OFFLINE,
  PACKSHOT_TEST_LATER,
} PackshotTestMark;

/* What can be done about a step. */
typedef enum
{
  PACKSHOT_TEST_NO_HELP,
  PACKSHOT_TEST_OPEN_SERVICE,
  PACKSHOT_TEST_COPY_REQUEST,
} PackshotTestHelp;

/* One line of a connection test, for people. */
typedef struct
{
  PackshotTestMark mark;
  PackshotTestHelp help;
  char *title;
  char *subtitle;
} PackshotTestStep;

/* What can be said of a key without a network. */
typedef enum
{
  PACKSHOT_KEY_EMPTY,
  PACKSHOT_KEY_SHORT,     /* not complete: may still be typed */
  PACKSHOT_KEY_MISTAKE,
  PACKSHOT_KEY_GOOD,
} PackshotKeyVerdict;

/**
 * PackshotTestState:
 * @account: what is tested, as it stands in the fields
 * @connection: (nullable): the result, or %NULL before
 * @error: (nullable): why it failed
 * @testing: whether the test runs now
 * @offline: whether the user works offline: then nothing is tested
 * @network: whether this computer has a network
 * @key: (nullable): the key that is being typed, or %NULL for the stored one
 * @foreign: whether the stored key belongs to another address
 * @problem: (nullable): what stops the account by what the session knows
 * @tested_at: microseconds UTC, or 0
 * @n_waiting: items of the account with changes to be sent
 *
 * All that the lines of a connection test are made from.
 */
typedef struct
{
  const PackshotAccount *account;
  const PackshotConnection *connection;
  const GError *error;
  gboolean testing;
  gboolean offline;
  gboolean network;
  const char *key;
  gboolean foreign;
  const char *problem;
  gint64 tested_at;
  gint64 n_waiting;
} PackshotTestState;

/* element-type PackshotTestStep */
GPtrArray         *packshot_account_words_steps   (const PackshotTestState   *state);
/* "Tested at 14:06. Ready to use."; "" before a test */
char              *packshot_account_words_summary (const PackshotTestState   *state);
/* steps, summary and what the server said, as text */
char              *packshot_account_words_details (const PackshotTestState   *state);
/* what to send to whoever gives out the keys */
char              *packshot_account_words_request (const PackshotAccount     *account);
/* how an account stands: word "works", sentence "Closient · works" */
PackshotWording   *packshot_account_words_state   (const PackshotAccountView *view,
                                                   gboolean                   offline);
/* title and subtitle (out) (optional) are set for %PACKSHOT_KEY_SHORT and %PACKSHOT_KEY_MISTAKE */
PackshotKeyVerdict packshot_account_words_key     (PackshotServiceKind        service,
                                                   const char                *key,
                                                   const char               **title,
                                                   const char               **subtitle);
/* "www.closient.com", or "" */
char              *packshot_account_words_host    (const PackshotAccount     *account);
void               packshot_test_step_free        (PackshotTestStep          *self);

G_END_DECLS
