/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RawServer RawServer;

typedef enum
{
  RAW_ANSWER,   /* answers each request, the connection stays open */
  RAW_CLOSE,    /* answers and closes; without an answer that is a cut */
  RAW_CUT,      /* closes when the first byte of a request has come */
  RAW_SILENT,   /* never answers */
  RAW_TLS,      /* as RAW_ANSWER, by a certificate that nobody signed */
} RawMode;

RawServer *raw_server_new             (void);
void       raw_server_free            (RawServer   *self);
char      *raw_server_dup_url         (RawServer   *self,
                                       const char  *path);
void       raw_server_set_answer      (RawServer   *self,
                                       RawMode      mode,
                                       const char  *answer);
guint      raw_server_get_n           (RawServer   *self);
guint      raw_server_get_n_starts    (RawServer   *self);
guint      raw_server_get_n_visits    (RawServer   *self);
char      *raw_server_dup_head        (RawServer   *self);
char      *raw_server_dup_body        (RawServer   *self);
gint64     raw_server_get_body_length (RawServer   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)

G_END_DECLS
