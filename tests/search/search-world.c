/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A world: a user, other people, a server that behaves in one of the ways that its documents allow,
 * a line with faults and a program that is killed now and then. Everything follows from one number.
 *
 *   script (acts, each at its step) + order (what is possible is thrown for) ─▶ turmoil ─▶ calm
 *
 * A step is one callback of the program, one movement on the line, or the next thing that is due.
 * Acts happen between steps, so a kill can come at every point at which the program waits. In the
 * calm nothing goes wrong any more, the program has some rounds, and then the books of both sides
 * must say what the ledger says. */

#include "config.h"

#include "search-world.h"

#include "packshot-verify.h"

#include <glib/gstdio.h>

#define MAX_STEPS 40000
#define CALM_ROUNDS 12

void
world_say (World      *self,
           const char *format,
           ...)
{
  va_list args;

  if (self->trace == NULL)
    return;
  g_string_append_printf (self->trace, "%5u ", self->n_steps);
  va_start (args, format);
  g_string_append_vprintf (self->trace, format, args);
  va_end (args);
  g_string_append_c (self->trace, '\n');
}

void
world_violate (World      *self,
               const char *format,
               ...)
{
  va_list args;

  if (self->violation != NULL)
    return;
  va_start (args, format);
  self->violation = g_strdup_vprintf (format, args);
  va_end (args);
  world_say (self, "VIOLATION: %s", self->violation);
}

/* --- The script --- */

static void
add_acts (World  *self,
          Dice   *dice,
          ActKind kind,
          guint   n,
          guint   horizon)
{
  for (guint i = 0; i < n; i++)
    {
      Act act = { kind, dice_below (dice, horizon), dice_throw (dice), FALSE };

      g_array_append_val (self->acts, act);
    }
}

static int
act_compare (gconstpointer a,
             gconstpointer b)
{
  const Act *x = a, *y = b;

  return x->at < y->at ? -1 : x->at > y->at;
}

static void
write_script (World *self,
              Dice  *dice)
{
  guint n_edits = 1 + dice_below (dice, 8);
  guint horizon = 60 + 50 * n_edits;

  add_acts (self, dice, ACT_EDIT, n_edits, horizon);
  if (dice_chance (dice, 60))
    add_acts (self, dice, ACT_OTHERS, 1 + dice_below (dice, 4), horizon);
  if (dice_chance (dice, 70))
    add_acts (self, dice, ACT_FAULT, 1 + dice_below (dice, 5), 8 + 6 * n_edits);
  if (dice_chance (dice, 60))
    add_acts (self, dice, ACT_CRASH, 1 + dice_below (dice, 3), horizon);
  add_acts (self, dice, ACT_SYNC, dice_below (dice, 3), horizon);
  if (dice_chance (dice, 15))
    add_acts (self, dice, ACT_JUMP, 1, horizon);
  if (dice_chance (dice, 15))
    add_acts (self, dice, ACT_OFFLINE, 2, horizon);
  g_array_sort (self->acts, act_compare);
}

/* --- Faults --- */

/* A host of pictures that refuses one is believed: it has no such picture. */
static LineFault
fault_for (LineFault   fault,
           const char *target)
{
  gboolean refuses = fault == LINE_UNAUTHORIZED || fault == LINE_FORBIDDEN;

  return refuses && g_str_has_prefix (target, "/media/") ? LINE_SERVER_BEFORE : fault;
}

static LineFault
choose_fault (guint       number,
              const char *method,
              const char *target,
              gpointer    user_data)
{
  World *self = user_data;

  for (guint i = 0; i < self->acts->len && !self->is_calm && self->life.session != NULL; i++)
    {
      Act *act = &g_array_index (self->acts, Act, i);
      Dice dice = { act->seed };

      if (act->kind == ACT_FAULT && act->at == number && !act->is_omitted)
        return fault_for (1 + dice_below (&dice, N_LINE_FAULTS - 1), target);
    }
  return LINE_FINE;
}

/* --- Steps --- */

