/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PACKSHOT_IMAGING_ERROR (packshot_imaging_error_quark ())

/**
 * PackshotImagingError:
 * @PACKSHOT_IMAGING_ERROR_EMPTY: the file has no bytes
 * @PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE: the content is of no known picture format
 * @PACKSHOT_IMAGING_ERROR_UNSUPPORTED: a known picture format that can't be decoded here
 * @PACKSHOT_IMAGING_ERROR_BROKEN: the format is known, the content is damaged or cut off
 * @PACKSHOT_IMAGING_ERROR_TOO_LARGE: more bytes or pixels than are ever decoded
 * @PACKSHOT_IMAGING_ERROR_IO: the file can't be opened or read
 */
typedef enum
{
  PACKSHOT_IMAGING_ERROR_EMPTY,
  PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE,
  PACKSHOT_IMAGING_ERROR_UNSUPPORTED,
  PACKSHOT_IMAGING_ERROR_BROKEN,
  PACKSHOT_IMAGING_ERROR_TOO_LARGE,
  PACKSHOT_IMAGING_ERROR_IO,
} PackshotImagingError;

GQuark packshot_imaging_error_quark (void);

G_END_DECLS
