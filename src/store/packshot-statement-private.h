/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-db-private.h"

G_BEGIN_DECLS

typedef struct _PackshotStatement PackshotStatement;

PackshotStatement *_packshot_db_prepare             (PackshotDb         *db,
                                                     const char         *sql,
                                                     GError            **error);
void               _packshot_statement_release      (PackshotStatement  *self);
void               _packshot_statement_finalize     (PackshotStatement  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotStatement, _packshot_statement_release)

/* Parameters count from 1. */
void               _packshot_statement_bind_int64   (PackshotStatement  *self,
                                                     int                 index,
                                                     gint64              value);
void               _packshot_statement_bind_id      (PackshotStatement  *self,
                                                     int                 index,
                                                     gint64              id);
void               _packshot_statement_bind_text    (PackshotStatement  *self,
                                                     int                 index,
                                                     const char         *text);

/* 1: a row, 0: no more, -1: @error is set */
int                _packshot_statement_step         (PackshotStatement  *self,
                                                     GError            **error);
gboolean           _packshot_statement_run          (PackshotStatement  *self,
                                                     GError            **error);
gboolean           _packshot_statement_run_one      (PackshotStatement  *self,
                                                     const char         *what,
                                                     gint64              id,
                                                     GError            **error);
gboolean           _packshot_statement_run_insert   (PackshotStatement  *self,
                                                     gint64             *id,
                                                     GError            **error);
gboolean           _packshot_statement_run_number   (PackshotStatement  *self,
                                                     gint64             *number,
                                                     GError            **error);
GArray            *_packshot_statement_run_ids      (PackshotStatement  *self,
                                                     GError            **error);

/* Columns count from 0. */
gint64             _packshot_statement_get_int64    (PackshotStatement  *self,
                                                     int                 column);
gboolean           _packshot_statement_is_null      (PackshotStatement  *self,
                                                     int                 column);
const char        *_packshot_statement_get_text     (PackshotStatement  *self,
                                                     int                 column);
char              *_packshot_statement_dup_text     (PackshotStatement  *self,
                                                     int                 column);

G_END_DECLS
