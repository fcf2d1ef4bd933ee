/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words of the Sync page: causes, tries, accounts, plans, lines of the log. No display, no
 * session. */

#include "config.h"

#include "packshot-sync-words.h"

#define SECOND ((gint64)G_USEC_PER_SEC)

/* --- What the cases share --------------------------------------------------------------------- */

typedef struct
{
  PackshotAccount *account;
  GArray          *items;
  GPtrArray       *hashes;
} Parts;

static void
set_up (Parts        *parts,
        gconstpointer data)
{
  parts->account = packshot_account_new ();
  parts->account->service = PACKSHOT_SERVICE_CLOSIENT;
  parts->account->name = g_strdup ("Closient");
  parts->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  parts->hashes = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Parts        *parts,
           gconstpointer data)
{
  packshot_account_free (parts->account);
  g_array_unref (parts->items);
  g_ptr_array_unref (parts->hashes);
}

static PackshotWorkGroup
group (Parts *parts,
       guint  n_items,
       guint  n_changes,
       guint  n_images)
{
  g_array_set_size (parts->items, n_items);
  return (PackshotWorkGroup) {
           .account = parts->account, .items = parts->items, .n_changes = n_changes,
           .n_images = n_images, .hashes = parts->hashes,
  };
}

/* --- Numbers ---------------------------------------------------------------------------------- */

