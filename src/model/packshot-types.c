/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The names of the enumerations, as the database, the command line and JSON write them. They are
 * kept for ever: a database of any age holds them. Any thread. */

#include "config.h"

#include "packshot-types.h"

static const char * const service_names[] = { "closient", "goldleaf", "blaze", NULL };
static const char * const item_names[] = {
  "product", "organization", "customer", "brand", "category", NULL
};
static const char * const visibility_names[] = { "none", "private", "public", NULL };

static gboolean
name_index (const char * const *names,
            const char         *text,
            int                *index)
{
  for (int i = 0; text != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], text))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * packshot_service_kind_to_string:
 * @kind: a kind of service
 *
 * Returns: (transfer none): its name in the database, on the command line and in JSON
 */
const char *
packshot_service_kind_to_string (PackshotServiceKind kind)
{
  g_return_val_if_fail ((guint)kind < PACKSHOT_N_SERVICES, NULL);

  return service_names[kind];
}

/**
 * packshot_service_kind_from_string:
 * @text: (nullable): a name
 * @kind: (out): set only when the name is known
 *
 * Returns: whether @text names a service
 */
gboolean
packshot_service_kind_from_string (const char          *text,
                                   PackshotServiceKind *kind)
{
  int i;

  if (!name_index (service_names, text, &i))
    return FALSE;
  *kind = i;
  return TRUE;
}

/**
 * packshot_item_kind_to_string:
 * @kind: a kind of item
 *
 * Returns: (transfer none): its name in the database and in JSON
 */
const char *
packshot_item_kind_to_string (PackshotItemKind kind)
{
  g_return_val_if_fail ((guint)kind < PACKSHOT_N_ITEM_KINDS, NULL);

  return item_names[kind];
}

/**
 * packshot_item_kind_from_string:
 * @text: (nullable): a name
 * @kind: (out): set only when the name is known
 *
 * Returns: whether @text names a kind of item
 */
gboolean
packshot_item_kind_from_string (const char       *text,
                                PackshotItemKind *kind)
{
  int i;

  if (!name_index (item_names, text, &i))
    return FALSE;
  *kind = i;
  return TRUE;
}

/**
 * packshot_visibility_to_string:
 * @visibility: a visibility
 *
 * Returns: (transfer none): its name in the database and in JSON
 */
const char *
packshot_visibility_to_string (PackshotVisibility visibility)
{
  g_return_val_if_fail (visibility <= PACKSHOT_VISIBILITY_PUBLIC, NULL);

  return visibility_names[visibility];
}

/**
 * packshot_visibility_from_string:
 * @text: (nullable): a name
 * @visibility: (out): set only when the name is known
 *
 * Returns: whether @text names a visibility
 */
gboolean
packshot_visibility_from_string (const char         *text,
                                 PackshotVisibility *visibility)
{
  int i;

  if (!name_index (visibility_names, text, &i))
    return FALSE;
  *visibility = i;
  return TRUE;
}
