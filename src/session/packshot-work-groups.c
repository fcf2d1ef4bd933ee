/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Work that waits for the same thing is one group: 600 refusals have three causes. A group is found
 * by a name made of what it waits for. On a store thread. */

#include "config.h"

#include "packshot-session-work-private.h"

#define N_HASHES 3

/* --- What all groups have --- */

static void
group_init (PackshotWorkGroup         *group,
            const PackshotWorkAccount *account)
{
  group->account = account != NULL ? packshot_account_copy (account->account) : NULL;
  group->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  group->hashes = g_ptr_array_new_with_free_func (g_free);
}

/* What servers say is told once each, a line each. */
static void
group_say (PackshotWorkGroup *group,
           const char        *text)
{
  g_autofree char *before = group->text;
  g_auto(GStrv) lines = NULL;

  if (text == NULL || *text == '\0')
    group->text = g_steal_pointer (&before);
  else if (before == NULL)
    group->text = g_strdup (text);
  else if ((lines = g_strsplit (before, "\n", -1)) != NULL &&
           g_strv_contains ((const char * const *)lines, text))
    group->text = g_steal_pointer (&before);
  else
    group->text = g_strconcat (before, "\n", text, NULL);
}

static void
group_add (PackshotWorkGroup     *group,
           const PackshotWorkRow *row)
{
  g_array_append_val (group->items, row->item);
  group->n_changes += row->changes->len;
  group->n_images += MAX (row->n_images, row->problem_image != 0 ? 1 : 0);
  group->bytes += row->bytes;
  for (guint i = 0; i < row->hashes->len && group->hashes->len < N_HASHES; i++)
    if (!g_ptr_array_find_with_equal_func (group->hashes, row->hashes->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (group->hashes, g_strdup (row->hashes->pdata[i]));
  g_clear_pointer (&group->name, g_free);
  if (group->items->len == 1)
    group->name = g_strdup (row->name);
}

static void
group_finish (PackshotWorkGroup *group)
{
  group->n_more = group->n_images > group->hashes->len ? group->n_images - group->hashes->len : 0;
}

/* --- Causes --- */

static PackshotCauseKind
cause_from_code (const char *code)
{
  static const struct { const char *code; PackshotCauseKind kind; } codes[] = {
    { "auth", PACKSHOT_CAUSE_KEY_REFUSED },
    { "no-key", PACKSHOT_CAUSE_KEY_MISSING },
    { "key", PACKSHOT_CAUSE_KEY_MALFORMED },
    { "insecure", PACKSHOT_CAUSE_CERTIFICATE },
    { "forbidden", PACKSHOT_CAUSE_PERMISSION },
    { "gone", PACKSHOT_CAUSE_GONE },
    { "too-large", PACKSHOT_CAUSE_TOO_LARGE },
    { "format", PACKSHOT_CAUSE_FORMAT },
    { "invalid", PACKSHOT_CAUSE_INVALID },
    { "not-supported", PACKSHOT_CAUSE_NOT_SUPPORTED },
    { "conflict", PACKSHOT_CAUSE_CHANGED },
    { "disk", PACKSHOT_CAUSE_DISK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i].code) == 0)
      return codes[i].kind;
  return PACKSHOT_CAUSE_OTHER;
}

/* A refusal of the picture's text: too long, or the service names the field. */
static PackshotCauseKind
cause_of_row (const PackshotWorkRow *row)
{
  PackshotCauseKind kind = cause_from_code (row->problem);
  g_autofree char *text =
    row->problem_text != NULL ? g_ascii_strdown (row->problem_text, -1) : NULL;

  if (kind == PACKSHOT_CAUSE_INVALID && row->problem_image != 0 &&
      (row->problem_caption > PACKSHOT_TITLE_MAX ||
       (text != NULL && (strstr (text, "title") != NULL || strstr (text, "caption") != NULL))))
    return PACKSHOT_CAUSE_CAPTION;
  return kind;
}

static PackshotFix
cause_fix (const PackshotWorkCause *cause)
{
  gboolean is_one = cause->group.items->len == 1;

  switch (cause->kind)
    {
    case PACKSHOT_CAUSE_KEY_REFUSED:
    case PACKSHOT_CAUSE_KEY_MISSING:
    case PACKSHOT_CAUSE_KEY_MALFORMED:
      return PACKSHOT_FIX_NEW_KEY;

    case PACKSHOT_CAUSE_CERTIFICATE:
      return PACKSHOT_FIX_OPEN_ACCOUNT;

    case PACKSHOT_CAUSE_PERMISSION:
      return PACKSHOT_FIX_COPY_REQUEST;

    case PACKSHOT_CAUSE_GONE:
      if (cause->of_account)
        return PACKSHOT_FIX_OPEN_ACCOUNT;
      return is_one ? PACKSHOT_FIX_CHOOSE_ITEM : PACKSHOT_FIX_SHOW_ITEMS;

    case PACKSHOT_CAUSE_TOO_LARGE:
    case PACKSHOT_CAUSE_FORMAT:
      return is_one && cause->image != 0 ? PACKSHOT_FIX_REPLACE : PACKSHOT_FIX_SHOW_ITEMS;

    case PACKSHOT_CAUSE_CAPTION:
      return is_one && cause->image != 0 ? PACKSHOT_FIX_EDIT_CAPTION : PACKSHOT_FIX_SHOW_ITEMS;

    case PACKSHOT_CAUSE_DISK:
      return PACKSHOT_FIX_FREE_SPACE;

    case PACKSHOT_CAUSE_INVALID:
    case PACKSHOT_CAUSE_NOT_SUPPORTED:
      return cause->of_account ? PACKSHOT_FIX_OPEN_ACCOUNT : PACKSHOT_FIX_SHOW_ITEMS;

    case PACKSHOT_CAUSE_CHANGED:
    case PACKSHOT_CAUSE_OTHER:
    default:
      return cause->of_account ? PACKSHOT_FIX_OPEN_ACCOUNT : PACKSHOT_FIX_TRY_AGAIN;
    }
}

static PackshotWorkCause *
cause_take (PackshotWorkBuild   *build,
            PackshotWorkAccount *account,
            PackshotCauseKind    kind,
            char                *name)
{
  PackshotWorkCause *cause = g_hash_table_lookup (build->groups, name);

  if (cause != NULL)
    {
      g_free (name);
      return cause;
    }
  cause = g_new0 (PackshotWorkCause, 1);
  group_init (&cause->group, account);
  cause->kind = kind;
  cause->sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (build->work->needs_you, cause);
  g_hash_table_insert (build->groups, name, cause);
  return cause;
}

static PackshotWorkCause *
account_cause (PackshotWorkBuild   *build,
               PackshotWorkAccount *account)
{
  PackshotWorkCause *cause;

  cause = cause_take (build, account, cause_from_code (account->problem),
                      g_strdup_printf ("account:%" G_GINT64_FORMAT, account->account->id));
  cause->of_account = TRUE;
  cause->since = account->since;
  return cause;
}

/* An account that stands still is a cause, with changes that wait for it or without. Returns
 * whether it stands still for a person. */
gboolean
_packshot_work_add_account_cause (PackshotWorkBuild   *build,
                                  PackshotWorkAccount *account)
{
  if (account->state != PACKSHOT_ACCOUNT_WORK_NEEDS_YOU)
    return FALSE;
  group_say (&account_cause (build, account)->group, account->problem_text);
  return TRUE;
}

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static gboolean
cause_add_facts (PackshotWorkBuild     *build,
                 PackshotWorkCause     *cause,
                 const PackshotWorkRow *row,
                 GError               **error)
{
  gboolean is_first = cause->group.items->len == 1;

  cause->image = is_first ? row->problem_image : 0;
  cause->caption_length = MAX (cause->caption_length, row->problem_caption);
  if (is_first)
    cause->mime = g_strdup (row->problem_mime);
  else if (g_strcmp0 (cause->mime, row->problem_mime) != 0)
    g_clear_pointer (&cause->mime, g_free);
  if (cause->kind != PACKSHOT_CAUSE_TOO_LARGE)
    return TRUE;
  if (row->problem_bytes > 0)
    g_array_append_val (cause->sizes, row->problem_bytes);
  g_array_sort (cause->sizes, compare_sizes);
  if (is_first)
    cause->largest_taken = packshot_work_get_largest_taken (build->db, row->account, error);
  return cause->largest_taken >= 0;
}

/* Puts @row under what its item was refused for, or else under its account. */
gboolean
_packshot_work_add_cause (PackshotWorkBuild     *build,
                          PackshotWorkAccount   *account,
                          const PackshotWorkRow *row,
                          GError               **error)
{
  PackshotWorkCause *cause;
  PackshotCauseKind kind;
  const char *text = NULL;

  if (row->problem == NULL)
    {
      group_add (&account_cause (build, account)->group, row);
      return TRUE;
    }
  kind = cause_of_row (row);
  /* What a server does not accept may have many reasons, and its words tell them apart. */
  if (kind == PACKSHOT_CAUSE_INVALID || kind == PACKSHOT_CAUSE_OTHER)
    text = row->problem_text;
  cause = cause_take (build, account, kind,
                      g_strdup_printf ("%" G_GINT64_FORMAT ":%d:%s", row->account, (int)kind,
                                       text != NULL ? text : ""));
  group_add (&cause->group, row);
  group_say (&cause->group, row->problem_text);
  return cause_add_facts (build, cause, row, error);
}

/* --- Later --- */

/* @account NULL: of all accounts; @row NULL: what is to be sent at all. */
void
_packshot_work_add_later (PackshotWorkBuild     *build,
                          PackshotWorkAccount   *account,
                          PackshotLaterKind      kind,
                          const PackshotWorkRow *row)
{
  g_autofree char *name = g_strdup_printf ("later:%" G_GINT64_FORMAT ":%d",
                                           account != NULL ? account->account->id : 0, (int)kind);
  PackshotWorkLater *later = g_hash_table_lookup (build->groups, name);

  if (later == NULL)
    {
      later = g_new0 (PackshotWorkLater, 1);
      group_init (&later->group, account);
      later->kind = kind;
      g_ptr_array_add (build->work->later, later);
      g_hash_table_insert (build->groups, g_steal_pointer (&name), later);
    }
  group_add (&later->group, row);
  if (kind == PACKSHOT_LATER_BUSY && row->next_try > build->input->now)
    {
      later->attempt = MAX (later->attempt, (guint)row->attempts + 1);
      if (later->next_try == 0 || row->next_try < later->next_try)
        later->next_try = row->next_try;
    }
  else if (account != NULL)
    later->next_try = account->next_try;
  if (account != NULL)
    group_say (&later->group, account->problem_text);
  later->is_overall = kind == PACKSHOT_LATER_OFFLINE || kind == PACKSHOT_LATER_PAUSED;
  if (kind == PACKSHOT_LATER_PAUSED)
    later->next_try = build->input->paused_until;
}

/* --- The end --- */

static int
compare_causes (gconstpointer a,
                gconstpointer b)
{
  const PackshotWorkCause *left = *(const PackshotWorkCause * const *)a;
  const PackshotWorkCause *right = *(const PackshotWorkCause * const *)b;

  return right->of_account - left->of_account;
}

static int
compare_later (gconstpointer a,
               gconstpointer b)
{
  const PackshotWorkLater *left = *(const PackshotWorkLater * const *)a;
  const PackshotWorkLater *right = *(const PackshotWorkLater * const *)b;
  gint64 first = left->next_try != 0 ? left->next_try : G_MAXINT64;
  gint64 second = right->next_try != 0 ? right->next_try : G_MAXINT64;

  if (left->is_overall != right->is_overall)
    return right->is_overall - left->is_overall;
  return (first > second) - (first < second);
}

void
_packshot_work_finish_groups (PackshotWorkBuild *build)
{
  PackshotWork *work = build->work;

  for (guint i = 0; i < work->needs_you->len; i++)
    {
      PackshotWorkCause *cause = work->needs_you->pdata[i];

      group_finish (&cause->group);
      cause->fix = cause_fix (cause);
      work->n_needs_you += MAX (cause->group.n_changes, 1);
    }
  for (guint i = 0; i < work->later->len; i++)
    {
      PackshotWorkLater *later = work->later->pdata[i];

      group_finish (&later->group);
      work->n_later += later->is_overall ? 0 : later->group.n_changes;
    }
  g_ptr_array_sort (work->needs_you, compare_causes);
  g_ptr_array_sort (work->later, compare_later);
}
