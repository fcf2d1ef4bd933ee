/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-types.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotChangeKind:
 * @PACKSHOT_CHANGE_ADDED: a picture was added
 * @PACKSHOT_CHANGE_REMOVED: a picture was removed
 * @PACKSHOT_CHANGE_REPLACED: a picture has other bytes
 * @PACKSHOT_CHANGE_CAPTION: a picture has another caption
 * @PACKSHOT_CHANGE_VISIBILITY: a picture became private or public
 * @PACKSHOT_CHANGE_PRIMARY: another picture is primary, or none
 * @PACKSHOT_CHANGE_ORDER: the pictures stand in another order
 * @PACKSHOT_CHANGE_CHECK: something was sent, and it is not known whether it has arrived
 *
 * One thing that a person did and that a server does not have yet.
 */
typedef enum
{
  PACKSHOT_CHANGE_ADDED,
  PACKSHOT_CHANGE_REMOVED,
  PACKSHOT_CHANGE_REPLACED,
  PACKSHOT_CHANGE_CAPTION,
  PACKSHOT_CHANGE_VISIBILITY,
  PACKSHOT_CHANGE_PRIMARY,
  PACKSHOT_CHANGE_ORDER,
  PACKSHOT_CHANGE_CHECK,
} PackshotChangeKind;

#define PACKSHOT_N_CHANGE_KINDS (PACKSHOT_CHANGE_CHECK + 1)

/* added, removed, replaced, caption, visibility, primary, order, check */
const char *packshot_change_kind_to_string (PackshotChangeKind kind);

/**
 * PackshotChange:
 * @kind: what was done
 * @image: to which picture; of PRIMARY the new primary or 0; 0 of ORDER and CHECK
 * @kept_here: whether the service can't hold it (a caption on GoldLeaf): it stays on this computer
 */
typedef struct
{
  PackshotChangeKind kind;
  gint64 image;
  gboolean kept_here;
} PackshotChange;

G_END_DECLS
