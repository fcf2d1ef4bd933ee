/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The words of accounts: keys that are looked at without a network, and connection tests of every
 * outcome. */

#include "config.h"

#include "packshot-account-words.h"

/* 32 letters and digits, as the middle of a Closient key has. */
#define MIDDLE "abcdefghijklmnopqrstuvwxyz012345"

static PackshotAccount *
account_new (PackshotServiceKind service,
             const char         *url)
{
  PackshotAccount *account = packshot_account_new ();

  account->service = service;
  account->name = g_strdup ("Shop");
  account->base_url = g_strdup (url);
  account->key_source = g_strdup ("keyring");
  return account;
}

static void
test_keys (void)
{
  static const struct
  {
    PackshotServiceKind service;
    const char         *key;
    PackshotKeyVerdict  verdict;
  } cases[] = {
    { PACKSHOT_SERVICE_CLOSIENT, NULL, PACKSHOT_KEY_EMPTY },
    { PACKSHOT_SERVICE_CLOSIENT, "  ", PACKSHOT_KEY_EMPTY },
    { PACKSHOT_SERVICE_CLOSIENT, "cs", PACKSHOT_KEY_SHORT },
    { PACKSHOT_SERVICE_CLOSIENT, "csb_", PACKSHOT_KEY_SHORT },
    { PACKSHOT_SERVICE_CLOSIENT, "csb_" MIDDLE "_1234567", PACKSHOT_KEY_SHORT },
    { PACKSHOT_SERVICE_CLOSIENT, "csb_" MIDDLE "_00000000", PACKSHOT_KEY_MISTAKE },
    { PACKSHOT_SERVICE_CLOSIENT, "csb_" MIDDLE "_000000000", PACKSHOT_KEY_MISTAKE },
    { PACKSHOT_SERVICE_CLOSIENT, "abc_" MIDDLE "_00000000", PACKSHOT_KEY_MISTAKE },
    { PACKSHOT_SERVICE_GOLDLEAF, ":", PACKSHOT_KEY_EMPTY },
    { PACKSHOT_SERVICE_GOLDLEAF, "name:", PACKSHOT_KEY_SHORT },
    { PACKSHOT_SERVICE_GOLDLEAF, ":key", PACKSHOT_KEY_SHORT },
    { PACKSHOT_SERVICE_GOLDLEAF, "name:a key", PACKSHOT_KEY_MISTAKE },
    { PACKSHOT_SERVICE_GOLDLEAF, "my name:key", PACKSHOT_KEY_GOOD },
    { PACKSHOT_SERVICE_BLAZE, "partner:", PACKSHOT_KEY_SHORT },
    { PACKSHOT_SERVICE_BLAZE, "part ner:developer", PACKSHOT_KEY_MISTAKE },
    { PACKSHOT_SERVICE_BLAZE, "partner:developer", PACKSHOT_KEY_GOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *title = NULL, *subtitle = NULL;
      PackshotKeyVerdict verdict;
      gboolean told;

      verdict = packshot_account_words_key (cases[i].service, cases[i].key, &title, &subtitle);
      told = verdict == PACKSHOT_KEY_SHORT || verdict == PACKSHOT_KEY_MISTAKE;
      g_test_message ("%u: %s", i, cases[i].key);
      g_assert_cmpint (verdict, ==, cases[i].verdict);
      g_assert_cmpint (*title != '\0', ==, told);
      g_assert_cmpint (*subtitle != '\0', ==, told);
    }
}

/* The marks of a test as one text: g good, F failed, W warning, ? unknown, r running, o offline,
 * . later; then the title of the first line that is not good. */
static char *
dup_outcome (const PackshotTestState *state)
{
  static const char marks[] = "gFW?ro.";
  g_autoptr(GPtrArray) steps = packshot_account_words_steps (state);
  GString *text = g_string_new (NULL);
  const char *title = "";

  for (guint i = 0; i < steps->len; i++)
    {
      const PackshotTestStep *step = steps->pdata[i];

      g_string_append_c (text, marks[step->mark]);
      if (step->mark != PACKSHOT_TEST_GOOD && *title == '\0')
        title = step->title;
    }
  g_string_append_printf (text, " %s", title);
  return g_string_free (text, FALSE);
}

static void
test_failures (void)
{
  static const struct
  {
    PackshotServiceKind  service;
    PackshotTried        tried;
    PackshotServiceError code;
    const char          *outcome;
  } cases[] = {
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_NOTHING, PACKSHOT_SERVICE_ERROR_OFFLINE,
      "F.... pictures.example does not answer" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_KEY, PACKSHOT_SERVICE_ERROR_OFFLINE,
      "ggF.. pictures.example stopped answering" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_NOTHING, PACKSHOT_SERVICE_ERROR_INSECURE,
      "F.... The connection is not secure" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_NOTHING, PACKSHOT_SERVICE_ERROR_INVALID,
      "F.... This is not an address" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_NOTHING, PACKSHOT_SERVICE_ERROR_KEY,
      "F.... This key has a typing mistake" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_AUTH,
      "gF... Closient does not accept this key" },
    { PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_AUTH,
      "gF... GoldLeaf does not accept this key and name" },
    { PACKSHOT_SERVICE_BLAZE, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_AUTH,
      "gF... BLAZE does not accept these keys" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_FORBIDDEN,
      "gF... This key may not be used" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_KEY, PACKSHOT_SERVICE_ERROR_FORBIDDEN,
      "ggF.. This key belongs to no organization" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_ORGANIZATION, PACKSHOT_SERVICE_ERROR_FORBIDDEN,
      "gggW. Pictures can’t be read" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_THROTTLED,
      "gW... Closient asks for a pause" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_SERVER,
      "gF... pictures.example has trouble of its own" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_PROTOCOL,
      "gF... pictures.example does not answer like Closient" },
    { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_TRIED_SERVER, PACKSHOT_SERVICE_ERROR_GONE,
      "gF... pictures.example does not answer like Closient" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotAccount) account = account_new (cases[i].service,
                                                        "https://pictures.example");
      g_autoptr(PackshotConnection) connection = packshot_connection_new ();
      g_autoptr(GError) error = packshot_service_error_new (cases[i].code, "what the server said");
      const PackshotTestState state = {
        .account = account, .connection = connection, .error = error, .network = TRUE,
      };
      g_autofree char *outcome = NULL;
      g_autofree char *details = NULL;

      connection->tried = cases[i].tried;
      outcome = dup_outcome (&state);
      g_assert_cmpstr (outcome, ==, cases[i].outcome);
      details = packshot_account_words_details (&state);
      g_assert_nonnull (strstr (details, "what the server said"));
      g_assert_nonnull (strstr (details, "https://pictures.example"));
    }
}

