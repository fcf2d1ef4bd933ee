/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The layer between the services and the transport: what each status becomes, what the text of an
 * error may say, where credentials go, which redirects are followed, what rate limits tell. */

#include "config.h"

#include "fake-transport.h"
#include "packshot-fake-clock.h"
#include "packshot-http.h"
#include "packshot-test.h"

#include <string.h>

#define BASE "https://api.example.com"
#define SECRET "csb_0123456789"
/* Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110, section 5.6.7. */
#define NOW_SECONDS 784111777

typedef struct
{
  PackshotTransport *transport;
  PackshotClock     *clock;
  PackshotHttp      *http;
} Http;

static void
http_init (Http *h)
{
  h->transport = fake_transport_new ();
  h->clock = packshot_fake_clock_new (NOW_SECONDS * (gint64)G_USEC_PER_SEC);
  h->http = packshot_http_new (BASE, h->transport, h->clock);
  packshot_http_set_credential (h->http, "X-API-Key", NULL, SECRET);
}

static void
http_clear (Http *h)
{
  g_clear_object (&h->http);
  g_clear_object (&h->clock);
  g_clear_object (&h->transport);
}

static PackshotResponse *
send_request (Http            *h,
              PackshotRequest *request,
              GError         **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_http_send_async (h->http, request, NULL, NULL, NULL, packshot_test_await_cb, &await);
  return packshot_http_send_finish (h->http, packshot_test_await (&await), error);
}

static PackshotResponse *
send_to (Http       *h,
         const char *method,
         const char *url,
         GError    **error)
{
  return send_request (h, packshot_request_new (method, url), error);
}

typedef struct
{
  guint                status;
  PackshotServiceError code;
  gboolean             in_doubt;     /* of a changing request */
  gboolean             temporary;
} Status;

static const Status statuses[] = {
  { 300, PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE, TRUE },
  { 304, PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE, TRUE },
  { 307, PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE, TRUE },
  { 400, PACKSHOT_SERVICE_ERROR_INVALID, FALSE, FALSE },
  { 401, PACKSHOT_SERVICE_ERROR_AUTH, FALSE, FALSE },
  { 402, PACKSHOT_SERVICE_ERROR_FORBIDDEN, FALSE, FALSE },
  { 403, PACKSHOT_SERVICE_ERROR_FORBIDDEN, FALSE, FALSE },
  { 404, PACKSHOT_SERVICE_ERROR_GONE, FALSE, FALSE },
  { 405, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED, FALSE, FALSE },
  { 408, PACKSHOT_SERVICE_ERROR_SERVER, TRUE, TRUE },
  { 409, PACKSHOT_SERVICE_ERROR_CONFLICT, FALSE, TRUE },
  { 410, PACKSHOT_SERVICE_ERROR_GONE, FALSE, FALSE },
  { 412, PACKSHOT_SERVICE_ERROR_CONFLICT, FALSE, TRUE },
  { 413, PACKSHOT_SERVICE_ERROR_TOO_LARGE, FALSE, FALSE },
  { 415, PACKSHOT_SERVICE_ERROR_FORMAT, FALSE, FALSE },
  { 418, PACKSHOT_SERVICE_ERROR_INVALID, FALSE, FALSE },
  { 422, PACKSHOT_SERVICE_ERROR_INVALID, FALSE, FALSE },
  { 425, PACKSHOT_SERVICE_ERROR_SERVER, TRUE, TRUE },
  { 429, PACKSHOT_SERVICE_ERROR_THROTTLED, FALSE, TRUE },
  { 500, PACKSHOT_SERVICE_ERROR_SERVER, TRUE, TRUE },
  { 501, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED, FALSE, FALSE },
  { 502, PACKSHOT_SERVICE_ERROR_SERVER, TRUE, TRUE },
  { 503, PACKSHOT_SERVICE_ERROR_SERVER, TRUE, TRUE },
  { 507, PACKSHOT_SERVICE_ERROR_SERVER, TRUE, TRUE },
  { 599, PACKSHOT_SERVICE_ERROR_SERVER, TRUE, TRUE },
  { 100, PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE, TRUE },
  { 999, PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE, TRUE },
};

