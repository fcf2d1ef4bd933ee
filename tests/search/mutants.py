#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
#
# Proves that the search can fail: builds the program with one deliberate mistake after the other,
# and tells in which world each is found. Takes some minutes, so it is not among the tests; those
# only see to it that each mistake can still be made.
#
#   tests/search/mutants.py                 makes them all, in a copy of the sources
#   tests/search/mutants.py --check ROOT    whether each text that would be replaced is there once
#   tests/search/mutants.py --worlds N NAME…
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# name, file, text, what stands in its place
MUTANTS = [
    ('resend-without-looking', 'src/sync/packshot-settle.c',
     '  for (guint i = 0; i < settle->strangers->len; i++)\n    {\n'
     '      PackshotImage *stranger = settle->strangers->pdata[i];\n'
     '      const char *sha256 = settle_hash (settle, stranger);\n',
     '  for (guint i = 0; i < 0; i++)\n    {\n'
     '      PackshotImage *stranger = settle->strangers->pdata[i];\n'
     '      const char *sha256 = settle_hash (settle, stranger);\n'),
    ('forget-the-rows', 'src/sync/packshot-round-send.c',
     '  if (is_new &&\n', '  if (FALSE && is_new &&\n'),
    ('delete-without-keeping', 'src/sync/packshot-round-keep.c',
     '      if (packshot_image_get_sha256 (row) == NULL &&\n',
     '      if (FALSE && packshot_image_get_sha256 (row) == NULL &&\n'),
    ('take-any-json', 'src/services/blaze/packshot-blaze-json.c',
     '  if (!check_product (node))\n', '  if (FALSE && !check_product (node))\n'),
    ('take-any-page', 'src/services/closient/packshot-closient-json.c',
     '(n == 0 && pagination == NULL)', '(FALSE && pagination == NULL)'),
    ('own-change-is-theirs', 'src/sync/packshot-look.c',
     '  next = packshot_merge_advance (synced, before, after);\n',
     '  next = packshot_gallery_ref (synced);\n'),
    ('no-echoes', 'src/store/packshot-steps.c',
     "s.state IN ('done', 'settled') \"\n                            \"OR (s.state = 'failed'",
     "s.state IN ('none') \"\n                            \"OR (s.state = 'failed'"),
    ('synced-unseen', 'src/sync/packshot-round-send.c',
     '!packshot_items_set_checked (db, round->item_id, FALSE, error)',
     '!packshot_items_set_checked (db, round->item_id, TRUE, error)'),
    ('list-says-unchanged', 'src/store/packshot-items.c',
     'edited_at = ?2, looked_mark = NULL WHERE', 'edited_at = ?2 WHERE'),
    ('no-trash', 'src/sync/packshot-look.c',
     '  if (self->local_changed &&\n', '  if (FALSE && self->local_changed &&\n'),
    ('two-of-one', 'src/sync/packshot-merge.c',
     '  adopt_only (self);\n  drop_lost', '  drop_lost'),
    ('wish-for-the-lost', 'src/sync/packshot-merge.c',
     '  drop_lost (self);\n  self->local_primary', '  self->local_primary'),
    ('doubt-is-refusal', 'src/sync/packshot-round-send.c',
     '  if (packshot_service_error_is_in_doubt (error) && round->n_doubts++ < 3)\n',
     '  packshot_service_error_set_in_doubt (error, FALSE);\n'
     '  if (packshot_service_error_is_in_doubt (error) && round->n_doubts++ < 3)\n'),
    ('flag-without-end', 'src/sync/packshot-round-send.c',
     '  if (_packshot_round_insists (round, image))\n',
     '  if (FALSE && _packshot_round_insists (round, image))\n'),
]


def check(root):
    bad = [f'{name}: not once in {path}' for name, path, text, _ in MUTANTS
           if (pathlib.Path(root) / path).read_text(encoding='utf-8').count(text) != 1]
    print('1..1')
    for line in bad:
        print(f'# {line}')
    print('not ok 1 - each mistake can be made' if bad else 'ok 1 - each mistake can be made')
    return 1 if bad else 0


def build(source, target):
    subprocess.run(['ninja', '-C', target, 'tests/search/test-search'], check=True,
                   stdout=subprocess.DEVNULL)


def search(target, worlds):
    run = subprocess.run([target / 'tests/search/test-search', '--stop', '--worlds', str(worlds)],
                         capture_output=True, text=True, check=False)
    found = re.search(r'^# (seed \d+: .*)$', run.stdout, re.MULTILINE)
    return found.group(1) if found else None


def make_all(names, worlds):
    root = pathlib.Path(__file__).resolve().parents[2]
    missed = 0
    with tempfile.TemporaryDirectory(prefix='packshot-mutants-') as folder:
        source, target = pathlib.Path(folder) / 'source', pathlib.Path(folder) / 'build'
        shutil.copytree(root, source, ignore=shutil.ignore_patterns('.git', '_*'))
        subprocess.run(['meson', 'setup', target, source], check=True, stdout=subprocess.DEVNULL)
        build(source, target)
        for name, path, text, instead in MUTANTS:
            if names and name not in names:
                continue
            file = source / path
            before = file.read_text(encoding='utf-8')
            file.write_text(before.replace(text, instead), encoding='utf-8')
            build(source, target)
            found = search(target, worlds)
            missed += found is None
            print(f'{name}: {found or "NOT FOUND"}', flush=True)
            file.write_text(before, encoding='utf-8')
    print(f'{missed} not found')
    return 1 if missed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--check', metavar='ROOT')
    parser.add_argument('--worlds', type=int, default=3000)
    parser.add_argument('name', nargs='*')
    args = parser.parse_args()
    return check(args.check) if args.check else make_all(args.name, args.worlds)


sys.exit(main())