/* Each error that a service can give has words, at each step. */
static void
test_all_errors (void)
{
  for (int code = 0; code < PACKSHOT_N_SERVICE_ERRORS; code++)
    for (int service = 0; service < PACKSHOT_N_SERVICES; service++)
      for (int tried = PACKSHOT_TRIED_NOTHING; tried <= PACKSHOT_TRIED_PICTURES; tried++)
        {
          g_autoptr(PackshotAccount) account = account_new (service, "https://pictures.example");
          g_autoptr(PackshotConnection) connection = packshot_connection_new ();
          g_autoptr(GError) error = packshot_service_error_new (code, "why");
          const PackshotTestState state = {
            .account = account, .connection = connection, .error = error, .network = TRUE,
          };
          g_autoptr(GPtrArray) steps = NULL;
          guint n_bad = 0;

          connection->tried = tried;
          steps = packshot_account_words_steps (&state);
          for (guint i = 0; i < steps->len; i++)
            {
              const PackshotTestStep *step = steps->pdata[i];

              g_assert_cmpstr (step->title, !=, "");
              n_bad += step->mark == PACKSHOT_TEST_FAILED || step->mark == PACKSHOT_TEST_WARNING;
              /* nothing after the failure is called good */
              g_assert_false (n_bad > 0 && step->mark == PACKSHOT_TEST_GOOD);
            }
          g_assert_cmpuint (n_bad, ==, 1);
        }
}

static void
test_good (void)
{
  const char *pairs[] = { "a", "Nordic Grocers AB", NULL };
  g_autoptr(PackshotAccount) account = account_new (PACKSHOT_SERVICE_CLOSIENT,
                                                    "https://pictures.example");
  g_autoptr(PackshotConnection) connection = packshot_connection_new ();
  PackshotTestState state = {
    .account = account, .connection = connection, .network = TRUE, .tested_at = g_get_real_time (),
  };
  g_autofree char *outcome = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *reads_only = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *later = NULL;

  connection->tried = PACKSHOT_TRIED_PICTURES;
  connection->n_images = 4;
  connection->n_items = 81;
  connection->role = g_strdup ("editor");
  g_strfreev (connection->organizations);
  connection->organizations = g_strdupv ((char **)pairs);
  outcome = dup_outcome (&state);
  g_assert_cmpstr (outcome, ==, "gggg? Adding and deleting not tried yet");
  summary = packshot_account_words_summary (&state);
  g_assert_true (g_str_has_suffix (summary, "Ready to use."));

  state.problem = "forbidden";
  refused = dup_outcome (&state);
  g_assert_cmpstr (refused, ==, "ggggW Pictures can’t be added");
  later = packshot_account_words_summary (&state);
  g_assert_null (strstr (later, "Ready"));
  state.problem = NULL;

  g_free (connection->role);
  connection->role = g_strdup ("viewer");
  reads_only = dup_outcome (&state);
  g_assert_cmpstr (reads_only, ==, "ggggW Pictures can’t be added");

  /* without an item no picture was looked at: that is not called good */
  g_free (connection->role);
  connection->role = NULL;
  connection->tried = PACKSHOT_TRIED_ORGANIZATION;
  empty = dup_outcome (&state);
  g_assert_cmpstr (empty, ==, "ggg?? Pictures not looked at");
}

