#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Dependencies run one way, and each foreign library is used in its own folder only."""

import re

import lint

# Each folder of src and what stands below it.
BELOW = {
    'base': set(),
    'model': {'base'},
    'store': {'base', 'model'},
    'imaging': {'base', 'model'},
    'services': {'base', 'model'},
    'sandbox': {'base'},
    'samples': {'base'},
}
BELOW['sync'] = {'base', 'model', 'store', 'services'}
BELOW['session'] = BELOW['sync'] | {'sync', 'imaging', 'sandbox', 'samples'}
BELOW['app'] = BELOW['cli'] = BELOW['session'] | {'session'}

# Foreign headers and the folders that may include them.
FOREIGN = [
    (re.compile(r'^(gtk|gdk|gsk)/|^adwaita\.h$'), {'app'}),
    (re.compile(r'^sqlite3\.h$'), {'store', 'sandbox'}),
    (re.compile(r'^libsoup/'), {'services', 'sandbox'}),
    (re.compile(r'^gdk-pixbuf/'), {'imaging'}),
]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def check_include(folder, bracket, name, owners):
    """Why a folder may not include a header, or None."""
    for pattern, folders in FOREIGN:
        if pattern.search(name) and folder not in folders:
            return f'{name} belongs to {" and ".join(sorted(folders))}'
    owner = owners.get(name.rsplit('/', 1)[-1]) if bracket == '"' else None
    if owner is None or owner == folder:
        return None
    if owner not in BELOW[folder]:
        return f'{name} of {owner} does not stand below {folder}'
    if name.endswith('-private.h'):
        return f'{name} is private to {owner}'
    return None


def check(root):
    problems = []
    files = lint.find(root, ['src'], ['.c', '.h'])
    owners = {path.name: path.parts[1] for path in files if path.suffix == '.h'}
    for path in files:
        folder = path.parts[1]
        if folder not in BELOW:
            problems.append(f'{path}:1: src/{folder} has no place among the layers')
            continue
        text = lint.without_comments(lint.read(root, path))
        for include in INCLUDE.finditer(text):
            why = check_include(folder, include.group(1), include.group(2), owners)
            if why:
                problems.append(f'{path}:{lint.line_of(text, include.start())}: {why}')
    return problems


lint.main(check, [
    ('downwards', {'src/base/b.h': '', 'src/store/s.c': '#include "b.h"\n#include <sqlite3.h>\n',
                   'src/app/a.c': '#include <adwaita.h>\n'}, []),
    ('upwards', {'src/store/s.h': '', 'src/model/m.c': '\n#include "s.h"\n'}, ['src/model/m.c:2:']),
    ('sideways', {'src/services/s.h': '', 'src/sandbox/x.c': '#include "s.h"\n'},
     ['src/sandbox/x.c:1:']),
    ('deep folders', {'src/services/v/v.h': '', 'src/store/s.c': '#include "v/v.h"\n'},
     ['src/store/s.c:1:']),
    ('private', {'src/base/b-private.h': '', 'src/model/m.c': '#include "b-private.h"\n'},
     ['src/model/m.c:1:']),
    ('toolkit', {'src/session/s.c': '#include <gtk/gtk.h>\n'}, ['src/session/s.c:1:']),
    ('toolkit by its other names', {'src/cli/a.c': '#include <adwaita.h>\n',
                                    'src/cli/b.c': '# include "gdk/gdk.h"\n'},
     ['src/cli/a.c:1:', 'src/cli/b.c:1:']),
    ('database', {'src/sync/s.h': '#include <sqlite3.h>\n'}, ['src/sync/s.h:1:']),
    ('network', {'src/app/s.c': '#include <libsoup/soup.h>\n'}, ['src/app/s.c:1:']),
    ('pictures', {'src/app/p.c': '#include <gdk-pixbuf/gdk-pixbuf.h>\n'}, ['src/app/p.c:1:']),
    ('a comment', {'src/cli/c.c': '/*\n#include <gtk/gtk.h>\n*/\n'}, []),
    ('a new folder', {'src/other/o.c': ''}, ['src/other/o.c:1:']),
])
