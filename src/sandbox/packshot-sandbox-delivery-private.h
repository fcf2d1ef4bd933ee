/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <libsoup/soup.h>

#include "packshot-sandbox-message.h"

G_BEGIN_DECLS

void _packshot_sandbox_deliver (SoupServerMessage       *message,
                                PackshotSandboxResponse *response);

G_END_DECLS