static void
move_clocks (World *self,
             gint64 microseconds)
{
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (self->shop->clock), microseconds);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (self->life.clock), microseconds);
}

/* For the trace: the three galleries and the server's own books. */
static void
say_galleries (World *self)
{
  gboolean is_told = self->trace != NULL && self->item != 0;
  g_autoptr(PackshotItemView) view = is_told ? world_view (self) : NULL;
  g_autoptr(GPtrArray) there = NULL;
  PackshotGallery *galleries[3];

  if (view == NULL)
    return;
  galleries[0] = view->local;
  galleries[1] = view->synced;
  galleries[2] = view->remote;
  for (guint g = 0; g < G_N_ELEMENTS (galleries); g++)
    {
      g_string_append (self->trace, g == 0 ? "      local" : g == 1 ? "  synced" : "  remote");
      for (guint i = 0; i < packshot_gallery_get_n (galleries[g]); i++)
        {
          PackshotImage *image = packshot_gallery_get (galleries[g], i);
          const char *sha256 = packshot_image_get_sha256 (image);
          gint64 id = packshot_image_get_id (image);

          g_string_append_printf (self->trace, " %" G_GINT64_FORMAT ":%.6s%s", id,
                                  sha256 != NULL ? sha256 : "?",
                                  packshot_gallery_get_primary (galleries[g]) == id ? "*" : "");
        }
    }
  there = shop_list (self->shop);
  g_string_append (self->trace, "  there");
  for (guint i = 0; i < there->len; i++)
    {
      ShopPicture *picture = there->pdata[i];

      g_string_append_printf (self->trace, " %.6s%s", picture->sha256,
                              picture->is_primary ? "*" : "");
    }
  g_string_append_printf (self->trace, "  %s, %u conflicts, %d tries%s%s\n",
                          packshot_state_to_string (view->state), view->conflicts->len,
                          view->sync->attempts, view->sync->problem_text != NULL ? ", " : "",
                          view->sync->problem_text != NULL ? view->sync->problem_text : "");
}

static void
note_look (World *self)
{
  guint n_looks = line_get_n_looks (self->line);

  if (n_looks == self->seen_looks)
    return;
  self->seen_looks = n_looks;
  self->looked_at = packshot_clock_get_real_time (self->life.clock);
}

static gboolean
list_has (GPtrArray  *list,
          const char *sha256)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((ShopPicture *)list->pdata[i])->sha256, sha256))
      return TRUE;
  return FALSE;
}

/* A request that arrives when the program has long been started again undoes what came after it,
 * and no service has a version by which it could refuse it. What it takes away or brings back is
 * nobody's wish, as if somebody else had done it. */
static void
move_ghost (World *self,
            guint  index)
{
  g_autoptr(GPtrArray) before = shop_list (self->shop);
  g_autoptr(GPtrArray) after = NULL;

  line_move_ghost (self->line, index);
  after = shop_list (self->shop);
  for (guint i = 0; i < before->len; i++)
    {
      const char *sha256 = ((ShopPicture *)before->pdata[i])->sha256;

      if (!list_has (after, sha256))
        ledger_others (self->ledger, NULL, sha256, FALSE);
    }
}

/* One thing that can happen, happens. FALSE when nothing can. */
static gboolean
world_step (World *self)
{
  guint n_moving = line_get_n_moving (self->line);
  guint n_ghosts = line_get_n_ghosts (self->line);
  gint64 now, due;

  self->n_steps++;
  if (g_main_context_pending (self->life.context))
    {
      g_main_context_iteration (self->life.context, FALSE);
      return TRUE;
    }
  if (n_ghosts > 0 && dice_chance (&self->order, self->is_calm ? 60 : 4))
    {
      world_say (self, "  a late request arrives");
      move_ghost (self, dice_below (&self->order, n_ghosts));
      return TRUE;
    }
  if (n_moving > 0)
    {
      if (self->trace != NULL)
        say_galleries (self);
      move_clocks (self, 1000 * (1 + dice_below (&self->order, 200)));
      line_move (self->line, dice_below (&self->order, n_moving));
      note_look (self);
      return TRUE;
    }
  if (packshot_fake_clock_get_pending (PACKSHOT_FAKE_CLOCK (self->life.clock)) == 0)
    return FALSE;
  now = packshot_clock_get_real_time (self->life.clock);
  due = packshot_fake_clock_get_next_due (PACKSHOT_FAKE_CLOCK (self->life.clock));
  /* The next day comes only now and then. */
  if (!self->is_calm && due - now > 2 * G_TIME_SPAN_MINUTE && !dice_chance (&self->order, 5))
    return FALSE;
  move_clocks (self, MAX (due - now, 0));
  return TRUE;
}

