/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-soup-call.h"
#include "packshot-transport.h"

G_BEGIN_DECLS

typedef struct _PackshotTransferPool PackshotTransferPool;

PackshotTransferPool *_packshot_transfer_pool_new  (void);
void                  _packshot_transfer_pool_free (PackshotTransferPool *self);
void                  _packshot_transfer_pool_push (PackshotTransferPool *self,
                                                    GTask                *task,
                                                    PackshotSoupCall     *call,
                                                    PackshotProgressFunc  progress,
                                                    gpointer              progress_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotTransferPool, _packshot_transfer_pool_free)

G_END_DECLS
