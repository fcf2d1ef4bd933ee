/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The plainest upload that libsoup offers, as a peer: one request after the other, each form made
 * in memory.
 *
 *   bench-soup ITEMS_URL KEY < list      as bench-fill prints it */

#include "config.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

static void
upload (SoupSession *session,
        const char  *base_url,
        const char  *key,
        char       **fields)
{
  g_autofree char *url = g_strconcat (base_url, fields[0], "/images", NULL);
  SoupMultipart *form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  g_autoptr(GError) error = NULL;
  g_autoptr(GMappedFile) file = g_mapped_file_new (fields[2], FALSE, &error);
  g_autoptr(GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) answer = NULL;

  g_assert_no_error (error);
  soup_multipart_append_form_string (form, "title", fields[1]);
  soup_multipart_append_form_string (form, "is_primary", "false");
  soup_multipart_append_form_file (form, "image", "picture.jpg", "image/jpeg", bytes);
  message = soup_message_new_from_multipart (url, form);
  soup_multipart_free (form);
  soup_message_headers_append (soup_message_get_request_headers (message), "X-API-Key", key);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_CREATED);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  char line[4096];

  if (argc != 3)
    return 2;
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto(GStrv) fields = g_strsplit (g_strchomp (line), "\t", 3);

      upload (session, argv[1], argv[2], fields);
    }
  return 0;
}