static void
test_before (void)
{
  g_autoptr(PackshotAccount) account = account_new (PACKSHOT_SERVICE_CLOSIENT,
                                                    "https://pictures.example");
  g_autoptr(PackshotConnection) connection = packshot_connection_new ();
  g_autoptr(GError) error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_OFFLINE, "why");
  const struct
  {
    PackshotTestState state;
    const char       *outcome;
  } cases[] = {
    { { .account = account }, "..... Server" },
    { { .account = account, .testing = TRUE }, "r.... Testing…" },
    { { .account = account, .offline = TRUE }, "o..... You are working offline" },
    { { .account = account, .foreign = TRUE }, "?..... Enter the key again" },
    { { .account = account, .key = "csb_" MIDDLE "_00000000" },
      "F..... This key has a typing mistake" },
    { { .account = account, .key = "csb_" }, "?..... This key is not complete yet" },
    { { .account = account, .connection = connection, .error = error },
      "o.... This computer has no network" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *outcome = dup_outcome (&cases[i].state);
      g_autofree char *summary = packshot_account_words_summary (&cases[i].state);

      g_assert_cmpstr (outcome, ==, cases[i].outcome);
      g_assert_cmpstr (summary, ==, "");
    }
}

static void
test_waiting (void)
{
  g_autoptr(PackshotAccount) account = account_new (PACKSHOT_SERVICE_GOLDLEAF,
                                                    "https://pictures.example");
  g_autoptr(GError) error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_AUTH, "why");
  PackshotTestState state = {
    .account = account, .error = error, .tested_at = g_get_real_time (), .n_waiting = 2,
  };
  g_autofree char *two = packshot_account_words_summary (&state);
  g_autofree char *none = NULL;

  g_assert_true (g_str_has_suffix (two, "2 changed items wait until this works."));
  state.n_waiting = 0;
  none = packshot_account_words_summary (&state);
  g_assert_null (strstr (none, "wait"));
}

static void
test_states (void)
{
  static const struct
  {
    const char *problem;
    gint64      checked_at;
    const char *url;
    gboolean    offline;
    const char *css;
    const char *sentence;
  } cases[] = {
    { NULL, 1, "https://pictures.example", FALSE, "meta", "Closient · works" },
    { NULL, 0, "https://pictures.example", FALSE, "meta", "Closient · not checked yet" },
    { NULL, 1, "https://pictures.example", TRUE, "meta", "Closient · offline" },
    { NULL, 1, "http://127.0.0.1:1", FALSE, "meta", "On this computer · works" },
    { "auth", 1, "https://pictures.example", FALSE, "error", "Closient · key refused" },
    { "auth", 1, "https://pictures.example", TRUE, "error", "Closient · key refused" },
    { "no-key", 1, "https://pictures.example", FALSE, "error", "Closient · key needed" },
    { "forbidden", 1, "https://pictures.example", FALSE, "warning", "Closient · may only read" },
    { "offline", 1, "https://pictures.example", FALSE, "meta", "Closient · not reached" },
    { "server", 1, "https://pictures.example", FALSE, "error", "Closient · Server trouble" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotAccount) account = account_new (PACKSHOT_SERVICE_CLOSIENT, cases[i].url);
      const PackshotAccountView view = {
        .account = account, .checked_at = cases[i].checked_at, .problem = (char *)cases[i].problem,
      };
      g_autoptr(PackshotWording) words = packshot_account_words_state (&view, cases[i].offline);

      g_assert_cmpstr (words->sentence, ==, cases[i].sentence);
      g_assert_cmpstr (words->css, ==, cases[i].css);
      g_assert_nonnull (words->icon);
    }
}

static void
test_host (void)
{
  static const struct
  {
    const char *url;
    const char *host;
  } cases[] = {
    { "https://pictures.example", "pictures.example" },
    { "https://pictures.example/below", "pictures.example" },
    { "http://127.0.0.1:8080", "127.0.0.1:8080" },
    { "nothing", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotAccount) account = account_new (PACKSHOT_SERVICE_BLAZE, cases[i].url);
      g_autofree char *host = packshot_account_words_host (account);

      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/account-words/keys", test_keys);
  g_test_add_func ("/app/account-words/failures", test_failures);
  g_test_add_func ("/app/account-words/all-errors", test_all_errors);
  g_test_add_func ("/app/account-words/good", test_good);
  g_test_add_func ("/app/account-words/before", test_before);
  g_test_add_func ("/app/account-words/waiting", test_waiting);
  g_test_add_func ("/app/account-words/states", test_states);
  g_test_add_func ("/app/account-words/host", test_host);
  return g_test_run ();
}
