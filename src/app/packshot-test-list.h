/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-account-words.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_TEST_LIST (packshot_test_list_get_type ())
G_DECLARE_FINAL_TYPE (PackshotTestList, packshot_test_list, PACKSHOT, TEST_LIST, AdwBin)

/* Its buttons activate "account.open-service" and "account.copy-request". */
void packshot_test_list_update (PackshotTestList        *self,
                                const PackshotTestState *state);

G_END_DECLS
