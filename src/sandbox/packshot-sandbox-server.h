/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SANDBOX_SERVER (packshot_sandbox_server_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSandboxServer, packshot_sandbox_server, PACKSHOT, SANDBOX_SERVER,
                      GObject)

PackshotSandboxServer *packshot_sandbox_server_start          (PackshotSandbox        *sandbox,
                                                               guint16                 port,
                                                               guint16                 media_port,
                                                               GError                **error);
guint16                packshot_sandbox_server_get_port       (PackshotSandboxServer  *self);
guint16                packshot_sandbox_server_get_media_port (PackshotSandboxServer  *self);
const char            *packshot_sandbox_server_get_base_url   (PackshotSandboxServer  *self);
void                   packshot_sandbox_server_stop           (PackshotSandboxServer  *self);

G_END_DECLS
