/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _PackshotSandboxState PackshotSandboxState;

PackshotSandboxState *_packshot_sandbox_state_new         (void);
void                  _packshot_sandbox_state_free        (PackshotSandboxState  *self);
gboolean              _packshot_sandbox_state_open        (PackshotSandboxState  *self,
                                                           const char            *folder,
                                                           GError               **error);

JsonObject           *_packshot_sandbox_state_get         (PackshotSandboxState  *self,
                                                           const char            *table,
                                                           const char            *id);
guint                 _packshot_sandbox_state_count       (PackshotSandboxState  *self,
                                                           const char            *table);
JsonObject           *_packshot_sandbox_state_nth         (PackshotSandboxState  *self,
                                                           const char            *table,
                                                           guint                  n);
const char           *_packshot_sandbox_state_nth_id      (PackshotSandboxState  *self,
                                                           const char            *table,
                                                           guint                  n);
void                  _packshot_sandbox_state_put         (PackshotSandboxState  *self,
                                                           const char            *table,
                                                           const char            *id,
                                                           JsonObject            *doc);
void                  _packshot_sandbox_state_remove      (PackshotSandboxState  *self,
                                                           const char            *table,
                                                           const char            *id);

gboolean              _packshot_sandbox_state_is_changed  (PackshotSandboxState  *self);
gboolean              _packshot_sandbox_state_commit      (PackshotSandboxState  *self,
                                                           GError               **error);
void                  _packshot_sandbox_state_rollback    (PackshotSandboxState  *self);

guint64               _packshot_sandbox_state_next_serial (PackshotSandboxState  *self);
gint64                _packshot_sandbox_state_next_time   (PackshotSandboxState  *self,
                                                           gint64                 now);

char                 *_packshot_sandbox_state_put_blob    (PackshotSandboxState  *self,
                                                           GBytes                *bytes,
                                                           GError               **error);
GBytes               *_packshot_sandbox_state_get_blob    (PackshotSandboxState  *self,
                                                           const char            *sha256);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotSandboxState, _packshot_sandbox_state_free)

G_END_DECLS
