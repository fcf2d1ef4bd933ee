/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PackshotSandboxSpool PackshotSandboxSpool;

PackshotSandboxSpool *_packshot_sandbox_spool_new    (void);
void                  _packshot_sandbox_spool_free   (PackshotSandboxSpool  *self);
void                  _packshot_sandbox_spool_add    (PackshotSandboxSpool  *self,
                                                      GBytes                *chunk);
GBytes               *_packshot_sandbox_spool_finish (PackshotSandboxSpool  *self,
                                                      GError               **error);

G_END_DECLS
