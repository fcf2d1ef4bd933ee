#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Sums the results in logs of `meson test`, case by case.

Each log holds one JSON object per test program. A program that speaks TAP counts with each of its
cases; one that dies counts the cases that it planned and never reached as failed. The last line
written is `N passed, N failed, N skipped`; the exit status is 1 when anything failed.
"""

import json
import os
import re
import sys

PLAN = re.compile(r'^1\.\.(\d+)(?:\s*#\s*(skip)\b.*)?', re.IGNORECASE)
CASE = re.compile(r'^(not )?ok\b(?:.*?#\s*(skip|todo)\b)?', re.IGNORECASE)


def count_program(entry):
    """Passed, failed and skipped cases of one test program."""
    passed = failed = skipped = 0
    planned = None
    for line in entry.get('stdout', '').splitlines():
        plan = PLAN.match(line)
        case = CASE.match(line)
        if plan and planned is None:
            planned = int(plan.group(1))
        elif case and (case.group(2) or '').lower() == 'skip':
            skipped += 1
        elif case and case.group(1) and (case.group(2) or '').lower() != 'todo':
            failed += 1
        elif case:
            passed += 1

    result = entry['result']
    if planned is None:
        return (0, 0, 1) if result == 'SKIP' else (1, 0, 0) if result == 'OK' else (0, 1, 0)
    failed += max(0, planned - passed - failed - skipped)
    if result not in ('OK', 'SKIP', 'EXPECTEDFAIL') and failed == 0:
        failed = 1
    if result == 'SKIP' and passed + failed + skipped == 0:
        skipped = 1
    return passed, failed, skipped


def failures(entry):
    """The lines of the cases that said they failed."""
    return [f'  {line}\n' for line in entry.get('stdout', '').splitlines()
            if line.startswith('not ok')]


def count_log(path):
    sums = [0, 0, 0]
    with open(path, encoding='utf-8') as log:
        for line in log:
            entry = json.loads(line)
            counts = count_program(entry)
            if counts[1]:
                print(f'FAILED {entry["name"]}: {counts[1]} ({os.path.dirname(path)})')
                print(*failures(entry), sep='', end='')
            sums = [a + b for a, b in zip(sums, counts)]
    return sums


def main(paths):
    total = [0, 0, 0]
    for path in paths:
        total = [a + b for a, b in zip(total, count_log(path))]
    if sum(total) == 0:
        print('No test ran')
    print('{} passed, {} failed, {} skipped'.format(*total))
    return 1 if total[1] or sum(total) == 0 else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
