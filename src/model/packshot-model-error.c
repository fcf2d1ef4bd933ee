/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The error domain of values that are refused. Any thread. */

#include "config.h"

#include "packshot-model-error.h"

G_DEFINE_QUARK (packshot-model-error-quark, packshot_model_error)
