/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox.h"
#include "packshot-transport.h"

G_BEGIN_DECLS

/* What becomes of requests. */
typedef enum
{
  LINE_GOOD,
  LINE_OFFLINE,       /* nothing is reached */
  LINE_UNAVAILABLE,   /* 503, and nothing happens */
  LINE_HELD,          /* they wait until line_release () */
} LineMode;

#define ENGINE_API "http://127.0.0.1:1"
#define ENGINE_MEDIA "http://127.0.0.1:2"

#define TYPE_LINE (line_get_type ())
G_DECLARE_FINAL_TYPE (Line, line, TEST, LINE, GObject)

/* A transport straight into a sandbox in this process. */
Line       *line_new        (PackshotSandbox *sandbox);
void        line_set_mode   (Line            *self,
                             LineMode         mode);
void        line_release    (Line            *self);
/* requests so far, also those that failed; to pictures' hosts not counted */
guint       line_get_n      (Line            *self);
const char *line_get_target (Line            *self,
                             guint            index);
/* requests to pictures' hosts */
guint       line_get_n_media (Line           *self);
/* answers of 429 */
guint       line_get_n_throttled (Line       *self);

G_END_DECLS
