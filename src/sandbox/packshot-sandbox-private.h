/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox.h"
#include "packshot-sandbox-fault-private.h"
#include "packshot-sandbox-ids-private.h"
#include "packshot-sandbox-json-private.h"
#include "packshot-sandbox-message-private.h"
#include "packshot-sandbox-rate-limit-private.h"
#include "packshot-sandbox-sniff-private.h"
#include "packshot-sandbox-state-private.h"
#include "packshot-sandbox-variant-private.h"

G_BEGIN_DECLS

#define N_CREDENTIALS (PACKSHOT_SANDBOX_BLAZE + 1)
#define N_ORGANIZATIONS 2

struct _PackshotSandbox
{
  GObject parent_instance;

  GRecMutex lock;                       /* around all below */

  /* Construct-only */
  PackshotClock *clock;                 /* (owned) */
  guint64 seed;
  char *credentials[N_CREDENTIALS];     /* (owned) */
  char *organizations[N_ORGANIZATIONS]; /* (owned): of Closient */

  /* Owned */
  PackshotSandboxState *state;
  PackshotSandboxVariants variants;
  GPtrArray *faults;                    /* (element-type PackshotSandboxFault) */
  GRand *rand;
  GHashTable *rates;
  GHashTable *tokens;                   /* of GoldLeaf: token to the time of its end (gint64 *) */
  GPtrArray *calls;                     /* (element-type PackshotSandboxCall) */
  guint64 n_calls;
  guint64 n_changing_calls;
  char *api_origin;
  char *media_origin;
};

/* One request on its way through a service. */
typedef struct
{
  PackshotSandboxRequest *request;      /* (unowned) */
  GHashTable *query;                    /* (owned) */
  GStrv segments;                       /* (owned): the path's */
  const char *args[4];                  /* (unowned): what stands for {} in the route */
  guint caller;                         /* a PackshotSandboxCredential: whose key was accepted */
  gint64 retry_after;                   /* seconds, for an answer 429; 0 when it is not told */
} PackshotSandboxExchange;

typedef PackshotSandboxResponse *PackshotSandboxHandlerFunc (PackshotSandbox         *self,
                                                             PackshotSandboxExchange *exchange);

typedef struct
{
  const char *method;
  const char *path;                     /* {} stands for any one segment */
  PackshotSandboxHandlerFunc *handler;
} PackshotSandboxRoute;

/* An answer in the form in which the service that @path belongs to writes errors. */
typedef PackshotSandboxResponse *PackshotSandboxErrorFunc (PackshotSandbox         *self,
                                                           PackshotSandboxExchange *exchange,
                                                           guint                    status,
                                                           const char              *detail);

/* packshot-sandbox-route.c */
const PackshotSandboxRoute *_packshot_sandbox_route_find (const PackshotSandboxRoute *routes,
                                                          guint                       n_routes,
                                                          PackshotSandboxExchange    *exchange,
                                                          guint                      *status);
const char *_packshot_sandbox_query (PackshotSandboxExchange *exchange,
                                     const char              *name);
gboolean _packshot_sandbox_query_int (PackshotSandboxExchange *exchange,
                                      const char              *name,
                                      gint64                   fallback,
                                      gint64                   low,
                                      gint64                   high,
                                      gint64                  *value);
gboolean _packshot_sandbox_contains (const char *text,
                                     const char *part);
const char *_packshot_sandbox_status_text (guint status);

/* packshot-sandbox.c */
gint64 _packshot_sandbox_now (PackshotSandbox *self);
char *_packshot_sandbox_new_seed (PackshotSandbox *self,
                                  const char      *kind);
gboolean _packshot_sandbox_finish (PackshotSandbox  *self,
                                   gboolean          ok,
                                   GError          **error);

/* packshot-sandbox-calls.c */
void _packshot_sandbox_log_call (PackshotSandbox         *self,
                                 PackshotSandboxRequest  *request,
                                 PackshotSandboxResponse *response,
                                 const char              *fault);
void _packshot_sandbox_call_free (PackshotSandboxCall *call);

/* packshot-sandbox-control.c */
PackshotSandboxHandlerFunc _packshot_sandbox_control_handle;
PackshotSandboxErrorFunc _packshot_sandbox_control_error;

/* packshot-sandbox-media.c */
PackshotSandboxHandlerFunc _packshot_sandbox_media_handle;
PackshotSandboxResponse *_packshot_sandbox_blob_response (PackshotSandbox *self,
                                                          JsonObject      *picture);

G_END_DECLS
