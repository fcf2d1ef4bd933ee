/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What conflicts are called, and what is said of their sides. Pure functions. */

#include "config.h"

#include "packshot-conflict-words.h"

#include "packshot-words.h"

#include <glib/gi18n.h>

typedef struct
{
  int         rank;
  const char *title;
  const char *sentence;
  gboolean    loses;    /* whether a picture may go to the trash */
} Kind;

static const Kind kinds[PACKSHOT_N_CONFLICT_KINDS] = {
  [PACKSHOT_CONFLICT_CONTENT] = {
    0, N_("Replaced on Both Sides"), N_("You and the server both replaced this picture."), TRUE
  },
  [PACKSHOT_CONFLICT_PRIMARY] = {
    1, N_("Different Primary"), N_("You and the server chose different primary pictures."), FALSE
  },
  [PACKSHOT_CONFLICT_ORDER] = {
    2, N_("Different Order"), N_("You and the server put the pictures in different orders."), FALSE
  },
  [PACKSHOT_CONFLICT_TITLE] = {
    3, N_("Different Caption"), N_("You and the server changed this caption differently."), FALSE
  },
  [PACKSHOT_CONFLICT_VISIBILITY] = {
    4, N_("Different Visibility"),
    N_("You and the server chose differently who sees this picture."), FALSE
  },
  [PACKSHOT_CONFLICT_REMOVED_THERE] = {
    5, N_("Removed There, Changed Here"),
    N_("The server removed this picture, and you changed it."), TRUE
  },
  [PACKSHOT_CONFLICT_REMOVED_HERE] = {
    6, N_("Changed There, Removed Here"),
    N_("You removed this picture, and the server changed it."), TRUE
  },
};

const PackshotConflictSide *
packshot_conflict_get_side (const PackshotConflictView *view,
                            PackshotSide                side)
{
  return side == PACKSHOT_SIDE_AGREED ? &view->agreed :
         side == PACKSHOT_SIDE_MINE ? &view->mine : &view->server;
}

int
packshot_conflict_rank (PackshotConflictKind kind)
{
  return kinds[kind].rank;
}

const char *
packshot_conflict_words_kind (PackshotConflictKind kind)
{
  return _(kinds[kind].title);
}

const char *
packshot_conflict_words_sentence (PackshotConflictKind kind)
{
  return _(kinds[kind].sentence);
}

/* The picture's number, on whichever side it still has one. */
static guint
get_position (const PackshotConflictView *view)
{
  if (view->row.image == 0)
    return 0;
  return view->mine.position > 0 ? view->mine.position :
         view->server.position > 0 ? view->server.position : view->agreed.position;
}

char *
packshot_conflict_words_since (const PackshotConflictView *view)
{
  g_autofree char *when = packshot_words_time (view->row.since);
  guint position = get_position (view);

  if (position == 0 || view->profile->max_images == 1)
    return g_strdup_printf (_("Since %s"), when);
  return g_strdup_printf (_("Picture %u · since %s"), position, when);
}

char *
packshot_conflict_words_place (const PackshotConflictView *view)
{
  guint position = get_position (view);
  PackshotGallery *gallery = view->mine.position > 0 ? view->mine.gallery : view->server.gallery;

  if (view->row.kind == PACKSHOT_CONFLICT_PRIMARY)
    return g_strdup (_("Primary"));
  if (view->row.kind == PACKSHOT_CONFLICT_ORDER)
    return g_strdup (_("Order"));
  if (position == 0 || view->profile->max_images == 1)
    return g_strdup (_("Picture"));
  return g_strdup_printf (_("Picture %u of %u"), position, packshot_gallery_get_n (gallery));
}

const char *
packshot_conflict_words_field (PackshotConflictFields field)
{
  switch (field)
    {
    case PACKSHOT_CONFLICT_FIELD_PICTURE:
      return _("Picture");

    case PACKSHOT_CONFLICT_FIELD_PIXELS:
      return _("Pixels");

    case PACKSHOT_CONFLICT_FIELD_CAPTION:
      return _("Caption");

    case PACKSHOT_CONFLICT_FIELD_VISIBILITY:
      return _("Visibility");

    case PACKSHOT_CONFLICT_FIELD_POSITION:
      return _("Position");

    case PACKSHOT_CONFLICT_FIELD_PRIMARY:
      return _("Primary");

    case PACKSHOT_CONFLICT_FIELD_PICTURES:
      return _("Pictures");

    case PACKSHOT_CONFLICT_FIELD_ORDER:
      return _("Order");

    case PACKSHOT_CONFLICT_FIELD_CAPTIONS:
    default:
      return _("Captions");
    }
}

char *
packshot_conflict_words_label (const PackshotConflictView *view)
{
  g_autofree char *since = packshot_conflict_words_since (view);

  return g_strdup_printf ("%s, %s, %s", view->item->name,
                          packshot_conflict_words_kind (view->row.kind), since);
}

/* --- Sides --- */

const char *
packshot_conflict_words_side (PackshotSide side)
{
  static const char * const names[] = { N_("Last Agreed"), N_("Mine"), N_("Server") };

  return _(names[side]);
}

