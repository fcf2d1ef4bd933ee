/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The plan by examples.
 *
 * A row of a listing is written "ID[*][=TITLE][/HASH][!]:PRIORITY@SECOND": * is flagged, ! is an
 * old copy of the picture. Its id is "rID", of an old copy "oID". A plan is written as its calls:
 * "up 7*" an upload with the flag, "del r7", "put 3", "write"; ^ marks a picture that is sent
 * again. */

#include "config.h"

#include "packshot-plan.h"
#include "packshot-test-gallery.h"

#include <stdlib.h>

typedef struct
{
  PackshotListing *listing;
  GArray          *images;
} Rows;

static void
rows_clear (Rows *rows)
{
  packshot_listing_unref (rows->listing);
  g_array_unref (rows->images);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static void
rows_add (Rows       *rows,
          const char *token)
{
  const char *colon = strchr (token, ':');
  const char *at = colon != NULL ? strchr (colon, '@') : NULL;
  g_autofree char *head = g_strndup (token, colon != NULL ? (gsize)(colon - token)
                                                          : strlen (token));
  gboolean is_flagged = strchr (head, '*') != NULL;
  gboolean is_old = strchr (head, '!') != NULL;
  g_autofree char *plain = g_strdup (head);
  g_autofree char *row = NULL;
  g_autofree char *created = NULL;
  g_autoptr(PackshotGallery) one = NULL;
  g_autoptr(PackshotRemote) remote = NULL;
  g_autoptr(PackshotImage) image = NULL;
  gint64 id = strtoll (head, NULL, 10);
  gint64 none = 0;

  if (is_old)
    *strchr (plain, '!') = '\0';
  one = packshot_test_gallery (plain);
  row = g_strdup_printf ("%c%d", is_old ? 'o' : 'r', (int)id);
  if (at != NULL)
    created = at[1] == '2' && strlen (at) > 5 ? g_strdup (at + 1) :
      g_strdup_printf ("2026-11-21T10:00:%02dZ", atoi (at + 1));
  remote = packshot_remote_new (row, colon != NULL ? atoi (colon + 1) : -1, created, NULL, NULL);
  image = packshot_image_with_remote (packshot_gallery_get (one, 0), remote);
  packshot_listing_add (rows->listing, image, is_flagged);
  g_array_append_val (rows->images, *(is_old ? &none : &id));
}

static Rows
rows_of (const char *text)
{
  Rows rows = { packshot_listing_new (), g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_auto(GStrv) tokens = g_strsplit (text, " ", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (*tokens[i] != '\0')
      rows_add (&rows, tokens[i]);
  return rows;
}

static char *
plan_say (PackshotPlan *plan)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < plan->steps->len; i++)
    {
      const PackshotPlanStep *step = plan->steps->pdata[i];

      if (i > 0)
        g_string_append (said, ", ");
      switch (step->kind)
        {
        case PACKSHOT_STEP_UPLOAD:
          g_string_append_printf (said, "up %d%s%s", (int)step->image, step->is_primary ? "*" : "",
                                  step->again ? "^" : "");
          break;

        case PACKSHOT_STEP_PUT:
          g_string_append_printf (said, "put %d%s", (int)step->image, step->again ? "^" : "");
          break;

        case PACKSHOT_STEP_DELETE:
          g_string_append_printf (said, "del %s", step->remote);
          break;

        case PACKSHOT_STEP_WRITE:
          g_string_append (said, "write");
          break;

        default:
          g_assert_not_reached ();
        }
    }
  if (plan->unreachable)
    g_string_append (said, plan->steps->len > 0 ? ", unreachable" : "unreachable");
  return g_string_free (said, FALSE);
}

static PackshotPlan *
plan_of (const PackshotServiceProfile *profile,
         const PackshotLearned        *learned,
         const char                   *shown,
         const char                   *wish)
{
  g_auto(Rows) rows = rows_of (shown);
  g_autoptr(PackshotGallery) target = packshot_test_gallery (wish);
  PackshotPlanInput input = {
    .profile = profile,
    .listing = rows.listing,
    .images = (const gint64 *)(gpointer)rows.images->data,
    .target = target,
    .learned = learned,
  };

  return packshot_plan_new (&input);
}

typedef struct
{
  const char     *name;
  PackshotLearned learned;
  const char     *shown;
  const char     *wish;
  const char     *steps;
} Case;

#define CONSTANT { PACKSHOT_PLACE_CONSTANT, 5 }
#define LAST { PACKSHOT_PLACE_LAST }
#define FIRST { PACKSHOT_PLACE_FIRST }

/* Nine pictures, all alike; the first one flagged. */
#define NINE_ALIKE "1*:5@39 2:5@38 3:5@37 4:5@36 5:5@35 6:5@34 7:5@33 8:5@32 9:5@31"
#define NINE_COUNTED "1*:0@1 2:1@2 3:2@3 4:3@4 5:4@5 6:5@6 7:6@7 8:7@8 9:8@9"
#define SEVENTH_AND_SECOND "1 3 4 5 6 7* 8 9 2"
#define ALL_BUT_THE_SECOND \
  "up 7*^, del r7, up 9^, del r9, up 8^, del r8, up 6^, del r6, up 5^, del r5, up 4^, del r4, " \
  "up 3^, del r3, up 1^, del r1"

static const Case row_cases[] = {
  { "nothing", CONSTANT, "1*:5@2 2:5@1", "1* 2", "" },
  { "empty", CONSTANT, "", "", "" },
  { "number-of-the-primary-is-no-matter", CONSTANT, "2*:5@1 1:5@2", "1 2*", "" },
  { "first-ones-at-the-front", CONSTANT, "", "1* 2 3", "up 1*, up 3, up 2" },
  { "first-ones-at-the-end", LAST, "", "1* 2 3", "up 1*, up 2, up 3" },
  { "primary-in-the-midst-first", LAST, "", "1 2* 3", "up 2*, up 1, up 3" },

  /* The seventh of nine becomes primary, the second goes to the end. */
  { "nine-at-the-end", LAST, NINE_COUNTED, SEVENTH_AND_SECOND, "up 7*^, del r7, up 2^, del r2" },
  { "nine-below-the-constant", { PACKSHOT_PLACE_CONSTANT, 9 }, NINE_COUNTED, SEVENTH_AND_SECOND,
    "up 7*^, del r7, up 2^, del r2" },
  { "nine-at-the-front", FIRST, NINE_COUNTED, SEVENTH_AND_SECOND, ALL_BUT_THE_SECOND },
  { "nine-alike", CONSTANT, NINE_ALIKE, SEVENTH_AND_SECOND, ALL_BUT_THE_SECOND },
  { "nine-alike-unknown", { 0 }, NINE_ALIKE, SEVENTH_AND_SECOND, ALL_BUT_THE_SECOND },
  { "nine-counted-unknown", { 0 }, NINE_COUNTED, SEVENTH_AND_SECOND,
    "up 7*^, del r7, up 2^, del r2" },
  /* The ninth first instead: now the front is the cheap end. */
  { "nine-to-the-front", CONSTANT, NINE_ALIKE, "9 1* 2 3 4 5 6 7 8", "up 9^, del r9" },
  { "nine-to-the-front-at-the-end", LAST, NINE_COUNTED, "9 1* 2 3 4 5 6 7 8",
    "up 2^, del r2, up 3^, del r3, up 4^, del r4, up 5^, del r5, up 6^, del r6, up 7^, del r7, "
    "up 8^, del r8" },

  { "star-moves-former-stays", LAST, "1*:0@1 2:1@2 3:2@3", "1 2 3*", "up 3*^, del r3" },
  { "star-moves-former-sent", LAST, "1*:2@3 2:0@1 3:1@2", "1 2 3*",
    "up 3*^, del r3, up 2^, del r2" },
  { "star-to-a-new-one", CONSTANT, "1*:5@2 2:5@1", "9* 1 2", "up 9*" },
  { "star-off", LAST, "1*:0@1 2:1@2", "1 2", "up 1^, del r1, up 2^, del r2" },
  { "star-off-the-last", LAST, "2*:1@2 1:0@1", "1 2", "up 2^, del r2" },
  { "caption-of-the-last", LAST, "1*:0@1 2:1@2", "1* 2=n", "up 2^, del r2" },
  { "caption-of-the-primary", LAST, "1*:0@1 2:1@2", "1*=n 2", "up 1*^, del r1" },
  { "caption-in-the-midst", { PACKSHOT_PLACE_CONSTANT, 2 }, "1:0@1 2:1@2 3:2@3", "1 2=n 3",
    "up 2^, del r2" },
  { "other-bytes", LAST, "1*:0@1 2:1@2", "1* 2/x@-", "up 2, del r2" },
  { "bytes-unknown-same-row", LAST, "1*/-:0@1", "1*", "" },
  { "bytes-unknown-other-row", LAST, "1*/-:0@1", "1*@r9", "up 1*, del r1" },
  { "removed", CONSTANT, "1*:5@3 2:5@2 3:5@1", "1* 3", "del r2" },
  { "removed-primary", CONSTANT, "1*:5@3 2:5@2 3:5@1", "2 3*", "up 3*^, del r3, del r1" },
  { "removed-primary-none-wished", CONSTANT, "1*:5@3 2:5@2", "2", "del r1" },
  { "all-removed", CONSTANT, "1*:5@3 2:5@2", "", "del r1, del r2" },
  { "old-copy", CONSTANT, "1*:5@3 2=n:5@2 2!:5@1", "1* 2=n", "del o2" },
  { "old-copy-with-the-flag", CONSTANT, "1*!:5@1 1=n:5@2", "1*=n", "up 1*^, del r1, del o1" },
  { "old-copies-go-first", CONSTANT, "1*:5@3 2:5@2 2!:5@1", "2 1* 9",
    "del o2, up 9, up 2^, del r2" },

  /* By which key rows are ranked. */
  { "zones-of-time", CONSTANT,
    "1*:5@9 2:5@2026-11-21T11:00:00+02:00 3:5@2026-11-21T09:59:59.5Z", "1* 3 2", "" },
  { "no-number-order-shown", CONSTANT, "1*:5@1 2:-1@1 3:5@9", "1* 2 3", "" },
  { "no-time-order-shown", CONSTANT, "1*:5 2:5@1 3:5@9", "1* 2 3", "" },
  { "flagged-among-the-others", CONSTANT, "2*:5@2 1:5@3 3:5@1 4:5@0", "1 2 3 4*",
    "up 4*^, del r4" },

  /* Servers that always have a primary. */
  { "insisting-flag-stays", { PACKSHOT_PLACE_LAST, 0, 0, PACKSHOT_GUESS_YES }, "1*:0@1 2:1@2",
    "1 2", "unreachable" },
  { "insisting-others-follow", { PACKSHOT_PLACE_LAST, 0, 0, PACKSHOT_GUESS_YES },
    "1*:0@1 2:1@2 3:2@3", "1 3 2", "up 2^, del r2, unreachable" },
  { "insisting-from-nothing",
    { PACKSHOT_PLACE_LAST, 0, PACKSHOT_GUESS_YES, PACKSHOT_GUESS_YES }, "", "1 2",
    "up 1*, up 2, unreachable" },
  { "insisting-removed", { PACKSHOT_PLACE_LAST, 0, 0, PACKSHOT_GUESS_YES }, "1*:0@1 2:1@2", "2",
    "del r1, unreachable" },
  { "insisting-and-empty", { PACKSHOT_PLACE_LAST, 0, 0, PACKSHOT_GUESS_YES }, "1*:0@1", "",
    "del r1" },
  { "insisting-with-a-wish", { PACKSHOT_PLACE_LAST, 0, 0, PACKSHOT_GUESS_YES }, "1*:0@1 2:1@2",
    "1 2*", "up 2*^, del r2" },
};

static const Case put_cases[] = {
  { "same", { 0 }, "1", "1", "" },
  { "first", { 0 }, "", "1", "put 1" },
  { "replaced", { 0 }, "1", "1/x", "put 1" },
  { "another-one", { 0 }, "1", "2", "put 2" },
  { "caption-is-not-kept", { 0 }, "1", "1=a", "" },
  { "can-not-be-removed", { 0 }, "1", "", "unreachable" },
  { "nothing", { 0 }, "", "", "" },
  { "the-first-of-two", { 0 }, "", "1 2", "put 1, unreachable" },
  { "the-primary-of-two", { 0 }, "1", "1 2*", "put 2, unreachable" },
  { "the-primary-stands", { 0 }, "1", "2 1*", "unreachable" },
};

static const Case list_cases[] = {
  { "same", { 0 }, "1* 2 3", "1* 2 3", "" },
  { "number-of-the-primary-is-no-matter", { 0 }, "2* 1", "1 2*", "" },
  { "none-is-the-first", { 0 }, "1* 2", "1 2", "" },
  { "order", { 0 }, "1* 2 3", "1* 3 2", "write" },
  { "star", { 0 }, "1* 2 3", "1 2 3*", "write" },
  { "added-in-order-shown", { 0 }, "1* 2", "8 1 2 9*", "up 9, up 8, write" },
  { "removed", { 0 }, "1* 2 3", "1* 3", "write" },
  { "all-removed", { 0 }, "1*", "", "write" },
  { "caption-is-not-kept", { 0 }, "1*", "1*=a", "" },
  { "other-bytes", { 0 }, "1* 2", "1* 2/x@-", "up 2, write" },
  { "made-public", { 0 }, "1* 2", "1* 2^", "up 2^, write" },
  { "nothing", { 0 }, "", "", "" },
};

static void
check (const PackshotServiceProfile *profile,
       const Case                   *cases,
       guint                         n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(PackshotPlan) plan = plan_of (profile, &cases[i].learned, cases[i].shown,
                                              cases[i].wish);
      g_autofree char *said = plan_say (plan);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (said, ==, cases[i].steps);
    }
}

