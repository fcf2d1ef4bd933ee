/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Calls that would be too many wait, or fail without having been sent; whatever the clocks of the
 * server and of this machine say. */

#include "config.h"

#include "fake-transport.h"
#include "packshot-fake-clock.h"
#include "packshot-http.h"
#include "packshot-service.h"
#include "packshot-test.h"

#define BASE "https://api.example.com"
#define START (G_TIME_SPAN_DAY * 20000)

typedef struct
{
  PackshotTransport *transport;
  PackshotClock     *clock;
  PackshotHttp      *http;
  GCancellable      *cancellable;
  guint              n_answers;
  GError            *error;       /* the last */
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  const PackshotCalls windows[] = {
    { .limit = 3, .span = G_TIME_SPAN_MINUTE }, { .limit = 5, .span = G_TIME_SPAN_DAY },
  };

  f->transport = fake_transport_new ();
  f->clock = packshot_fake_clock_new (START);
  f->http = packshot_http_new (BASE, f->transport, f->clock);
  f->cancellable = g_cancellable_new ();
  packshot_governor_set_windows (packshot_http_get_governor (f->http), windows, 2);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_clear_object (&f->http);
  g_clear_object (&f->transport);
  g_clear_object (&f->cancellable);
  g_assert_cmpuint (packshot_fake_clock_get_pending (PACKSHOT_FAKE_CLOCK (f->clock)), ==, 0);
  g_clear_object (&f->clock);
  g_clear_error (&f->error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *f = user_data;
  g_autoptr(PackshotResponse) response = NULL;

  g_clear_error (&f->error);
  response = packshot_http_send_finish (f->http, result, &f->error);
  f->n_answers++;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
send_one (Fixture    *f,
          const char *url)
{
  packshot_http_send_async (f->http, packshot_request_new ("POST", url), NULL, NULL, f->cancellable,
                            answered_cb, f);
  settle ();
}

static void
advance (Fixture *f,
         gint64   microseconds)
{
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), microseconds);
  settle ();
}

static void
send_many (Fixture *f,
           guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      fake_transport_answer (f->transport, 200, "");
      send_one (f, BASE "/x");
    }
}

/* A full minute is waited for, and nobody is told; a full day is an error that says until when. */
static void
test_wait (Fixture      *f,
           gconstpointer data)
{
  send_many (f, 5);
  g_assert_cmpuint (fake_transport_get_n (f->transport), ==, 3);
  g_assert_cmpuint (f->n_answers, ==, 3);
  advance (f, G_TIME_SPAN_MINUTE - G_TIME_SPAN_SECOND);
  g_assert_cmpuint (fake_transport_get_n (f->transport), ==, 3);
  advance (f, 2 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (fake_transport_get_n (f->transport), ==, 5);
  g_assert_cmpuint (f->n_answers, ==, 5);
  g_assert_no_error (f->error);

  advance (f, 10 * G_TIME_SPAN_MINUTE);
  send_one (f, BASE "/x");
  g_assert_cmpuint (fake_transport_get_n (f->transport), ==, 5);
  g_assert_error (f->error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_THROTTLED);
  g_assert_false (packshot_service_error_is_in_doubt (f->error));
  g_assert_cmpint (packshot_service_error_get_retry_after (f->error), >, 23 * 3600);
  g_assert_cmpint (packshot_service_error_get_retry_after (f->error), <=,
                   86400 + 86400 / 60);
}

static void
test_cancel (Fixture      *f,
             gconstpointer data)
{
  send_many (f, 3);
  send_one (f, BASE "/x");
  g_assert_cmpuint (f->n_answers, ==, 3);
  g_cancellable_cancel (f->cancellable);
  settle ();
  g_assert_cmpuint (f->n_answers, ==, 4);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_transport_get_n (f->transport), ==, 3);
}

/* Pictures on other hosts are not the account's calls. */
static void
test_others (Fixture      *f,
             gconstpointer data)
{
  send_many (f, 3);
  fake_transport_answer (f->transport, 200, "");
  send_one (f, "https://cdn.example.com/x");
  g_assert_cmpuint (f->n_answers, ==, 4);
  g_assert_no_error (f->error);
}