void
world_drive (World    *self,
             gboolean *done)
{
  guint until = self->n_steps + MAX_STEPS;

  while (!*done && self->violation == NULL)
    {
      if (!world_step (self))
        return;
      if (self->n_steps > until)
        world_violate (self, "no end after %u steps", MAX_STEPS);
    }
}

void
world_drive_edits (World *self)
{
  guint until = self->n_steps + MAX_STEPS;

  while (self->life.edits->len > 0 && self->n_steps < until && world_step (self))
    ;
  if (self->life.edits->len > 0)
    world_violate (self, "an edit is never answered");
}

/* --- Acts --- */

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  PackshotSyncResult **out = user_data;
  g_autoptr(GError) error = NULL;
  PackshotSyncResult *ran = packshot_session_sync_finish (PACKSHOT_SESSION (source), result,
                                                          &error);

  if (out == NULL)
    g_clear_pointer (&ran, packshot_sync_result_free);
  else
    *out = ran != NULL ? ran : g_new0 (PackshotSyncResult, 1);
}

static void
act_others (World *self,
            Dice  *dice)
{
  g_autofree char *gone = NULL;
  g_autofree char *came = NULL;
  gboolean is_racing = self->shop->service == PACKSHOT_SERVICE_BLAZE &&
    self->life.session != NULL &&
    packshot_engine_get_running (self->life.session->engine);

  self->shop->trace = self->trace;
  came = shop_act (self->shop, dice, &gone);
  ledger_others (self->ledger, came, gone, is_racing);
  line_note_change (self->line);
  self->tally.n_others++;
}

static void
act_perform (World *self,
             Act   *act)
{
  Dice dice = { act->seed };

  switch (act->kind)
    {
    case ACT_EDIT:
      user_edit (self, &dice);
      break;

    case ACT_OTHERS:
      act_others (self, &dice);
      break;

    case ACT_CRASH:
      world_say (self, "  killed");
      self->tally.n_crashes++;
      life_end (self, &dice);
      life_begin (self);
      if (dice_chance (&dice, 10))
        world_verify (self);
      break;

    case ACT_SYNC:
      world_say (self, "  user: sync");
      packshot_session_sync_async (self->life.session, NULL, 0, PACKSHOT_SYNC_NONE, NULL, synced_cb,
                                   NULL);
      break;

    case ACT_JUMP:
      world_say (self, "  the clock is set");
      self->has_jumped = TRUE;
      packshot_fake_clock_jump (PACKSHOT_FAKE_CLOCK (self->life.clock),
                                ((int)dice_below (&dice, 97) - 48) * G_TIME_SPAN_HOUR);
      break;

    case ACT_OFFLINE:
      world_say (self, "  offline or back");
      packshot_session_set_offline_wish (self->life.session, !packshot_session_get_offline_wish (
                                           self->life.session));
      break;

    case ACT_FAULT:
    case N_ACTS:
    default:
      break;
    }
}

/* --- What must be true --- */

static gboolean
verify_read (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  GPtrArray **problems = data;

  *problems = packshot_verify_database (db, error);
  return *problems != NULL;
}

void
world_verify (World *self)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GMainContext) aside = g_main_context_new ();

  g_main_context_push_thread_default (aside);
  packshot_store_write_async (self->life.session->store, verify_read, &problems, NULL, NULL, NULL,
                              NULL);
  while (g_main_context_iteration (aside, FALSE))
    ;
  g_main_context_pop_thread_default (aside);
  if (problems == NULL)
    world_violate (self, "the database can’t be verified");
  else if (problems->len > 0)
    world_violate (self, "verify: %s", (char *)problems->pdata[0]);
}

