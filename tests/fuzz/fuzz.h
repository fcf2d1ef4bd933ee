/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes any bytes. It must come back, without a crash and with every assertion held. Called by
 * libFuzzer, or by fuzz-main.c for each file of a corpus. */
int   LLVMFuzzerTestOneInput (const guint8 *data,
                              gsize         size);

/* (transfer full): the bytes up to the first NUL, as text of any encoding */
char *fuzz_text              (const guint8 *data,
                              gsize         size);
/* Cuts a line, or what stands before @mark, off the start of *@rest; %NULL when nothing is left. */
char *fuzz_cut               (char        **rest,
                              const char   *mark);
/* Whether it is UTF-8; %NULL is. */
void  fuzz_assert_utf8       (const char   *text);

G_END_DECLS
