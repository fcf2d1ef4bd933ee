#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""What the lint scripts share: finding files, reading C, and reporting as TAP.

A script defines check (root), which returns a list of problems, each `path:line: what`, and samples
that it must judge rightly. A rule that can't fail proves nothing, so the samples run first.
"""

import pathlib
import re
import sys
import tempfile

COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)
NOT_CODE = re.compile(
    r'''/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*\'''', re.DOTALL)


def find(root, folders, suffixes):
    """Files below these folders, sorted, as paths relative to root."""
    root = pathlib.Path(root)
    found = set()
    for folder in folders:
        for path in (root / folder).rglob('*'):
            if path.is_file() and path.name.endswith(tuple(suffixes)):
                found.add(path.relative_to(root))
    return sorted(found)


def read(root, path):
    return (pathlib.Path(root) / path).read_text(encoding='utf-8')


def blank(text):
    """As many lines and columns as text, with nothing in them."""
    return re.sub(r'[^\n]', ' ', text)


def without_comments(text):
    return COMMENT.sub(lambda match: blank(match.group()), text)


def code_only(text):
    """The text of a C file with comments and literals blanked."""
    return NOT_CODE.sub(lambda match: blank(match.group()), text)


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


def run_sample(check, files, expected):
    """What is wrong with the judgement of a sample, or None."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
        problems = check(folder)
    unexpected = [p for p in problems if not any(p.startswith(e) for e in expected)]
    missed = [e for e in expected if not any(p.startswith(e) for p in problems)]
    return f'unexpected {unexpected}, missed {missed}' if unexpected or missed else None


def main(check, samples, skip=None):
    """samples: (name, {path: text}, [beginning of each problem]). skip: why nothing can be done."""
    if skip:
        print(f'1..0 # SKIP {skip}')
        return
    print(f'1..{len(samples) + 1}')
    for number, (name, files, expected) in enumerate(samples, 1):
        wrong = run_sample(check, files, expected)
        print(f'{"not ok" if wrong else "ok"} {number} - sample: {name}')
        if wrong:
            print(f'# {wrong}')
    problems = check(sys.argv[1])
    print(f'{"not ok" if problems else "ok"} {len(samples) + 1} - the tree')
    for problem in problems:
        print(f'# {problem}')
        print(problem, file=sys.stderr)