/* Nothing is under way: what is called synced must be synced. */
static void
check_truth (World *self)
{
  g_autoptr(PackshotItemView) view = NULL;
  g_autofree char *difference = NULL;

  if (self->checked_at == line_get_n_requests (self->line))
    return;
  if (self->looked_at == 0 || self->has_jumped || line_is_look_stale (self->line) ||
      self->life.edits->len > 0 || packshot_engine_get_running (self->life.session->engine))
    return;
  self->checked_at = line_get_n_requests (self->line);
  view = world_view (self);
  /* A look that was answered may still have been given up. */
  if (view == NULL || view->state != PACKSHOT_STATE_SYNCED ||
      view->sync->looked_at < self->looked_at)
    return;
  difference = ledger_check_equal (self->ledger, view);
  if (difference != NULL)
    world_violate (self, "called synced, but %s", difference);
}

static void
run_turmoil (World *self)
{
  for (guint next = 0; self->violation == NULL;)
    {
      gboolean moved;

      while (next < self->acts->len)
        {
          Act *act = &g_array_index (self->acts, Act, next);

          if (act->kind != ACT_FAULT && act->at > self->n_steps)
            break;
          next++;
          if (act->kind != ACT_FAULT && !act->is_omitted)
            act_perform (self, act);
        }
      moved = world_step (self);
      if (line_get_n_moving (self->line) == 0)
        check_truth (self);
      if (moved && self->n_steps < MAX_STEPS)
        continue;
      if (next >= self->acts->len)
        return;
      self->n_steps = MAX (self->n_steps, g_array_index (self->acts, Act, next).at);
    }
}

/* A server that gives no bytes away can't be sent again what is only there, one that refuses bytes
 * which it has can't have one picture twice, and GoldLeaf can't lose its picture when a decision is
 * taken back: the program has to say so, and to leave everything as it is. */
static gboolean
can_be_stuck (World *self)
{
  g_autoptr(PackshotItemView) view = world_view (self);

  return shop_gives_no_bytes (self->shop) ||
         (self->shop->service == PACKSHOT_SERVICE_GOLDLEAF && view != NULL &&
          packshot_gallery_get_n (view->local) == 0) ||
         (shop_has_variant (self->shop, "closient.duplicates=refuse") && view != NULL &&
          ledger_has_twins (self->ledger, view->local));
}

/* Some rounds in which nothing goes wrong. TRUE when nothing is left to be done but conflicts. */
static gboolean
run_rounds (World *self)
{
  for (guint i = 0; i < CALM_ROUNDS && self->violation == NULL; i++)
    {
      PackshotSyncResult *ran = NULL;
      gboolean is_done;
      guint until = self->n_steps + MAX_STEPS;

      packshot_session_sync_async (self->life.session, NULL, 0, PACKSHOT_SYNC_NONE, NULL, synced_cb,
                                   &ran);
      while (ran == NULL && self->n_steps < until && world_step (self))
        ;
      if (ran == NULL)
        {
          world_violate (self, "a sync does not end");
          return FALSE;
        }
      world_say (self, "round %u: sent %u, pending %u, needs you %u, conflicts %u, %s", i,
                 ran->n_sent, ran->n_pending, ran->n_needs_you, ran->n_conflicts,
                 ran->first_problem != NULL ? ran->first_problem : "no problem");
      is_done = ran->n_pending + ran->n_needs_you == 0 && ran->first_problem == NULL &&
        line_get_n_ghosts (self->line) == 0 && i > 0;
      self->is_stuck = ran->n_pending == 0 && !is_done && can_be_stuck (self);
      packshot_sync_result_free (ran);
      if (is_done)
        return TRUE;
      move_clocks (self, 2 * G_TIME_SPAN_MINUTE);
    }
  if (!self->is_stuck)
    world_violate (self, "something is left to be done after %u rounds", CALM_ROUNDS);
  return self->is_stuck;
}

