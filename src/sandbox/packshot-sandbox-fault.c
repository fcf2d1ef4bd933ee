/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Faults on demand: which call goes wrong, and how. The dice are the sandbox's own and seeded, so
 * a run can be repeated. One thread at a time, the sandbox's lock sees to that.
 *
 *   KIND[:NUMBER][@PROBABILITY][*COUNT][/[METHOD][/PART-OF-PATH]] */

#include "config.h"

#include "packshot-sandbox-fault-private.h"

static const struct
{
  const char              *name;
  PackshotSandboxFaultKind kind;
  guint                    fallback;
  guint                    low;
  guint                    high;
} kinds[] = {
  { "refuse", FAULT_REFUSE, 0, 0, 0 },
  { "cut-before", FAULT_CUT_BEFORE, 0, 0, 0 },
  { "cut-after", FAULT_CUT_AFTER, 0, 0, 0 },
  { "delay", FAULT_DELAY, 1000, 0, 3600000 },
  { "429", FAULT_THROTTLE, 1, 0, 86400 },
  { "5xx", FAULT_SERVER_ERROR, 500, 500, 599 },
  { "garbage", FAULT_GARBAGE, 0, 0, 0 },
  { "truncate", FAULT_TRUNCATE, 0, 0, 0 },
  { "slow", FAULT_SLOW, 2000, 1, 3600000 },
  { "disk-full", FAULT_DISK_FULL, 507, 500, 599 },
};

static const char help[] =
  "A fault is KIND[:NUMBER][@PROBABILITY][*COUNT][/[METHOD][/PART-OF-PATH]], for example\n"
  "5xx:503@0.1, cut-after*3/POST or 429:2*1//images. Kinds:\n"
  "  refuse          the connection is reset, nothing is done\n"
  "  cut-before      the connection is closed without an answer, nothing is done\n"
  "  cut-after       the call is done, then the connection is closed without an answer\n"
  "  delay[:MS]      the answer comes so many milliseconds later (1000)\n"
  "  429[:SECONDS]   refused as too many requests, Retry-After so many seconds (1)\n"
  "  5xx[:STATUS]    refused with this status (500), nothing is done\n"
  "  garbage         the call is done, the answer is 200 and not what was asked for\n"
  "  truncate        the call is done, the answer ends in its middle\n"
  "  slow[:MS]       the answer takes so many milliseconds to come, piece by piece (2000)\n"
  "  disk-full[:STATUS]  a call that writes is refused with this status (507), nothing is done\n";

static gboolean
fill_kind (PackshotSandboxFault *self,
           const char           *name,
           const char           *argument)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint64 number = kinds[i].fallback;

      if (strcmp (kinds[i].name, name) != 0)
        continue;
      if (argument[0] != '\0' &&
          (kinds[i].high == 0 ||
           !g_ascii_string_to_unsigned (argument, 10, kinds[i].low, kinds[i].high, &number, NULL)))
        return FALSE;
      self->kind = kinds[i].kind;
      self->argument = (guint)number;
      return TRUE;
    }
  return FALSE;
}

static gboolean
fill_filter (PackshotSandboxFault *self,
             const char           *probability,
             const char           *count,
             const char           *method,
             const char           *path)
{
  guint64 left;
  char *end;

  if (probability[0] != '\0')
    {
      self->probability = g_ascii_strtod (probability, &end);
      if (*end != '\0' || self->probability < 0 || self->probability > 1)
        return FALSE;
    }
  if (count[0] != '\0')
    {
      if (!g_ascii_string_to_unsigned (count, 10, 0, G_MAXINT32, &left, NULL))
        return FALSE;
      self->left = (gint64)left;
    }
  self->method = method[0] != '\0' ? g_strdup (method) : NULL;
  self->path = path[0] != '\0' ? g_strdup (path) : NULL;
  return TRUE;
}

/* Returns: (transfer full) (nullable) */
PackshotSandboxFault *
_packshot_sandbox_fault_parse (const char *spec,
                               GError    **error)
{
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  PackshotSandboxFault *self = g_new0 (PackshotSandboxFault, 1);
  gboolean ok = FALSE;

  self->probability = 1;
  self->left = -1;
  self->spec = g_strdup (spec);
  regex = g_regex_new ("^([a-z0-9-]+)(?::([0-9]+))?(?:@([0-9.]+))?(?:\\*([0-9]+))?"
                       "(?:/([A-Z]*)(/.*)?)?$", G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  if (g_utf8_validate (spec, -1, NULL) && g_regex_match (regex, spec, 0, &match))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *argument = g_match_info_fetch (match, 2);
      g_autofree char *probability = g_match_info_fetch (match, 3);
      g_autofree char *count = g_match_info_fetch (match, 4);
      g_autofree char *method = g_match_info_fetch (match, 5);
      g_autofree char *path = g_match_info_fetch (match, 6);

      ok = fill_kind (self, name, argument ? argument : "") &&
        fill_filter (self, probability ? probability : "", count ? count : "",
                     method ? method : "", path ? path : "");
    }
  if (ok)
    return self;
  g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID,
               "“%s” is not a fault", spec);
  _packshot_sandbox_fault_free (self);
  return NULL;
}

void
_packshot_sandbox_fault_free (PackshotSandboxFault *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->spec);
  g_free (self);
}

static gboolean
fault_fits (const PackshotSandboxFault *self,
            const char                 *method,
            const char                 *path)
{
  if (self->left == 0)
    return FALSE;
  if (self->kind == FAULT_DISK_FULL && strcmp (method, "GET") == 0)
    return FALSE;
  return (self->method == NULL || strcmp (self->method, method) == 0) &&
         (self->path == NULL || strstr (path, self->path) != NULL);
}

/* Counts the fault down.
 *
 * Returns: (transfer none) (nullable): the first fault that hits this call */
const PackshotSandboxFault *
_packshot_sandbox_faults_pick (GPtrArray  *faults,
                               GRand      *rand,
                               const char *method,
                               const char *path)
{
  for (guint i = 0; i < faults->len; i++)
    {
      PackshotSandboxFault *fault = g_ptr_array_index (faults, i);

      if (!fault_fits (fault, method, path))
        continue;
      if (fault->probability < 1 && g_rand_double (rand) >= fault->probability)
        continue;
      if (fault->left > 0)
        fault->left--;
      return fault;
    }
  return NULL;
}

/**
 * packshot_sandbox_get_fault_help:
 *
 * Returns: (transfer none): how a fault is written, and all kinds, in English
 */
const char *
packshot_sandbox_get_fault_help (void)
{
  return help;
}
