/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The sandbox: takes a request through faults, the service its path belongs to, and the state, and
 * gives the response. It opens no socket and starts no thread; PackshotSandboxServer does.
 *
 *   request ─▶ fault before? ─▶ service ─▶ commit ─▶ fault after? ─▶ log ─▶ response
 *
 * Every public function may be called from any thread: one lock is held around each. */

#include "config.h"

#include "packshot-sandbox-blaze-private.h"
#include "packshot-sandbox-closient-private.h"
#include "packshot-sandbox-goldleaf-private.h"
#include "packshot-sandbox-private.h"

G_DEFINE_FINAL_TYPE (PackshotSandbox, packshot_sandbox, G_TYPE_OBJECT)

/* The first whose prefix fits answers. */
static const struct
{
  const char                 *prefix;
  PackshotSandboxHandlerFunc *handle;
  PackshotSandboxErrorFunc   *error;
} services[] = {
  { "/_sandbox/", _packshot_sandbox_control_handle, _packshot_sandbox_control_error },
  { "/media/", _packshot_sandbox_media_handle, _packshot_sandbox_control_error },
  { "/api/v1/partner/", _packshot_sandbox_blaze_handle, _packshot_sandbox_blaze_error },
  { "/api/v1/", _packshot_sandbox_goldleaf_handle, _packshot_sandbox_goldleaf_error },
  { "/security/", _packshot_sandbox_goldleaf_handle, _packshot_sandbox_goldleaf_error },
  { "/", _packshot_sandbox_closient_handle, _packshot_sandbox_closient_error },
};

static guint
service_of_path (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      if (g_str_has_prefix (path, services[i].prefix))
        return i;
    }
  return G_N_ELEMENTS (services) - 1;
}

static gboolean
origin_fits (PackshotSandboxRequest *request)
{
  gboolean is_media = g_str_has_prefix (request->path, "/media/");

  switch (request->origin)
    {
    case PACKSHOT_SANDBOX_ORIGIN_API:
      return !is_media;
    case PACKSHOT_SANDBOX_ORIGIN_MEDIA:
      return is_media;
    case PACKSHOT_SANDBOX_ORIGIN_ANY:
    default:
      return TRUE;
    }
}

/* Lets the service answer, and makes its changes stand or go as a whole. */
static PackshotSandboxResponse *
serve (PackshotSandbox         *self,
       PackshotSandboxExchange *exchange,
       guint                    service)
{
  PackshotSandboxResponse *response;
  g_autoptr(GError) error = NULL;

  exchange->query = _packshot_sandbox_request_parse_query (exchange->request);
  exchange->segments = _packshot_sandbox_request_parse_path (exchange->request);
  if (exchange->query == NULL || exchange->segments == NULL)
    return services[service].error (self, exchange, 400, "The URL is not well formed");
  if (!origin_fits (exchange->request))
    return services[service].error (self, exchange, 404, "Nothing here");

  response = services[service].handle (self, exchange);
  if (response->status >= 400)
    _packshot_sandbox_state_rollback (self->state);
  response->changed = _packshot_sandbox_state_is_changed (self->state);
  if (_packshot_sandbox_state_commit (self->state, &error))
    return response;
  packshot_sandbox_response_free (response);
  return services[service].error (self, exchange, 507, error->message);
}

/* Returns: (nullable): the answer, when the fault keeps the call from being done */
static PackshotSandboxResponse *
fail_before (PackshotSandbox            *self,
             PackshotSandboxExchange    *exchange,
             guint                       service,
             const PackshotSandboxFault *fault)
{
  PackshotSandboxResponse *response;

  switch (fault->kind)
    {
    case FAULT_REFUSE:
    case FAULT_CUT_BEFORE:
      response = _packshot_sandbox_response_new (0);
      response->delivery = fault->kind == FAULT_REFUSE ? PACKSHOT_SANDBOX_DELIVERY_REFUSE :
        PACKSHOT_SANDBOX_DELIVERY_CUT;
      return response;
    case FAULT_THROTTLE:
      exchange->retry_after = fault->argument;
      return services[service].error (self, exchange, 429, "Too many requests, says a fault");
    case FAULT_SERVER_ERROR:
    case FAULT_DISK_FULL:
      return services[service].error (self, exchange, fault->argument, "Went wrong by a fault");
    case FAULT_NONE:
    case FAULT_CUT_AFTER:
    case FAULT_DELAY:
    case FAULT_GARBAGE:
    case FAULT_TRUNCATE:
    case FAULT_SLOW:
    default:
      return NULL;
    }
}

