/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_APPLICATION (packshot_application_get_type ())
G_DECLARE_FINAL_TYPE (PackshotApplication, packshot_application, PACKSHOT, APPLICATION,
                      AdwApplication)

/* Options: --demo, --data-dir DIR, --version. Actions: "app.quit", "app.demo" starts the
 * sample catalog. */
PackshotApplication *packshot_application_new (void);

G_END_DECLS
