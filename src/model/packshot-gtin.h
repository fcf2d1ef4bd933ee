/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-types.h"

G_BEGIN_DECLS

/**
 * PackshotGtinKind:
 * @PACKSHOT_GTIN_8: a short number for small packs
 * @PACKSHOT_GTIN_12: a UPC-A number
 * @PACKSHOT_GTIN_13: an EAN-13 number, ISBN and ISSN among them
 * @PACKSHOT_GTIN_14: a number with a packaging indicator: a case, a pallet, a variable measure
 *
 * What a number is, whatever zeros were written in front of it.
 */
typedef enum
{
  PACKSHOT_GTIN_8,
  PACKSHOT_GTIN_12,
  PACKSHOT_GTIN_13,
  PACKSHOT_GTIN_14,
} PackshotGtinKind;

/**
 * PACKSHOT_GTIN_KEY_LENGTH:
 *
 * Digits of the form in which two numbers are compared and stored.
 */
#define PACKSHOT_GTIN_KEY_LENGTH 14

#define PACKSHOT_TYPE_GTIN (packshot_gtin_get_type ())
GType             packshot_gtin_get_type         (void) G_GNUC_CONST;
PackshotGtin     *packshot_gtin_parse            (const char     *text,
                                                  GError        **error);
PackshotGtin     *packshot_gtin_ref              (PackshotGtin   *self);
void              packshot_gtin_unref            (PackshotGtin   *self);
const char       *packshot_gtin_get_key          (PackshotGtin   *self);
const char       *packshot_gtin_get_entered      (PackshotGtin   *self);
PackshotGtinKind  packshot_gtin_get_kind         (PackshotGtin   *self);
char             *packshot_gtin_dup_digital_link (PackshotGtin   *self);
gboolean          packshot_gtin_equal            (gconstpointer   a,
                                                  gconstpointer   b);
guint             packshot_gtin_hash             (gconstpointer   gtin);

int               packshot_gtin_check_digit      (const char     *digits);
char             *packshot_gtin_dup_upc_e_key    (const char     *text);
char             *packshot_gtin_dup_search_key   (const char     *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotGtin, packshot_gtin_unref)

G_END_DECLS