static void
fail_after (PackshotSandboxResponse    *response,
            const PackshotSandboxFault *fault)
{
  switch (fault->kind)
    {
    case FAULT_CUT_AFTER:
      response->delivery = PACKSHOT_SANDBOX_DELIVERY_CUT;
      break;
    case FAULT_DELAY:
      response->delay = fault->argument;
      break;
    case FAULT_GARBAGE:
      g_clear_pointer (&response->body, g_bytes_unref);
      response->status = 200;
      response->body = g_bytes_new_static ("<html><body>\xff\xfe{\"data\":[", 24);
      _packshot_sandbox_response_set_header (response, "Content-Type", "application/json");
      break;
    case FAULT_TRUNCATE:
      response->delivery = PACKSHOT_SANDBOX_DELIVERY_TRUNCATE;
      break;
    case FAULT_SLOW:
      response->delivery = PACKSHOT_SANDBOX_DELIVERY_SLOW;
      response->delay = fault->argument;
      break;
    case FAULT_NONE:
    case FAULT_REFUSE:
    case FAULT_CUT_BEFORE:
    case FAULT_THROTTLE:
    case FAULT_SERVER_ERROR:
    case FAULT_DISK_FULL:
    default:
      break;
    }
}

static void
exchange_clear (PackshotSandboxExchange *exchange)
{
  g_clear_pointer (&exchange->query, g_hash_table_unref);
  g_clear_pointer (&exchange->segments, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotSandboxExchange, exchange_clear)

/**
 * packshot_sandbox_handle:
 * @self: a sandbox
 * @request: (transfer none): what a client sent
 *
 * Does the whole of a call. A fault may ask the caller to deliver the response in another way than
 * whole, see [enum@Packshot.SandboxDelivery]; the status of one that is not to be sent may be 0.
 *
 * Returns: (transfer full): the answer
 */
PackshotSandboxResponse *
packshot_sandbox_handle (PackshotSandbox        *self,
                         PackshotSandboxRequest *request)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  g_auto(PackshotSandboxExchange) exchange = { .request = request };
  const PackshotSandboxFault *fault = NULL;
  PackshotSandboxResponse *response = NULL;
  guint service;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  service = service_of_path (request->path);
  if (service != 0)
    fault = _packshot_sandbox_faults_pick (self->faults, self->rand, request->method,
                                           request->path);
  if (fault != NULL)
    response = fail_before (self, &exchange, service, fault);
  if (response == NULL)
    {
      response = serve (self, &exchange, service);
      if (fault != NULL)
        fail_after (response, fault);
    }
  if (service != 0)
    _packshot_sandbox_log_call (self, request, response, fault != NULL ? fault->spec : NULL);
  return response;
}

static void
packshot_sandbox_finalize (GObject *object)
{
  PackshotSandbox *self = PACKSHOT_SANDBOX (object);

  for (guint i = 0; i < N_CREDENTIALS; i++)
    g_free (self->credentials[i]);
  for (guint i = 0; i < N_ORGANIZATIONS; i++)
    g_free (self->organizations[i]);
  g_clear_pointer (&self->state, _packshot_sandbox_state_free);
  g_ptr_array_unref (self->faults);
  g_rand_free (self->rand);
  g_hash_table_unref (self->rates);
  g_hash_table_unref (self->tokens);
  g_ptr_array_unref (self->calls);
  g_free (self->api_origin);
  g_free (self->media_origin);
  g_clear_object (&self->clock);
  g_rec_mutex_clear (&self->lock);

  G_OBJECT_CLASS (packshot_sandbox_parent_class)->finalize (object);
}

