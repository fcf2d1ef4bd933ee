/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-work.h"
#include "sync-fixture.h"

G_BEGIN_DECLS

PackshotWork *work_load (Fixture *fixture);
PackshotWorkPlan *work_load_plan (Fixture *fixture);
PackshotSyncResult *work_send (Fixture *fixture, PackshotSendFlags flags);
PackshotWorkCause *work_get_only_cause (PackshotWork *work);
PackshotWorkLater *work_get_only_later (PackshotWork *work);
void work_assert_changes (Fixture *fixture, const char *expected);
void work_replace (Fixture *fixture, gint64 image, guint number);
void work_discard (Fixture *fixture, const PackshotChange *change);
char *work_undo (Fixture *fixture);

G_END_DECLS
