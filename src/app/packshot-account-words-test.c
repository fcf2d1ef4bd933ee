/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A connection test as lines for people. They stop at the first that fails; what was not tried is
 * never called good. Pure functions, main thread for the sake of gettext's locale only. */

#include "config.h"

#include "packshot-account-words.h"

#include <glib/gi18n.h>

#include "packshot-url.h"

/**
 * packshot_test_step_free:
 * @self: (nullable): a line
 *
 * Frees it.
 */
void
packshot_test_step_free (PackshotTestStep *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

static PackshotTestStep *
add_step (GPtrArray       *steps,
          PackshotTestMark mark,
          const char      *title,
          char            *subtitle)
{
  PackshotTestStep *step = g_new0 (PackshotTestStep, 1);

  step->mark = mark;
  step->title = g_strdup (title);
  step->subtitle = subtitle != NULL ? subtitle : g_strdup ("");
  g_ptr_array_add (steps, step);
  return step;
}

/* --- What works ------------------------------------------------------------------------------- */

/* The organization that the account works for, by name. */
static const char *
organization_name (const PackshotTestState *state)
{
  char **pairs = state->connection != NULL ? state->connection->organizations : NULL;

  for (guint i = 0; pairs != NULL && pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    if (g_strcmp0 (pairs[i], state->account->organization) == 0)
      return pairs[i + 1];
  return pairs != NULL && pairs[0] != NULL ? pairs[1] : NULL;
}

static char *
dup_items (const PackshotTestState *state)
{
  gint64 n = state->connection->n_items;

  if (n < 0)
    return NULL;
  switch (state->account->service)
    {
    case PACKSHOT_SERVICE_GOLDLEAF:
      return g_strdup_printf (ngettext ("%d customer", "%d customers", (gulong)n), (int)n);
    case PACKSHOT_SERVICE_BLAZE:
      return g_strdup_printf (ngettext ("%d product", "%d products", (gulong)n), (int)n);
    case PACKSHOT_SERVICE_CLOSIENT:
    default:
      return g_strdup_printf (ngettext ("%d item", "%d items", (gulong)n), (int)n);
    }
}

static char *
dup_organization (const PackshotTestState *state)
{
  const char *name = organization_name (state);
  g_autofree char *items = dup_items (state);

  if (name == NULL || items == NULL)
    return name != NULL ? g_strdup (name) : g_steal_pointer (&items);
  return g_strconcat (name, " · ", items, NULL);
}

static char *
dup_server (const PackshotTestState *state)
{
  g_autofree char *host = packshot_account_words_host (state->account);

  /* TRANSLATORS: a server's name */
  return g_strdup_printf (packshot_url_is_loopback (state->account->base_url)
                          ? _("%s, on this computer") : _("%s, secure connection"), host);
}

static char *
dup_pictures (const PackshotTestState *state)
{
  gint64 n = state->connection->n_images;

  if (n < 0)
    return NULL;
  if (n == 0)
    return g_strdup (_("The first item has none yet"));
  return g_strdup_printf (ngettext ("%d picture of the first item found",
                                    "%d pictures of the first item found", (gulong)n), (int)n);
}

static void
add_good (GPtrArray               *steps,
          const PackshotTestState *state,
          PackshotTried            tried)
{
  gboolean is_blaze = state->account->service == PACKSHOT_SERVICE_BLAZE;

  switch (tried)
    {
    case PACKSHOT_TRIED_SERVER:
      add_step (steps, PACKSHOT_TEST_GOOD, _("Server found"), dup_server (state));
      break;
    case PACKSHOT_TRIED_KEY:
      add_step (steps, PACKSHOT_TEST_GOOD, is_blaze ? _("Keys accepted") : _("Key accepted"),
                state->connection->role != NULL
                ? g_strdup_printf (_("Its role is “%s”"), state->connection->role) : NULL);
      break;
    case PACKSHOT_TRIED_ORGANIZATION:
      add_step (steps, PACKSHOT_TEST_GOOD, is_blaze ? _("Store found") : _("Organization found"),
                dup_organization (state));
      break;
    case PACKSHOT_TRIED_PICTURES:
      add_step (steps, PACKSHOT_TEST_GOOD, _("Pictures can be read"), dup_pictures (state));
      break;
    case PACKSHOT_TRIED_NOTHING:
    default:
      break;
    }
}

/* The test ended well without having come to this. */
static void
add_not_asked (GPtrArray               *steps,
               const PackshotTestState *state,
               PackshotTried            tried)
{
  if (tried == PACKSHOT_TRIED_PICTURES)
    add_step (steps, PACKSHOT_TEST_UNKNOWN, _("Pictures not looked at"),
              g_strdup (_("There is no item yet")));
  else
    add_step (steps, PACKSHOT_TEST_UNKNOWN, _("Organization not told"), dup_items (state));
}

static gboolean
role_reads_only (const char *role)
{
  return g_strcmp0 (role, "viewer") == 0 || g_strcmp0 (role, "billing") == 0;
}

/* The last line: the test changes nothing on a server, so it can't promise this. */
static void
add_writing (GPtrArray               *steps,
             const PackshotTestState *state)
{
  static const char * const titles[PACKSHOT_N_SERVICES] = {
    N_("Adding and deleting not tried yet"),
    N_("Replacing not tried yet"),
    N_("Adding not tried yet"),
  };
  const char *service = packshot_words_service (state->account->service);
  const char *owner = organization_name (state);
  const char *role = state->connection->role;
  PackshotTestStep *step;

  if (owner == NULL)
    owner = service;
  if (!role_reads_only (role) && g_strcmp0 (state->problem, "forbidden") != 0)
    {
      add_step (steps, PACKSHOT_TEST_UNKNOWN, _(titles[state->account->service]),
                g_strdup (_("Nothing on the server was changed for this test")));
      return;
    }
  step = add_step (steps, PACKSHOT_TEST_WARNING, _("Pictures can’t be added"), NULL);
  step->help = PACKSHOT_TEST_COPY_REQUEST;
  g_free (step->subtitle);
  step->subtitle = role_reads_only (role)
    ? g_strdup_printf (_("The role “%s” may only read. Ask the owner of %s for another one, then "
                         "test again."), role, owner)
    : g_strdup_printf (_("The key is right, but %s refused a change. Ask the owner of %s to allow "
                         "it, then test again."), service, owner);
}

/* --- What does not ---------------------------------------------------------------------------- */

static void
add_later (GPtrArray               *steps,
           const PackshotTestState *state,
           int                      from)
{
  static const char * const titles[] = {
    NULL, N_("Server"), N_("Key"), N_("Organization"), N_("Reading pictures"),
  };
  static const char * const writing[PACKSHOT_N_SERVICES] = {
    N_("Adding and deleting"), N_("Replacing pictures"), N_("Adding pictures"),
  };

  for (int i = MAX (from, PACKSHOT_TRIED_SERVER); i <= PACKSHOT_TRIED_PICTURES; i++)
    add_step (steps, PACKSHOT_TEST_LATER, _(titles[i]), g_strdup (_("Not tested yet")));
  add_step (steps, PACKSHOT_TEST_LATER, _(writing[state->account->service]),
            g_strdup (_("Not tested yet")));
}

static void
add_refused_key (GPtrArray               *steps,
                 const PackshotTestState *state)
{
  static const struct
  {
    const char *title;
    const char *subtitle;
  } words[PACKSHOT_N_SERVICES] = {
    { N_("Closient does not accept this key"),
      N_("Copy it again without spaces. It may also have been withdrawn.") },
    { N_("GoldLeaf does not accept this key and name"),
      N_("Copy both again without spaces. GoldLeaf also refuses a key from a network address that "
         "it does not trust.") },
    { N_("BLAZE does not accept these keys"),
      N_("Copy both again without spaces. One of them may also have been withdrawn.") },
  };
  PackshotTestStep *step;

  step = add_step (steps, PACKSHOT_TEST_FAILED, _(words[state->account->service].title),
                   g_strdup (_(words[state->account->service].subtitle)));
  step->help = PACKSHOT_TEST_OPEN_SERVICE;
}

static void
add_forbidden (GPtrArray               *steps,
               const PackshotTestState *state,
               PackshotTried            tried)
{
  const char *service = packshot_words_service (state->account->service);
  gboolean any = state->connection != NULL && state->connection->organizations[0] != NULL;
  PackshotTestStep *step;

  if (tried == PACKSHOT_TRIED_ORGANIZATION && !any)
    step = add_step (steps, PACKSHOT_TEST_FAILED, _("This key belongs to no organization"),
                     g_strdup (_("Ask for a business key.")));
  else if (tried == PACKSHOT_TRIED_ORGANIZATION)
    step = add_step (steps, PACKSHOT_TEST_FAILED, _("This key may not work for the organization"),
                     g_strdup (_("Choose another organization, or ask its owner.")));
  else if (tried == PACKSHOT_TRIED_PICTURES)
    step = add_step (steps, PACKSHOT_TEST_WARNING, _("Pictures can’t be read"),
                     g_strdup_printf (_("The key is right, but %s does not let it read pictures."),
                                      service));
  else
    step = add_step (steps, PACKSHOT_TEST_FAILED, _("This key may not be used"),
                     g_strdup_printf (_("%s knows the key and refuses it."), service));
  step->help = PACKSHOT_TEST_COPY_REQUEST;
}

static void
add_unreached (GPtrArray               *steps,
               const PackshotTestState *state,
               PackshotTried            tried)
{
  g_autofree char *host = packshot_account_words_host (state->account);
  g_autofree char *title = NULL;

  if (!state->network && !packshot_url_is_loopback (state->account->base_url))
    {
      add_step (steps, PACKSHOT_TEST_OFFLINE, _("This computer has no network"),
                g_strdup (_("The test goes on by itself as soon as there is one. You can work "
                            "meanwhile; nothing is lost.")));
      return;
    }
  title = g_strdup_printf (tried == PACKSHOT_TRIED_SERVER ? _("%s does not answer")
                                                          : _("%s stopped answering"), host);
  add_step (steps, PACKSHOT_TEST_FAILED, title, g_strdup (_("Check the address, or try later.")));
}

static void
add_insecure (GPtrArray               *steps,
              const PackshotTestState *state)
{
  add_step (steps, PACKSHOT_TEST_FAILED, _("The connection is not secure"),
            g_strdup (g_ascii_strncasecmp (state->account->base_url, "http:", 5) == 0
                      ? _("The address must begin with https://. No key was sent.")
                      : _("The server could not prove who it is. No key was sent.")));
}

static void
add_service_failure (GPtrArray               *steps,
                     const PackshotTestState *state,
                     PackshotTried            tried)
{
  const char *service = packshot_words_service (state->account->service);
  g_autofree char *host = packshot_account_words_host (state->account);
  g_autofree char *title = NULL;
  int pause = packshot_service_error_get_retry_after (state->error);

  switch (state->error->code)
    {
    case PACKSHOT_SERVICE_ERROR_OFFLINE:
      add_unreached (steps, state, tried);
      return;
    case PACKSHOT_SERVICE_ERROR_INSECURE:
      add_insecure (steps, state);
      return;
    case PACKSHOT_SERVICE_ERROR_AUTH:
      add_refused_key (steps, state);
      return;
    case PACKSHOT_SERVICE_ERROR_FORBIDDEN:
      add_forbidden (steps, state, tried);
      return;
    case PACKSHOT_SERVICE_ERROR_THROTTLED:
      title = g_strdup_printf (_("%s asks for a pause"), service);
      add_step (steps, PACKSHOT_TEST_WARNING, title,
                pause > 0 ? g_strdup_printf (ngettext ("Test again in %d second.",
                                                       "Test again in %d seconds.", pause), pause)
                          : g_strdup (_("Test again in a minute.")));
      return;
    case PACKSHOT_SERVICE_ERROR_SERVER:
      title = g_strdup_printf (_("%s has trouble of its own"), host);
      add_step (steps, PACKSHOT_TEST_FAILED, title, g_strdup (_("Try later.")));
      return;
    case PACKSHOT_SERVICE_ERROR_KEY:
      add_step (steps, PACKSHOT_TEST_FAILED, _("This key has a typing mistake"),
                g_strdup (_("Copy it again.")));
      return;
    case PACKSHOT_SERVICE_ERROR_INVALID:
      if (tried == PACKSHOT_TRIED_SERVER)
        {
          add_step (steps, PACKSHOT_TEST_FAILED, _("This is not an address"),
                    g_strdup (_("It begins with https:// and goes on with the server’s name.")));
          return;
        }
      break;
    default:
      break;
    }
  title = g_strdup_printf (_("%s does not answer like %s"), host, service);
  add_step (steps, PACKSHOT_TEST_FAILED, title, g_strdup (_("Check the address.")));
}

static void
add_failure (GPtrArray               *steps,
             const PackshotTestState *state,
             PackshotTried            tried)
{
  g_autofree char *why = NULL;

  if (state->error->domain == PACKSHOT_SERVICE_ERROR)
    {
      add_service_failure (steps, state, tried);
      return;
    }
  if (g_error_matches (state->error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY)
      || g_error_matches (state->error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_KEYRING))
    {
      add_step (steps, PACKSHOT_TEST_FAILED, _("The key is not at hand"),
                g_strdup (_("Enter it again.")));
      return;
    }
  why = packshot_words_error (state->error);
  add_step (steps, PACKSHOT_TEST_FAILED, _("The test could not be made"), g_steal_pointer (&why));
}

/* --- All of it -------------------------------------------------------------------------------- */

/* What is known before any call; TRUE when there is nothing else to tell. */
static gboolean
add_before (GPtrArray               *steps,
            const PackshotTestState *state)
{
  const char *title, *subtitle;
  PackshotKeyVerdict verdict = packshot_account_words_key (state->account->service, state->key,
                                                           &title, &subtitle);

  if (verdict == PACKSHOT_KEY_MISTAKE || verdict == PACKSHOT_KEY_SHORT)
    add_step (steps, verdict == PACKSHOT_KEY_MISTAKE ? PACKSHOT_TEST_FAILED : PACKSHOT_TEST_UNKNOWN,
              title, g_strdup (subtitle));
  else if (state->foreign && verdict == PACKSHOT_KEY_EMPTY)
    add_step (steps, PACKSHOT_TEST_UNKNOWN, _("Enter the key again"),
              g_strdup (_("A key goes only to the server that it was entered for.")));
  else if (state->offline && state->connection == NULL && state->error == NULL)
    add_step (steps, PACKSHOT_TEST_OFFLINE, _("You are working offline"),
              g_strdup (_("The test goes on by itself when you no longer do. Nothing is lost "
                          "meanwhile.")));
  else
    {
      if (verdict == PACKSHOT_KEY_GOOD && state->account->service == PACKSHOT_SERVICE_CLOSIENT
          && g_error_matches (state->error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE))
        add_step (steps, PACKSHOT_TEST_GOOD, _("Key has no typing mistake"),
                  g_strdup (_("Its own checksum fits; no network is needed to see that")));
      return FALSE;
    }
  add_later (steps, state, PACKSHOT_TRIED_SERVER);
  return TRUE;
}

/**
 * packshot_account_words_steps:
 * @state: what is known
 *
 * Returns: (transfer full) (element-type PackshotTestStep): the lines of the test
 */
GPtrArray *
packshot_account_words_steps (const PackshotTestState *state)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_test_step_free);
  PackshotTried tried = PACKSHOT_TRIED_NOTHING;

  if (state->connection != NULL)
    tried = state->connection->tried;
  if (add_before (steps, state))
    return steps;
  if (state->testing)
    {
      add_step (steps, PACKSHOT_TEST_RUNNING, _("Testing…"),
                packshot_account_words_host (state->account));
      add_later (steps, state, PACKSHOT_TRIED_KEY);
      return steps;
    }
  for (int i = PACKSHOT_TRIED_SERVER; i <= (int)tried; i++)
    add_good (steps, state, i);
  if (state->error != NULL)
    {
      add_failure (steps, state, MIN (tried + 1, PACKSHOT_TRIED_PICTURES));
      add_later (steps, state, tried + 2);
    }
  else if (state->connection == NULL)
    {
      add_later (steps, state, PACKSHOT_TRIED_SERVER);
    }
  else
    {
      for (int i = tried + 1; i <= PACKSHOT_TRIED_PICTURES; i++)
        add_not_asked (steps, state, i);
      add_writing (steps, state);
    }
  return steps;
}

