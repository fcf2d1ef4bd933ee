/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The plan for rows, proven by trying everything: all galleries of up to three pictures (four with
 * -m slow), in all ranks, with each picture fit to stay or not; all wishes, with a new picture
 * among them; and a server for each thing that the documents leave open.
 *
 * reached: the plan, made anew after each answer, comes to the wish, or stops where the server
 *   can't be brought to it, having lost nothing on the way.
 * fewest: no sequence of calls comes there with fewer uploads, or with as many and fewer bytes.
 *   That is searched without the planner: all that up to three uploads can make of a gallery. */

#include "config.h"

#include "packshot-model-server.h"
#include "packshot-test-gallery.h"

#define MAX_PICTURES 5
#define MAX_UPLOADS 3

static const gint64 weights[MAX_PICTURES + 1] = { 0, 3, 5, 7, 11, 13 };

typedef struct
{
  guint            n;
  gint64           order[MAX_PICTURES];
  gint64           primary;
  PackshotGallery *gallery;
} Wish;

typedef struct
{
  guint       n_pictures;       /* on the server at first; one more can be wished */
  GArray     *wishes;           /* (element-type Wish) */
  GHashTable *bytes;
  GHashTable *shown;
  guint       n_cases;
  guint       n_unreachable;
  guint       n_proven;
  gboolean    knows;            /* the plan starts with the truth of the server */
} Search;

typedef void (*StartFunc) (Search                    *self,
                           const PackshotModelServer *start);

/* --- All wishes --- */

static void
wish_clear (gpointer data)
{
  packshot_gallery_unref (((Wish *)data)->gallery);
}

static PackshotGallery *
wish_gallery (const Wish *wish)
{
  GString *text = g_string_new (NULL);
  PackshotGallery *gallery;

  for (guint i = 0; i < wish->n; i++)
    g_string_append_printf (text, "%d%s=new@- ", (int)wish->order[i],
                            wish->order[i] == wish->primary ? "*" : "");
  gallery = packshot_test_gallery (text->str);
  g_string_free (text, TRUE);
  return gallery;
}

static void
add_wishes (Search *self,
            Wish   *wish)
{
  for (guint i = 0; i <= wish->n; i++)
    {
      Wish copy = *wish;

      copy.primary = i == 0 ? 0 : wish->order[i - 1];
      copy.gallery = wish_gallery (&copy);
      g_array_append_val (self->wishes, copy);
    }
  for (gint64 id = 1; id <= self->n_pictures + 1; id++)
    {
      Wish longer = *wish;
      gboolean has = FALSE;

      for (guint i = 0; i < wish->n; i++)
        has = has || wish->order[i] == id;
      if (has)
        continue;
      longer.order[longer.n++] = id;
      add_wishes (self, &longer);
    }
}

static void
search_init (Search *self,
             guint   n_pictures)
{
  Wish none = { 0 };

  *self = (Search) { .n_pictures = n_pictures };
  self->wishes = g_array_new (FALSE, FALSE, sizeof (Wish));
  g_array_set_clear_func (self->wishes, wish_clear);
  self->shown = packshot_model_server_rows_new ();
  self->bytes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (gint64 id = 1; id <= MAX_PICTURES; id++)
    g_hash_table_insert (self->bytes, g_memdup2 (&id, sizeof id), (gpointer) &weights[id]);
  add_wishes (self, &none);
}

static void
search_clear (Search *self)
{
  g_array_unref (self->wishes);
  g_hash_table_unref (self->bytes);
  g_hash_table_unref (self->shown);
}

/* --- All servers --- */

