/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;       /* (owned) */
  char *filename;   /* (owned) (nullable): NULL when it is not a file */
  GBytes *bytes;    /* (owned): a slice of the body */
} PackshotSandboxPart;

GPtrArray           *_packshot_sandbox_multipart_parse (const char  *content_type,
                                                        GBytes      *body,
                                                        char       **reason);
PackshotSandboxPart *_packshot_sandbox_multipart_find  (GPtrArray   *parts,
                                                        const char  *name);
char                *_packshot_sandbox_multipart_refuse (GPtrArray  *parts,
                                                        const char  *file,
                                                        const char  *first,
                                                        const char  *second);
char                *_packshot_sandbox_part_dup_text   (PackshotSandboxPart *part);

G_END_DECLS
