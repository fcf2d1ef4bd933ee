/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* No plan for rows sends less: of all sequences of calls that come to a wish with a primary, on a
 * server that promotes none by itself, none has fewer uploads than the plan, or as many and fewer
 * bytes. The sequences are searched without the planner, in two ways:
 *
 * orders: all that up to three uploads, with deletes between them, can make of a gallery of up to
 *   three pictures.
 * choices: up to five pictures (five with -m slow). Deletes change nothing of where a new row
 *   lands, so they may all come last. An upload of which nothing stays at the end can be left out:
 *   its row holds no other one's place, and of all uploads that ask for the flag the last one has
 *   it, which is the wished primary. And a row that does not fit can only be deleted. So all ways
 *   are: some of the fitting rows, and uploads of different pictures in any order, one of which may
 *   ask for the flag.
 *
 * Where deletes change what the next row gets, the order of calls decides: that is not claimed. */

#include "config.h"

#include "packshot-plan-cases.h"

#define MAX_UPLOADS 3

typedef struct
{
  PackshotCases cases;
  guint         n_proven;
} Fewest;

static void
fewest_clear (Fewest *self)
{
  packshot_cases_clear (&self->cases);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fewest, fewest_clear)

typedef void (*ProveFunc) (Fewest              *self,
                           const PackshotStart *start);

static void
prove_all (Fewest   *self,
           ProveFunc prove)
{
  for (guint i = 0; i < self->cases.starts->len; i++)
    {
      const PackshotStart *start = &g_array_index (self->cases.starts, PackshotStart, i);

      if (!start->server.counts_rows)
        prove (self, start);
    }
}

/* --- Every order of calls: a gallery as a number, by rank, each row eight bits --- */

#define ROW_IMAGE 0x0f
#define ROW_FIT 0x10
#define ROW_FLAGGED 0x20
#define ROW_LOW 0x40

typedef struct
{
  PackshotPlace place;
  const gint64 *weights;
  guint         n_pictures;
  GHashTable   *best;           /* wish -> bytes, of those reached with as few uploads as can be */
  GHashTable   *now;            /* gallery -> bytes, after as many uploads */
  GHashTable   *next;
} Frontier;

static guint64
gallery_insert (guint64 gallery,
                guint   at,
                guint8  row)
{
  guint64 below = at > 0 ? gallery & (G_MAXUINT64 >> (64 - 8 * at)) : 0;
  guint64 above = gallery & ~(at > 0 ? G_MAXUINT64 >> (64 - 8 * at) : 0);

  return below | (guint64)row << (8 * at) | above << 8;
}

static guint64
gallery_remove (guint64 gallery,
                guint   at)
{
  guint64 below = at > 0 ? gallery & (G_MAXUINT64 >> (64 - 8 * at)) : 0;

  return below | (at < 7 ? gallery >> (8 * (at + 1)) << (8 * at) : 0);
}

static guint64
gallery_upload (const Frontier *f,
                guint64         gallery,
                guint           image,
                gboolean        is_primary)
{
  guint8 row = image | ROW_FIT;
  guint at = 0;

  if (is_primary)
    {
      row |= ROW_FLAGGED;
      gallery &= ~G_GUINT64_CONSTANT (0x2020202020202020);
    }
  while (at < 8 && f->place != PACKSHOT_PLACE_FIRST && (gallery >> (8 * at) & 0xff) != 0 &&
         (f->place == PACKSHOT_PLACE_LAST || (gallery >> (8 * at) & ROW_LOW) != 0))
    at++;
  return gallery_insert (gallery, at, row);
}

/* The gallery as a wish: the primary, then the others; 0 when no wish is met by it. */
static guint64
gallery_wish (guint64 gallery)
{
  guint64 wish = 0;
  guint n = 1, seen = 0;

  for (; gallery != 0; gallery >>= 8)
    {
      guint image = gallery & ROW_IMAGE;

      if ((gallery & ROW_FIT) == 0 || (seen & 1u << image) != 0)
        return 0;
      seen |= 1u << image;
      if (gallery & ROW_FLAGGED)
        wish |= image;
      else
        wish |= (guint64)image << (8 * n++);
    }
  return (wish & 0xff) != 0 ? wish : 0;
}

