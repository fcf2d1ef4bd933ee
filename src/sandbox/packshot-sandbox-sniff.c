/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What kind of file some bytes are, by their first bytes and not by what the client says. Pure
 * functions, any thread. */

#include "config.h"

#include "packshot-sandbox-sniff-private.h"

#include <string.h>

#define SVG_LOOK 4096

static const struct
{
  const char *type;
  const char *extension;
  const char *magic;
  gsize       length;
  gsize       offset;
} kinds[] = {
  { "image/jpeg", "jpg", "\xff\xd8\xff", 3, 0 },
  { "image/png", "png", "\x89PNG\r\n\x1a\n", 8, 0 },
  { "image/gif", "gif", "GIF87a", 6, 0 },
  { "image/gif", "gif", "GIF89a", 6, 0 },
  { "image/webp", "webp", "WEBP", 4, 8 },
  { "image/bmp", "bmp", "BM", 2, 0 },
  { "application/pdf", "pdf", "%PDF-", 5, 0 },
};

/* A text that begins with a tag and has an svg element near its start. */
static gboolean
looks_like_svg (const char *data,
                gsize       length)
{
  g_autofree char *start = g_strndup (data, MIN (length, SVG_LOOK));
  const char *text = g_str_has_prefix (start, "\xef\xbb\xbf") ? start + 3 : start;

  text += strspn (text, " \t\r\n");
  return text[0] == '<' && strstr (text, "<svg") != NULL;
}

/* Returns: (nullable): the media type; NULL when it is not a kind the services know */
const char *
_packshot_sandbox_sniff (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (length < kinds[i].offset + kinds[i].length ||
          memcmp (data + kinds[i].offset, kinds[i].magic, kinds[i].length) != 0)
        continue;
      if (kinds[i].offset == 8 && memcmp (data, "RIFF", 4) != 0)
        continue;
      return kinds[i].type;
    }
  return length > 0 && looks_like_svg (data, length) ? "image/svg+xml" : NULL;
}

/* Returns: the usual file name extension, without a dot */
const char *
_packshot_sandbox_type_extension (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].type, type) == 0)
        return kinds[i].extension;
    }
  return strcmp (type, "image/svg+xml") == 0 ? "svg" : "bin";
}