/* Somebody sets this machine's clock. */
static void
test_jump (Fixture      *f,
           gconstpointer data)
{
  static const gint64 jumps[] = {
    -G_TIME_SPAN_DAY, G_TIME_SPAN_DAY, 400 * G_TIME_SPAN_DAY, -G_TIME_SPAN_SECOND,
  };
  gint64 jump = jumps[GPOINTER_TO_UINT (data)];

  send_many (f, 4);
  g_assert_cmpuint (f->n_answers, ==, 3);
  packshot_fake_clock_jump (PACKSHOT_FAKE_CLOCK (f->clock), jump);
  advance (f, G_TIME_SPAN_MINUTE - G_TIME_SPAN_SECOND);
  g_assert_cmpuint (f->n_answers, ==, 3);
  advance (f, 2 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (f->n_answers, ==, 4);
  send_many (f, 1);
  g_assert_cmpuint (f->n_answers, ==, 5);
  send_one (f, BASE "/x");
  g_assert_error (f->error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_THROTTLED);
}

/* The server's clock is hours wrong: a moment is taken by the answer's own Date. */
static void
test_server_clock (Fixture      *f,
                   gconstpointer data)
{
  PackshotResponse *answer = fake_transport_answer (f->transport, 429, "");

  /* 784111777 is Sun, 06 Nov 1994 08:49:37 GMT, and START is in 2024. */
  packshot_response_add_header (answer, "Date", "Sun, 06 Nov 1994 08:49:37 GMT");
  packshot_response_add_header (answer, "Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT");
  send_one (f, BASE "/x");
  g_assert_cmpint (packshot_service_error_get_retry_after (f->error), ==, 30);
  send_many (f, 1);
  advance (f, 29 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (f->n_answers, ==, 1);
  advance (f, G_TIME_SPAN_SECOND);
  g_assert_cmpuint (f->n_answers, ==, 2);
  g_assert_no_error (f->error);
}

/* A server that is down for a day may be asked again before that. */
static void
test_maintenance (Fixture      *f,
                  gconstpointer data)
{
  PackshotResponse *answer = fake_transport_answer (f->transport, 503, "");

  packshot_response_add_header (answer, "Retry-After", "86400");
  send_one (f, BASE "/x");
  g_assert_cmpint (packshot_service_error_get_retry_after (f->error), ==, 86400);
  send_one (f, BASE "/x");
  g_assert_error (f->error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_THROTTLED);
  g_assert_cmpuint (fake_transport_get_n (f->transport), ==, 1);
  advance (f, 5 * G_TIME_SPAN_MINUTE);
  send_many (f, 1);
  g_assert_no_error (f->error);
  g_assert_cmpuint (fake_transport_get_n (f->transport), ==, 2);
}

/* Others have used the key: the server knows better, also by a clock of its own. */
static void
test_told (Fixture      *f,
           gconstpointer data)
{
  PackshotResponse *answer = fake_transport_answer (f->transport, 200, "");

  packshot_response_add_header (answer, "Date", "Sun, 06 Nov 1994 08:49:37 GMT");
  packshot_response_add_header (answer, "X-RateLimit-Limit", "3");
  packshot_response_add_header (answer, "X-RateLimit-Remaining", "0");
  packshot_response_add_header (answer, "X-RateLimit-Reset", "784111797");
  send_one (f, BASE "/x");
  send_many (f, 1);
  g_assert_cmpuint (f->n_answers, ==, 1);
  advance (f, 19 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (f->n_answers, ==, 1);
  advance (f, 3 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (f->n_answers, ==, 2);
}

static const struct
{
  const char *policy;
  guint       n;
  guint       limit;        /* of the last window */
  gint64      seconds;
} policies[] = {
  { "300;w=60, 10000;w=86400", 2, 10000, 86400 },
  { "100;w=60", 1, 100, 60 },
  { "\"minute\";q=40;w=60,\"hour\";q=70;w=3600", 2, 70, 3600 },
  { "1;w=1,2;w=2,3;w=3,4;w=4,5;w=5", 4, 4, 4 },
  { "99999999999999999999;w=60", 1, G_MAXINT, 60 },
  /* What can't be meant leaves what was known. */
  { "0;w=60", 2, 5, 86400 },
  { "10;w=0", 2, 5, 86400 },
  { "10;w=99999999", 2, 5, 86400 },
  { "", 2, 5, 86400 },
  { ";;,=;w=", 2, 5, 86400 },
};

static void
test_policy (Fixture      *f,
             gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];
  PackshotResponse *answer = fake_transport_answer (f->transport, 200, "");
  guint n;

  packshot_response_add_header (answer, "RateLimit-Policy", policies[i].policy);
  send_one (f, BASE "/x");
  n = packshot_governor_get_windows (packshot_http_get_governor (f->http),
                                     packshot_clock_get_run_time (f->clock), windows);
  g_assert_cmpuint (n, ==, policies[i].n);
  g_assert_cmpuint (windows[n - 1].limit, ==, policies[i].limit);
  g_assert_cmpint (windows[n - 1].span, ==, policies[i].seconds * G_TIME_SPAN_SECOND);
}

/* What documents say holds before a server has said anything; a practice server on this machine has
 * the limits that it tells. */
static void
test_profile (void)
{
  static const struct { const char *url; guint n; } servers[] = {
    { "https://www.closient.com", 2 }, { "http://127.0.0.1:8080", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autoptr(PackshotTransport) transport = fake_transport_new ();
      g_autoptr(PackshotClock) clock = packshot_fake_clock_new (START);
      g_autoptr(PackshotAccount) account = packshot_account_new ();
      g_autoptr(PackshotService) service = NULL;
      g_autoptr(GError) error = NULL;
      PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];

      account->service = PACKSHOT_SERVICE_CLOSIENT;
      account->base_url = g_strdup (servers[i].url);
      account->organization = g_strdup ("2222222222222222222222");
      service = packshot_service_new (account, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098",
                                      transport, clock, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (packshot_governor_get_windows (packshot_service_get_governor (service), 0,
                                                       windows), ==, servers[i].n);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/services/http-limits/wait", Fixture, NULL, set_up, test_wait, tear_down);
  g_test_add ("/services/http-limits/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/services/http-limits/others", Fixture, NULL, set_up, test_others, tear_down);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/services/http-limits/jump/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_jump, tear_down);
    }
  g_test_add ("/services/http-limits/server-clock", Fixture, NULL, set_up, test_server_clock,
              tear_down);
  g_test_add ("/services/http-limits/maintenance", Fixture, NULL, set_up, test_maintenance,
              tear_down);
  g_test_add ("/services/http-limits/told", Fixture, NULL, set_up, test_told, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/services/http-limits/policy/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_policy, tear_down);
    }
  g_test_add_func ("/services/http-limits/profile", test_profile);
  return g_test_run ();
}
