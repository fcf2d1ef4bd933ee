#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Words that don't belong in the tree."""

import re

import lint

FOLDERS = ['src', 'tests', 'data', 'build-aux', '.ci', 'flatpak', 'po']
SUFFIXES = ['.c', '.h', '.ui', '.css', '.sql', '.xml', '.in', '.json', '.py', '.sh', '.build',
            '/test', '/setup', '/demo', '/run']
C = re.compile(r'\.[ch]$')
TESTS = re.compile(r'^tests/.*\.c$')
ANY = re.compile('')

# Where, what, why not. Comments count: they are read too.
WORDS = [
    (ANY, re.compile(r'(?<![\w.])/(?:work|tmp)/'), 'a path of one machine'),
    (ANY, re.compile(r'\b(?:TODO|FIXME|XXX|HACK)\b(?!: \w+ \w+ \w+)'), 'unfinished, and no reason'),
    (C, re.compile(r'^\s*goto \w+;'), 'goto'),
    (C, re.compile(r'\b(?:gchar|gint|gdouble|gfloat)\b'), 'a GLib name of a C type'),
    (C, re.compile(r'^#if 0\b'), 'code that is switched off'),
    (TESTS, re.compile(r'\b(?:g_usleep|usleep|sleep|nanosleep) \('), 'a test that sleeps'),
    (TESTS, re.compile(r'\bg_assert \('), 'g_assert() says too little in a test'),
]


def check(root):
    problems = []
    for path in lint.find(root, FOLDERS, ['']):
        name = str(path)
        if name.startswith('tests/lint/') or not f'/{name}'.endswith(tuple(SUFFIXES)):
            continue
        for number, line in enumerate(lint.read(root, path).split('\n'), 1):
            for where, what, why in WORDS:
                if where.search(name) and what.search(line):
                    problems.append(f'{name}:{number}: {why}')
    return problems


lint.main(check, [
    ('clean', {'src/a.c': '/* TODO: wait until GTK can do it */\n', 'src/b.c': 'g_assert (a);\n',
               'tests/a.c': 'g_assert_true (a);\nf ("/account/work/");\n'}, []),
    ('a path', {'build-aux/test': 'cd /work/x\n', 'src/a.c': 'open ("/tmp/x");\n'},
     ['build-aux/test:1:', 'src/a.c:1:']),
    ('no reason', {'src/a.c': '\n/* TODO */\n', 'src/b.c': '/* FIXME: later */\n'},
     ['src/a.c:2:', 'src/b.c:1:']),
    ('C', {'src/a.c': '  goto out;\ngint a;\n#if 0\n'},
     ['src/a.c:1:', 'src/a.c:2:', 'src/a.c:3:']),
    ('a test', {'tests/a.c': 'g_usleep (100);\ng_assert (a);\n'}, ['tests/a.c:1:', 'tests/a.c:2:']),
])
