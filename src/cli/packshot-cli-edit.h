/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"

G_BEGIN_DECLS

/**
 * PackshotCliEdit:
 * @view: the item before the edit
 * @image: one of its pictures
 * @item_id: the item's id
 * @image_id: the picture's id
 *
 * What a command that changes one picture is about.
 */
typedef struct
{
  PackshotItemView *view;
  PackshotImageView *image;
  gint64 item_id;
  gint64 image_id;
} PackshotCliEdit;

/* Opens the session and finds ITEM and IMAGE of the first two arguments. */
gboolean          packshot_cli_edit_begin  (PackshotCli      *self,
                                            PackshotCliEdit  *edit);
/* Waits for the edit that was started, and shows what came of it. */
PackshotCliStatus packshot_cli_edit_finish (PackshotCli      *self,
                                            PackshotCliEdit  *edit,
                                            const char       *done);
void              packshot_cli_edit_clear  (PackshotCliEdit  *edit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotCliEdit, packshot_cli_edit_clear)

G_END_DECLS