static gboolean
lower (GHashTable *table,
       guint64     key,
       gint64      bytes)
{
  gint64 *old = g_hash_table_lookup (table, &key);

  if (old != NULL && *old <= bytes)
    return FALSE;
  g_hash_table_insert (table, g_memdup2 (&key, sizeof key), g_memdup2 (&bytes, sizeof bytes));
  return TRUE;
}

static void
frontier_add (Frontier *f,
              guint64   gallery,
              gint64    bytes)
{
  if (!lower (f->now, gallery, bytes))
    return;
  for (guint at = 0; at < 8 && gallery >> (8 * at) != 0; at++)
    frontier_add (f, gallery_remove (gallery, at), bytes);
}

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/* What was reached with fewer uploads is not improved on. */
static void
frontier_note (Frontier *f)
{
  g_autoptr(GHashTable) found = table_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, f->now);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint64 wish = gallery_wish (*(guint64 *)key);

      if (wish != 0 && !g_hash_table_contains (f->best, &wish))
        lower (found, wish, *(gint64 *)value);
    }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, &value))
    lower (f->best, *(guint64 *)key, *(gint64 *)value);
}

static void
frontier_step (Frontier *f)
{
  g_autoptr(GHashTable) before = g_steal_pointer (&f->now);
  GHashTableIter iter;
  gpointer key, value;

  f->now = table_new ();
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &value))
    for (guint image = 1; image <= f->n_pictures + 1; image++)
      for (int flag = 0; flag < 2; flag++)
        frontier_add (f, gallery_upload (f, *(guint64 *)key, image, flag),
                      *(gint64 *)value + f->weights[image]);
}

static guint64
wish_number (const PackshotWish *wish)
{
  guint64 number = wish->primary;
  guint n = 1;

  for (guint i = 0; i < wish->n; i++)
    if (wish->order[i] != wish->primary)
      number |= (guint64)wish->order[i] << (8 * n++);
  return number;
}

static guint64
start_number (const PackshotModelServer *start)
{
  guint64 gallery = 0;

  for (guint i = 0; i < start->n; i++)
    {
      const PackshotModelRow *row = &start->rows[i];
      guint64 bits = row->image | (g_str_equal (row->title, "new") ? ROW_FIT : 0) |
        (row->is_flagged ? ROW_FLAGGED : 0) |
        (row->priority < start->constant ? ROW_LOW : 0);

      /* Pictures are numbered by their rank. */
      gallery |= bits << (8 * (row->image - 1));
    }
  return gallery;
}

static PackshotPlan *
plan_for (Fewest              *self,
          const PackshotStart *start,
          const PackshotWish  *wish)
{
  PackshotLearned truth = packshot_model_server_truth (&start->server);
  gint64 images[PACKSHOT_MODEL_MAX];
  g_autoptr(PackshotListing) listing = packshot_model_server_list (&start->server, images);

  return packshot_cases_plan (&self->cases, listing, images, wish, &truth);
}

/* What is reached with @uploads for the first time is what the plan reaches with as many. */
static void
prove_step (Fewest              *self,
            const PackshotStart *start,
            const Frontier      *f,
            guint                uploads)
{
  for (guint i = 0; i < self->cases.wishes->len; i++)
    {
      const PackshotWish *wish = &g_array_index (self->cases.wishes, PackshotWish, i);
      guint64 number = wish_number (wish);
      const gint64 *bytes = g_hash_table_lookup (f->best, &number);
      g_autoptr(PackshotPlan) plan = NULL;

      if (wish->primary == 0)
        continue;
      plan = plan_for (self, start, wish);
      if (plan->n_uploads < uploads || (plan->n_uploads > uploads && bytes == NULL))
        continue;
      g_assert_nonnull (bytes);
      g_assert_cmpuint (plan->n_uploads, ==, uploads);
      g_assert_cmpint (plan->bytes, ==, *bytes);
      self->n_proven++;
    }
}

