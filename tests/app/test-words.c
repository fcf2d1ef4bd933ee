/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What people read of states, values, numbers and troubles. */

#include "config.h"

#include "packshot-item-query.h"
#include "packshot-session.h"
#include "packshot-sync-button.h"
#include "packshot-words.h"

#include <locale.h>

static void
test_bytes (void)
{
  static const struct
  {
    gint64      bytes;
    const char *text;
  } cases[] = {
    { 0, "0 bytes" }, { 1, "1 byte" }, { 999, "999 bytes" }, { 1000, "1 kB" }, { 1499, "1 kB" },
    { 1500, "2 kB" }, { 26000, "26 kB" }, { 999499, "999 kB" }, { 999500, "1.0 MB" },
    { 1300000, "1.3 MB" }, { 999949999, "999.9 MB" }, { 999950000, "1.0 GB" },
    { G_GINT64_CONSTANT (5000000000), "5.0 GB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = packshot_words_bytes (cases[i].bytes);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_facts (void)
{
  g_autoptr(PackshotContent) all = packshot_content_new ("", 26000, "image/jpeg", 348, 348);
  g_autoptr(PackshotContent) little = packshot_content_new ("", 26000, "image/x-odd", 0, 0);
  g_autofree char *text = packshot_words_facts (all);
  g_autofree char *rest = packshot_words_facts (little);

  g_assert_cmpstr (text, ==, "348 × 348 px · JPEG · 26 kB");
  g_assert_cmpstr (rest, ==, "image/x-odd · 26 kB");
  g_assert_cmpstr (packshot_words_format (NULL), ==, "");
}

/* A key has 14 digits; printed is what stands on the pack: GS1 General Specifications 3.3.2. */
static void
test_numbers (void)
{
  static const struct
  {
    PackshotItemKind kind;
    const char      *gtin;
    const char      *entered;
    const char      *sku;
    const char      *text;
  } cases[] = {
    { PACKSHOT_ITEM_PRODUCT, "00000096385074", NULL, NULL, "96385074" },
    { PACKSHOT_ITEM_PRODUCT, "00614141999996", NULL, NULL, "614141999996" },
    { PACKSHOT_ITEM_PRODUCT, "00012345678905", NULL, NULL, "012345678905" },
    { PACKSHOT_ITEM_PRODUCT, "04006381333931", "04006381333931", "7", "4006381333931" },
    { PACKSHOT_ITEM_PRODUCT, "10614141999993", NULL, NULL, "10614141999993" },
    { PACKSHOT_ITEM_PRODUCT, NULL, "12-34", "7", "12-34" },
    { PACKSHOT_ITEM_PRODUCT, NULL, NULL, "00398", "SKU 00398" },
    { PACKSHOT_ITEM_CUSTOMER, NULL, NULL, "1042", "No. 1042" },
    { PACKSHOT_ITEM_CUSTOMER, NULL, NULL, "", "" },
    { PACKSHOT_ITEM_BRAND, NULL, NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotItem) item = packshot_item_new ();
      g_autofree char *text = NULL;

      item->kind = cases[i].kind;
      item->gtin = g_strdup (cases[i].gtin);
      item->entered = g_strdup (cases[i].entered);
      item->sku = g_strdup (cases[i].sku);
      text = packshot_words_item_number (item);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_subtitles (void)
{
  g_autoptr(PackshotItem) item = packshot_item_new ();
  g_autofree char *alone = NULL, *branded = NULL, *headline = NULL, *other = NULL;

  item->kind = PACKSHOT_ITEM_CUSTOMER;
  alone = packshot_words_item_subtitle (item);
  g_assert_cmpstr (alone, ==, "Customer");
  headline = packshot_words_item_headline (item, PACKSHOT_SERVICE_GOLDLEAF);
  g_assert_cmpstr (headline, ==, "GoldLeaf customer");
  item->kind = PACKSHOT_ITEM_PRODUCT;
  item->gtin = g_strdup ("02000000000527");
  item->brand = g_strdup ("ALPRO");
  branded = packshot_words_item_subtitle (item);
  g_assert_cmpstr (branded, ==, "2000000000527 · ALPRO");
  other = packshot_words_item_headline (item, PACKSHOT_SERVICE_CLOSIENT);
  g_assert_cmpstr (other, ==, "2000000000527");
}

static void
test_time (void)
{
  gint64 now = g_get_real_time ();
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autofree char *clock = g_date_time_format (today, "%H:%M");
  g_autofree char *at = g_strdup_printf ("at %s", clock);
  g_autofree char *yesterday = g_strdup_printf ("yesterday at %s", clock);
  g_autofree char *text = packshot_words_time (now);
  g_autofree char *text_at = packshot_words_time_at (now);
  g_autofree char *before = packshot_words_time_at (now - G_TIME_SPAN_DAY);
  g_autofree char *old = packshot_words_time_at (G_GINT64_CONSTANT (1000000000) * G_USEC_PER_SEC);

  g_assert_cmpstr (text, ==, clock);
  g_assert_cmpstr (text_at, ==, at);
  g_assert_cmpstr (before, ==, yesterday);
  /* 2001-09-09T01:46:40Z, whatever the time zone a day more or less */
  g_assert_true (g_str_has_suffix (old, "September 2001"));
}

/* --- States --------------------------------------------------------------------------------- */

static const PackshotServiceProfile profile = {
  .kind = PACKSHOT_SERVICE_CLOSIENT,
  .max_bytes = 5000000,
};

/* The stronger state wins; colour is never alone. */
static void
test_image_states (void)
{
  PackshotItemSync sync = { .looked_at = 0 };
  PackshotItemView view = { .profile = &profile, .sync = &sync };
  static const struct
  {
    PackshotImageView image;
    const char       *icon;
    const char       *css;
    const char       *word;
  } cases[] = {
    { { .state = PACKSHOT_STATE_SYNCED }, "object-select-symbolic", "meta", "Synced" },
    { { .state = PACKSHOT_STATE_SYNCED, .kept_here = TRUE }, "packshot-local-symbolic", "meta",
      "Kept here" },
    { { .state = PACKSHOT_STATE_UNKNOWN, .kept_here = TRUE }, "dialog-question-symbolic", "meta",
      "Not checked" },
    { { .state = PACKSHOT_STATE_PENDING, .kept_here = TRUE }, "packshot-waiting-symbolic", "accent",
      "Waiting" },
    { { .state = PACKSHOT_STATE_CONFLICT }, "packshot-conflict-symbolic", "warning", "Conflict" },
    { { .state = PACKSHOT_STATE_NEEDS_YOU, .problem = (char *)"too-large" },
      "dialog-error-symbolic", "error", "Too large" },
    { { .state = PACKSHOT_STATE_NEEDS_YOU }, "dialog-error-symbolic", "error", "Refused" },
    { { .state = PACKSHOT_STATE_PENDING, .sending = TRUE }, NULL, "accent", "Sending" },
    { { .state = PACKSHOT_STATE_PENDING, .sending = TRUE, .progress = .6 }, NULL, "accent",
      "Sending 60%" },
    { { .state = PACKSHOT_STATE_PENDING, .sending = TRUE, .progress = 7 }, NULL, "accent",
      "Sending 100%" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotWording) words = packshot_words_image (&view, &cases[i].image, FALSE);

      g_assert_cmpstr (words->icon, ==, cases[i].icon);
      g_assert_cmpstr (words->css, ==, cases[i].css);
      g_assert_cmpstr (words->word, ==, cases[i].word);
      g_assert_cmpstr (words->sentence, !=, "");
    }
}

/* Offline, what is synced says since when that is known. */
static void
test_offline_state (void)
{
  gint64 now = g_get_real_time ();
  PackshotItemSync sync = { .looked_at = now };
  PackshotItemView view = { .profile = &profile, .sync = &sync };
  PackshotImageView image = { .state = PACKSHOT_STATE_SYNCED };
  g_autofree char *time = packshot_words_time (now);
  g_autofree char *word = g_strdup_printf ("Synced %s", time);
  g_autoptr(PackshotWording) online = packshot_words_image (&view, &image, FALSE);
  g_autoptr(PackshotWording) offline = packshot_words_image (&view, &image, TRUE);

  g_assert_cmpstr (online->word, ==, "Synced");
  g_assert_cmpstr (offline->word, ==, word);
}

static void
test_item_states (void)
{
  PackshotItemSync waiting = { .looked_at = 1, .pending = TRUE };
  PackshotItemSync sending = { .looked_at = 1, .pending = TRUE, .n_sending = 1 };
  PackshotItemSync unknown = { .looked_at = 0 };
  PackshotItemSync refused = { .looked_at = 1, .problem = (char *)"auth" };
  g_autoptr(PackshotWording) one = packshot_words_item (&waiting, 1);
  g_autoptr(PackshotWording) three = packshot_words_item (&waiting, 3);
  g_autoptr(PackshotWording) spinning = packshot_words_item (&sending, 3);
  g_autoptr(PackshotWording) not_known = packshot_words_item (&unknown, 0);
  g_autoptr(PackshotWording) key = packshot_words_item (&refused, 0);

  g_assert_cmpstr (one->sentence, ==, "1 picture changed, waiting to be sent");
  g_assert_cmpstr (three->sentence, ==, "3 pictures changed, waiting to be sent");
  g_assert_null (spinning->icon);
  g_assert_cmpstr (not_known->icon, ==, "dialog-question-symbolic");
  g_assert_cmpstr (key->word, ==, "Key refused");
}

/* --- Troubles ------------------------------------------------------------------------------- */

static void
test_problems (void)
{
  g_autofree char *limit = packshot_words_problem_sentence ("too-large", &profile);
  g_autofree char *odd = packshot_words_problem_sentence ("odd", &profile);

  for (int code = 0; code <= PACKSHOT_SERVICE_ERROR_DISK; code++)
    {
      const char *name = packshot_service_error_to_string (code);
      g_autofree char *sentence = packshot_words_problem_sentence (name, NULL);

      g_assert_cmpstr (packshot_words_problem (name), !=, "Refused");
      g_assert_cmpstr (sentence, !=, "The server refused this.");
      g_assert_true (g_str_has_suffix (sentence, "."));
    }
  g_assert_cmpstr (limit, ==, "The picture is larger than the 5.0 MB that Closient takes.");
  g_assert_cmpstr (odd, ==, "The server refused this.");
  g_assert_cmpstr (packshot_words_problem (NULL), ==, "Refused");
}

static void
test_errors (void)
{
  g_autoptr(GError) session = g_error_new (PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_EMPTY,
                                           "internal");
  g_autoptr(GError) invalid = g_error_new (PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_INVALID,
                                           "at most 255 characters");
  g_autoptr(GError) service = g_error_new (PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_AUTH,
                                           "401");
  g_autoptr(GError) other = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "No space left");
  g_autofree char *a = packshot_words_error (session);
  g_autofree char *b = packshot_words_error (invalid);
  g_autofree char *c = packshot_words_error (service);
  g_autofree char *d = packshot_words_error (other);

  g_assert_cmpstr (a, ==, "The file is empty.");
  g_assert_cmpstr (b, ==, "at most 255 characters");
  g_assert_cmpstr (c, ==, "The service does not accept the key.");
  g_assert_cmpstr (d, ==, "No space left");
}

static void
test_edits (void)
{
  static const char * const kinds[] = { "add", "remove", "move", "primary", "title", "visibility",
                                        "replace", "resolve", "restore" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_cmpstr (packshot_words_undone (kinds[i]), !=, "Undone");
      g_assert_cmpstr (packshot_words_redone (kinds[i]), !=, "Done again");
    }
  g_assert_cmpstr (packshot_words_undone ("odd"), ==, "Undone");
  g_assert_cmpstr (packshot_words_redone (NULL), ==, "Done again");
}

static void
test_plans (void)
{
  static const struct
  {
    PackshotPlan plan;
    const char  *text;
  } cases[] = {
    { { .n_uploads = 2, .bytes = 131000 }, "2 new pictures · 131 kB" },
    { { .n_uploads = 1, .n_again = 1, .n_deletes = 1, .bytes = 26000 },
      "1 picture sent again · 26 kB" },
    { { .n_uploads = 3, .n_again = 1, .n_deletes = 2, .bytes = 1300000 },
      "2 new pictures · 1 picture sent again · 1 picture deleted there · 1.3 MB" },
    { { .n_deletes = 2 }, "2 pictures deleted there" },
    { { .unreachable = TRUE }, "some of it stays here" },
    { { .bytes = 0 }, "waits for a look at the server" },
  };
  g_autofree char *none = packshot_sync_words_plan (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = packshot_sync_words_plan (&cases[i].plan);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (none, ==, "");
}

/* --- Search and views ----------------------------------------------------------------------- */

/* 96385074 and 4006381333931 are valid numbers; check digits by GS1 General Specifications
 * 7.9. */
static void
test_mend (void)
{
  static const struct
  {
    const char *text;
    const char *mended;
  } cases[] = {
    { "2000000000528", "2000000000527" }, { "96385075", "96385074" },
    { "4 006381 333930", "4006381333931" }, { "614141999990", "614141999996" },
    { "4006381333931", NULL }, { "96385074", NULL }, { "milk", NULL }, { "123", NULL },
    { "", NULL },
    { "400638133393123456", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mended = packshot_item_query_mend_gtin (cases[i].text);

      g_assert_cmpstr (mended, ==, cases[i].mended);
    }
}

static void
test_views (void)
{
  PackshotItemQuery query;

  g_assert_true (packshot_item_query_from_view ("all", &query));
  g_assert_cmpint (query.filter, ==, PACKSHOT_FILTER_ALL);
  g_assert_cmpint (query.kind, ==, -1);
  g_assert_cmpint (query.account, ==, 0);
  g_assert_true (packshot_item_query_from_view ("attention", &query));
  g_assert_cmpint (query.filter, ==, PACKSHOT_FILTER_NEEDS_ATTENTION);
  g_assert_true (packshot_item_query_from_view ("waiting", &query));
  g_assert_cmpint (query.filter, ==, PACKSHOT_FILTER_WAITING);
  g_assert_true (packshot_item_query_from_view ("kind:7:3", &query));
  g_assert_cmpint (query.account, ==, 7);
  g_assert_cmpint (query.kind, ==, PACKSHOT_ITEM_BRAND);
  g_assert_false (packshot_item_query_from_view ("trash", &query));
  g_assert_false (packshot_item_query_from_view ("conflicts", &query));
  g_assert_false (packshot_item_query_from_view ("kind:7", &query));
  g_assert_false (packshot_item_query_from_view (NULL, &query));
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/words/bytes", test_bytes);
  g_test_add_func ("/app/words/facts", test_facts);
  g_test_add_func ("/app/words/numbers", test_numbers);
  g_test_add_func ("/app/words/subtitles", test_subtitles);
  g_test_add_func ("/app/words/time", test_time);
  g_test_add_func ("/app/words/states/image", test_image_states);
  g_test_add_func ("/app/words/states/offline", test_offline_state);
  g_test_add_func ("/app/words/states/item", test_item_states);
  g_test_add_func ("/app/words/problems", test_problems);
  g_test_add_func ("/app/words/errors", test_errors);
  g_test_add_func ("/app/words/edits", test_edits);
  g_test_add_func ("/app/words/plans", test_plans);
  g_test_add_func ("/app/words/mend", test_mend);
  g_test_add_func ("/app/words/views", test_views);
  return g_test_run ();
}