/* The pictures in rank order, the first @n_low below what new rows get. */
static void
start_fill (PackshotModelServer *server,
            guint                n,
            guint                n_low,
            guint                flagged,
            guint                fit)
{
  server->constant = 5;
  for (guint i = n; i > 0; i--)
    {
      gboolean is_low = server->place == PACKSHOT_PLACE_LAST ||
        (server->place == PACKSHOT_PLACE_CONSTANT && i <= n_low);

      server->rows[server->n++] = (PackshotModelRow) {
        .number = ++server->n_made,
        .image = i,
        .priority = is_low ? i - 1 : 4 + i,
        .is_flagged = i == flagged,
      };
      g_strlcpy (server->rows[server->n - 1].title, fit & (1u << (i - 1)) ? "new" : "old", 8);
    }
  /* With one priority for all, the newest is the first. */
  for (guint i = 0; i < n && server->place == PACKSHOT_PLACE_CONSTANT; i++)
    server->rows[i].priority = MIN (server->rows[i].priority, 5);
  packshot_model_server_sort (server);
}

static void
each_start (Search   *self,
            gboolean  with_promotion,
            StartFunc func)
{
  /* Rows can be counted in two ways, pushed back in one. */
  static const guint n_ways[] = { [PACKSHOT_PLACE_LAST] = 1, [PACKSHOT_PLACE_FIRST] = 0 };
  guint n = self->n_pictures;

  for (int place = PACKSHOT_PLACE_CONSTANT; place <= PACKSHOT_PLACE_FIRST; place++)
    for (guint low = 0; low <= (place == PACKSHOT_PLACE_CONSTANT ? n : n_ways[place]); low++)
      for (guint flagged = 0; flagged <= n; flagged++)
        for (guint fit = 0; fit < 1u << n; fit++)
          for (guint flags = 0; flags < (with_promotion ? 4 : 2); flags++)
            {
              PackshotModelServer server = {
                .place = place,
                .counts_rows = place == PACKSHOT_PLACE_LAST && low > 0,
                .flags_first = flags & 1,
                .flags_next = flags & 2,
                .shown = self->shown,
              };

              start_fill (&server, n, low, flagged, fit);
              func (self, &server);
            }
}

/* --- Reached --- */

static PackshotPlan *
plan_for (Search                *self,
          PackshotListing       *listing,
          const gint64          *images,
          const Wish            *wish,
          const PackshotLearned *learned)
{
  PackshotPlanInput input = {
    .profile = &packshot_test_rows,
    .listing = listing,
    .images = images,
    .target = wish->gallery,
    .learned = learned,
    .bytes = self->bytes,
  };

  return packshot_plan_new (&input);
}

/* Whether the server shows the wish; around the primary that it insists on, when @primary is
 * given. */
static gboolean
is_shown (const PackshotModelServer *server,
          const Wish                *wish,
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
                 const Wish                *wish,
                 const PackshotPlanStep    *step)
{
  const PackshotModelRow *row = NULL;
  gboolean is_wished = FALSE, has_other = FALSE;

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
  for (guint i = 0; i < wish->n; i++)
    is_wished = is_wished || wish->order[i] == row->image;
  for (guint i = 0; i < server->n; i++)
    has_other = has_other || (&server->rows[i] != row && server->rows[i].image == row->image);
  g_assert_true (!is_wished || has_other);
}

static void
reach_wish (Search                    *self,
            const PackshotModelServer *start,
            const Wish                *wish)
{
  PackshotModelServer server = *start;
  PackshotLearned learned = { 0 };
  guint limit = 8 + 4 * (start->n + wish->n);

  if (self->knows)
    learned = packshot_model_server_truth (start);
  self->n_cases++;
  for (guint i = 0;; i++)
    {
      gint64 images[PACKSHOT_MODEL_MAX];
      g_autoptr(PackshotListing) listing = packshot_model_server_list (&server, images);
      g_autoptr(PackshotPlan) plan = plan_for (self, listing, images, wish, &learned);

      g_assert_cmpuint (i, <, limit);
      if (plan->steps->len == 0)
        {
          gint64 kept = plan->unreachable && server.n > 0 ? server.rows[0].image : wish->primary;

          g_assert_true (!plan->unreachable || (wish->primary == 0 && server.flags_next));
          g_assert_true (is_shown (&server, wish, kept));
          self->n_unreachable += plan->unreachable;
          return;
        }
      assert_harmless (&server, wish, plan->steps->pdata[0]);
      packshot_model_server_apply (&server, listing, plan->steps->pdata[0], wish->gallery,
                                   &learned);
    }
}