/**
 * packshot_account_words_summary:
 * @state: what is known
 *
 * Returns: (transfer full): what the test comes to, or ""
 */
char *
packshot_account_words_summary (const PackshotTestState *state)
{
  g_autofree char *when = NULL;
  g_autofree char *waiting = NULL;
  const char *outcome = NULL;

  if (state->testing || state->tested_at == 0)
    return g_strdup ("");
  when = packshot_words_time_at (state->tested_at);
  if (state->error != NULL && state->n_waiting > 0)
    waiting = g_strdup_printf (ngettext ("%d changed item waits until this works.",
                                         "%d changed items wait until this works.",
                                         (gulong)state->n_waiting), (int)state->n_waiting);
  else if (state->error == NULL && (role_reads_only (state->connection->role)
                                    || g_strcmp0 (state->problem, "forbidden") == 0))
    outcome = _("You can look at pictures; your changes stay here until adding is allowed.");
  else if (state->error == NULL)
    outcome = _("Ready to use.");
  if (waiting != NULL)
    outcome = waiting;
  /* TRANSLATORS: "Tested at 14:06. Ready to use." */
  return outcome != NULL ? g_strdup_printf (_("Tested %s. %s"), when, outcome)
                         : g_strdup_printf (_("Tested %s."), when);
}

/**
 * packshot_account_words_details:
 * @state: what is known
 *
 * Returns: (transfer full): all of it as text, for whoever helps
 */
char *
packshot_account_words_details (const PackshotTestState *state)
{
  g_autoptr(GPtrArray) steps = packshot_account_words_steps (state);
  g_autofree char *summary = packshot_account_words_summary (state);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s, %s\n", packshot_words_service (state->account->service),
                          state->account->base_url);
  if (*summary != '\0')
    g_string_append_printf (text, "%s\n", summary);
  for (guint i = 0; i < steps->len; i++)
    {
      const PackshotTestStep *step = steps->pdata[i];

      g_string_append_printf (text, *step->subtitle != '\0' ? "%s: %s\n" : "%s\n", step->title,
                              step->subtitle);
    }
  if (state->error != NULL)
    g_string_append_printf (text, "%s\n", state->error->message);
  return g_string_free (text, FALSE);
}
