/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Errors as people read them: what is wrong, what the library found, what to do. Libraries give a
 * code and a cause in English; the sentence and the advice are chosen here by the code, and the
 * cause follows the sentence where it has something to add. Pure functions. */

#include "config.h"

#include "packshot-cli-words.h"

#include "packshot-model-error.h"
#include "packshot-sandbox-error.h"
#include "packshot-store-error.h"

#include <glib/gi18n.h>

typedef struct
{
  int         code;
  const char *name;       /* for programs */
  const char *sentence;   /* (nullable): when the cause says it all */
  const char *advice;     /* (nullable) */
} ErrorWords;

static const ErrorWords session_words[] = {
  { PACKSHOT_SESSION_ERROR_NOT_FOUND, "not-found", N_("Not found"), NULL },
  { PACKSHOT_SESSION_ERROR_AMBIGUOUS, "ambiguous", N_("Several items fit"),
    N_("Name one of them as ACCOUNT:KEY.") },
  { PACKSHOT_SESSION_ERROR_NOT_A_PICTURE, "not-a-picture", N_("The file is no picture"),
    N_("Nothing was added. Give a picture file, such as JPEG or PNG.") },
  { PACKSHOT_SESSION_ERROR_EMPTY, "empty", N_("The file is empty"),
    N_("Nothing was added. Copy the file again from where it came from.") },
  { PACKSHOT_SESSION_ERROR_BROKEN, "broken", N_("The picture is damaged"),
    N_("Nothing was added. Copy the file again from where it came from.") },
  { PACKSHOT_SESSION_ERROR_FORMAT, "format", N_("This kind of picture is not taken"),
    N_("Convert the picture to JPEG or PNG and try again.") },
  { PACKSHOT_SESSION_ERROR_TOO_LARGE, "too-large", N_("The picture is too large"),
    N_("Make it smaller and try again.") },
  { PACKSHOT_SESSION_ERROR_NOT_SUPPORTED, "not-supported", N_("The service can’t do this"), NULL },
  { PACKSHOT_SESSION_ERROR_NOTHING, "nothing", N_("There is nothing to do"), NULL },
  { PACKSHOT_SESSION_ERROR_NO_KEY, "no-key", N_("The account’s key is not at hand"), NULL },
  { PACKSHOT_SESSION_ERROR_KEYRING, "keyring", N_("No keyring could be used"),
    N_("Give the key by --key-file or --key-env.") },
  { PACKSHOT_SESSION_ERROR_INVALID, "invalid", N_("This is not allowed"), NULL },
  { PACKSHOT_SESSION_ERROR_EXISTS, "exists", N_("The name is taken"),
    N_("Choose another --name.") },
  { PACKSHOT_SESSION_ERROR_UNREADABLE, "unreadable", N_("The file can’t be read"), NULL },
};

static const ErrorWords service_words[] = {
  { PACKSHOT_SERVICE_ERROR_OFFLINE, "offline", N_("The server could not be reached"),
    N_("Check the network and the account’s address.") },
  { PACKSHOT_SERVICE_ERROR_AUTH, "auth", N_("The service does not accept the key"),
    N_("Get a valid key from the service and put it where the account takes its key from.") },
  { PACKSHOT_SERVICE_ERROR_FORBIDDEN, "forbidden", N_("The key may not do this"),
    N_("Ask the organization’s administrator for a key that may change pictures.") },
  { PACKSHOT_SERVICE_ERROR_THROTTLED, "throttled", N_("The service asks for a pause"),
    N_("Run “packshotctl sync” again later.") },
  { PACKSHOT_SERVICE_ERROR_CONFLICT, "conflict",
    N_("It was changed on the server at the same time"), N_("Run “packshotctl sync” again.") },
  { PACKSHOT_SERVICE_ERROR_GONE, "gone", N_("The service no longer has it"), NULL },
  { PACKSHOT_SERVICE_ERROR_INVALID, "invalid", N_("A value is not accepted"), NULL },
  { PACKSHOT_SERVICE_ERROR_TOO_LARGE, "too-large",
    N_("The picture is larger than the service takes"),
    N_("Make it smaller and replace it by “packshotctl replace”.") },
  { PACKSHOT_SERVICE_ERROR_FORMAT, "format", N_("The service does not take this kind of picture"),
    N_("Convert it to JPEG or PNG and replace it by “packshotctl replace”.") },
  { PACKSHOT_SERVICE_ERROR_SERVER, "server", N_("The server has trouble of its own"),
    N_("Run “packshotctl sync” again later.") },
  { PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED, "not-supported", N_("The service can’t do this"), NULL },
  { PACKSHOT_SERVICE_ERROR_PROTOCOL, "protocol", N_("The server’s answer can’t be understood"),
    N_("Check that the account’s address is that of this service.") },
  { PACKSHOT_SERVICE_ERROR_KEY, "key", N_("This can’t be a key of the service"),
    N_("Copy the whole key again. No server was asked.") },
  { PACKSHOT_SERVICE_ERROR_INSECURE, "insecure",
    N_("The connection is not secure, no key was sent"),
    N_("Use an https address; plain http is for this computer only.") },
  { PACKSHOT_SERVICE_ERROR_DISK, "disk",
    N_("A file of this computer could not be read or written"), NULL },
};

