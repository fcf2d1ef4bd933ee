/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is learnt from listings and answers, and how it is kept. */

#include "config.h"

#include "packshot-learned.h"

#include "packshot-listing.h"

#include <stdlib.h>

/* "PRIORITY@SECOND …", a flagged row with *; - is no time. */
static PackshotListing *
listing_of (const char *text)
{
  PackshotListing *listing = packshot_listing_new ();
  g_auto(GStrv) tokens = g_strsplit (text, " ", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      const char *at = strchr (tokens[i], '@');
      g_autofree char *id = g_strdup_printf ("row-%u", i + 1);
      g_autofree char *created = NULL;
      g_autoptr(PackshotRemote) remote = NULL;
      g_autoptr(PackshotImage) image = NULL;

      if (*tokens[i] == '\0')
        continue;
      if (at != NULL && at[1] != '-')
        created = g_strdup_printf ("2026-11-21T10:00:%02dZ", atoi (at + 1));
      remote = packshot_remote_new (id, atoi (tokens[i]), created, NULL, NULL);
      image = packshot_image_new (0, NULL, NULL, PACKSHOT_VISIBILITY_NONE, remote);
      packshot_listing_add (listing, image, strchr (tokens[i], '*') != NULL);
    }
  return listing;
}

static void
assert_learned (const PackshotLearned *is,
                const PackshotLearned *expected)
{
  g_autofree char *x = packshot_learned_to_json (is);
  g_autofree char *y = packshot_learned_to_json (expected);

  g_assert_cmpstr (x, ==, y);
}

static void
test_kept (void)
{
  for (int place = PACKSHOT_PLACE_UNKNOWN; place <= PACKSHOT_PLACE_FIRST; place++)
    for (int first = PACKSHOT_GUESS_UNKNOWN; first <= PACKSHOT_GUESS_YES; first++)
      for (int next = PACKSHOT_GUESS_UNKNOWN; next <= PACKSHOT_GUESS_YES; next++)
        {
          PackshotLearned learned = { place, G_MAXINT64 - place, first, next };
          PackshotLearned read = { 0 };
          g_autofree char *json = packshot_learned_to_json (&learned);

          g_assert_true (packshot_learned_parse (json, &read));
          assert_learned (&read, &learned);
        }
}

static void
test_parsed (void)
{
  static const char * const refused[] = {
    "", "{", "[]", "null", "3", "\"last\"",
    "{\"place\":\"middle\"}", "{\"place\":2}", "{\"place\":null}", "{\"place\":[\"last\"]}",
    "{\"constant\":\"0\"}", "{\"constant\":1.5}", "{\"constant\":{}}",
    "{\"place\":\"last\",\"flags-first\":\"perhaps\"}", "{\"flags-next\":true}",
  };
  const PackshotLearned nothing = { 0 };
  PackshotLearned learned;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      learned = (PackshotLearned) { PACKSHOT_PLACE_LAST, 7, PACKSHOT_GUESS_YES, PACKSHOT_GUESS_NO };
      g_assert_false (packshot_learned_parse (refused[i], &learned));
      assert_learned (&learned, &nothing);
    }
  g_assert_false (packshot_learned_parse (NULL, &learned));
  assert_learned (&learned, &nothing);
  g_assert_true (packshot_learned_parse ("{}", &learned));
  assert_learned (&learned, &nothing);
  g_assert_true (packshot_learned_parse ("{\"flags-next\":\"yes\",\"later\":[1]}", &learned));
  g_assert_cmpint (learned.flags_next, ==, PACKSHOT_GUESS_YES);
}

static void
test_from_listing (void)
{
  static const struct
  {
    const char   *listing;
    PackshotPlace place;
    gint64        constant;
  } cases[] = {
    { "", PACKSHOT_PLACE_UNKNOWN, 0 },
    { "4@1", PACKSHOT_PLACE_UNKNOWN, 0 },
    { "4@3 4@2 4@1", PACKSHOT_PLACE_CONSTANT, 4 },
    { "0*@1 0@2", PACKSHOT_PLACE_CONSTANT, 0 },
    { "0@1 1@2 2@3", PACKSHOT_PLACE_LAST, 0 },
    { "2*@3 0@1 1@2", PACKSHOT_PLACE_LAST, 0 },
    { "0@3 1@2 5@1", PACKSHOT_PLACE_FIRST, 0 },
    { "0@1 0@2 1@3", PACKSHOT_PLACE_UNKNOWN, 0 },
    { "0@2 1@1 2@3", PACKSHOT_PLACE_UNKNOWN, 0 },
    { "0@1 1@1", PACKSHOT_PLACE_UNKNOWN, 0 },
    { "0@1 1@-", PACKSHOT_PLACE_UNKNOWN, 0 },
    { "-1@1 -1@2", PACKSHOT_PLACE_UNKNOWN, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotListing) listing = listing_of (cases[i].listing);
      PackshotLearned learned = { 0 };
      PackshotLearned expected = { cases[i].place, cases[i].constant };

      g_test_message ("%s", cases[i].listing);
      packshot_learned_from_listing (&learned, listing);
      assert_learned (&learned, &expected);

      /* What is known stays. */
      learned = expected = (PackshotLearned) { PACKSHOT_PLACE_CONSTANT, 9 };
      packshot_learned_from_listing (&learned, listing);
      assert_learned (&learned, &expected);
    }
}

