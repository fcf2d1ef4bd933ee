/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PackshotSampleDesign PackshotSampleDesign;
typedef struct _PackshotSampleEmblem PackshotSampleEmblem;

/**
 * PackshotSample:
 * @gtin: 13 digits of the restricted range 200–299, with a right check digit
 * @name: of the product
 * @brand: an invented one
 * @net_content: with its unit, as printed on the pack
 * @category: of goods
 * @sku: a short number for services that have no GTIN
 *
 * An invented product, whose pictures the program draws itself. Static and immutable.
 */
typedef struct
{
  const char *gtin;
  const char *name;
  const char *brand;
  const char *net_content;
  const char *category;
  const char *sku;

  /*< private >*/
  const PackshotSampleDesign *design;
} PackshotSample;

/**
 * PackshotSampleLogo:
 * @name: of the customer or brand
 *
 * An invented customer or brand with a square logo. Static and immutable.
 */
typedef struct
{
  const char *name;

  /*< private >*/
  const PackshotSampleEmblem *emblem;
} PackshotSampleLogo;

guint                     packshot_samples_get_n           (void);
const PackshotSample     *packshot_samples_get             (guint                     index);
guint                     packshot_samples_get_n_products  (void);
const PackshotSample     *packshot_samples_get_product     (guint                     index);
guint                     packshot_samples_get_n_customers (void);
const PackshotSampleLogo *packshot_samples_get_customer    (guint                     index);
guint                     packshot_samples_get_n_brands    (void);
const PackshotSampleLogo *packshot_samples_get_brand       (guint                     index);

guint       packshot_sample_get_n_views        (const PackshotSample     *sample);
const char *packshot_sample_get_view_title     (const PackshotSample     *sample,
                                                guint                     view);
GBytes     *packshot_sample_render_png         (const PackshotSample     *sample,
                                                guint                     view,
                                                int                       size_px);
GBytes     *packshot_samples_render_logo_png   (const PackshotSampleLogo *logo,
                                                int                       size_px);

G_END_DECLS
