#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Each source names its licence; each C file says what it is for, each header is read once."""

import lint

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
COPYRIGHT = 'SPDX-FileCopyrightText: 2026 The Packshot authors'
SCRIPTS = ['build-aux', '.ci', 'tests', 'flatpak']


def check_c(path, text):
    lines = text.split('\n')
    if lines[:2] != [f'/* {LICENCE} */', f'/* {COPYRIGHT} */']:
        return [f'{path}:1: no licence and copyright']
    if path.suffix == '.h' and '#pragma once' not in lines:
        return [f'{path}:1: no #pragma once']
    if path.suffix == '.c' and not (lines[2:4] and lines[2] == '' and lines[3].startswith('/* ')):
        return [f'{path}:4: no comment that says what the file is for']
    return []


def check_script(path, text):
    head = text.split('\n')[:4]
    if not head[0].startswith('#!') and path.suffix not in ('.py', '.sh'):
        return []
    if f'# {LICENCE}' in head and f'# {COPYRIGHT}' in head:
        return []
    return [f'{path}:1: no licence and copyright']


# What tests are fed with has no head.
def is_data(path):
    return 'corpus' in path.parts or 'data' in path.parts


def check(root):
    problems = []
    for path in lint.find(root, ['src', 'tests'], ['.c', '.h']):
        problems += check_c(path, lint.read(root, path))
    for path in lint.find(root, SCRIPTS, ['']):
        if path.suffix in ('', '.py', '.sh') and not is_data(path):
            problems += check_script(path, lint.read(root, path))
    return problems


SPDX = f'/* {LICENCE} */\n/* {COPYRIGHT} */\n'

lint.main(check, [
    ('complete', {'src/a.c': SPDX + '\n/* Adds. */\n', 'src/a.h': SPDX + '#pragma once\n',
                  'build-aux/a': f'#!/bin/sh\n# {LICENCE}\n# {COPYRIGHT}\n'}, []),
    ('no licence', {'src/a.c': '/* Adds. */\n'}, ['src/a.c:1:']),
    ('no comment', {'tests/a.c': SPDX + '\n#include "a.h"\n'}, ['tests/a.c:4:']),
    ('an empty file', {'src/a.c': ''}, ['src/a.c:1:']),
    ('no guard', {'src/a.h': SPDX}, ['src/a.h:1: no #pragma']),
    ('a script', {'build-aux/a': '#!/bin/sh\ntrue\n', 'tests/a.py': 'pass\n'},
     ['build-aux/a:1:', 'tests/a.py:1:']),
])