static void
test_from_upload (void)
{
  static const struct
  {
    PackshotLearned learned;
    const char     *before;
    const char     *answer;
    gboolean        asked_primary;
    PackshotLearned expected;
  } cases[] = {
    /* Alone, a number says nothing of the place. */
    { { 0 }, "", "5@9", FALSE, { .flags_first = PACKSHOT_GUESS_NO } },
    { { 0 }, "", "5*@9", FALSE, { .flags_first = PACKSHOT_GUESS_YES } },
    { { 0 }, "", "5*@9", TRUE, { 0 } },
    { { PACKSHOT_PLACE_CONSTANT, 5 }, "", "5*@9", TRUE, { PACKSHOT_PLACE_CONSTANT, 5 } },
    { { PACKSHOT_PLACE_CONSTANT, 4 }, "", "5*@9", TRUE, { PACKSHOT_PLACE_UNKNOWN, 4 } },
    { { PACKSHOT_PLACE_LAST }, "", "0*@9", TRUE, { PACKSHOT_PLACE_LAST } },
    /* Among others it does. */
    { { 0 }, "0@1 1@2", "2@9", FALSE, { PACKSHOT_PLACE_LAST } },
    { { 0 }, "3@1 4@2", "2@9", FALSE, { PACKSHOT_PLACE_FIRST } },
    { { 0 }, "0@1 0@2", "0@9", FALSE, { PACKSHOT_PLACE_CONSTANT, 0 } },
    { { 0 }, "0@1 9@2", "5@9", FALSE, { PACKSHOT_PLACE_CONSTANT, 5 } },
    { { 0 }, "0@1 5@2", "5@9", TRUE, { PACKSHOT_PLACE_CONSTANT, 5 } },
    /* A guess is corrected, or stays where it fits. */
    { { PACKSHOT_PLACE_LAST }, "0@1 5@2", "5@9", FALSE, { PACKSHOT_PLACE_CONSTANT, 5 } },
    { { PACKSHOT_PLACE_CONSTANT, 5 }, "0@1", "5@9", FALSE, { PACKSHOT_PLACE_CONSTANT, 5 } },
    { { PACKSHOT_PLACE_CONSTANT, 5 }, "0@1 5@2", "6@9", FALSE, { PACKSHOT_PLACE_LAST, 5 } },
    { { PACKSHOT_PLACE_FIRST }, "0@1", "1@9", FALSE, { PACKSHOT_PLACE_LAST } },
    /* A server without numbers teaches nothing. */
    { { PACKSHOT_PLACE_LAST }, "-1@1", "-1@9", FALSE, { PACKSHOT_PLACE_LAST } },
    { { 0 }, "-1@1", "4@9", FALSE, { 0 } },
    /* A flag that nobody asked for, in a gallery without one. */
    { { PACKSHOT_PLACE_LAST }, "0@1", "1*@9", FALSE,
      { PACKSHOT_PLACE_LAST, 0, PACKSHOT_GUESS_YES } },
    { { 0 }, "0@1", "", FALSE, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotListing) before = listing_of (cases[i].before);
      g_autoptr(PackshotListing) answer = listing_of (cases[i].answer);
      PackshotLearned learned = cases[i].learned;

      g_test_message ("%s, then %s", cases[i].before, cases[i].answer);
      packshot_learned_from_upload (&learned, before, answer, cases[i].asked_primary);
      assert_learned (&learned, &cases[i].expected);
    }
}

static void
test_from_delete (void)
{
  static const struct
  {
    const char   *after;
    const char   *deleted;
    PackshotGuess expected;
  } cases[] = {
    { "0@1 1@2", "gone", PACKSHOT_GUESS_NO },
    { "0*@1 1@2", "gone", PACKSHOT_GUESS_YES },
    { "", "gone", PACKSHOT_GUESS_UNKNOWN },
    { "0*@1 1@2", "row-1", PACKSHOT_GUESS_UNKNOWN },    /* it was not deleted after all */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotListing) after = listing_of (cases[i].after);
      PackshotLearned learned = { 0 };

      packshot_learned_from_delete (&learned, cases[i].deleted, after);
      g_assert_cmpint (learned.flags_next, ==, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/learned/kept", test_kept);
  g_test_add_func ("/sync/learned/parsed", test_parsed);
  g_test_add_func ("/sync/learned/from-listing", test_from_listing);
  g_test_add_func ("/sync/learned/from-upload", test_from_upload);
  g_test_add_func ("/sync/learned/from-delete", test_from_delete);
  return g_test_run ();
}
