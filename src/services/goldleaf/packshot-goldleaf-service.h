/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-http.h"
#include "packshot-service.h"

G_BEGIN_DECLS

PackshotService *_packshot_goldleaf_service_new (const PackshotAccount *account,
                                             const char            *key,
                                             PackshotHttp          *http);

G_END_DECLS
