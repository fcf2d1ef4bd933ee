/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PackshotSandboxError:
 * @PACKSHOT_SANDBOX_ERROR_INVALID: a variant, a fault, a catalogue or a picture that can't be used
 * @PACKSHOT_SANDBOX_ERROR_NOT_FOUND: no such product, customer or file
 * @PACKSHOT_SANDBOX_ERROR_STATE: the state folder can't be read or written
 * @PACKSHOT_SANDBOX_ERROR_LISTEN: the port can't be opened
 */
typedef enum
{
  PACKSHOT_SANDBOX_ERROR_INVALID,
  PACKSHOT_SANDBOX_ERROR_NOT_FOUND,
  PACKSHOT_SANDBOX_ERROR_STATE,
  PACKSHOT_SANDBOX_ERROR_LISTEN,
} PackshotSandboxError;

#define PACKSHOT_SANDBOX_ERROR (packshot_sandbox_error_quark ())
GQuark packshot_sandbox_error_quark (void);

G_END_DECLS
