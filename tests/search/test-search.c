/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A search for worlds in which something gets lost, doubled or falsely called synced.
 *
 *   test-search [--worlds N] [--from SEED] [--jobs N]   N worlds, each from its number
 *   test-search --forever [--from SEED]                 until one fails
 *   test-search --stop …                                the first that fails ends it, as it is
 *   test-search --seed SEED [--omit A,B,…]              one world, told step by step
 *
 * Worlds run in child processes, some in each, because a life that was killed leaves its objects
 * behind. A world that fails is made smaller by leaving out what is not needed for it to fail. */

#include "config.h"

#include "search-world.h"

#include "packshot-test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORLDS_IN_CHILD 40
#define MAX_FAILURES 8
#define MAX_SECONDS 60

static const char * const act_names[N_ACTS] = {
  "edit", "others", "fault", "kill", "sync", "clock", "offline",
};

/* What a child tells of one world. */
typedef struct
{
  guint64 seed;
  Tally   tally;
  guint32 n_acts;
  char    violation[200];
} Report;

typedef struct
{
  guint64  n_worlds;
  guint64  from;
  guint64  seed;
  guint64  omit;
  guint    n_jobs;
  gboolean forever;
  gboolean stop;
  gboolean one;
} Options;

/* --- In a child --- */

static void
omit_acts (World  *world,
           guint64 omit)
{
  for (guint i = 0; i < world->acts->len && i < 64; i++)
    g_array_index (world->acts, Act, i).is_omitted = omit >> i & 1;
}

static void
run_world (guint64  seed,
           guint64  omit,
           gboolean trace,
           Report  *report)
{
  g_autofree char *folder = packshot_test_tmp_new ();
  g_autoptr(World) world = world_new (seed, folder, trace);

  omit_acts (world, omit);
  world_run (world);
  report->seed = seed;
  report->tally = world->tally;
  report->n_acts = world->acts->len;
  if (world->violation != NULL)
    g_strlcpy (report->violation, world->violation, sizeof report->violation);
  if (trace)
    {
      for (guint i = 0; i < world->acts->len; i++)
        {
          Act *act = &g_array_index (world->acts, Act, i);

          printf ("# act %u: %s at %u%s\n", i, act_names[act->kind], act->at,
                  act->is_omitted ? " (omitted)" : "");
        }
      fputs (world->trace->str, stdout);
    }
  packshot_test_tmp_free (g_steal_pointer (&folder));
}

/* Worlds run where files are cheap, if there is such a place. */
static void
choose_folder (void)
{
  if (access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
}

/* What the program says to itself is of no use here; what it warns of is. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  if (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO | G_LOG_LEVEL_MESSAGE))
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_standard_streams (level, fields, n_fields, user_data);
}

/* For what is not said in fields. */
static void
drop_log (const char    *domain,
          GLogLevelFlags level,
          const char    *message,
          gpointer       user_data)
{
  if (!(level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO | G_LOG_LEVEL_MESSAGE)))
    g_log_default_handler (domain, level, message, user_data);
}

/* Starts a child that runs some worlds and reports each; the pipe's end to read from. */
static int
spawn (guint64 from,
       guint64 n,
       guint64 omit,
       pid_t  *pid)
{
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  fflush (NULL);
  *pid = fork ();
  g_assert_cmpint (*pid, >=, 0);
  if (*pid == 0)
    {
      close (ends[0]);
      g_log_set_default_handler (drop_log, NULL);
      for (guint64 i = 0; i < n; i++)
        {
          Report report = { 0 };

          /* A world that hangs ends its process. */
          alarm (MAX_SECONDS);
          run_world (from + i, omit, FALSE, &report);
          if (write (ends[1], &report, sizeof report) != sizeof report)
            _exit (2);
        }
      _exit (0);
    }
  close (ends[1]);
  return ends[0];
}

static gboolean
read_report (int     fd,
             Report *report)
{
  gsize done = 0;

  while (done < sizeof *report)
    {
      gssize n = read (fd, (char *)report + done, sizeof *report - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize)n;
    }
  return TRUE;
}

