/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The error domain of the sandbox. */

#include "config.h"

#include "packshot-sandbox-error.h"

G_DEFINE_QUARK (packshot-sandbox-error-quark, packshot_sandbox_error)
