#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Functions, files, structs and lists of parameters stay short."""

import re

import lint

FUNCTION_LINES = 70
FILE_LINES = 800
PARAMETERS = 8
MEMBERS = 25

NAME = re.compile(r'^(\w+) ?\(', re.MULTILINE)
STRUCT = re.compile(r'^(?:typedef )?struct\b[^;{}()]*\{', re.MULTILINE)
BRANCH = re.compile(r'\b(?:if|for|while|switch|do)\b|\?')
# Lists without a decision in them may be as long as what they list.
LISTS = re.compile(r'(?:^|_)(?:init|main)$')


def closing(code, start, pair):
    """Where the bracket that opens at start closes, or -1."""
    depth = 0
    for i in range(start, len(code)):
        if code[i] == pair[0]:
            depth += 1
        elif code[i] == pair[1]:
            depth -= 1
            if depth == 0:
                return i
    return -1


def count_parameters(text):
    """Commas outside of inner brackets, and one."""
    while True:
        flat = re.sub(r'\([^()]*\)|\[[^\[\]]*\]', '', text)
        if flat == text:
            break
        text = flat
    return 0 if text.strip() in ('', 'void') else text.count(',') + 1


def count_members(body):
    members = 0
    while True:
        flat = re.sub(r'\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}', '', body)
        if flat == body:
            break
        # What stands in a nested struct or union counts too.
        members += sum(inner.count(';') for inner in re.findall(r'\{[^{}]*\}', body))
        body = flat
    return members + sum(statement.count(',') + 1
                         for statement in body.split(';') if statement.strip())


def check_functions(path, code):
    problems = []
    for match in NAME.finditer(code):
        end = closing(code, match.end() - 1, '()')
        start = re.compile(r'\s*\n\{').match(code, end + 1) if end >= 0 else None
        if start is None:
            continue
        line = lint.line_of(code, match.start())
        parameters = count_parameters(code[match.end():end])
        if parameters > PARAMETERS:
            problems.append(f'{path}:{line}: {match.group(1)} has {parameters} parameters, '
                            f'at most {PARAMETERS}')
        last = closing(code, start.end() - 1, '{}')
        body = code[start.end():last]
        length = lint.line_of(code, last) - line + 1
        is_list = LISTS.search(match.group(1)) and not BRANCH.search(body)
        if length > FUNCTION_LINES and not is_list:
            problems.append(f'{path}:{line}: {match.group(1)} has {length} lines, '
                            f'at most {FUNCTION_LINES}')
    return problems


def check(root):
    problems = []
    for path in lint.find(root, ['src', 'tests'], ['.c', '.h']):
        code = lint.code_only(lint.read(root, path))
        lines = code.count('\n')
        if lines > FILE_LINES:
            problems.append(f'{path}:1: {lines} lines, at most {FILE_LINES}')
        problems += check_functions(path, code)
        for match in STRUCT.finditer(code):
            last = closing(code, match.end() - 1, '{}')
            members = count_members(code[match.end():last])
            if members > MEMBERS:
                problems.append(f'{path}:{lint.line_of(code, match.start())}: '
                                f'a struct of {members} members, at most {MEMBERS}')
    return problems


def function(lines, parameters='void', name='f', first='  f ();'):
    body = [first] + ['  f ();'] * (lines - 4)
    return f'static void\n{name} ({parameters})\n{{\n' + '\n'.join(body) + '\n}\n'


lint.main(check, [
    ('at the limits', {'src/a.c': function(70, ', '.join(['int a'] * 8))
                       + 'struct _A\n{\n' + '  int a;\n' * 25 + '};\n'}, []),
    ('a long function', {'src/a.c': function(71)}, ['src/a.c:2: f has 71 lines']),
    ('a list', {'src/a.c': function(90, name='a_class_init')}, []),
    ('a list that decides', {'src/a.c': function(90, name='a_init', first='  if (a) f ();')},
     ['src/a.c:2:']),
    ('braces in literals', {'src/a.c': function(30, first='  f ("}", \'}\'); /* } */')
                            + function(71)}, ['src/a.c:33:']),
    ('many parameters', {'src/a.c': function(5, ', '.join(['int (* a) (int, int)'] * 9))},
     ['src/a.c:2: f has 9 parameters']),
    ('a long file', {'src/a.h': '\n' * 801}, ['src/a.h:1: 801 lines']),
    ('a large struct', {'src/a.h': 'typedef struct\n{\n' + '  int a, b;\n' * 13 + '} A;\n'},
     ['src/a.h:1: a struct of 26']),
    ('a nested struct', {'src/a.h': 'struct A\n{\n  union\n  {\n' + '    int a;\n' * 26
                         + '  } u;\n};\n'}, ['src/a.h:1: a struct of 27']),
    ('a large interface', {'src/a.h': 'struct A\n{\n' + '  int (* f) (int a, int b);\n' * 25
                           + '};\n'}, []),
])
