/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The error domain of the store. Any thread. */

#include "config.h"

#include "packshot-store-error.h"

G_DEFINE_QUARK (packshot-store-error-quark, packshot_store_error)
