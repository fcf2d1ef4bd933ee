#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""No mutable static state: nothing is shared that was not handed down."""

import re

import lint

STATIC = re.compile(r'^[ \t]*static (?!const\b|inline\b)([^;(){}=\n]*?)\s*(?:=|;)', re.MULTILINE)
SHARED = re.compile(r'^extern (?!const\b)|\bG_LOCK_DEFINE|\bG_PRIVATE_INIT|\bstatic GOnce\b',
                    re.MULTILINE)
# What GObject asks for: filled once while the type is registered. And arrays of constants whose
# element is spelled `const char *const`, `Type * const`.
REGISTRATION = re.compile(r'\bGParamSpec \*|\bguint signals\s*\[|\* ?const \w+\s*\[')


def check(root):
    problems = []
    for path in lint.find(root, ['src'], ['.c', '.h']):
        code = lint.code_only(lint.read(root, path))
        for match in STATIC.finditer(code):
            if not REGISTRATION.search(match.group(1)):
                problems.append(f'{path}:{lint.line_of(code, match.start(1))}: '
                                f'mutable static: {match.group(1).strip()}')
        for match in SHARED.finditer(code):
            problems.append(f'{path}:{lint.line_of(code, match.start())}: shared state')
    return problems


lint.main(check, [
    ('none', {'src/a.c': 'static const int a[] = { 1 };\nstatic GParamSpec *props[PROP_LAST + 1];\n'
              'static guint signals[N_SIGNALS];\nstatic const char *const b[] = { "x" };\n'
              'static void f (int a);\nstatic int\ng (void)\n{\n}\n'}, []),
    ('a variable', {'src/a.c': 'static int count;\n'}, ['src/a.c:1:']),
    ('one with a value', {'src/a.c': '\nstatic Foo *instance = NULL;\n'}, ['src/a.c:2:']),
    ('one in a function', {'src/a.c': 'int\nf (void)\n{\n  static gsize once = 0;\n}\n'},
     ['src/a.c:4:']),
    ('one of everybody', {'src/a.h': 'extern int count;\n'}, ['src/a.h:1:']),
])
