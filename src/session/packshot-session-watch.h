/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-private.h"

G_BEGIN_DECLS

/* @edited_at: of the last edit that this session knows of */
void _packshot_session_watch_start (PackshotSession *session,
                                    GPtrArray       *accounts,
                                    gint64           edited_at);
void _packshot_session_watch_stop  (PackshotSession *session);
/* without effect in a session that does not watch */
void _packshot_session_watch_item  (PackshotSession *session,
                                    gint64           item);

G_END_DECLS