static void
prove_orders (Fewest              *self,
              const PackshotStart *start)
{
  Frontier f = {
    .place = start->server.place,
    .weights = self->cases.weights,
    .n_pictures = self->cases.n_pictures,
    .best = table_new (),
    .now = table_new (),
  };

  frontier_add (&f, start_number (&start->server), 0);
  for (guint uploads = 0; uploads <= MAX_UPLOADS; uploads++)
    {
      if (uploads > 0)
        frontier_step (&f);
      frontier_note (&f);
      prove_step (self, start, &f, uploads);
    }
  g_hash_table_unref (f.best);
  g_hash_table_unref (f.now);
}

static void
test_orders (void)
{
  for (guint n = 0; n <= 3; n++)
    {
      g_auto(Fewest) self = { .n_proven = 0 };
      g_autoptr(GTimer) timer = g_timer_new ();

      packshot_cases_init (&self.cases, n);
      prove_all (&self, prove_orders);
      g_test_message ("%u pictures: %u plans with no better one, %.1f s", n, self.n_proven,
                      g_timer_elapsed (timer, NULL));
      g_assert_cmpuint (self.n_proven, >, 0);
    }
}

/* --- Every choice of rows and uploads --- */

#define BASE (PACKSHOT_CASES_MAX + 2)
/* The primary and up to five others, each a digit. */
#define N_KEYS (BASE * BASE * BASE * BASE * BASE * BASE)
#define NEVER G_MAXINT64

typedef struct
{
  guint    image;
  gboolean is_sent;
  gboolean is_flagged;
} Row;

typedef struct
{
  const gint64 *weights;
  guint         n_labels;
  gboolean      is_last;        /* new rows go to the end, or else between the low and the high */
  Row           rows[PACKSHOT_CASES_MAX]; /* those that fit, by rank */
  guint         n_rows, n_low;
  guint         sent[PACKSHOT_CASES_MAX + 1], n_sent;
  guint         is_sent;        /* as bits */
  gint64        bytes;
  gint64       *best;           /* (owned): by key: uploads << 32 | bytes */
} Choices;

static guint
wish_key (const PackshotWish *wish)
{
  guint key = wish->primary;
  guint scale = BASE;

  for (guint i = 0; i < wish->n; i++)
    if (wish->order[i] != wish->primary)
      {
        key += wish->order[i] * scale;
        scale *= BASE;
      }
  return key;
}

/* All that deletes can make of @rows, of which what was sent stays. */
static void
choose (Choices   *self,
        const Row *rows,
        guint      n_rows,
        guint      key,
        guint      scale)
{
  guint with = key + rows->image * scale;

  if (n_rows == 0)
    self->best[key] = MIN (self->best[key], (gint64)self->n_sent << 32 | self->bytes);
  else if (rows->is_flagged)
    choose (self, rows + 1, n_rows - 1, key, scale);
  else if (rows->is_sent)
    choose (self, rows + 1, n_rows - 1, with, scale * BASE);
  else
    {
      choose (self, rows + 1, n_rows - 1, key, scale);
      if (!(self->is_sent & 1u << rows->image))
        choose (self, rows + 1, n_rows - 1, with, scale * BASE);
    }
}

/* The rows by rank after all uploads. */
static guint
rank_rows (const Choices *self,
           Row           *rows)
{
  guint n_before = self->is_last ? self->n_rows : self->n_low;
  guint n = 0;

  for (guint i = 0; i < n_before; i++)
    rows[n++] = self->rows[i];
  for (guint i = 0; i < self->n_sent; i++)
    rows[n++] = (Row) {
      .image = self->sent[self->is_last ? i : self->n_sent - 1 - i], .is_sent = TRUE
    }
  ;
  for (guint i = n_before; i < self->n_rows; i++)
    rows[n++] = self->rows[i];
  return n;
}

/* Either no upload asks for the flag, or one does. */
static void
choose_flag (Choices *self)
{
  Row rows[2 * PACKSHOT_CASES_MAX + 2] = { { 0 } };
  guint n = rank_rows (self, rows);
  guint former = n;

  for (guint i = 0; i < n; i++)
    if (rows[i].is_flagged)
      former = i;
  if (former < n && !(self->is_sent & 1u << rows[former].image))
    choose (self, rows, n, rows[former].image, BASE);
  rows[former].is_flagged = FALSE;
  for (guint i = 0; i < n; i++)
    if (rows[i].is_sent)
      {
        rows[i].is_flagged = TRUE;
        choose (self, rows, n, rows[i].image, BASE);
        rows[i].is_flagged = FALSE;
      }
}

