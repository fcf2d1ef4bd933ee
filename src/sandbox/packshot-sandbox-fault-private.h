/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox.h"

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  FAULT_REFUSE,
  FAULT_CUT_BEFORE,
  FAULT_CUT_AFTER,
  FAULT_DELAY,
  FAULT_THROTTLE,
  FAULT_SERVER_ERROR,
  FAULT_GARBAGE,
  FAULT_TRUNCATE,
  FAULT_SLOW,
  FAULT_DISK_FULL,
} PackshotSandboxFaultKind;

typedef struct _PackshotSandboxFault PackshotSandboxFault;

struct _PackshotSandboxFault
{
  PackshotSandboxFaultKind kind;
  guint argument;
  double probability;   /* 1 for always */
  gint64 left;          /* -1 without a count */
  char *method;         /* (owned) (nullable) */
  char *path;           /* (owned) (nullable): part of the path */
  char *spec;           /* (owned) */
};

PackshotSandboxFault       *_packshot_sandbox_fault_parse (const char             *spec,
                                                           GError                **error);
void                        _packshot_sandbox_fault_free  (PackshotSandboxFault   *self);
const PackshotSandboxFault *_packshot_sandbox_faults_pick (GPtrArray              *faults,
                                                           GRand                  *rand,
                                                           const char             *method,
                                                           const char             *path);

G_END_DECLS
