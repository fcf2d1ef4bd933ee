/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The plan for rows comes to the wish, proven by trying everything: all galleries of up to four
 * pictures (five with -m slow), in all ranks, with each picture fit to stay or not; all wishes,
 * with a new picture among them; and a server for each thing that the documents leave open. The
 * plan is made anew after each answer. It comes to the wish, or stops where the server can't be
 * brought to it, having lost nothing on the way.
 *
 * What makes no difference is tried once: whether a picture fits that is not wished; what a server
 * would have done had it come to that; and what follows from a state that an earlier case came
 * to. */

#include "config.h"

#include "packshot-plan-cases.h"

typedef struct
{
  PackshotCases cases;
  gboolean      knows;          /* the plan starts with the truth of the server */
  GRand        *rand;           /* (owned) (nullable): where new rows land anywhere */
  GHashTable   *done;           /* (owned): states of a wish that led on well */

  guint64       n_cases;
  guint         n_runs;
  guint         n_plans;
  guint         n_unreachable;
  guint         n_given_up;
} Search;

static void
search_clear (Search *self)
{
  packshot_cases_clear (&self->cases);
  g_clear_pointer (&self->rand, g_rand_free);
  g_clear_pointer (&self->done, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* --- States that two runs for the same wish have in common --- */

typedef struct
{
  guint64 rows[2];
  guint64 rest;
  guint   asked;
} State;

static guint
state_hash (gconstpointer data)
{
  const State *state = data;
  guint64 mix = (state->rows[0] * 31 + state->rows[1]) * 31 + state->rest;

  return (guint)(mix * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32);
}

static gboolean
state_equal (gconstpointer a,
             gconstpointer b)
{
  const State *x = a;
  const State *y = b;

  return x->rows[0] == y->rows[0] && x->rows[1] == y->rows[1] && x->rest == y->rest;
}

/* All that decides how it goes on. Of the rows' numbers only their order does. */
static State
state_of (const PackshotModelServer *server,
          const PackshotLearned     *learned)
{
  State state = { { 0 } };

  g_assert_cmpuint (server->n, <=, 8);
  for (guint i = 0; i < server->n; i++)
    {
      const PackshotModelRow *row = &server->rows[i];
      guint age = 0;

      for (guint k = 0; k < server->n; k++)
        age += server->rows[k].number < row->number;
      g_assert_cmpint (row->priority, <, 64);
      state.rows[i / 4] = state.rows[i / 4] << 16 | row->image << 11 | age << 8 |
        row->priority << 2 | row->is_flagged << 1 | g_str_equal (row->title, "new");
    }
  g_assert_cmpint (learned->constant, <, 64);
  state.rest = server->n | server->place << 4 | server->counts_rows << 6 | server->ways << 7 |
    learned->place << 10 | learned->flags_first << 12 | learned->flags_next << 14 |
    learned->constant << 16;
  return state;
}

/* --- One run --- */

/* Whether the server shows the wish; around the primary that it insists on, when @primary is
 * given. */
static gboolean
is_shown (const PackshotModelServer *server,
          const PackshotWish        *wish,
          gint64                     primary)
{
  guint row = 0;

  if (server->n != wish->n)
    return FALSE;
  if (primary != 0)
    {
      if (server->rows[0].image != primary || !server->rows[0].is_flagged)
        return FALSE;
      row = 1;
    }
  for (guint i = 0; i < wish->n; i++)
    {
      if (wish->order[i] == primary)
        continue;
      if (server->rows[row].image != wish->order[i] || server->rows[row].is_flagged)
        return FALSE;
      row++;
    }
  for (guint i = 0; i < server->n; i++)
    if (!g_str_equal (server->rows[i].title, "new"))
      return FALSE;
  return TRUE;
}

static void
assert_harmless (const PackshotModelServer *server,
                 const PackshotWish        *wish,
                 const PackshotPlanStep    *step)
{
  const PackshotModelRow *row = NULL;
  gboolean has_other = FALSE;

  if (step->kind != PACKSHOT_STEP_DELETE)
    return;
  for (guint i = 0; i < server->n; i++)
    {
      g_autofree char *id = g_strdup_printf ("row-%u", server->rows[i].number);

      if (g_str_equal (id, step->remote))
        row = &server->rows[i];
    }
  g_assert_nonnull (row);
  g_assert_false (row->is_flagged && wish->primary != 0);
  for (guint i = 0; i < server->n; i++)
    has_other = has_other || (&server->rows[i] != row && server->rows[i].image == row->image);
  g_assert_true (!(wish->pictures & 1u << row->image) || has_other);
}

static void
assert_reached (Search                    *self,
                const PackshotModelServer *server,
                const PackshotWish        *wish,
                gboolean                   unreachable)
{
  gint64 kept = unreachable && server->n > 0 ? server->rows[0].image : wish->primary;

  g_assert_true (!unreachable ||
                 (wish->primary == 0 && (server->ways & PACKSHOT_MODEL_FLAGS_NEXT)));
  g_assert_true (is_shown (server, wish, kept));
  self->n_unreachable += unreachable;
}

static void
remember (Search           *self,
          const State      *states,
          guint             n,
          PackshotModelWays asked)
{
  for (guint i = 0; i < n && self->rand == NULL; i++)
    {
      State *state = g_memdup2 (&states[i], sizeof *states);

      state->asked = asked;
      g_hash_table_add (self->done, state);
    }
}

/* A server that flags what comes first and refuses what it has can't be brought to hold one picture
 * without a flag: no way leads through a second one. */
static gboolean
is_hopeless (const PackshotModelServer *server,
             const PackshotWish        *wish)
{
  const PackshotModelWays ways = PACKSHOT_MODEL_FLAGS_FIRST | PACKSHOT_MODEL_REFUSES;

  return wish->primary == 0 && (server->ways & ways) == ways && server->n <= 1;
}

/* Returns: which of its ways the server was asked for */
static PackshotModelWays
run (Search              *self,
     const PackshotStart *start,
     const PackshotWish  *wish,
     PackshotModelWays    ways)
{
  PackshotModelServer server = start->server;
  PackshotLearned learned = { 0 };
  guint limit = 8 + 4 * (server.n + wish->n);
  State states[8 + 8 * (PACKSHOT_CASES_MAX + 1)];

  server.ways = ways;
  server.rand = self->rand;
  if (self->rand != NULL)
    server.place = PACKSHOT_PLACE_UNKNOWN;
  if (self->knows)
    learned = packshot_model_server_truth (&server);
  self->n_runs++;
  for (guint i = 0; i < limit; i++)
    {
      gint64 images[PACKSHOT_MODEL_MAX];
      g_autoptr(PackshotListing) listing = NULL;
      g_autoptr(PackshotPlan) plan = NULL;
      State *known;

      states[i] = state_of (&server, &learned);
      known = g_hash_table_lookup (self->done, &states[i]);
      if (known != NULL)
        {
          remember (self, states, i, server.asked | known->asked);
          return server.asked | known->asked;
        }
      listing = packshot_model_server_list (&server, images);
      plan = packshot_cases_plan (&self->cases, listing, images, wish, &learned);
      self->n_plans++;
      if (plan->steps->len == 0)
        {
          assert_reached (self, &server, wish, plan->unreachable);
          remember (self, states, i + 1, server.asked);
          return server.asked;
        }
      assert_harmless (&server, wish, plan->steps->pdata[0]);
      packshot_model_server_apply (&server, listing, plan->steps->pdata[0], wish->gallery,
                                   &learned);
    }
  g_assert_true (self->rand != NULL || is_hopeless (&server, wish));
  self->n_given_up++;
  return server.asked;
}

static void
run_ways (Search              *self,
          const PackshotStart *start,
          const PackshotWish  *wish,
          PackshotModelWays    ways,
          PackshotModelWays    decided)
{
  PackshotModelWays asked = run (self, start, wish, ways);

  if (self->knows)
    asked = PACKSHOT_MODEL_ALL_WAYS;
  for (PackshotModelWays way = 1; way < PACKSHOT_MODEL_ALL_WAYS; way <<= 1)
    if (asked & ~decided & way)
      {
        decided |= way;
        run_ways (self, start, wish, ways | way, decided);
      }
}

/* Where among the others the primary stands has made no difference in any smaller case. */
static gboolean
is_like_another (const Search       *self,
                 const PackshotWish *wish)
{
  return self->cases.n_pictures == PACKSHOT_CASES_MAX && wish->primary != 0 &&
         wish->primary != wish->order[0];
}

static void
reach (Search             *self,
       const PackshotWish *wish)
{
  g_hash_table_remove_all (self->done);
  for (guint i = 0; i < self->cases.starts->len; i++)
    {
      const PackshotStart *start = &g_array_index (self->cases.starts, PackshotStart, i);

      self->n_cases += PACKSHOT_MODEL_ALL_WAYS + 1;
      if ((start->fit & ~wish->pictures) == 0 && !is_like_another (self, wish))
        run_ways (self, start, wish, 0, 0);
    }
}

static void
check_reached (guint    n_pictures,
               gboolean knows,
               gboolean anywhere)
{
  g_auto(Search) self = { .knows = knows };
  g_autoptr(GTimer) timer = g_timer_new ();

  packshot_cases_init (&self.cases, n_pictures);
  self.done = g_hash_table_new_full (state_hash, state_equal, g_free, NULL);
  if (anywhere)
    self.rand = g_rand_new_with_seed (1);
  for (guint i = 0; i < self.cases.wishes->len; i++)
    reach (&self, &g_array_index (self.cases.wishes, PackshotWish, i));
  g_test_message ("%u pictures, server %s: %" G_GUINT64_FORMAT " cases by %u runs, %u plans, "
                  "%.1f s; %u as far as the server goes, %u given up", n_pictures,
                  anywhere ? "without a rule" : knows ? "known" : "unknown", self.n_cases,
                  self.n_runs, self.n_plans, g_timer_elapsed (timer, NULL), self.n_unreachable,
                  self.n_given_up);
}

static void
test_reached (void)
{
  for (guint n = 0; n <= 3; n++)
    check_reached (n, FALSE, FALSE);
}

static void
test_reached_four (void)
{
  check_reached (4, FALSE, FALSE);
}

static void
test_reached_five (void)
{
  if (g_test_slow ())
    check_reached (5, FALSE, FALSE);
  else
    g_test_skip ("slow");
}

/* The easier case. */
static void
test_known (void)
{
  for (guint n = 0; n <= (g_test_slow () ? 4 : 3); n++)
    check_reached (n, TRUE, FALSE);
}

/* Where new rows land anywhere, nothing is lost, and no more calls are made than were allowed. */
static void
test_anywhere (void)
{
  for (guint n = 0; n <= (g_test_slow () ? 3 : 2); n++)
    check_reached (n, FALSE, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/plan-search/reached", test_reached);
  g_test_add_func ("/sync/plan-search/reached-four", test_reached_four);
  g_test_add_func ("/sync/plan-search/reached-five", test_reached_five);
  g_test_add_func ("/sync/plan-search/known", test_known);
  g_test_add_func ("/sync/plan-search/anywhere", test_anywhere);
  return g_test_run ();
}
