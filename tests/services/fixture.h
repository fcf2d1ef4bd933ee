/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox-server.h"
#include "packshot-service.h"

G_BEGIN_DECLS

/* A service of one account that speaks over loopback to a sandbox. */
typedef struct
{
  PackshotClock *clock;
  PackshotSandbox *sandbox;
  PackshotSandboxServer *server;
  PackshotTransport *transport;
  PackshotAccount *account;
  PackshotService *service;
  char *tmp;
} Fixture;

void             fixture_init            (Fixture              *f,
                                          PackshotServiceKind   kind);
void             fixture_clear           (Fixture              *f);
const char      *fixture_key             (Fixture              *f,
                                          PackshotServiceKind   kind);
void             fixture_connect         (Fixture              *f,
                                          const char           *key);
void             fixture_set_variant     (Fixture              *f,
                                          const char           *setting);
char            *fixture_write           (Fixture              *f,
                                          const char           *name,
                                          const char           *bytes);
void             fixture_assert_content  (const char           *path,
                                          const char           *bytes);
guint            fixture_count_changing  (Fixture              *f);

GPtrArray       *fixture_list_page       (Fixture              *f,
                                          const char           *cursor,
                                          char                **next,
                                          GError              **error);
GPtrArray       *fixture_list_items      (Fixture              *f);
PackshotItem    *fixture_find_item       (Fixture              *f,
                                          PackshotItemKind      kind);
PackshotListing *fixture_list_images     (Fixture              *f,
                                          const PackshotItem   *item,
                                          GError              **error);
PackshotListing *fixture_upload          (Fixture              *f,
                                          const PackshotItem   *item,
                                          const PackshotUpload *upload,
                                          GError              **error);
PackshotListing *fixture_upload_bytes    (Fixture              *f,
                                          const PackshotItem   *item,
                                          const char           *bytes,
                                          const char           *title,
                                          gboolean              is_primary);
gboolean         fixture_delete          (Fixture              *f,
                                          const PackshotItem   *item,
                                          const char           *remote_id,
                                          GError              **error);
char            *fixture_fetch           (Fixture              *f,
                                          const PackshotItem   *item,
                                          PackshotImage        *image,
                                          gboolean              thumbnail,
                                          GError              **error);
PackshotListing *fixture_write_list      (Fixture              *f,
                                          const PackshotItem   *item,
                                          PackshotListing      *seen,
                                          PackshotListing      *wanted,
                                          GError              **error);

/* The first bytes of a PNG file; the sandbox looks no further. */
#define PNG "\x89PNG\r\n\x1a\n"
#define N_PRODUCTS 130

G_END_DECLS