static void
test_statuses (void)
{
  Http h;

  http_init (&h);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    for (guint changing = 0; changing < 2; changing++)
      {
        g_autoptr(GError) error = NULL;

        /* Long after a refusal the server may be asked again. */
        packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (h.clock), G_TIME_SPAN_DAY);
        fake_transport_answer (h.transport, statuses[i].status, "");
        g_assert_null (send_to (&h, changing ? "POST" : "GET", BASE "/x", &error));
        g_assert_error (error, PACKSHOT_SERVICE_ERROR, (int)statuses[i].code);
        g_assert_cmpint (packshot_service_error_is_in_doubt (error), ==,
                         changing && statuses[i].in_doubt);
        g_assert_cmpint (packshot_service_error_is_temporary (error), ==, statuses[i].temporary);
      }
  for (guint status = 200; status < 300; status++)
    {
      g_autoptr(PackshotResponse) response = NULL;
      g_autoptr(GError) error = NULL;

      fake_transport_answer (h.transport, status, "");
      response = send_to (&h, "PUT", BASE "/x", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (response->status, ==, status);
    }
  http_clear (&h);
}

typedef struct
{
  const char *body;
  const char *message;
} Text;

static const Text texts[] = {
  { "{\"type\":\"about:blank\",\"title\":\"Bad\",\"status\":422,\"detail\":\"Too long\"}",
    "The server answered 422: Too long" },
  { "{\"title\":\"Bad\"}", "The server answered 422: Bad" },
  { "{\"message\":\"No\"}", "The server answered 422: No" },
  { "{\"error\":\"Invalid argument\",\"message\":\"No name\",\"status\":400}",
    "The server answered 422: No name" },
  { "{\"error\":\"Invalid argument\"}", "The server answered 422: Invalid argument" },
  { "{\"error\":{\"message\":\"Inner\"}}", "The server answered 422: Inner" },
  { "{\"field\":\"name\",\"message\":\"Missing\",\"errorType\":\"X\"}",
    "The server answered 422: Missing" },
  { "{\"detail\":[{\"loc\":[\"body\",\"title\"],\"msg\":\"too long\"}]}",
    "The server answered 422: too long" },
  { "{\"detail\":[\"one\",\"two\"]}", "The server answered 422: one" },
  { "\"quoted\"", "The server answered 422: quoted" },
  { "plain", "The server answered 422: plain" },
  { "two\nlines\t.", "The server answered 422: two lines ." },
  { "", "The server answered 422 Unprocessable Entity" },
  { "<html><h1>Oops</h1>", "The server answered 422 Unprocessable Entity" },
  { "{\"message\":7,\"detail\":null,\"title\":{}}",
    "The server answered 422 Unprocessable Entity" },
  { "[]", "The server answered 422 Unprocessable Entity" },
  { "{\"detail\":[]}", "The server answered 422 Unprocessable Entity" },
  { "{\"detail\":[7]}", "The server answered 422 Unprocessable Entity" },
  { "null", "The server answered 422 Unprocessable Entity" },
  { "\xff\xfe", "The server answered 422 Unprocessable Entity" },
  { "{\"message\":\"the key " SECRET " is wrong\"}",
    "The server answered 422: the key … is wrong" },
  { SECRET SECRET, "The server answered 422: ……" },
};

static void
test_texts (void)
{
  Http h;

  http_init (&h);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      fake_transport_answer (h.transport, 422, texts[i].body);
      g_assert_null (send_to (&h, "GET", BASE "/x", &error));
      g_assert_cmpstr (error->message, ==, texts[i].message);
    }
  http_clear (&h);
}

static void
test_text_length (void)
{
  Http h;
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr(GError) error = NULL;

  http_init (&h);
  fake_transport_answer (h.transport, 500, text);
  g_assert_null (send_to (&h, "GET", BASE "/x", &error));
  g_assert_cmpuint (strlen (error->message), <=, 330);
  http_clear (&h);
}