static void
packshot_sandbox_class_init (PackshotSandboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = packshot_sandbox_finalize;
}

/* They are the same in every sandbox, so that they can be written into instructions. */
static void
fill_credentials (PackshotSandbox *self)
{
  static const char *closient[][2] = {
    { "csb", "SandboxEditorKey0000000000000001" },
    { "csb", "SandboxViewerKey0000000000000002" },
    { "csu", "SandboxUserKey000000000000000003" },
    { "cpk", "SandboxPublicKey0000000000000004" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closient); i++)
    self->credentials[i] = _packshot_sandbox_closient_key (closient[i][0], closient[i][1]);
  self->credentials[PACKSHOT_SANDBOX_GOLDLEAF] = g_strdup ("Packshot:sandbox-goldleaf-key");
  self->credentials[PACKSHOT_SANDBOX_BLAZE] =
    g_strdup ("sandbox-partner-key:sandbox-developer-key");
  self->organizations[0] = _packshot_sandbox_shortuuid ("closient/organization/1");
  self->organizations[1] = _packshot_sandbox_shortuuid ("closient/organization/2");
}

static void
packshot_sandbox_init (PackshotSandbox *self)
{
  g_rec_mutex_init (&self->lock);
  self->state = _packshot_sandbox_state_new ();
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify)_packshot_sandbox_fault_free);
  self->rates = _packshot_sandbox_rate_limits_new ();
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify)_packshot_sandbox_call_free);
  self->api_origin = g_strdup ("http://localhost");
  self->media_origin = g_strdup ("http://127.0.0.1");
  _packshot_sandbox_variants_init (&self->variants);
  fill_credentials (self);
}

/**
 * packshot_sandbox_new:
 * @clock: (transfer none): for times, tokens and rate limits; only its wall clock is read
 * @seed: for identifiers and faults
 *
 * Returns: (transfer full): a sandbox without products, all in memory
 */
PackshotSandbox *
packshot_sandbox_new (PackshotClock *clock,
                      guint64        seed)
{
  PackshotSandbox *self;
  guint32 words[2] = { (guint32)seed, (guint32)(seed >> 32) };

  g_return_val_if_fail (PACKSHOT_IS_CLOCK (clock), NULL);

  self = g_object_new (PACKSHOT_TYPE_SANDBOX, NULL);
  self->clock = g_object_ref (clock);
  self->seed = seed;
  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  return self;
}

/**
 * packshot_sandbox_open_state:
 * @self: a sandbox that nothing was put into yet
 * @folder: where to keep everything; made when missing
 * @error: (nullable): return location
 *
 * Goes on with what a former sandbox left in @folder, and writes each change there from now on.
 * Tokens, rate limits and the log of calls are not kept.
 *
 * Returns: whether the folder can be used
 */
gboolean
packshot_sandbox_open_state (PackshotSandbox *self,
                             const char      *folder,
                             GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (folder != NULL, FALSE);

  locker = g_rec_mutex_locker_new (&self->lock);
  return _packshot_sandbox_state_open (self->state, folder, error);
}

/**
 * packshot_sandbox_set_origins:
 * @self: a sandbox
 * @api: where the three services are reached, such as `http://127.0.0.1:8080`
 * @media: where pictures are served without a key
 *
 * What the URLs in answers begin with. The server calls this when it starts.
 */
void
packshot_sandbox_set_origins (PackshotSandbox *self,
                              const char      *api,
                              const char      *media)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_if_fail (PACKSHOT_IS_SANDBOX (self));
  g_return_if_fail (api != NULL && media != NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  g_free (self->api_origin);
  g_free (self->media_origin);
  self->api_origin = g_strdup (api);
  self->media_origin = g_strdup (media);
}

