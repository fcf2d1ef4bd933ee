/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-details-pane.h"

G_BEGIN_DECLS

typedef enum
{
  PACKSHOT_DETAILS_REFUSED,
  PACKSHOT_DETAILS_CONFLICT,
  PACKSHOT_DETAILS_PICTURE,
  PACKSHOT_DETAILS_WAITING,
  PACKSHOT_DETAILS_VISIBILITY,
  PACKSHOT_DETAILS_CHECKS,
  PACKSHOT_DETAILS_FILE,
  PACKSHOT_DETAILS_ITEM,
  PACKSHOT_DETAILS_MISSING,
  PACKSHOT_DETAILS_SERVER,
} PackshotDetailsGroup;

#define PACKSHOT_DETAILS_N_GROUPS (PACKSHOT_DETAILS_SERVER + 1)

struct _PackshotDetailsPane
{
  AdwBin parent_instance;

  /* Construct-only, owned (nullable) */
  PackshotSession *session;
  PackshotGalleryPane *gallery;

  GArray *images;             /* (owned): ids of what is shown */
  char *caption_shown;        /* (owned): what the caption was set to, to tell what was typed */
  GPtrArray *rows;            /* (element-type GtkWidget): made for what is shown */
  gboolean updating;

  /* Template children */
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  AdwPreferencesGroup *groups[PACKSHOT_DETAILS_N_GROUPS];
  GtkWidget *caption;
  AdwActionRow *caption_info;
  AdwActionRow *primary_row;
  GtkSwitch *primary_switch;
  AdwActionRow *position_row;
  GtkSpinButton *position_spin;
  GtkWidget *position_button;
  GtkWidget *position_icon;
};

/* packshot-details-rows.c */
AdwActionRow *_packshot_details_add_row     (PackshotDetailsPane  *self,
                                             PackshotDetailsGroup  group,
                                             const char           *title,
                                             const char           *subtitle);
void          _packshot_details_clear_rows  (PackshotDetailsPane  *self);
void          _packshot_details_fill_images (PackshotDetailsPane  *self,
                                             PackshotItemView     *view,
                                             GPtrArray            *images);
void          _packshot_details_fill_item   (PackshotDetailsPane  *self,
                                             PackshotItemView     *view);

G_END_DECLS
