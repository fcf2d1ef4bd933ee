# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Merging and planning a gallery of 1,000 pictures, the floor beside it, and how both grow.

bench-merge.py PROGRAMS PACKSHOTCTL OUTPUT
"""

import statistics
import subprocess
import sys

import bench

SMALL, LARGE = 100, 1000


def collect(program, *arguments):
    """name -> figures, in the order in which they were told"""
    told = subprocess.run([program, *map(str, arguments)], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    return [(name, float(figure)) for name, figure in
            (line.split('\t') for line in told.splitlines())]


def main():
    programs, _, output = sys.argv[1:4]
    with bench.Bench('merge', programs, output) as run:
        figures = {}
        for _ in range(bench.RUNS):
            for n in (SMALL, LARGE):
                for name, figure in collect(run.helper('bench-merge'), n):
                    figures.setdefault((name, n), []).append(figure)
        for case in ('nothing changed', 'three tenths changed'):
            medians = {(floor, n): statistics.median(figures[case + floor, n])
                       for floor in ('', ', floor') for n in (SMALL, LARGE)}
            for n in (SMALL, LARGE):
                run.add(f'{n} pictures, {case}', medians['', n], 'ms of CPU',
                        all=figures[case, n])
                run.add(f'{n} pictures, {case}: floor', medians[', floor', n], 'ms of CPU',
                        note='three copies and a sort')
                run.add(f'{n} pictures, {case}: by the floor',
                        medians['', n] / medians[', floor', n], '×')
            run.add(f'{case}: growth from {SMALL} to {LARGE}',
                    medians['', LARGE] / medians['', SMALL], '×',
                    note=f'{LARGE // SMALL} is linear')
        run.finish()


main()
