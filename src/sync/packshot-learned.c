/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a server's answers show of what its documents leave open: which priority a new row gets, and
 * what becomes primary by itself. One answer may fit two ways; the next one decides. Any thread. */

#include "config.h"

#include "packshot-learned.h"

#include "packshot-plan-private.h"

#include <json-glib/json-glib.h>

static const char * const place_names[] = { "unknown", "constant", "last", "first", NULL };
static const char * const guess_names[] = { "unknown", "no", "yes", NULL };

/* A missing member is not known; a wrong one makes the whole useless. */
static gboolean
read_name (JsonObject         *object,
           const char         *member,
           const char * const *names,
           guint              *value)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *text;

  if (node == NULL)
    return TRUE;
  text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ?
    json_node_get_string (node) : NULL;
  for (guint i = 0; text != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], text))
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_constant (JsonObject *object,
               gint64     *constant)
{
  JsonNode *node = json_object_get_member (object, "constant");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *constant = json_node_get_int (node);
  return TRUE;
}

/**
 * packshot_learned_parse:
 * @json: (nullable): what packshot_learned_to_json() wrote
 * @learned: (out caller-allocates): what is known; nothing when @json can't be read
 *
 * Returns: whether @json was read
 */
gboolean
packshot_learned_parse (const char      *json,
                        PackshotLearned *learned)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;
  guint place = PACKSHOT_PLACE_UNKNOWN;
  guint first = PACKSHOT_GUESS_UNKNOWN;
  guint next = PACKSHOT_GUESS_UNKNOWN;
  gint64 constant = 0;

  g_return_val_if_fail (learned != NULL, FALSE);

  *learned = (PackshotLearned) { 0 };
  root = json != NULL ? json_from_string (json, NULL) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  if (!read_name (object, "place", place_names, &place) || !read_constant (object, &constant) ||
      !read_name (object, "flags-first", guess_names, &first) ||
      !read_name (object, "flags-next", guess_names, &next))
    return FALSE;
  *learned = (PackshotLearned) { place, constant, first, next };
  return TRUE;
}

/**
 * packshot_learned_to_json:
 * @learned: what is known
 *
 * Returns: (transfer full): one line of JSON
 */
char *
packshot_learned_to_json (const PackshotLearned *learned)
{
  g_return_val_if_fail (learned != NULL, NULL);

  return g_strdup_printf ("{\"place\":\"%s\",\"constant\":%" G_GINT64_FORMAT
                          ",\"flags-first\":\"%s\",\"flags-next\":\"%s\"}",
                          place_names[learned->place], learned->constant,
                          guess_names[learned->flags_first], guess_names[learned->flags_next]);
}

typedef struct
{
  gint64 created;
  gint64 priority;
} Birth;

static int
birth_compare (gconstpointer a,
               gconstpointer b)
{
  const Birth *x = a;
  const Birth *y = b;

  return (x->created > y->created) - (x->created < y->created);
}

/* The rows from the oldest to the newest; %NULL where a row has no number or no time. */
static GArray *
births_of (PackshotListing *listing)
{
  g_autoptr(GArray) births = g_array_new (FALSE, FALSE, sizeof (Birth));

  for (guint i = 0; i < packshot_listing_get_n (listing); i++)
    {
      Birth birth = { 0, _packshot_row_get_priority (listing, i) };

      if (birth.priority < 0 ||
          !_packshot_row_get_created (packshot_listing_get (listing, i), &birth.created))
        return NULL;
      g_array_append_val (births, birth);
    }
  g_array_sort (births, birth_compare);
  return g_steal_pointer (&births);
}

/**
 * packshot_learned_from_listing:
 * @learned: (inout): what is known
 * @listing: what a server shows
 *
 * Where the place of new rows is not known, the priorities of the rows there are, read from the
 * oldest to the newest, may tell: all alike, rising or falling. Anything else tells nothing.
 */
