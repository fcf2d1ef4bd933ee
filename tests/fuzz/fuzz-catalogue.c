/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Tables of products as spreadsheets write them, for the practice server: taken as a whole, or
 * refused with a reason. */

#define _GNU_SOURCE 1
#include "config.h"

#include "fuzz.h"

#include "packshot-fake-clock.h"
#include "packshot-sandbox.h"

#include <sys/mman.h>
#include <unistd.h>

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(PackshotClock) clock = packshot_fake_clock_new (1763740800 * G_TIME_SPAN_SECOND);
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (clock, 1);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = memfd_create ("catalogue", MFD_CLOEXEC);
  gboolean ok;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, size);
  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  ok = packshot_sandbox_load_catalogue (sandbox, path, &error);
  g_assert_true (ok == (error == NULL));
  if (error != NULL)
    fuzz_assert_utf8 (error->message);
  close (fd);
  return 0;
}