static void
test_rows (void)
{
  check (&packshot_test_rows, row_cases, G_N_ELEMENTS (row_cases));
}

static void
test_put (void)
{
  check (&packshot_test_put, put_cases, G_N_ELEMENTS (put_cases));
}

static void
test_list (void)
{
  check (&packshot_test_list, list_cases, G_N_ELEMENTS (list_cases));
}

static void
test_totals (void)
{
  static const struct
  {
    const PackshotServiceProfile *profile;
    const char                   *shown;
    const char                   *wish;
    guint                         n_uploads, n_again, n_deletes;
    gint64                        bytes;
  } cases[] = {
    /* Bytes of picture n are 10 to the n; of 4 and more they are not known. */
    { &packshot_test_rows, "1*:0@1 2:1@2 3:2@3", "3* 1 2=n 4", 3, 2, 2, 1100 },
    { &packshot_test_rows, "1*:0@1 2:1@2 3!:2@3", "1*", 0, 0, 2, 0 },
    { &packshot_test_put, "1", "2 3", 1, 0, 0, 100 },
    { &packshot_test_list, "1* 2 3", "2^ 4 1", 2, 1, 1, 100 },
  };
  const gint64 ids[] = { 1, 2, 3 };
  const gint64 weights[] = { 10, 100, 1000 };
  g_autoptr(GHashTable) bytes = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_hash_table_insert (bytes, (gpointer) &ids[i], (gpointer) &weights[i]);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Rows) rows = rows_of (cases[i].shown);
      g_autoptr(PackshotGallery) target = packshot_test_gallery (cases[i].wish);
      const PackshotLearned learned = LAST;
      PackshotPlanInput input = {
        .profile = cases[i].profile,
        .listing = rows.listing,
        .images = (const gint64 *)(gpointer)rows.images->data,
        .target = target,
        .learned = &learned,
        .bytes = bytes,
      };
      g_autoptr(PackshotPlan) plan = packshot_plan_new (&input);

      g_assert_cmpuint (plan->n_uploads, ==, cases[i].n_uploads);
      g_assert_cmpuint (plan->n_again, ==, cases[i].n_again);
      g_assert_cmpuint (plan->n_deletes, ==, cases[i].n_deletes);
      g_assert_cmpint (plan->bytes, ==, cases[i].bytes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/plan/rows", test_rows);
  g_test_add_func ("/sync/plan/put", test_put);
  g_test_add_func ("/sync/plan/list", test_list);
  g_test_add_func ("/sync/plan/totals", test_totals);
  return g_test_run ();
}
