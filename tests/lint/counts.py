#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""build-aux/count-tests.py counts what happened, so that no failure hides in the sum."""

import json
import pathlib
import subprocess
import sys
import tempfile

COUNTS = pathlib.Path(__file__).parents[2] / 'build-aux' / 'count-tests.py'

# What it is, meson's result, what the program wrote, the sum, the exit status.
CASES = [
    ('all pass', 'OK', '# seed\n1..2\nok 1 /a\n# x\nok 2 /b\n', '2 passed, 0 failed, 0 skipped', 0),
    ('one fails', 'FAIL', '1..2\nnot ok 1 /a\nok 2 /b\n', '1 passed, 1 failed, 0 skipped', 1),
    ('one is skipped', 'OK', '1..2\nok 1 /a # SKIP no display\nok 2 /b\n',
     '1 passed, 0 failed, 1 skipped', 0),
    ('a hash in a name', 'OK', '1..1\nok 1 /a # b # SKIP\n', '0 passed, 0 failed, 1 skipped', 0),
    ('all are skipped', 'SKIP', '1..0 # SKIP no uncrustify\n', '0 passed, 0 failed, 1 skipped', 0),
    ('it dies', 'FAIL', '1..5\nok 1 /a\nok 2 /b\n', '2 passed, 3 failed, 0 skipped', 1),
    ('it dies at the end', 'FAIL', '1..1\nok 1 /a\n', '1 passed, 1 failed, 0 skipped', 1),
    ('it hangs', 'TIMEOUT', '1..3\nok 1 /a\n', '1 passed, 2 failed, 0 skipped', 1),
    ('it never starts', 'ERROR', '', '0 passed, 1 failed, 0 skipped', 1),
    ('no TAP', 'OK', '', '1 passed, 0 failed, 0 skipped', 0),
    ('no TAP, fails', 'FAIL', 'oh\n', '0 passed, 1 failed, 0 skipped', 1),
    ('no TAP, skipped', 'SKIP', '', '0 passed, 0 failed, 1 skipped', 0),
]


def count(folder, entries):
    log = pathlib.Path(folder) / 'testlog.json'
    log.write_text(''.join(json.dumps(entry) + '\n' for entry in entries), encoding='utf-8')
    return subprocess.run([sys.executable, COUNTS, log],
                          capture_output=True, text=True, check=False)


def judge(run, expected, status):
    lines = run.stdout.splitlines()
    return run.returncode == status and lines and lines[-1] == expected


def main():
    results = []
    with tempfile.TemporaryDirectory() as folder:
        entries = [{'name': name, 'result': result, 'stdout': text}
                   for name, result, text, _, _ in CASES]
        for entry, (name, _, _, expected, status) in zip(entries, CASES):
            results.append((name, judge(count(folder, [entry]), expected, status)))
        results.append(('the sum of all',
                        judge(count(folder, entries), '9 passed, 9 failed, 4 skipped', 1)))
        results.append(('nothing ran',
                        judge(count(folder, []), '0 passed, 0 failed, 0 skipped', 1)))
    print(f'1..{len(results)}')
    for number, (name, good) in enumerate(results, 1):
        print(f'{"ok" if good else "not ok"} {number} - {name}')


main()
