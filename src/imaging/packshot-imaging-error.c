/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The error domain of pictures that can't be read. Any thread. */

#include "config.h"

#include "packshot-imaging-error.h"

G_DEFINE_QUARK (packshot-imaging-error-quark, packshot_imaging_error)
