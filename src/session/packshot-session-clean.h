/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-private.h"

G_BEGIN_DECLS

/* From now on it is tidied once a day, until the session is closed. */
void _packshot_session_clean_start (PackshotSession *self);
void _packshot_session_clean_stop  (PackshotSession *self);

G_END_DECLS
