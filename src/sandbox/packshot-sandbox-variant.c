/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the vendors' documents leave open, as a table: the program's help is made from it. A
 * value is kept as its position among the allowed ones, or as a number. */

#include "config.h"

#include "packshot-sandbox-variant-private.h"

static const PackshotSandboxVariant variants[N_VARIANTS] = {
  [VARIANT_CLOSIENT_PRIORITY] = {
    "closient.priority", "zero|counting|front", "zero",
    "priority of a new image: 0, one more than the highest, or 0 while the others move up"
  },
  [VARIANT_CLOSIENT_FIRST_PRIMARY] = {
    "closient.first-primary", "no|yes", "no",
    "whether a product's first image becomes the primary one by itself"
  },
  [VARIANT_CLOSIENT_PROMOTE_AFTER_DELETE] = {
    "closient.promote-after-delete", "no|yes", "no",
    "whether deleting the primary image makes the next one primary"
  },
  [VARIANT_CLOSIENT_IMAGE_URL] = {
    "closient.image-url", "present|missing|null", "present",
    "whether an image has its URL"
  },
  [VARIANT_CLOSIENT_DUPLICATES] = {
    "closient.duplicates", "allow|refuse", "allow",
    "whether the same bytes may be uploaded twice to a product; refuse answers 409"
  },
  [VARIANT_CLOSIENT_TRAILING_SLASH] = {
    "closient.trailing-slash", "no|redirect", "no",
    "whether the product list is redirected to its path with a slash at the end"
  },
  [VARIANT_CLOSIENT_MAX_BYTES] = {
    "closient.max-bytes", NULL, "0", "largest picture in bytes, 0 for any"
  },
  [VARIANT_CLOSIENT_LIMIT_MINUTE] = {
    "closient.limit-minute", NULL, "300", "calls a minute for one key, 0 for any"
  },
  [VARIANT_CLOSIENT_LIMIT_DAY] = {
    "closient.limit-day", NULL, "10000", "calls a day for one key, 0 for any"
  },
  [VARIANT_CLOSIENT_LIMIT_MINUTE_PUBLISHABLE] = {
    "closient.limit-minute-publishable", NULL, "100",
    "calls a minute for a publishable key, 0 for any"
  },
  [VARIANT_GOLDLEAF_TOKEN] = {
    "goldleaf.token", "data|flat", "data",
    "an answer with the token: {\"data\":{\"securityToken\"}} or {\"securityToken\",\"expires\"}"
  },
  [VARIANT_GOLDLEAF_COMPLETE] = {
    "goldleaf.complete", "json|text", "json",
    "answer to an upload: the JSON string \"complete\" or the bare word"
  },
  [VARIANT_GOLDLEAF_BODY] = {
    "goldleaf.body", "multipart-image|multipart-file|raw", "multipart-image",
    "form of an upload: a part named image, a part named file, or the bytes alone"
  },
  [VARIANT_GOLDLEAF_AUTH] = {
    "goldleaf.auth", "needed|open", "needed",
    "whether the two image calls need a token; all other calls do"
  },
  [VARIANT_GOLDLEAF_EMPTY] = {
    "goldleaf.empty", "404|204|default", "404",
    "answer when there is no picture: 404, 204, or a default picture"
  },
  [VARIANT_GOLDLEAF_ID] = {
    "goldleaf.id", "_id|id", "_id", "name of the identifier in lists"
  },
  [VARIANT_GOLDLEAF_BRAND_UPLOAD] = {
    "goldleaf.brand-upload", "allow|refuse", "allow",
    "whether a brand's picture can be uploaded; the document names brands for reading only"
  },
  [VARIANT_GOLDLEAF_PAGE_SIZE] = {
    "goldleaf.page-size", NULL, "0",
    "most customers in one answer, 0 for any; there is no way to ask for the others but searching"
  },
  [VARIANT_GOLDLEAF_MAX_BYTES] = {
    "goldleaf.max-bytes", NULL, "0", "largest picture in bytes, 0 for any"
  },
  [VARIANT_BLAZE_ENVELOPE] = {
    "blaze.envelope", "values|searchResult|bare", "values",
    "where a list has its elements: in either member, or it is an array itself"
  },
  [VARIANT_BLAZE_ORDER] = {
    "blaze.order", "array|priority", "array",
    "order of a product's assets: as written, or by their priority"
  },
  [VARIANT_BLAZE_PUT] = {
    "blaze.put", "replace|merge", "replace",
    "whether members and assets left out of a written product go or stay"
  },
  [VARIANT_BLAZE_UNKNOWN_ASSETS] = {
    "blaze.unknown-assets", "keep|drop|refuse", "keep",
    "assets in a written product that were never uploaded"
  },
  [VARIANT_BLAZE_STUB_ASSETS] = {
    "blaze.stub-assets", "keep|complete|drop", "keep",
    "assets in a written product without URLs: kept as they are, completed, or left out"
  },
  [VARIANT_BLAZE_KEY_HEADER] = {
    "blaze.key-header", "x-api-key|partner_key|both", "x-api-key",
    "header that carries the partner key"
  },
  [VARIANT_BLAZE_ERRORS] = {
    "blaze.errors", "new|old", "new",
    "body of an error: {\"error\",\"message\",\"status\"} or {\"field\",\"message\",\"errorType\"}"
  },
  [VARIANT_BLAZE_DATE_RANGE] = {
    "blaze.date-range", "seven-days|any", "seven-days",
    "longest period that can be asked for changed products"
  },
  [VARIANT_BLAZE_LIMIT] = {
    "blaze.limit", NULL, "0", "calls in five minutes, 0 for any"
  },
  [VARIANT_BLAZE_MAX_BYTES] = {
    "blaze.max-bytes", NULL, "0", "largest asset in bytes, 0 for any"
  },
};