/**
 * packshot_sandbox_dup_api_origin:
 * @self: a sandbox
 *
 * Returns: (transfer full): where the three services are reached
 */
char *
packshot_sandbox_dup_api_origin (PackshotSandbox *self)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  return g_strdup (self->api_origin);
}

/**
 * packshot_sandbox_dup_media_origin:
 * @self: a sandbox
 *
 * Returns: (transfer full): where pictures are served without a key
 */
char *
packshot_sandbox_dup_media_origin (PackshotSandbox *self)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  return g_strdup (self->media_origin);
}

/**
 * packshot_sandbox_get_credential:
 * @self: a sandbox
 * @which: whose
 *
 * Returns: (transfer none): the key, in the form in which a key file holds it
 */
const char *
packshot_sandbox_get_credential (PackshotSandbox          *self,
                                 PackshotSandboxCredential which)
{
  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (which < N_CREDENTIALS, NULL);

  return self->credentials[which];
}

/**
 * packshot_sandbox_get_organization:
 * @self: a sandbox
 * @number: 0 or 1
 *
 * Returns: (transfer none): the identifier of a Closient organization; the first has the products
 */
const char *
packshot_sandbox_get_organization (PackshotSandbox *self,
                                   guint            number)
{
  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (number < N_ORGANIZATIONS, NULL);

  return self->organizations[number];
}

/**
 * packshot_sandbox_set_variant:
 * @self: a sandbox
 * @setting: such as `closient.priority=front`
 * @error: (nullable): return location
 *
 * Returns: whether there is such a variant with such a value
 */
gboolean
packshot_sandbox_set_variant (PackshotSandbox *self,
                              const char      *setting,
                              GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (setting != NULL, FALSE);

  locker = g_rec_mutex_locker_new (&self->lock);
  return _packshot_sandbox_variants_set (&self->variants, setting, error);
}

/**
 * packshot_sandbox_add_fault:
 * @self: a sandbox
 * @spec: see packshot_sandbox_get_fault_help()
 * @error: (nullable): return location
 *
 * Of several faults that fit a call, the one that was added first hits it.
 *
 * Returns: whether @spec is well formed
 */
gboolean
packshot_sandbox_add_fault (PackshotSandbox *self,
                            const char      *spec,
                            GError         **error)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  PackshotSandboxFault *fault;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (spec != NULL, FALSE);

  locker = g_rec_mutex_locker_new (&self->lock);
  fault = _packshot_sandbox_fault_parse (spec, error);
  if (fault != NULL)
    g_ptr_array_add (self->faults, fault);
  return fault != NULL;
}

/**
 * packshot_sandbox_clear_faults:
 * @self: a sandbox
 *
 * Lets everything go well again.
 */
void
packshot_sandbox_clear_faults (PackshotSandbox *self)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_if_fail (PACKSHOT_IS_SANDBOX (self));

  locker = g_rec_mutex_locker_new (&self->lock);
  g_ptr_array_set_size (self->faults, 0);
}

/* Returns: a time that no other thing in this sandbox has */
gint64
_packshot_sandbox_now (PackshotSandbox *self)
{
  return _packshot_sandbox_state_next_time (self->state,
                                            packshot_clock_get_real_time (self->clock));
}

/* Returns: (transfer full): a text that makes a new identifier of this @kind */
char *
_packshot_sandbox_new_seed (PackshotSandbox *self,
                            const char      *kind)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT "/%s/%" G_GUINT64_FORMAT, self->seed, kind,
                          _packshot_sandbox_state_next_serial (self->state));
}

/* Ends a change that came from the program itself: makes it stand when @ok, or takes it back. */
gboolean
_packshot_sandbox_finish (PackshotSandbox *self,
                          gboolean         ok,
                          GError         **error)
{
  if (ok)
    return _packshot_sandbox_state_commit (self->state, error);
  _packshot_sandbox_state_rollback (self->state);
  return FALSE;
}
