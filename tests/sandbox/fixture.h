/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <json-glib/json-glib.h>

#include "packshot-fake-clock.h"
#include "packshot-sandbox.h"

G_BEGIN_DECLS

#define GTIN_A "2000000000015"
#define GTIN_B "2000000000022"
#define START_TIME (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC) /* 2026-01-01 00:00 UTC */

typedef struct
{
  PackshotClock *clock;
  PackshotSandbox *sandbox;
  PackshotSandboxResponse *response;    /* of the last call */
  JsonNode *json;                       /* its body, when it is JSON */
  JsonArray *found;                     /* what was read of it last */
  char *token;                          /* of GoldLeaf */
} Fixture;

/* Whose keys a call carries. */
typedef enum
{
  AS_NOBODY,
  AS_EDITOR,
  AS_VIEWER,
  AS_USER,
  AS_PUBLISHABLE,
  AS_GOLDLEAF,
  AS_BLAZE,
} As;

typedef struct
{
  const char *name;
  const char *filename;         /* NULL when it is no file */
  const char *data;
  gssize length;                /* -1 when it ends with a zero */
} Part;

void        fixture_set_up    (Fixture       *f,
                               gconstpointer  data);
void        fixture_tear_down (Fixture       *f,
                               gconstpointer  data);
void        fixture_use       (Fixture         *f,
                               PackshotSandbox *sandbox);
void        fixture_set       (Fixture       *f,
                               const char    *variant);

guint       fixture_send      (Fixture                *f,
                               PackshotSandboxRequest *request);
PackshotSandboxRequest *
            fixture_request   (Fixture       *f,
                               As             as,
                               const char    *method,
                               const char    *target);
guint       fixture_call      (Fixture       *f,
                               As             as,
                               const char    *method,
                               const char    *target);
guint       fixture_post_json (Fixture       *f,
                               As             as,
                               const char    *method,
                               const char    *target,
                               const char    *json);
guint       fixture_upload    (Fixture       *f,
                               As             as,
                               const char    *target,
                               const Part    *parts,
                               guint          n_parts);
void        fixture_log_in    (Fixture       *f);

const char *fixture_string    (Fixture       *f,
                               const char    *path);
gint64      fixture_int       (Fixture       *f,
                               const char    *path);
gboolean    fixture_bool      (Fixture       *f,
                               const char    *path);
guint       fixture_count     (Fixture       *f,
                               const char    *path);
gboolean    fixture_has       (Fixture       *f,
                               const char    *path);
char       *fixture_images    (Fixture       *f,
                               const char    *gtin);

GBytes     *make_png          (const char    *name);
GBytes     *make_multipart    (const Part    *parts,
                               guint          n_parts,
                               const char    *boundary);
guint       upload_png        (Fixture       *f,
                               const char    *gtin,
                               const char    *title,
                               const char    *is_primary);

static inline void
fixture_clear (Fixture *f)
{
  fixture_tear_down (f, NULL);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

G_END_DECLS