/* The secret goes to the account's origin, by scheme, host and port, and nowhere else. */
static void
test_origin (void)
{
  static const struct { const char *url; gboolean own; } urls[] = {
    { BASE "/x", TRUE },
    { "https://API.example.com/x", TRUE },
    { "https://api.example.com:443/x?y", TRUE },
    { "https://api.example.com:444/x", FALSE },
    { "http://api.example.com/x", FALSE },
    { "https://cdn.example.com/x", FALSE },
    { "https://api.example.com.evil.test/x", FALSE },
    { "https://evil.test/?https://api.example.com", FALSE },
    { "https://api.example.com@evil.test/x", FALSE },
  };
  Http h;

  http_init (&h);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr(PackshotResponse) response = NULL;

      fake_transport_answer (h.transport, 200, "");
      response = send_to (&h, "GET", urls[i].url, NULL);
      g_assert_cmpstr (fake_transport_get_header (h.transport, i, "X-API-Key"), ==,
                       urls[i].own ? SECRET : NULL);
      g_assert_cmpstr (fake_transport_get_header (h.transport, i, "User-Agent"), ==,
                       "Packshot/" PACKSHOT_VERSION);
    }
  http_clear (&h);
}

static void
test_credentials (void)
{
  Http h;
  g_autoptr(PackshotResponse) first = NULL;
  g_autoptr(PackshotResponse) second = NULL;

  http_init (&h);
  packshot_http_set_credential (h.http, "Authorization", "Bearer", "old-token");
  packshot_http_set_credential (h.http, "authorization", "Bearer", "new-token");
  fake_transport_answer (h.transport, 200, "");
  first = send_to (&h, "GET", BASE "/x", NULL);
  g_assert_cmpstr (fake_transport_get_header (h.transport, 0, "Authorization"), ==,
                   "Bearer new-token");
  packshot_http_set_credential (h.http, "Authorization", NULL, NULL);
  packshot_http_set_credential (h.http, "X-API-Key", NULL, NULL);
  fake_transport_answer (h.transport, 200, "");
  second = send_to (&h, "GET", BASE "/x", NULL);
  g_assert_null (fake_transport_get_header (h.transport, 1, "Authorization"));
  g_assert_null (fake_transport_get_header (h.transport, 1, "X-API-Key"));
  http_clear (&h);
}

static void
test_redirect_followed (void)
{
  static const guint codes[] = { 301, 302, 303, 307, 308 };
  static const char * const locations[] = { BASE "/y/", "/y/", "y/" };
  Http h;
  guint n = 0;

  http_init (&h);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (locations); k++)
      {
        g_autoptr(PackshotResponse) response = NULL;
        g_autoptr(GError) error = NULL;

        packshot_response_add_header (fake_transport_answer (h.transport, codes[i], ""),
                                      "Location", locations[k]);
        fake_transport_answer (h.transport, 200, "there");
        response = send_to (&h, "GET", BASE "/x?q=1", &error);
        g_assert_no_error (error);
        g_assert_cmpstr (fake_transport_get_request (h.transport, n + 1)->url, ==, BASE "/y/");
        g_assert_cmpstr (fake_transport_get_header (h.transport, n + 1, "X-API-Key"), ==, SECRET);
        n += 2;
      }
  http_clear (&h);
}