/* --- Making a failure smaller --- */

static gboolean
fails (guint64 seed,
       guint64 omit,
       Report *report)
{
  pid_t pid;
  int fd = spawn (seed, 1, omit, &pid);
  Report got = { 0 };
  gboolean told = read_report (fd, &got);

  close (fd);
  waitpid (pid, NULL, 0);
  if (!told)
    {
      got.seed = seed;
      got.n_acts = report->n_acts != 0 ? report->n_acts : 64;
      g_strlcpy (got.violation, "the program ended by itself", sizeof got.violation);
    }
  if (got.violation[0] == '\0')
    return FALSE;
  *report = got;
  return TRUE;
}

static guint64
shrink (Report *report)
{
  guint64 omit = 0;
  gboolean smaller = TRUE;

  while (smaller)
    {
      smaller = FALSE;
      for (guint i = 0; i < MIN (report->n_acts, 64); i++)
        {
          guint64 bit = G_GUINT64_CONSTANT (1) << i;

          if (!(omit & bit) && fails (report->seed, omit | bit, report))
            {
              omit |= bit;
              smaller = TRUE;
            }
        }
    }
  return omit;
}

static void
tell_failure (Report *report)
{
  guint64 omit = shrink (report);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (report->n_acts, 64); i++)
    if (omit >> i & 1)
      g_string_append_printf (list, "%s%u", list->len > 0 ? "," : "", i);
  g_test_message ("seed %" G_GUINT64_FORMAT ": %s", report->seed, report->violation);
  g_test_message ("  run again: --seed %" G_GUINT64_FORMAT " --omit %s", report->seed,
                  list->len > 0 ? list->str : "-");
  g_string_free (list, TRUE);
}

/* --- The search --- */

typedef struct
{
  pid_t   pid;
  int     fd;
  guint64 next;
  guint64 end;
} Child;

typedef struct
{
  const Options *options;
  guint64        next;
  guint64        end;
  Tally          tally;
  guint          n_failures;
} Search;

static void
add_tally (Tally       *sum,
           const Tally *one)
{
  sum->n_worlds += one->n_worlds;
  sum->n_edits += one->n_edits;
  sum->n_others += one->n_others;
  sum->n_faults += one->n_faults;
  sum->n_crashes += one->n_crashes;
  sum->n_requests += one->n_requests;
  sum->n_steps += one->n_steps;
  sum->n_conflicts += one->n_conflicts;
}

/* The child's next report. FALSE when it has ended. */
static gboolean
child_report (Search *search,
              Child  *child)
{
  Report report = { 0 };

  if (read_report (child->fd, &report))
    {
      child->next = report.seed + 1;
      add_tally (&search->tally, &report.tally);
    }
  else if (child->next < child->end)
    {
      /* It died in a world, which is as bad as a violation. The rest is run by another. */
      report.seed = child->next++;
      g_strlcpy (report.violation, "the program ended by itself", sizeof report.violation);
      close (child->fd);
      waitpid (child->pid, NULL, 0);
      child->fd = spawn (child->next, child->end - child->next, 0, &child->pid);
    }
  else
    {
      return FALSE;
    }
  if (report.violation[0] != '\0')
    {
      search->n_failures++;
      if (search->options->stop)
        {
          printf ("# seed %" G_GUINT64_FORMAT ": %s\n", report.seed, report.violation);
          fflush (NULL);
          _exit (1);
        }
      tell_failure (&report);
    }
  return TRUE;
}

static gboolean
child_start (Search *search,
             Child  *child)
{
  if (search->next >= search->end || search->n_failures >= MAX_FAILURES)
    return FALSE;
  child->next = search->next;
  child->end = MIN (search->next + WORLDS_IN_CHILD, search->end);
  search->next = child->end;
  child->fd = spawn (child->next, child->end - child->next, 0, &child->pid);
  return TRUE;
}

