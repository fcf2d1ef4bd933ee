# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""What 100,000 items cost when there is nothing to do; the CPU of all threads.

bench-idle.py PROGRAMS PACKSHOTCTL OUTPUT
"""

import os
import statistics
import subprocess
import sys

import bench

SIZES = (10000, 100000)
NOBODY = 'http://127.0.0.1:9'


def main():
    programs, _, output = sys.argv[1:4]
    with bench.Bench('idle', programs, output) as run:
        environment = dict(os.environ, PACKSHOT_BENCH_KEY=bench.key())
        figures = {}
        for n in SIZES:
            run.fill(run.folder / str(n), NOBODY, n, 1, 0)
        for _ in range(bench.RUNS):
            for n in SIZES:
                told = subprocess.run([run.helper('bench-idle'), str(run.folder / str(n))],
                                      check=True, text=True, stdout=subprocess.PIPE,
                                      env=environment).stdout
                for name, figure in (line.split('\t') for line in told.splitlines()):
                    figures.setdefault((name, n), []).append(float(figure))
        for (name, n), all_figures in sorted(figures.items(), key=lambda entry: entry[0]):
            run.add(f'{name}, {n:,} items', statistics.median(all_figures), 'ms of CPU',
                    all=all_figures)
        run.finish()


main()
