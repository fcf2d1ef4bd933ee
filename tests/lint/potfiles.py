#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""po/POTFILES.in names every file with text for people, and nothing else.

Libraries give cause and data; only the two programs speak.
"""

import pathlib
import re

import lint

LIST = 'po/POTFILES.in'
PROGRAMS = ('src/app/', 'src/cli/')
CALL = re.compile(r'(?<!\w)(?:N?C?Q?_|d?n?gettext|g_d(?:n|p2?)?gettext2?) ?\(\s*["A-Z]')
MARK = re.compile(r'translatable="(?:yes|true)"')


def has_text(root, path):
    text = lint.read(root, path)
    if path.suffix == '.c':
        lines = [line for line in lint.without_comments(text).split('\n')
                 if not line.startswith('#')]
        return CALL.search('\n'.join(lines)) is not None
    if path.suffix == '.ui':
        return MARK.search(text) is not None
    return True


def check(root):
    listed = {}
    if (pathlib.Path(root) / LIST).exists():
        for number, line in enumerate(lint.read(root, LIST).split('\n'), 1):
            if line and not line.startswith('#'):
                listed[line] = number
    files = lint.find(root, ['src'], ['.c'])
    files += lint.find(root, ['data'], ['.ui', '.desktop.in', '.metainfo.xml.in'])
    marked = {str(path) for path in files if has_text(root, path)}
    silent = [name for name in sorted(marked)
              if name.startswith('src/') and not name.startswith(PROGRAMS)]
    problems = [f'{LIST}:{number}: {name} has no text for people or does not exist'
                for name, number in listed.items() if name not in marked]
    problems += [f'{name}:1: missing from {LIST}' for name in sorted(marked - set(listed))]
    problems += [f'{name}:1: text for people in a library' for name in silent]
    names = list(listed)
    if names != sorted(names):
        problems.append(f'{LIST}:1: not in alphabetical order')
    return problems


lint.main(check, [
    ('listed', {LIST: '# Files\ndata/a.ui\nsrc/app/a.c\n', 'src/app/a.c': 'f (_("Add"));\n',
                'data/a.ui': '<p translatable="yes">Add</p>'}, []),
    ('not listed', {LIST: '', 'src/app/a.c': 'f (C_("verb", "Add"));\n',
                    'src/app/b.c': 'f (ngettext ("%u", "%u", n));\n',
                    'src/app/c.c': 'f (N_("Add"));\n',
                    'data/ui/a.ui': '<p translatable="yes">Add</p>', 'data/a.desktop.in': ''},
     ['src/app/a.c:1:', 'src/app/b.c:1:', 'src/app/c.c:1:', 'data/ui/a.ui:1:',
      'data/a.desktop.in:1:']),
    ('no text', {LIST: 'src/app/a.c\n', 'src/app/a.c': '/* _("Add") */\n'}, [f'{LIST}:1:']),
    ('a library', {LIST: 'src/base/a.c\n', 'src/base/a.c': 'f (_("Add"));\n'},
     ['src/base/a.c:1: text for people']),
    ('gone', {LIST: 'src/app/a.c\n'}, [f'{LIST}:1:']),
    ('out of order', {LIST: 'src/app/b.c\nsrc/app/a.c\n', 'src/app/a.c': '_("A")',
                      'src/app/b.c': '_("B")'},
     [f'{LIST}:1: not in']),
])