/* "between 08:30 and 09:12", "before 11:41", "yesterday 08:47"; NULL when nothing is known. */
static char *
dup_when (const PackshotConflictSide *side)
{
  g_autofree char *from = side->from != 0 ? packshot_words_time (side->from) : NULL;
  g_autofree char *until = side->until != 0 ? packshot_words_time (side->until) : NULL;

  if (until == NULL)
    return NULL;
  if (from == NULL)
    return g_strdup_printf (_("before %s"), until);
  if (g_str_equal (from, until))
    return g_steal_pointer (&until);
  return g_strdup_printf (_("between %s and %s"), from, until);
}

/* Who made this side what it is. */
static char *
dup_maker (const PackshotConflictView *view,
           PackshotSide                side)
{
  const PackshotConflictSide *facts = packshot_conflict_get_side (view, side);
  const char *service = packshot_words_service (view->account->service);

  if (side == PACKSHOT_SIDE_AGREED)
    return g_strdup (facts->image != NULL ? _("Both sides") : _("Never agreed"));
  if (facts->image != NULL || view->row.image == 0)
    return g_strdup (side == PACKSHOT_SIDE_MINE ? _("You") : service);
  return side == PACKSHOT_SIDE_MINE ? g_strdup (_("Removed by you")) :
         g_strdup_printf (_("Removed on %s"), service);
}

/* The primary that this side has, and who chose it. */
static char *
dup_choice (const PackshotConflictView *view,
            PackshotSide                side)
{
  const PackshotConflictSide *facts = packshot_conflict_get_side (view, side);
  const char *title = facts->image != NULL ? packshot_image_get_title (facts->image) : "";
  const char *maker = side == PACKSHOT_SIDE_MINE ? _("you") :
    packshot_words_service (view->account->service);
  g_autofree char *which = NULL;

  if (facts->image == NULL)
    which = g_strdup (_("No primary"));
  else if (*title != '\0')
    which = g_strdup_printf (_("“%s”"), title);
  else
    which = g_strdup_printf (_("Picture %u"), facts->position);
  return side == PACKSHOT_SIDE_AGREED ? g_steal_pointer (&which) :
         g_strdup_printf ("%s, %s", which, maker);
}

char *
packshot_conflict_words_who (const PackshotConflictView *view,
                             PackshotSide                side)
{
  const PackshotConflictSide *facts = packshot_conflict_get_side (view, side);
  g_autofree char *who = view->row.kind == PACKSHOT_CONFLICT_PRIMARY ? dup_choice (view, side) :
    dup_maker (view, side);
  g_autofree char *when = dup_when (facts);

  if (when == NULL || (side == PACKSHOT_SIDE_AGREED && facts->image == NULL))
    return g_steal_pointer (&who);
  return g_strdup_printf ("%s, %s", who, when);
}

/* --- Deciding --- */

char *
packshot_conflict_words_both (const PackshotConflictView *view)
{
  switch (view->both)
    {
    case PACKSHOT_BOTH_POSSIBLE:
      return NULL;

    case PACKSHOT_BOTH_ONE_PICTURE:
      return g_strdup_printf (_("%s Keeps One Picture"),
                              packshot_words_service (view->account->service));

    case PACKSHOT_BOTH_ONE_PRIMARY:
      return g_strdup (_("An Item Has One Primary"));

    case PACKSHOT_BOTH_ONE_ORDER:
      return g_strdup (_("An Item Has One Order"));

    case PACKSHOT_BOTH_ONE_CAPTION:
      return g_strdup (_("A Picture Has One Caption"));

    case PACKSHOT_BOTH_ONE_VISIBILITY:
      return g_strdup (_("A Picture Is Private or Public"));

    case PACKSHOT_BOTH_REMOVED:
    default:
      return g_strdup (_("A Picture Is There or It Is Not"));
    }
}

char *
packshot_conflict_words_keep (PackshotKeep keep,
                              guint        n)
{
  if (keep == PACKSHOT_KEEP_MINE)
    return n > 1 ? g_strdup_printf (_("Keep Mine for %u"), n) : g_strdup (_("Keep Mine"));
  if (keep == PACKSHOT_KEEP_SERVER)
    return n > 1 ? g_strdup_printf (_("Keep Server’s for %u"), n) : g_strdup (_("Keep Server’s"));
  return n > 1 ? g_strdup_printf (_("Keep Both for %u"), n) : g_strdup (_("Keep Both"));
}

char *
packshot_conflict_words_kept (PackshotKeep keep,
                              guint        n)
{
  if (n == 1)
    return g_strdup (keep == PACKSHOT_KEEP_MINE ? _("Kept yours") :
                     keep == PACKSHOT_KEEP_SERVER ? _("Kept the server’s") : _("Kept both"));
  if (keep == PACKSHOT_KEEP_MINE)
    return g_strdup_printf (ngettext ("Kept yours for %u conflict", "Kept yours for %u conflicts",
                                      n), n);
  if (keep == PACKSHOT_KEEP_SERVER)
    return g_strdup_printf (ngettext ("Kept the server’s for %u conflict",
                                      "Kept the server’s for %u conflicts", n), n);
  return g_strdup_printf (ngettext ("Kept both for %u conflict", "Kept both for %u conflicts", n),
                          n);
}

const char *
packshot_conflict_words_note (PackshotConflictKind kind)
{
  if (kinds[kind].loses)
    return _("What is not kept goes to the trash for 30 days. The next conflict opens by itself.");
  return _("No picture is removed by this choice. The next conflict opens by itself.");
}