static void
test_redirect_refused (void)
{
  static const struct { const char *method; const char *location; } redirects[] = {
    { "GET", "https://evil.test/" },
    { "GET", "http://api.example.com/x" },
    { "GET", "//evil.test/x" },
    { "GET", "https://api.example.com:8443/x" },
    { "GET", "https://[bad" },
    { "POST", BASE "/y" },
    { "PUT", BASE "/y" },
    { "DELETE", BASE "/y" },
  };
  Http h;

  http_init (&h);
  for (guint i = 0; i < G_N_ELEMENTS (redirects); i++)
    {
      g_autoptr(GError) error = NULL;

      packshot_response_add_header (fake_transport_answer (h.transport, 302, ""), "Location",
                                    redirects[i].location);
      g_assert_null (send_to (&h, redirects[i].method, BASE "/x", &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
      g_assert_cmpuint (fake_transport_get_n (h.transport), ==, i + 1);
    }
  http_clear (&h);
}

static void
test_redirect_loop (void)
{
  Http h;
  g_autoptr(GError) error = NULL;

  http_init (&h);
  for (guint i = 0; i < 20; i++)
    packshot_response_add_header (fake_transport_answer (h.transport, 301, ""), "Location", "/x");
  g_assert_null (send_to (&h, "GET", BASE "/x", &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
  g_assert_cmpuint (fake_transport_get_n (h.transport), ==, 6);
  http_clear (&h);
}

typedef struct
{
  const char *headers[13];
  guint       limit;
  guint       remaining;
  int         reset;        /* seconds from now, or -1 when nothing may be learnt */
} Limits;

static const Limits limits[] = {
  { { "RateLimit-Limit", "300", "RateLimit-Remaining", "299", "RateLimit-Reset", "41" },
    300, 299, 41 },
  { { "X-RateLimit-Limit", "300", "X-RateLimit-Remaining", "7", "X-RateLimit-Reset", "784111877" },
    300, 7, 100 },
  /* The server's clock is an hour ahead; its own Date says so. */
  { { "X-RateLimit-Limit", "300", "X-RateLimit-Remaining", "7", "X-RateLimit-Reset", "784115477",
      "Date", "Sun, 06 Nov 1994 09:49:37 GMT" }, 300, 7, 100 },
  { { "RateLimit-Limit", "300", "RateLimit-Remaining", "0", "RateLimit-Reset", "9",
      "X-RateLimit-Limit", "300", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1" },
    300, 0, 9 },
  { { "RateLimit-Limit", "300, 300;w=60", "RateLimit-Remaining", "5", "RateLimit-Reset", "1" },
    300, 5, 1 },
  { { "RateLimit-Limit", "10000", "RateLimit-Remaining", "1", "RateLimit-Reset", "9999999" },
    10000, 1, 86400 },
  { { "RateLimit-Limit", "many", "RateLimit-Remaining", "5", "RateLimit-Reset", "1" }, 0, 0, -1 },
  { { "RateLimit-Limit", "300", "RateLimit-Remaining", "-5", "RateLimit-Reset", "1" }, 0, 0, -1 },
  { { "RateLimit-Limit", "300x", "RateLimit-Remaining", "5" }, 0, 0, -1 },
  { { "Content-Type", "text/plain" }, 0, 0, -1 },
};

static void
test_budget (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      Http h;
      PackshotBudget budget;
      PackshotResponse *answer;
      g_autoptr(PackshotResponse) response = NULL;
      gint64 now = NOW_SECONDS * (gint64)G_USEC_PER_SEC;

      http_init (&h);
      answer = fake_transport_answer (h.transport, 200, "");
      for (guint k = 0; limits[i].headers[k] != NULL; k += 2)
        packshot_response_add_header (answer, limits[i].headers[k], limits[i].headers[k + 1]);
      response = send_to (&h, "GET", BASE "/x", NULL);
      packshot_http_get_budget (h.http, &budget);
      g_assert_cmpuint (budget.limit, ==, limits[i].limit);
      g_assert_cmpuint (budget.remaining, ==, limits[i].remaining);
      if (limits[i].reset >= 0)
        g_assert_cmpint (budget.resets_at - now, ==, limits[i].reset * (gint64)G_USEC_PER_SEC);
      else
        g_assert_cmpint (budget.resets_at, ==, 0);
      g_assert_cmpint (budget.blocked_until, ==, 0);
      http_clear (&h);
    }
}

/* A host of pictures has limits of its own, which are not the account's. */
static void
test_budget_of_others (void)
{
  Http h;
  PackshotBudget budget;
  PackshotResponse *answer;
  g_autoptr(GError) error = NULL;

  http_init (&h);
  answer = fake_transport_answer (h.transport, 429, "");
  packshot_response_add_header (answer, "RateLimit-Limit", "5");
  packshot_response_add_header (answer, "RateLimit-Remaining", "0");
  packshot_response_add_header (answer, "Retry-After", "100");
  g_assert_null (send_to (&h, "GET", "https://cdn.example.com/x", &error));
  g_assert_cmpint (packshot_service_error_get_retry_after (error), ==, 100);
  packshot_http_get_budget (h.http, &budget);
  g_assert_cmpuint (budget.limit, ==, 0);
  g_assert_cmpint (budget.blocked_until, ==, 0);
  http_clear (&h);
}

static void
test_retry_after (void)
{
  static const struct
  {
    guint       status;
    const char *header;
    const char *body;
    int         seconds;
  } answers[] = {
    { 429, "7", "", 7 },
    { 429, "0", "", 0 },
    { 503, "120", "", 120 },
    { 429, "Sun, 06 Nov 1994 08:50:37 GMT", "", 60 },
    { 429, "Sun, 06 Nov 1994 08:00:00 GMT", "", 0 },
    { 429, "99999999999999999999", "", 86400 },
    { 429, "soon", "", -1 },
    { 429, NULL, "", -1 },
    { 429, NULL, "{\"retry_after_seconds\":9}", 9 },
    { 429, "3", "{\"retry_after_seconds\":9}", 3 },
    { 429, NULL, "{\"retry_after_seconds\":\"x\"}", -1 },
    { 404, "7", "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Http h;
      PackshotBudget budget;
      PackshotResponse *answer;
      g_autoptr(GError) error = NULL;
      gint64 now = NOW_SECONDS * (gint64)G_USEC_PER_SEC;

      http_init (&h);
      answer = fake_transport_answer (h.transport, answers[i].status, answers[i].body);
      if (answers[i].header != NULL)
        packshot_response_add_header (answer, "Retry-After", answers[i].header);
      g_assert_null (send_to (&h, "POST", BASE "/x", &error));
      g_assert_cmpint (packshot_service_error_get_retry_after (error), ==, answers[i].seconds);
      packshot_http_get_budget (h.http, &budget);
      if (answers[i].header != NULL && answers[i].seconds >= 0)
        g_assert_cmpint (budget.blocked_until, ==,
                         now + answers[i].seconds * (gint64)G_USEC_PER_SEC);
      http_clear (&h);
    }
}

static void
test_transport_error (void)
{
  Http h;
  g_autoptr(GError) changing = NULL;
  g_autoptr(GError) safe = NULL;
  g_autoptr(GError) cancelled = NULL;

  http_init (&h);
  fake_transport_fail (h.transport, packshot_service_error_new (PACKSHOT_SERVICE_ERROR_OFFLINE,
                                                                "lost " SECRET));
  g_assert_null (send_to (&h, "POST", BASE "/x", &changing));
  g_assert_error (changing, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE);
  g_assert_true (packshot_service_error_is_in_doubt (changing));
  g_assert_cmpstr (changing->message, ==, "lost …");

  fake_transport_fail (h.transport, packshot_service_error_new (PACKSHOT_SERVICE_ERROR_OFFLINE,
                                                                "lost"));
  g_assert_null (send_to (&h, "GET", BASE "/x", &safe));
  g_assert_false (packshot_service_error_is_in_doubt (safe));

  fake_transport_fail (h.transport, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x"));
  g_assert_null (send_to (&h, "PUT", BASE "/x", &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (packshot_service_error_is_in_doubt (cancelled));
  http_clear (&h);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/http/statuses", test_statuses);
  g_test_add_func ("/services/http/texts", test_texts);
  g_test_add_func ("/services/http/text-length", test_text_length);
  g_test_add_func ("/services/http/origin", test_origin);
  g_test_add_func ("/services/http/credentials", test_credentials);
  g_test_add_func ("/services/http/redirect-followed", test_redirect_followed);
  g_test_add_func ("/services/http/redirect-refused", test_redirect_refused);
  g_test_add_func ("/services/http/redirect-loop", test_redirect_loop);
  g_test_add_func ("/services/http/budget", test_budget);
  g_test_add_func ("/services/http/budget-of-others", test_budget_of_others);
  g_test_add_func ("/services/http/retry-after", test_retry_after);
  g_test_add_func ("/services/http/transport-error", test_transport_error);
  return g_test_run ();
}
