/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox-server.h"
#include "packshot-session.h"

G_BEGIN_DECLS

#define GTIN "2001000010011"
#define GTIN_14 "02001000010011"

/* A session on an empty profile with one Closient account, and a practice server in this process
 * with one product and one customer. */
typedef struct
{
  char *folder;
  PackshotSandbox *sandbox;
  PackshotSandboxServer *server;
  PackshotSession *session;
  gint64 item;
  char *customer;
  char *product;
} Fixture;

void open_session (Fixture *fixture);
void close_session (Fixture *fixture);
PackshotItemView *load (Fixture *fixture);
PackshotSyncResult *sync_now (Fixture *fixture);
gint64 find_item (Fixture *fixture, const char *reference);
/* Returns: (transfer full): the path of a picture that no other number has */
char *make_picture (Fixture *fixture, guint number);
gint64 add (Fixture *fixture, guint number, const char *title, PackshotVisibility visibility);
void set_primary (Fixture *fixture, gint64 image);
void move (Fixture *fixture, gint64 image, guint position);
void set_title (Fixture *fixture, gint64 image, const char *title);
void remove_image (Fixture *fixture, gint64 image);
/* sha256, title, primary of each picture as the server shows them, one line each. */
char *server_gallery (Fixture *fixture, const char *service, const char *key);
void assert_verified (Fixture *fixture);
/* Syncs until nothing is left, which must come soon, and proves the outcome. */
void assert_syncs (Fixture *fixture, guint n_tries);
/* Saves the account of a service, new (id 0) or again, with a key. */
gint64 save_account (Fixture *fixture, gint64 id, PackshotServiceKind service, const char *key);
void add_account (Fixture *fixture, PackshotServiceKind service,
                  PackshotSandboxCredential credential);

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
void set_variant (Fixture *fixture, const char *variant);
void add_fault (Fixture *fixture, const char *fault);

G_END_DECLS