static void
reach (Search                    *self,
       const PackshotModelServer *start)
{
  for (guint i = 0; i < self->wishes->len; i++)
    reach_wish (self, start, &g_array_index (self->wishes, Wish, i));
}

/* A server that is known from the start is the easier case; with three pictures only -m slow has
 * it. */
static void
check_reached (guint n_max)
{
  for (guint n = 0; n <= n_max; n++)
    for (int knows = 0; knows < (n < 3 || g_test_slow () ? 2 : 1); knows++)
      {
        Search search;

        search_init (&search, n);
        search.knows = knows;
        each_start (&search, TRUE, reach);
        g_test_message ("%u pictures, server %s: %u cases, %u as far as the server goes", n,
                        knows ? "known" : "unknown", search.n_cases, search.n_unreachable);
        search_clear (&search);
      }
}

static void
test_reached (void)
{
  check_reached (3);
}

static void
test_reached_four (void)
{
  if (g_test_slow ())
    check_reached (4);
  else
    g_test_skip ("slow");
}

/* --- Fewest: galleries as numbers, a row in eight bits, in rank order from the lowest byte --- */

#define ROW_IMAGE 0x0f
#define ROW_FIT 0x10
#define ROW_FLAGGED 0x20
#define ROW_LOW 0x40

typedef struct
{
  PackshotPlace place;
  gboolean      flags_first;
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

  if (is_primary || (gallery == 0 && f->flags_first))
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
                      *(gint64 *)value + weights[image]);
}

static guint64
wish_number (const Wish *wish)
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

static void
prove (Search                    *self,
       const PackshotModelServer *start)
{
  PackshotLearned truth = packshot_model_server_truth (start);
  gint64 images[PACKSHOT_MODEL_MAX];
  g_autoptr(PackshotListing) listing = packshot_model_server_list (start, images);
  Frontier f = {
    .place = start->place,
    .flags_first = start->flags_first,
    .n_pictures = self->n_pictures,
    .best = table_new (),
    .now = table_new (),
  };

  frontier_add (&f, start_number (start), 0);
  for (guint uploads = 0; uploads <= MAX_UPLOADS; uploads++)
    {
      if (uploads > 0)
        frontier_step (&f);
      frontier_note (&f);
      for (guint i = 0; i < self->wishes->len; i++)
        {
          const Wish *wish = &g_array_index (self->wishes, Wish, i);
          guint64 number = wish_number (wish);
          g_autoptr(PackshotPlan) plan = NULL;
          gint64 *bytes;

          if (wish->primary == 0)
            continue;
          plan = plan_for (self, listing, images, wish, &truth);
          bytes = g_hash_table_lookup (f.best, &number);
          if (plan->n_uploads < uploads || (plan->n_uploads > uploads && bytes == NULL))
            continue;
          /* Reached now for the first time, and by the plan likewise. */
          g_assert_nonnull (bytes);
          g_assert_cmpuint (plan->n_uploads, ==, uploads);
          g_assert_cmpint (plan->bytes, ==, *bytes);
          self->n_proven++;
        }
    }
  g_hash_table_unref (f.best);
  g_hash_table_unref (f.now);
}

/* Where deletes change what the next row gets, the order of calls decides: that is not claimed. */
static void
prove_steady (Search                    *self,
              const PackshotModelServer *start)
{
  if (!start->counts_rows)
    prove (self, start);
}

static void
test_fewest (void)
{
  for (guint n = 0; n <= 3; n++)
    {
      Search search;

      search_init (&search, n);
      each_start (&search, FALSE, prove_steady);
      g_test_message ("%u pictures: %u plans with no better one", n, search.n_proven);
      g_assert_cmpuint (search.n_proven, >, 0);
      search_clear (&search);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/plan-search/reached", test_reached);
  g_test_add_func ("/sync/plan-search/reached-four", test_reached_four);
  g_test_add_func ("/sync/plan-search/fewest", test_fewest);
  return g_test_run ();
}
