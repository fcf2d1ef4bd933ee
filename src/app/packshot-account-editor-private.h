/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-account-editor.h"
#include "packshot-account-words.h"
#include "packshot-test-list.h"

G_BEGIN_DECLS

/* The test of what stands in the fields. */
typedef struct
{
  PackshotConnection *connection; /* (owned) (nullable): its result */
  GError *error;                  /* (owned) (nullable): likewise */
  GCancellable *cancellable;      /* (owned) (nullable): while it runs */
  gint64 tested_at;               /* microseconds UTC, or 0 */
  gint64 n_waiting;               /* items with changes that wait */
  gboolean save_after;            /* it was made in order to save */
  gboolean awaits_network;        /* it goes on when there is one */
} PackshotEditorTest;

/* In the header, or where that is narrow in a bar at the bottom. */
typedef struct
{
  GtkWidget *back;
  GtkButton *test;
  GtkButton *save;
  GtkWidget *bar;
  GtkButton *bar_test;
  GtkButton *bar_save;
} PackshotEditorButtons;

struct _PackshotAccountEditor
{
  AdwBin parent_instance;

  /* Construct-only */
  PackshotSession *session;       /* (owned) */

  /* Owned */
  PackshotAccount *account;       /* as it is saved; a new one: as it is proposed */
  char *problem;                  /* (nullable): what stops it */
  char *organization;             /* (nullable): the one that is chosen */

  /* State */
  PackshotEditorTest test;
  gboolean has_key;
  gboolean key_in_session;
  gboolean started;
  gboolean saving;
  gboolean name_taken;
  gboolean compact;               /* little room in the header: buttons at the bottom */
  gboolean filling;               /* fields are set by the program */

  /* Template children */
  PackshotEditorButtons buttons;
  AdwWindowTitle *title;
  GtkWidget *keyring_group;
  AdwPreferencesGroup *account_group;
  AdwEntryRow *name_row;
  AdwEntryRow *address_row;
  AdwEntryRow *key_name_row;
  AdwEntryRow *partner_key_row;
  AdwEntryRow *key_row;
  AdwComboRow *organization_row;
  PackshotTestList *tests;
};

/* What stands in the fields. */
PackshotAccount   *_packshot_account_editor_dup_draft   (PackshotAccountEditor *self);
/* The key that was typed, or NULL. */
char              *_packshot_account_editor_dup_key     (PackshotAccountEditor *self);
gboolean           _packshot_account_editor_can_test    (PackshotAccountEditor *self);
gboolean           _packshot_account_editor_can_save    (PackshotAccountEditor *self);
/* Whether the fields differ from what is saved in more than the name. */
gboolean           _packshot_account_editor_reconnects  (PackshotAccountEditor *self);
void               _packshot_account_editor_get_state   (PackshotAccountEditor *self,
                                                         const PackshotAccount *draft,
                                                         const char            *key,
                                                         PackshotTestState     *state);
void               _packshot_account_editor_update      (PackshotAccountEditor *self);
void               _packshot_account_editor_fill        (PackshotAccountEditor *self);
void               _packshot_account_editor_saved       (PackshotAccountEditor *self,
                                                         PackshotAccount       *account,
                                                         gboolean               with_key);
void               _packshot_account_editor_toast       (PackshotAccountEditor *self,
                                                         const char            *text);

/* packshot-account-editor-test.c */
void               _packshot_account_editor_test        (PackshotAccountEditor *self);
void               _packshot_account_editor_forget_test (PackshotAccountEditor *self);
void               _packshot_account_editor_save        (PackshotAccountEditor *self);
void               _packshot_account_editor_fill_organizations (PackshotAccountEditor *self);

G_END_DECLS
