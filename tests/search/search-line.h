/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox.h"
#include "packshot-transport.h"

#include "search-dice.h"

G_BEGIN_DECLS

typedef enum
{
  LINE_FINE,
  LINE_REFUSE,          /* nothing is listening */
  LINE_CUT_BEFORE,      /* the connection ends, nothing was done */
  LINE_CUT_AFTER,       /* it was done, the connection ends */
  LINE_LATE,            /* no answer in time; it is done some time later, or never */
  LINE_TWICE,           /* something in between sends it twice */
  LINE_THROTTLED,       /* 429 with Retry-After */
  LINE_THROTTLED_BARE,  /* 429 without */
  LINE_SERVER_BEFORE,   /* 503, nothing was done */
  LINE_SERVER_AFTER,    /* 502, but it was done */
  LINE_GARBAGE,         /* it was done; the answer is not JSON */
  LINE_OTHER_JSON,      /* it was done; the answer is JSON of another kind */
  LINE_HALF,            /* it was done; the answer ends in the middle */
  LINE_LENGTH,          /* it was done; the answer is longer than its head says */
  LINE_UNAUTHORIZED,    /* 401, nothing was done */
  LINE_FORBIDDEN,       /* 403, nothing was done */
  LINE_FULL,            /* 507, nothing was done */
  N_LINE_FAULTS,
} LineFault;

#define TYPE_LINE (line_get_type ())
G_DECLARE_FINAL_TYPE (Line, line, SEARCH, LINE, GObject)

/* Asked for the fault of each request, by its number since the world began. */
typedef LineFault (*LineFaultFunc) (guint      number,
                                    const char *method,
                                    const char *target,
                                    gpointer    user_data);

Line    *line_new            (PackshotSandbox *sandbox,
                              LineFaultFunc    func,
                              gpointer         user_data);
/* requests and answers that are under way */
guint    line_get_n_moving   (Line            *self);
/* Moves one of them on: a request arrives, or an answer. */
void     line_move           (Line            *self,
                              guint            index);
/* What is under way loses its sender: requests may still arrive. */
void     line_crash          (Line            *self,
                              Dice            *dice);
/* requests without a sender that can still arrive */
guint    line_get_n_ghosts   (Line            *self);
void     line_move_ghost     (Line            *self,
                              guint            index);
guint    line_get_n_requests (Line            *self);
guint    line_get_n_faults   (Line            *self);
/* counts the answers that showed an item's pictures and came whole */
guint    line_get_n_looks    (Line            *self);
/* whether the server has changed behind the program's back since it gave the last such answer;
 * line_note_change () is for what others do there */
gboolean line_is_look_stale  (Line            *self);
void     line_note_change    (Line            *self);
/* answers of 429 that no fault has made */
guint    line_get_n_throttled (Line           *self);
void     line_set_trace      (Line            *self,
                              GString         *trace);

G_END_DECLS