static void
choose_sent (Choices *self)
{
  choose_flag (self);
  for (guint image = 1; image <= self->n_labels; image++)
    if (!(self->is_sent & 1u << image))
      {
        self->sent[self->n_sent++] = image;
        self->is_sent |= 1u << image;
        self->bytes += self->weights[image];
        choose_sent (self);
        self->bytes -= self->weights[image];
        self->is_sent &= ~(1u << image);
        self->n_sent--;
      }
}

static void
choices_init (Choices             *self,
              const Fewest        *fewest,
              const PackshotStart *start)
{
  const PackshotModelServer *server = &start->server;

  *self = (Choices) {
    .weights = fewest->cases.weights,
    .n_labels = fewest->cases.n_pictures + 1,
    .is_last = server->place == PACKSHOT_PLACE_LAST,
    .best = g_new (gint64, N_KEYS),
  };
  for (guint key = 0; key < N_KEYS; key++)
    self->best[key] = NEVER;
  for (guint image = 1; image <= server->n; image++)
    for (guint i = 0; i < server->n; i++)
      {
        const PackshotModelRow *row = &server->rows[i];

        if (row->image != image || !(start->fit & 1u << image))
          continue;
        self->rows[self->n_rows++] = (Row) { .image = image, .is_flagged = row->is_flagged };
        self->n_low += server->place == PACKSHOT_PLACE_CONSTANT &&
          row->priority < server->constant;
      }
}

static void
prove_choices (Fewest              *self,
               const PackshotStart *start)
{
  Choices choices;

  choices_init (&choices, self, start);
  choose_sent (&choices);
  for (guint i = 0; i < self->cases.wishes->len; i++)
    {
      const PackshotWish *wish = &g_array_index (self->cases.wishes, PackshotWish, i);
      g_autoptr(PackshotPlan) plan = NULL;

      /* Whether a picture fits that is not wished makes no difference. */
      if (wish->primary == 0 || (start->fit & ~wish->pictures) != 0)
        continue;
      plan = plan_for (self, start, wish);
      g_assert_cmpint ((gint64)plan->n_uploads << 32 | plan->bytes, ==,
                       choices.best[wish_key (wish)]);
      self->n_proven++;
    }
  g_free (choices.best);
}

/* Each start with weights of its own. */
static void
prove_weighed (Fewest              *self,
               const PackshotStart *start)
{
  for (guint image = 1; image <= self->cases.n_pictures + 1; image++)
    self->cases.weights[image] = g_test_rand_int_range (0, 4);
  prove_choices (self, start);
}

/* All weights up to @n_weights. */
static void
check_all_weights (Fewest *self,
                   guint   n_weights)
{
  guint n = self->cases.n_pictures + 1;
  guint all = 1;

  for (guint i = 0; i < n; i++)
    all *= n_weights;
  for (guint which = 0; which < all; which++)
    {
      guint rest = which;

      for (guint image = 1; image <= n; image++, rest /= n_weights)
        self->cases.weights[image] = 1 + rest % n_weights;
      prove_all (self, prove_choices);
    }
}

static void
check_choices (guint n)
{
  g_auto(Fewest) self = { .n_proven = 0 };
  g_autoptr(GTimer) timer = g_timer_new ();

  packshot_cases_init (&self.cases, n);
  if (n <= 3)
    check_all_weights (&self, n < 3 || g_test_slow () ? 3 : 2);
  else
    prove_all (&self, prove_weighed);
  g_test_message ("%u pictures, %s weights: %u plans with no better one, %.1f s", n,
                  n <= 3 ? "all" : "seeded", self.n_proven, g_timer_elapsed (timer, NULL));
  g_assert_cmpuint (self.n_proven, >, 0);
}

static void
test_choices (void)
{
  for (guint n = 0; n <= 4; n++)
    check_choices (n);
}

static void
test_choices_five (void)
{
  if (g_test_slow ())
    check_choices (5);
  else
    g_test_skip ("slow");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/plan-fewest/orders", test_orders);
  g_test_add_func ("/sync/plan-fewest/choices", test_choices);
  g_test_add_func ("/sync/plan-fewest/choices-five", test_choices_five);
  return g_test_run ();
}
