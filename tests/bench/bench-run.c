/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Runs a program and tells what it took, as one JSON document into a file:
 *
 *   bench-run FILE PROGRAM [ARGUMENT…]
 *
 * A process of its own, and a small one: the system counts the memory of the process that starts a
 * program as that program's, until it is replaced. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds (struct timeval time)
{
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int
main (int    argc,
      char **argv)
{
  struct rusage usage;
  double start = now ();
  double wall;
  pid_t pid;
  int status = 0;
  FILE *file;

  if (argc < 3 || (pid = fork ()) < 0)
    return 2;
  if (pid == 0)
    {
      execv (argv[2], argv + 2);
      _exit (127);
    }
  if (wait4 (pid, &status, 0, &usage) != pid)
    return 2;
  wall = now () - start;
  file = fopen (argv[1], "w");
  if (file == NULL)
    return 2;
  fprintf (file, "{\"status\":%d,\"wall\":%.6f,\"user\":%.6f,\"system\":%.6f,\"peak_kib\":%ld}\n",
           WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status), wall,
           seconds (usage.ru_utime), seconds (usage.ru_stime), usage.ru_maxrss);
  return fclose (file) == 0 ? 0 : 2;
}