static gboolean
variant_parse (const PackshotSandboxVariant *variant,
               const char                   *value,
               gint64                       *chosen)
{
  g_auto(GStrv) values = NULL;
  guint64 number;

  if (variant->values == NULL)
    {
      if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &number, NULL))
        return FALSE;
      *chosen = (gint64)number;
      return TRUE;
    }
  values = g_strsplit (variant->values, "|", -1);
  for (guint i = 0; values[i] != NULL; i++)
    {
      if (strcmp (values[i], value) != 0)
        continue;
      *chosen = i;
      return TRUE;
    }
  return FALSE;
}

/* Sets all to their defaults. */
void
_packshot_sandbox_variants_init (PackshotSandboxVariants *self)
{
  for (guint i = 0; i < N_VARIANTS; i++)
    {
      gboolean ok = variant_parse (&variants[i], variants[i].fallback, &self->chosen[i]);

      g_assert (ok);
    }
}

/* @setting: such as `closient.priority=front` */
gboolean
_packshot_sandbox_variants_set (PackshotSandboxVariants *self,
                                const char              *setting,
                                GError                 **error)
{
  g_auto(GStrv) parts = g_strsplit (setting, "=", 2);

  for (guint i = 0; i < N_VARIANTS && g_strv_length (parts) == 2; i++)
    {
      if (strcmp (variants[i].name, parts[0]) != 0)
        continue;
      if (variant_parse (&variants[i], parts[1], &self->chosen[i]))
        return TRUE;
      g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID,
                   "“%s” is not a value of %s; known: %s", parts[1], parts[0],
                   variants[i].values != NULL ? variants[i].values : "a number from 0 up");
      return FALSE;
    }
  g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID,
               "“%s” is not a variant; expected NAME=VALUE", setting);
  return FALSE;
}

/**
 * packshot_sandbox_get_variants:
 * @n_variants: (out): how many
 *
 * Returns: (transfer none) (array length=n_variants): all variants with their help
 */
const PackshotSandboxVariant *
packshot_sandbox_get_variants (guint *n_variants)
{
  g_return_val_if_fail (n_variants != NULL, NULL);

  *n_variants = N_VARIANTS;
  return variants;
}
