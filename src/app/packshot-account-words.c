/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for accounts: how one stands, what can be said of its key, whom to ask for what. Pure
 * functions, main thread for the sake of gettext's locale only. */

#include "config.h"

#include "packshot-account-words.h"

#include <glib/gi18n.h>

#include "packshot-url.h"

/**
 * packshot_account_words_host:
 * @account: an account
 *
 * Returns: (transfer full): its server's name, with the port where one is given
 */
char *
packshot_account_words_host (const PackshotAccount *account)
{
  g_autoptr(GUri) uri = g_uri_parse (account->base_url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup ("");
  if (g_uri_get_port (uri) < 0)
    return g_strdup (g_uri_get_host (uri));
  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

/* --- Keys without a network ------------------------------------------------------------------- */

/* `csb_` or `csu_`, 32 letters and digits, `_`, and a checksum of eight. */
#define CLOSIENT_LENGTH 45

static PackshotKeyVerdict
word_closient_key (const char  *key,
                   const char **title,
                   const char **subtitle)
{
  gsize length = strlen (key);

  *title = _("This key has a typing mistake");
  if (!g_str_has_prefix (key, "csb_") && !g_str_has_prefix (key, "csu_")
      && !g_str_has_prefix (key, "cpk_"))
    {
      *subtitle = _("A Closient key begins with csb_ or csu_");
      return length < 4 ? PACKSHOT_KEY_SHORT : PACKSHOT_KEY_MISTAKE;
    }
  if (length < CLOSIENT_LENGTH)
    {
      *title = _("This key is not complete yet");
      *subtitle = _("A Closient key has 45 characters");
      return PACKSHOT_KEY_SHORT;
    }
  *subtitle = length > CLOSIENT_LENGTH ? _("A Closient key has 45 characters")
                                       : _("Its last 8 characters do not fit the others");
  return PACKSHOT_KEY_MISTAKE;
}

/**
 * packshot_account_words_key:
 * @service: a service
 * @key: (nullable): its key as packshot_service_check_key() takes it
 * @title: (out): what is wrong
 * @subtitle: (out): how it should be
 *
 * Returns: what can be said of the key without a network
 */
PackshotKeyVerdict
packshot_account_words_key (PackshotServiceKind service,
                            const char         *key,
                            const char        **title,
                            const char        **subtitle)
{
  g_autofree char *text = g_strstrip (g_strdup (key != NULL ? key : ""));
  const char *colon = strrchr (text, ':');

  *title = *subtitle = "";
  if (*text == '\0' || g_str_equal (text, ":"))
    return PACKSHOT_KEY_EMPTY;
  if (packshot_service_check_key (service, text, NULL))
    return PACKSHOT_KEY_GOOD;
  if (service == PACKSHOT_SERVICE_CLOSIENT)
    return word_closient_key (text, title, subtitle);
  if (colon == NULL || colon == text || colon[1] == '\0')
    {
      *title = _("This key is not complete yet");
      *subtitle = service == PACKSHOT_SERVICE_GOLDLEAF ? _("GoldLeaf needs the key and its name")
                                                       : _("BLAZE needs both keys");
      return PACKSHOT_KEY_SHORT;
    }
  *title = _("This key has a typing mistake");
  *subtitle = _("It has a space or another character that can’t stand in a key");
  return PACKSHOT_KEY_MISTAKE;
}

/* --- Accounts --------------------------------------------------------------------------------- */

/**
 * packshot_account_words_request:
 * @account: an account
 *
 * Returns: (transfer full): a request for the right to change pictures
 */
char *
packshot_account_words_request (const PackshotAccount *account)
{
  g_autofree char *host = packshot_account_words_host (account);

  return g_strdup_printf (_("Packshot uses the key “%s” for %s at %s. Please allow this key "
                            "to read, add and delete pictures, or give me one that may."),
                          account->name, packshot_words_service (account->service), host);
}

/**
 * packshot_account_words_state:
 * @view: an account
 * @offline: whether no server is called now
 *
 * Returns: (transfer full): how it stands
 */
PackshotWording *
packshot_account_words_state (const PackshotAccountView *view,
                              gboolean                   offline)
{
  static const struct
  {
    const char *code;
    const char *icon;
    const char *css;
    const char *word;
  } words[] = {
    { "auth", "dialog-error-symbolic", "error", N_("key refused") },
    { "key", "dialog-error-symbolic", "error", N_("key refused") },
    { "no-key", "dialog-error-symbolic", "error", N_("key needed") },
    { "forbidden", "dialog-warning-symbolic", "warning", N_("may only read") },
    { "insecure", "dialog-error-symbolic", "error", N_("not secure") },
    { "offline", "network-offline-symbolic", "meta", N_("not reached") },
  };
  PackshotWording *self = g_new0 (PackshotWording, 1);
  gboolean local = packshot_url_is_loopback (view->account->base_url);
  const char *word;

  self->icon = "dialog-error-symbolic";
  self->css = "error";
  word = packshot_words_problem (view->problem);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (view->problem, words[i].code) == 0)
      {
        self->icon = words[i].icon;
        self->css = words[i].css;
        word = _(words[i].word);
      }
  if (view->problem == NULL)
    {
      self->icon = offline ? "network-offline-symbolic"
                   : view->checked_at > 0 ? "object-select-symbolic" : "dialog-question-symbolic";
      self->css = "meta";
      word = offline ? _("offline") : view->checked_at > 0 ? _("works") : _("not checked yet");
    }
  self->word = g_strdup (word);
  self->sentence = g_strdup_printf ("%s · %s", local ? _("On this computer")
                                    : packshot_words_service (view->account->service), word);
  return self;
}