static void
search_run (Search *search)
{
  guint n_jobs = search->options->n_jobs;
  g_autofree Child *children = g_new0 (Child, n_jobs);
  guint n_running = 0;

  for (guint i = 0; i < n_jobs; i++)
    n_running += child_start (search, &children[i]);
  while (n_running > 0)
    for (guint i = 0; i < n_jobs; i++)
      {
        Child *child = &children[i];

        if (child->pid == 0)
          continue;
        if (child_report (search, child))
          continue;
        close (child->fd);
        waitpid (child->pid, NULL, 0);
        *child = (Child) { 0 };
        if (!child_start (search, child))
          n_running--;
      }
}

static void
tell_tally (const Tally *tally,
            guint64      from,
            gint64       microseconds)
{
  g_test_message ("%" G_GUINT64_FORMAT " worlds from %" G_GUINT64_FORMAT ", %.0f s",
                  tally->n_worlds, from, (double)microseconds / G_USEC_PER_SEC);
  g_test_message ("%" G_GUINT64_FORMAT " edits, %" G_GUINT64_FORMAT " changes by others, %"
                  G_GUINT64_FORMAT " conflicts decided", tally->n_edits, tally->n_others,
                  tally->n_conflicts);
  g_test_message ("%" G_GUINT64_FORMAT " requests with %" G_GUINT64_FORMAT " faults, %"
                  G_GUINT64_FORMAT " kills, %" G_GUINT64_FORMAT " steps", tally->n_requests,
                  tally->n_faults, tally->n_crashes, tally->n_steps);
}

static void
test_search (gconstpointer data)
{
  const Options *options = data;
  Search search = { .options = options, .next = options->from };
  gint64 started = g_get_monotonic_time ();

  do
    {
      search.end = search.next + options->n_worlds;
      search_run (&search);
      tell_tally (&search.tally, options->from, g_get_monotonic_time () - started);
    }
  while (options->forever && search.n_failures == 0);
  g_assert_cmpuint (search.n_failures, ==, 0);
}

static guint64
parse_omit (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  guint64 omit = 0;

  for (char **part = parts; *part != NULL; part++)
    if (g_ascii_isdigit (**part))
      omit |= G_GUINT64_CONSTANT (1) << (g_ascii_strtoull (*part, NULL, 10) & 63);
  return omit;
}

/* Takes our own options out of the arguments. */
static void
parse_options (int     *argc,
               char   **argv,
               Options *options)
{
  int kept = 1;

  for (int i = 1; i < *argc; i++)
    {
      const char *value = i + 1 < *argc ? argv[i + 1] : "0";

      if (g_str_equal (argv[i], "--forever"))
        options->forever = TRUE;
      else if (g_str_equal (argv[i], "--stop"))
        options->stop = TRUE;
      else if (g_str_equal (argv[i], "--worlds"))
        options->n_worlds = g_ascii_strtoull (value, NULL, 10), i++;
      else if (g_str_equal (argv[i], "--from"))
        options->from = g_ascii_strtoull (value, NULL, 10), i++;
      else if (g_str_equal (argv[i], "--jobs"))
        options->n_jobs = (guint)g_ascii_strtoull (value, NULL, 10), i++;
      else if (g_str_equal (argv[i], "--omit"))
        options->omit = parse_omit (value), i++;
      else if (g_str_equal (argv[i], "--seed"))
        options->seed = g_ascii_strtoull (value, NULL, 10), options->one = TRUE, i++;
      else
        argv[kept++] = argv[i];
    }
  *argc = kept;
  argv[kept] = NULL;
}

int
main (int    argc,
      char **argv)
{
  Options options = { .n_worlds = 1000, .from = 1, .n_jobs = 2 };

  parse_options (&argc, argv, &options);
  choose_folder ();
  g_log_set_writer_func (write_log, NULL, NULL);
  if (options.one)
    {
      Report report = { 0 };

      run_world (options.seed, options.omit, TRUE, &report);
      printf ("%s\n", report.violation[0] != '\0' ? report.violation : "Everything is true.");
      return report.violation[0] != '\0';
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/search/worlds", &options, test_search);
  return g_test_run ();
}