static void
test_countdown (Parts        *parts,
                gconstpointer data)
{
  static const struct
  {
    gint64      time;
    const char *text;
  } cases[] = {
    { -5, "in 0 s" }, { 0, "in 0 s" }, { 1, "in 1 s" }, { 59 * SECOND, "in 59 s" },
    { 60 * SECOND, "in 1 min 0 s" }, { 110 * SECOND, "in 1 min 50 s" },
    { 3599 * SECOND, "in 59 min 59 s" }, { 3600 * SECOND, "in 1 h 0 min" },
    { 7500 * SECOND, "in 2 h 5 min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = packshot_sync_words_countdown (cases[i].time);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_duration (Parts        *parts,
               gconstpointer data)
{
  static const struct
  {
    double      seconds;
    const char *text;
  } cases[] = {
    { 0, "about 10 seconds" }, { 38, "about 40 seconds" }, { 54, "about 50 seconds" },
    { 56, "about 1 minute" }, { 150, "about 3 minutes" }, { 7200, "about 2 hours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = packshot_sync_words_duration (cases[i].seconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* --- Causes ----------------------------------------------------------------------------------- */

static void
assert_cause (const PackshotWorkCause *cause,
              const char              *title,
              const char              *subtitle)
{
  g_autofree char *first = packshot_sync_words_cause (cause);
  g_autofree char *second = packshot_sync_words_cause_more (cause);

  g_assert_cmpstr (first, ==, title);
  g_assert_cmpstr (second, ==, subtitle);
}

static void
test_causes (Parts        *parts,
             gconstpointer data)
{
  PackshotWorkCause cause = { .group = group (parts, 2, 3, 3), .of_account = TRUE };

  cause.kind = PACKSHOT_CAUSE_KEY_REFUSED;
  assert_cause (&cause, "Closient refuses the key",
                "3 changes on 2 items wait. Everything else goes on.");
  cause.group = group (parts, 0, 0, 0);
  assert_cause (&cause, "Closient refuses the key",
                "Nothing is checked or sent until then. Everything else goes on.");
  cause.of_account = FALSE;
  cause.group = group (parts, 1, 1, 1);
  cause.kind = PACKSHOT_CAUSE_PERMISSION;
  assert_cause (&cause, "Closient does not let this key change pictures",
                "1 change on 1 item waits. Everything else goes on.");
  cause.kind = PACKSHOT_CAUSE_GONE;
  cause.group = group (parts, 1, 4, 4);
  cause.group.name = (char *)"Pineapple";
  assert_cause (&cause, "Closient no longer has Pineapple",
                "4 pictures are kept here. Choose another item or put them in the trash.");
  cause.kind = PACKSHOT_CAUSE_FORMAT;
  cause.group = group (parts, 1, 1, 1);
  cause.mime = (char *)"image/tiff";
  assert_cause (&cause, "Closient does not take TIFF",
                "1 picture. Replace it, or take the change back.");
  cause.kind = PACKSHOT_CAUSE_CAPTION;
  cause.caption_length = 261;
  assert_cause (&cause, "Closient does not accept this caption",
                "It has 261 characters; 255 are allowed.");
}

static void
test_sizes (Parts        *parts,
            gconstpointer data)
{
  static const gint64 sizes[] = { 7800000, 9000000, 11200000 };
  PackshotWorkCause cause = { .group = group (parts, 2, 2, 2) };

  cause.kind = PACKSHOT_CAUSE_TOO_LARGE;
  cause.sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (cause.sizes, sizes, 1);
  assert_cause (&cause, "1 picture is too large for Closient", "It refused 7.8 MB.");
  g_array_append_vals (cause.sizes, sizes + 2, 1);
  cause.largest_taken = 4900000;
  assert_cause (&cause, "2 pictures are too large for Closient",
                "It refused 7.8 MB and 11.2 MB. The largest it has taken is 4.9 MB.");
  g_array_set_size (cause.sizes, 0);
  g_array_append_vals (cause.sizes, sizes, 3);
  assert_cause (&cause, "3 pictures are too large for Closient",
                "It refused pictures of 7.8 MB to 11.2 MB. The largest it has taken is 4.9 MB.");
  g_array_unref (cause.sizes);
}

/* Each cause has words, an icon and a button of its own right, whatever comes. */
static void
test_every_cause (Parts        *parts,
                  gconstpointer data)
{
  for (int kind = 0; kind <= PACKSHOT_CAUSE_OTHER; kind++)
    {
      PackshotWorkCause cause = { .group = group (parts, 1, 1, 0), .kind = kind };
      g_autofree char *title = packshot_sync_words_cause (&cause);
      g_autofree char *more = packshot_sync_words_cause_more (&cause);

      g_assert_cmpuint (strlen (title), >, 5);
      g_assert_cmpuint (strlen (more), >, 5);
      g_assert_null (strstr (title, "%"));
      g_assert_true (g_str_has_suffix (packshot_sync_words_cause_icon (kind), "-symbolic"));
    }
  for (int fix = 0; fix <= PACKSHOT_FIX_SHOW_ITEMS; fix++)
    g_assert_cmpuint (strlen (packshot_sync_words_fix (fix)), >, 5);
}

/* --- Trying Later ----------------------------------------------------------------------------- */

static void
test_later (Parts        *parts,
            gconstpointer data)
{
  gint64 now = g_get_real_time ();
  gint64 soon = now + 110 * SECOND;
  PackshotWorkLater later = { .group = group (parts, 1, 2, 2), .kind = PACKSHOT_LATER_BUSY,
                              .attempt = 3, .next_try = soon };
  g_autofree char *title = packshot_sync_words_later (&later, FALSE);
  g_autofree char *more = packshot_sync_words_later_more (&later, now);
  g_autofree char *time = packshot_words_time_at (soon);
  g_autofree char *expected = g_strdup_printf ("2 changes · third try %s, in 1 min 50 s", time);
  g_autofree char *held = NULL, *offline = NULL, *kept = NULL, *none = NULL;

  g_assert_cmpstr (title, ==, "Closient is busy");
  g_assert_cmpstr (more, ==, expected);
  later.next_try = 0;
  none = packshot_sync_words_later_more (&later, now);
  g_assert_cmpstr (none, ==, "2 changes");
  later = (PackshotWorkLater) { .group = group (parts, 3, 3, 3), .kind = PACKSHOT_LATER_HELD };
  later.group.bytes = 22400000;
  held = packshot_sync_words_later_more (&later, now);
  g_assert_cmpstr (held, ==, "3 pictures over 5 MB · 22.4 MB");
  later = (PackshotWorkLater) { .group = group (parts, 9, 41, 9), .kind = PACKSHOT_LATER_OFFLINE,
                                .is_overall = TRUE };
  offline = packshot_sync_words_later (&later, FALSE);
  kept = packshot_sync_words_later_more (&later, now);
  g_assert_cmpstr (offline, ==, "No network");
  g_assert_cmpstr (kept, ==, "41 changes are kept here");
}

static void
test_attempts (Parts        *parts,
               gconstpointer data)
{
  static const char * const words[] = { "next try now", "next try now", "second try now",
                                        "third try now", NULL, NULL, NULL, NULL, NULL,
                                        "ninth try now", "try 10 now" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      PackshotWorkLater later = { .group = group (parts, 1, 0, 0), .attempt = i, .next_try = 1 };
      g_autofree char *more = packshot_sync_words_later_more (&later, 2);

      if (words[i] != NULL)
        g_assert_cmpstr (more, ==, words[i]);
    }
}

/* --- Sending ---------------------------------------------------------------------------------- */

static void
test_activity (Parts        *parts,
               gconstpointer data)
{
  static const struct
  {
    PackshotWorkActivity activity;
    const char          *text;
    const char          *bytes;
  } cases[] = {
    { { .activity = { .phase = PACKSHOT_PHASE_SENDING, .again = TRUE, .change = 1, .n_changes = 2,
                      .bytes = 412000, .n_bytes = 612000 }, .title = (char *)"Crate" },
      "Sending “Crate” again, change 1 of 2", "412 of 612 kB" },
    { { .activity = { .phase = PACKSHOT_PHASE_SENDING, .picture = 2, .n_pictures = 4,
                      .bytes = 1500000, .n_bytes = 2400000 }, .title = (char *)"" },
      "New picture 2 of 4", "1.5 of 2.4 MB" },
    { { .activity = { .phase = PACKSHOT_PHASE_CHECKING, .n_bytes = 5 }, .title = (char *)"Front" },
      "Checking that “Front” has arrived", NULL },
    { { .activity = { .phase = PACKSHOT_PHASE_LOOKING }, .title = (char *)"" },
      "Looking at the server", NULL },
    { { .activity = { .phase = PACKSHOT_PHASE_SENDING, .stopping = TRUE }, .title = (char *)"" },
      "Stopping", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = packshot_sync_words_activity (&cases[i].activity);
      g_autofree char *bytes = packshot_sync_words_activity_bytes (&cases[i].activity);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (bytes, ==, cases[i].bytes);
    }
}

/* --- The whole -------------------------------------------------------------------------------- */

/* Never that all is the same while an account could not be checked. */
static void
test_nothing (Parts        *parts,
              gconstpointer data)
{
  gint64 now = g_get_real_time ();
  g_autofree char *time = packshot_words_time (now);
  PackshotWorkAccount account = { .account = parts->account, .checked_at = now, .n_items = 81,
                                  .state = PACKSHOT_ACCOUNT_WORK_CHECKED };
  g_autoptr(GPtrArray) accounts = g_ptr_array_new ();
  PackshotWork work = { .accounts = accounts, .checked_at = now, .n_synced_items = 81,
                        .n_synced_images = 324 };
  g_autofree char *none = packshot_sync_words_nothing (&work);
  g_autofree char *same = NULL, *refused = NULL, *never = NULL, *some = NULL, *since = NULL;

  g_assert_cmpstr (none, ==, "There is no account yet.");
  g_ptr_array_add (accounts, &account);
  same = packshot_sync_words_nothing (&work);
  g_assert_cmpstr (same, ==, "324 pictures of 81 items were read back and are the same here and on "
                   "the servers.");
  account.state = PACKSHOT_ACCOUNT_WORK_NEEDS_YOU;
  refused = packshot_sync_words_nothing (&work);
  since = g_strdup_printf ("Closient has not been checked since %s.", time);
  g_assert_cmpstr (refused, ==, since);
  account.state = PACKSHOT_ACCOUNT_WORK_CHECKED;
  account.n_never = 2;
  some = packshot_sync_words_nothing (&work);
  g_assert_cmpstr (some, ==, "2 items of Closient have not been checked yet.");
  account.checked_at = 0;
  never = packshot_sync_words_nothing (&work);
  g_assert_cmpstr (never, ==, "Closient has not been checked yet.");
}

static void
test_running (Parts        *parts,
              gconstpointer data)
{
  PackshotWork work = { .syncing = TRUE, .run_done = 11, .run_total = 41, .seconds_left = 28 };
  g_autofree char *sending = packshot_sync_words_running (&work);
  g_autofree char *left = packshot_sync_words_left (&work);
  g_autofree char *checking = NULL, *unknown = NULL, *idle = NULL;

  g_assert_cmpstr (sending, ==, "Sending 12 of 41");
  g_assert_cmpstr (left, ==, "About 30 seconds left");
  work.run_total = 0;
  work.n_run_items = 81;
  checking = packshot_sync_words_running (&work);
  unknown = packshot_sync_words_left (&work);
  g_assert_cmpstr (checking, ==, "Checking 1 of 81 Items");
  g_assert_cmpstr (unknown, ==, "");
  work.syncing = FALSE;
  idle = packshot_sync_words_running (&work);
  g_assert_null (idle);
}

/* --- Plans ------------------------------------------------------------------------------------ */

typedef struct
{
  PackshotServiceKind service;
  PackshotChangeKind  kind;     /* of all changes */
  guint               n_changes;
  PackshotWorkPlan    plan;
  const char         *text;
} PlanCase;

static const PlanCase plans[] = {
  { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_CHANGE_ORDER, 1, { .n_again = 2 },
    "Closient can’t change an order in place: 2 of 9 pictures will be sent again." },
  { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_CHANGE_PRIMARY, 1, { .n_again = 1 },
    "A new primary: 1 picture will be sent again, then its old copy is deleted." },
  { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_CHANGE_CAPTION, 1, { .n_again = 1 },
    "A new caption: 1 picture will be sent again." },
  { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_CHANGE_CAPTION, 2, { .n_again = 2 },
    "2 new captions: 2 pictures will be sent again." },
  { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_CHANGE_REMOVED, 1, { .n_deleted = 1 },
    "1 picture will be deleted. It stays in the trash here for 30 days." },
  { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_CHANGE_ADDED, 4, { .n_new = 4 }, "4 new pictures." },
  { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_CHANGE_ADDED, 1, { .n_new = 1, .n_again = 2 },
    "1 new picture. To keep the order: 2 of 9 pictures will be sent again." },
  { PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_CHANGE_REPLACED, 1, { .n_new = 1, .replaces = TRUE },
    "GoldLeaf keeps one picture: the one there now will be replaced." },
  { PACKSHOT_SERVICE_BLAZE, PACKSHOT_CHANGE_ADDED, 3,
    { .n_new = 3, .n_private = 3, .writes = TRUE },
    "3 private pictures will be uploaded, then the product is written once." },
  { PACKSHOT_SERVICE_BLAZE, PACKSHOT_CHANGE_ORDER, 1, { .writes = TRUE },
    "A new order: the product is written once, no picture is sent." },
};

static void
test_plans (Parts        *parts,
            gconstpointer data)
{
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  g_autoptr(GPtrArray) steps = g_ptr_array_new ();
  PackshotItemView view = { .images = images };
  PackshotItemPlan item = { .account = parts->account, .view = &view };
  g_autofree char *kept = NULL;
  PackshotWorkPlan here = { .item = &item, .n_kept_here = 1 };

  g_ptr_array_set_size (images, 9);
  g_ptr_array_set_size (steps, 1);
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      PackshotWorkPlan plan = plans[i].plan;
      g_autoptr(GArray) changes = g_array_new (FALSE, TRUE, sizeof (PackshotChange));
      g_autofree char *text = NULL;

      g_array_set_size (changes, plans[i].n_changes);
      parts->account->service = plans[i].service;
      plan.item = &item;
      plan.steps = steps;
      plan.changes = changes;
      plan.by_kind[plans[i].kind] = plans[i].n_changes;
      text = packshot_sync_words_change (&plan);
      g_assert_cmpstr (text, ==, plans[i].text);
    }
  g_ptr_array_set_size (steps, 0);
  here.steps = steps;
  here.changes = g_array_new (FALSE, TRUE, sizeof (PackshotChange));
  g_array_set_size (here.changes, 1);
  here.by_kind[PACKSHOT_CHANGE_CAPTION] = 1;
  parts->account->service = PACKSHOT_SERVICE_GOLDLEAF;
  kept = packshot_sync_words_change (&here);
  g_assert_cmpstr (kept, ==, "GoldLeaf has no captions: this one stays here.");
  g_array_unref (here.changes);
}

/* --- The log ---------------------------------------------------------------------------------- */

/* A tick is for what was read back only. */
static void
test_log (Parts        *parts,
          gconstpointer data)
{
  static const struct
  {
    PackshotLogKind kind;
    gboolean        is_read_back;
    const char     *detail;
    const char     *text;
    const char     *icon;
  } cases[] = {
    { PACKSHOT_LOG_SENT, TRUE, "Front", "“Front” sent · read back, both sides equal",
      "object-select-symbolic" },
    { PACKSHOT_LOG_SENT, FALSE, "Front",
      "“Front” sent · accepted by Closient, not read back yet", "dialog-question-symbolic" },
    { PACKSHOT_LOG_SETTLED, TRUE, "Front",
      "“Front” · the line was cut; found on the server, not sent twice",
      "system-search-symbolic" },
    { PACKSHOT_LOG_FAILED, FALSE, "Too large\nreally", "Refused: Too large",
      "dialog-error-symbolic" },
    { PACKSHOT_LOG_EDIT, FALSE, "title", "Caption changed here", "document-edit-symbolic" },
    { PACKSHOT_LOG_ACCOUNT, FALSE, "auth", "The service does not accept the key.",
      "dialog-error-symbolic" },
    { PACKSHOT_LOG_OTHER, FALSE, "something new", "something new", "object-select-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotLogRow row = { .event = (char *)"x", .detail = (char *)cases[i].detail, .image = 1 };
      PackshotLogEntry entry = { .row = &row, .kind = cases[i].kind,
                                 .account_name = (char *)"Closient",
                                 .is_read_back = cases[i].is_read_back };
      g_autofree char *text = packshot_sync_words_entry (&entry);
      const char *css = NULL, *tip = NULL;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (packshot_sync_words_entry_icon (&entry, &css, &tip), ==, cases[i].icon);
      g_assert_nonnull (css);
      g_assert_nonnull (tip);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void        (*test) (Parts *, gconstpointer);
  } tests[] = {
    { "/app/sync-words/countdown", test_countdown },
    { "/app/sync-words/duration", test_duration },
    { "/app/sync-words/causes", test_causes },
    { "/app/sync-words/sizes", test_sizes },
    { "/app/sync-words/every-cause", test_every_cause },
    { "/app/sync-words/later", test_later },
    { "/app/sync-words/attempts", test_attempts },
    { "/app/sync-words/activity", test_activity },
    { "/app/sync-words/nothing", test_nothing },
    { "/app/sync-words/running", test_running },
    { "/app/sync-words/plans", test_plans },
    { "/app/sync-words/log", test_log },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Parts, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
