#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""C files are in the form that uncrustify.cfg gives them; no line is longer than 100 columns."""

import pathlib
import shutil
import subprocess

import lint

CONFIG = pathlib.Path(__file__).parents[2] / 'uncrustify.cfg'
COLUMNS = 100


def check_lines(root, path):
    text = lint.read(root, path)
    problems = []
    for number, line in enumerate(text.split('\n'), 1):
        if len(line) > COLUMNS:
            problems.append(f'{path}:{number}: {len(line)} columns, at most {COLUMNS}')
        if '\t' in line or line != line.rstrip():
            problems.append(f'{path}:{number}: a tab, or space at the end')
    return problems


def check(root):
    problems = []
    for path in lint.find(root, ['src', 'tests'], ['.c', '.h']):
        problems += check_lines(root, path)
    files = [str(path) for path in lint.find(root, ['src', 'tests'], ['.c'])]
    if files:
        run = subprocess.run(['uncrustify', '-q', '-c', CONFIG, '-l', 'C', '--check', *files],
                             cwd=root, capture_output=True, text=True, check=False)
        bad = [line.split()[1] for line in (run.stdout + run.stderr).splitlines()
               if line.startswith('FAIL:')]
        problems += [f'{name}:1: not as uncrustify writes it' for name in bad]
        if run.returncode != 0 and not bad:
            problems.append(f'uncrustify: {run.stdout}{run.stderr}')
    return problems


GOOD = 'static int\nadd (int a,\n     int b)\n{\n  return a + b;\n}\n'

lint.main(check, [
    ('well formed', {'src/base/a.c': GOOD}, []),
    ('a brace at the end of a line', {'src/base/a.c': GOOD.replace(')\n{', ') {')},
     ['src/base/a.c:1:']),
    ('a long line', {'src/base/a.h': '/* ' + 'x' * 95 + ' */\n'}, ['src/base/a.h:1: 101']),
    ('a tab', {'src/base/a.h': 'int\ta;\n'}, ['src/base/a.h:1:']),
    ('space at the end', {'tests/base/a.h': 'int a; \n'}, ['tests/base/a.h:1:']),
], None if shutil.which('uncrustify') else 'uncrustify is not installed')
