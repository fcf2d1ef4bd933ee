/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PackshotPhase:
 * @PACKSHOT_PHASE_LOOKING: the server is asked what it shows
 * @PACKSHOT_PHASE_SENDING: a picture is sent
 * @PACKSHOT_PHASE_DELETING: a row of the server is deleted
 * @PACKSHOT_PHASE_WRITING: the item is written with its list of pictures
 * @PACKSHOT_PHASE_CHECKING: the server is asked whether what was sent has arrived
 * @PACKSHOT_PHASE_FETCHING: the bytes of a picture that is only on the server are fetched
 *
 * What a round of an item does.
 */
typedef enum
{
  PACKSHOT_PHASE_LOOKING,
  PACKSHOT_PHASE_SENDING,
  PACKSHOT_PHASE_DELETING,
  PACKSHOT_PHASE_WRITING,
  PACKSHOT_PHASE_CHECKING,
  PACKSHOT_PHASE_FETCHING,
} PackshotPhase;

/**
 * PackshotActivity:
 * @account: the item's account
 * @item: the item; one round of it at a time
 * @image: the picture it is about, or 0
 * @phase: what is done
 * @again: a picture is sent that the server holds already
 * @stopping: the round was told to end
 * @change: number of the change that is under way, from 1, or 0 when none is
 * @n_changes: changes of the round, done and to do, as far as it is known
 * @picture: number of the picture that is sent, from 1, or 0
 * @n_pictures: pictures sent by the round, likewise
 * @bytes: bytes sent of this picture
 * @n_bytes: its bytes, or 0 when they are not known
 * @since: microseconds UTC, when the phase began
 *
 * One round that is under way.
 */
typedef struct
{
  gint64 account;
  gint64 item;
  gint64 image;
  PackshotPhase phase;
  gboolean again;
  gboolean stopping;
  guint change;
  guint n_changes;
  guint picture;
  guint n_pictures;
  gint64 bytes;
  gint64 n_bytes;
  gint64 since;
} PackshotActivity;

G_END_DECLS
