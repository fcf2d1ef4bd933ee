/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PACKSHOT_MODEL_ERROR (packshot_model_error_quark ())

/**
 * PackshotModelError:
 * @PACKSHOT_MODEL_ERROR_LENGTH: a number or an id has the wrong number of symbols
 * @PACKSHOT_MODEL_ERROR_SYMBOL: a symbol that may not stand there
 * @PACKSHOT_MODEL_ERROR_CHECK_DIGIT: the last digit does not fit; the message says which would
 * @PACKSHOT_MODEL_ERROR_RANGE: well formed, but no valid value: all zeros, more than 128 bits
 * @PACKSHOT_MODEL_ERROR_GALLERY: images that can't form a gallery
 * @PACKSHOT_MODEL_ERROR_TITLE: a caption that is too long or no text
 */
typedef enum
{
  PACKSHOT_MODEL_ERROR_LENGTH,
  PACKSHOT_MODEL_ERROR_SYMBOL,
  PACKSHOT_MODEL_ERROR_CHECK_DIGIT,
  PACKSHOT_MODEL_ERROR_RANGE,
  PACKSHOT_MODEL_ERROR_GALLERY,
  PACKSHOT_MODEL_ERROR_TITLE,
} PackshotModelError;

GQuark packshot_model_error_quark (void);

G_END_DECLS
