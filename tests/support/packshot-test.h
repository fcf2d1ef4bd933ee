/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PackshotTestAwait:
 *
 * Where packshot_test_await_cb() puts the result of an asynchronous call. Start from a zeroed one:
 *
 * ```c
 * g_auto (PackshotTestAwait) await = { NULL };
 *
 * packshot_foo_async (foo, NULL, packshot_test_await_cb, &await);
 * g_assert_true (packshot_foo_finish (foo, packshot_test_await (&await), &error));
 * ```
 *
 * It can be awaited again after the next call was started.
 */
typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
  GAsyncResult *taken;  /* (owned) (nullable) */
} PackshotTestAwait;

void          packshot_test_await_cb    (GObject           *source,
                                         GAsyncResult      *result,
                                         gpointer           user_data);
GAsyncResult *packshot_test_await       (PackshotTestAwait *await);
void          packshot_test_await_clear (PackshotTestAwait *await);
void          packshot_test_spin        (gboolean          *done);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotTestAwait, packshot_test_await_clear)

char         *packshot_test_tmp_new     (void);
void          packshot_test_tmp_free    (char              *path);

G_END_DECLS