static void
check_end (World *self)
{
  g_autoptr(PackshotItemView) view = world_view (self);
  g_autoptr(GHashTable) trash = world_trash (self);
  g_autofree char *difference = NULL;
  g_autofree char *lost = NULL;

  if (view == NULL)
    {
      world_find_item (self);
      view = world_view (self);
      g_assert_nonnull (view);
    }
  if (self->is_stuck)
    {
      if (view->state != PACKSHOT_STATE_NEEDS_YOU)
        world_violate (self, "what can’t be had is called %s",
                       packshot_state_to_string (view->state));
      return;
    }
  if (view->state != PACKSHOT_STATE_SYNCED)
    world_violate (self, "at the end it is called %s", packshot_state_to_string (view->state));
  difference = ledger_check_equal (self->ledger, view);
  if (difference != NULL)
    world_violate (self, "at the end %s", difference);
  lost = ledger_check_kept (self->ledger, view, trash);
  if (lost != NULL)
    world_violate (self, "at the end %s", lost);
}

static void
run_calm (World *self)
{
  Dice dice = { self->seed ^ 0xca1 };
  guint n_before;

  self->is_calm = TRUE;
  packshot_session_set_offline_wish (self->life.session, FALSE);
  world_say (self, "calm");
  if (!run_rounds (self))
    return;
  /* To decide one conflict can bring up another: the picture stays, and which one is primary? */
  for (guint i = 0; i < 4; i++)
    {
      user_resolve_all (self, &dice);
      if (self->violation != NULL || !run_rounds (self))
        return;
    }
  check_end (self);
  world_verify (self);

  n_before = (guint)packshot_sandbox_get_n_changing_calls (self->shop->sandbox);
  if (self->violation == NULL && run_rounds (self) &&
      packshot_sandbox_get_n_changing_calls (self->shop->sandbox) != n_before)
    world_violate (self, "a sync with nothing to do changed the server");
}

/* --- The whole --- */

World *
world_new (guint64     seed,
           const char *folder,
           gboolean    trace)
{
  World *self = g_new0 (World, 1);
  Dice dice = { seed };

  self->seed = seed;
  self->folder = g_strdup (folder);
  self->acts = g_array_new (FALSE, TRUE, sizeof (Act));
  self->shop = shop_new (&dice);
  self->ledger = ledger_new (self->shop);
  self->line = line_new (self->shop->sandbox, choose_fault, self);
  self->trace = trace ? g_string_new (NULL) : NULL;
  line_set_trace (self->line, self->trace);
  write_script (self, &dice);
  self->order.state = dice_throw (&dice);
  for (guint i = 0; i < self->shop->variants->len; i++)
    world_say (self, "%s", (char *)self->shop->variants->pdata[i]);
  return self;
}

void
world_free (World *self)
{
  g_array_unref (self->acts);
  g_clear_object (&self->line);
  ledger_free (self->ledger);
  shop_free (self->shop);
  if (self->trace != NULL)
    g_string_free (self->trace, TRUE);
  g_free (self->violation);
  g_free (self->folder);
  g_free (self);
}

void
world_run (World *self)
{
  Dice dice = { self->seed ^ 0xbe9 };
  guint n_before;

  dice_throw (&dice);
  n_before = dice_below (&dice, 6);

  for (guint i = 0; i < n_before; i++)
    act_others (self, &dice);
  self->is_calm = TRUE;
  life_begin (self);
  self->is_calm = FALSE;
  self->n_steps = 0;
  run_turmoil (self);
  if (self->violation == NULL)
    run_calm (self);
  if (line_get_n_throttled (self->line) > 0)
    world_violate (self, "the server had to refuse %u calls as too many",
                   line_get_n_throttled (self->line));
  self->tally.n_worlds = 1;
  self->tally.n_requests = line_get_n_requests (self->line);
  self->tally.n_faults = line_get_n_faults (self->line);
  self->tally.n_steps = self->n_steps;
  life_end (self, &dice);
}