void
packshot_learned_from_listing (PackshotLearned *learned,
                               PackshotListing *listing)
{
  g_autoptr(GArray) births = NULL;
  guint rising = 0, falling = 0, alike = 0;

  g_return_if_fail (learned != NULL && listing != NULL);

  if (learned->place != PACKSHOT_PLACE_UNKNOWN)
    return;
  births = births_of (listing);
  if (births == NULL || births->len < 2)
    return;
  for (guint i = 1; i < births->len; i++)
    {
      const Birth *older = &g_array_index (births, Birth, i - 1);
      const Birth *newer = &g_array_index (births, Birth, i);

      rising += newer->priority > older->priority && newer->created > older->created;
      falling += newer->priority < older->priority && newer->created > older->created;
      alike += newer->priority == older->priority;
    }
  if (alike == births->len - 1)
    {
      learned->place = PACKSHOT_PLACE_CONSTANT;
      learned->constant = g_array_index (births, Birth, 0).priority;
    }
  else if (rising == births->len - 1)
    learned->place = PACKSHOT_PLACE_LAST;
  else if (falling == births->len - 1)
    learned->place = PACKSHOT_PLACE_FIRST;
}

static void
learn_place (PackshotLearned *learned,
             PackshotListing *before,
             gint64           priority)
{
  gint64 lowest = G_MAXINT64;
  gint64 highest = -1;

  for (guint i = 0; i < packshot_listing_get_n (before); i++)
    {
      gint64 other = _packshot_row_get_priority (before, i);

      if (other < 0)
        continue;
      lowest = MIN (lowest, other);
      highest = MAX (highest, other);
    }
  if (learned->place == PACKSHOT_PLACE_CONSTANT && learned->constant == priority)
    return;
  if (highest < 0)
    {
      /* Alone, a number says nothing but that it is not the one expected. */
      if (learned->place == PACKSHOT_PLACE_CONSTANT)
        learned->place = PACKSHOT_PLACE_UNKNOWN;
    }
  else if (priority > highest)
    learned->place = PACKSHOT_PLACE_LAST;
  else if (priority < lowest)
    learned->place = PACKSHOT_PLACE_FIRST;
  else
    {
      learned->place = PACKSHOT_PLACE_CONSTANT;
      learned->constant = priority;
    }
}

/**
 * packshot_learned_from_upload:
 * @learned: (inout): what is known
 * @before: what the server showed before the upload
 * @answer: the new row alone
 * @asked_primary: whether the upload asked for the flag
 *
 * A number above or below all others may be a count or a constant; the upload after it tells.
 */
void
packshot_learned_from_upload (PackshotLearned *learned,
                              PackshotListing *before,
                              PackshotListing *answer,
                              gboolean         asked_primary)
{
  gboolean is_flagged;
  gint64 priority;

  g_return_if_fail (learned != NULL && before != NULL && answer != NULL);

  if (packshot_listing_get_n (answer) == 0)
    return;
  priority = _packshot_row_get_priority (answer, 0);
  if (priority >= 0)
    learn_place (learned, before, priority);

  is_flagged = packshot_listing_get_primary (answer) != NULL;
  if (!asked_primary && is_flagged)
    learned->flags_first = PACKSHOT_GUESS_YES;
  else if (!asked_primary && packshot_listing_get_n (before) == 0)
    learned->flags_first = PACKSHOT_GUESS_NO;
}

/**
 * packshot_learned_from_delete:
 * @learned: (inout): what is known
 * @deleted_primary: the flagged row that was deleted
 * @after: what the server shows now
 */
void
packshot_learned_from_delete (PackshotLearned *learned,
                              const char      *deleted_primary,
                              PackshotListing *after)
{
  g_return_if_fail (learned != NULL && deleted_primary != NULL && after != NULL);

  if (packshot_listing_get_n (after) == 0 || packshot_listing_find (after, deleted_primary) != NULL)
    return;
  learned->flags_next = packshot_listing_get_primary (after) != NULL ? PACKSHOT_GUESS_YES
                                                                     : PACKSHOT_GUESS_NO;
}