static const ErrorWords store_words[] = {
  { PACKSHOT_STORE_ERROR_FAILED, "store", N_("The data can’t be used"), NULL },
  { PACKSHOT_STORE_ERROR_FULL, "disk-full", N_("The disk is full, nothing was changed"),
    N_("Make room and try again.") },
  { PACKSHOT_STORE_ERROR_BUSY, "busy", N_("Another program holds the data for too long"),
    N_("Try again when it is done.") },
  { PACKSHOT_STORE_ERROR_READ_ONLY, "read-only", N_("The data folder may not be written"),
    N_("Choose another by --data-dir, or correct the folder’s permissions.") },
  { PACKSHOT_STORE_ERROR_CORRUPT, "corrupt", N_("The data are damaged"),
    N_("“packshotctl repair” mends them, or “packshotctl restore” puts a backup back.") },
  { PACKSHOT_STORE_ERROR_NEWER, "newer", N_("A newer Packshot made these data"),
    N_("Update this one.") },
  { PACKSHOT_STORE_ERROR_CONSTRAINT, "constraint", N_("This would break a rule of the database"),
    NULL },
  { PACKSHOT_STORE_ERROR_NOT_FOUND, "not-found", N_("Not found"), NULL },
  { PACKSHOT_STORE_ERROR_EMPTY, "empty", N_("The file is empty"), NULL },
  { PACKSHOT_STORE_ERROR_BACKUP, "backup", N_("The backup can’t be used, nothing was changed"),
    N_("Get another copy of the file.") },
  { PACKSHOT_STORE_ERROR_IN_USE, "in-use", N_("The data are in use, nothing was changed"),
    N_("Close Packshot, wait for other commands to end, and try again.") },
};

static const ErrorWords model_words[] = {
  { PACKSHOT_MODEL_ERROR_LENGTH, "length", N_("This is no GTIN"), NULL },
  { PACKSHOT_MODEL_ERROR_SYMBOL, "symbol", N_("This is no GTIN"), NULL },
  { PACKSHOT_MODEL_ERROR_CHECK_DIGIT, "check-digit", N_("This is no GTIN"),
    N_("Look at the number again: a digit is wrong, or two have changed places.") },
  { PACKSHOT_MODEL_ERROR_RANGE, "range", N_("This is no GTIN"), NULL },
  { PACKSHOT_MODEL_ERROR_GALLERY, "gallery", N_("The pictures can’t stand like this"), NULL },
  { PACKSHOT_MODEL_ERROR_TITLE, "title", N_("This can’t be a caption"),
    N_("Shorten the caption.") },
};

static const ErrorWords sandbox_words[] = {
  { PACKSHOT_SANDBOX_ERROR_INVALID, "invalid", N_("This can’t be used"), NULL },
  { PACKSHOT_SANDBOX_ERROR_NOT_FOUND, "not-found", N_("Not found"), NULL },
  { PACKSHOT_SANDBOX_ERROR_STATE, "state", N_("The folder of the practice server can’t be used"),
    N_("Choose another --state.") },
  { PACKSHOT_SANDBOX_ERROR_LISTEN, "listen", N_("The practice server can’t start"),
    N_("Choose another --port, or 0 for any.") },
};

static const ErrorWords *
find_in (const ErrorWords *words,
         guint             n,
         int               code)
{
  for (guint i = 0; i < n; i++)
    if (words[i].code == code)
      return &words[i];
  return NULL;
}

static const ErrorWords *
find (const GError *error)
{
  if (error->domain == PACKSHOT_SESSION_ERROR)
    return find_in (session_words, G_N_ELEMENTS (session_words), error->code);
  if (error->domain == PACKSHOT_SERVICE_ERROR)
    return find_in (service_words, G_N_ELEMENTS (service_words), error->code);
  if (error->domain == PACKSHOT_STORE_ERROR)
    return find_in (store_words, G_N_ELEMENTS (store_words), error->code);
  if (error->domain == PACKSHOT_MODEL_ERROR)
    return find_in (model_words, G_N_ELEMENTS (model_words), error->code);
  if (error->domain == PACKSHOT_SANDBOX_ERROR)
    return find_in (sandbox_words, G_N_ELEMENTS (sandbox_words), error->code);
  return NULL;
}

/**
 * packshot_cli_words_error:
 * @error: an error of one of the libraries
 *
 * Returns: (transfer full): what is wrong, then what was found
 */
char *
packshot_cli_words_error (const GError *error)
{
  const ErrorWords *words = find (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("Interrupted"));
  if (words == NULL)
    return g_strdup (error->message);
  /* TRANSLATORS: what is wrong, and the cause: "The file is no picture: notes.txt: …" */
  return g_strdup_printf (_("%s: %s"), _(words->sentence), error->message);
}

/**
 * packshot_cli_words_advice:
 * @error: an error of one of the libraries
 *
 * Returns: (nullable): what a person can do about it
 */
const char *
packshot_cli_words_advice (const GError *error)
{
  const ErrorWords *words = find (error);

  return words != NULL && words->advice != NULL ? _(words->advice) : NULL;
}

/**
 * packshot_cli_words_error_code:
 * @error: an error
 *
 * Returns: a word for it that stays the same in all languages
 */
const char *
packshot_cli_words_error_code (const GError *error)
{
  const ErrorWords *words = find (error);

  if (words != NULL)
    return words->name;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "interrupted" : "failed";
}

/**
 * packshot_cli_words_problem:
 * @code: (nullable): why a server refused an item or an account
 *
 * Returns: a sentence for it
 */
const char *
packshot_cli_words_problem (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (service_words); i++)
    if (g_str_equal (packshot_service_error_to_string (service_words[i].code), code))
      return _(service_words[i].sentence);
  if (g_strcmp0 (code, "no-key") == 0)
    return _("The account’s key is not at hand");
  return _("The server refused");
}
