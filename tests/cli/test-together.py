#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Several processes on one profile: each edit is done or refused, and none is lost."""

import collections
import json
import random
import sqlite3
import subprocess
import sys
import threading
import time

from packshotctl import Place, gtin, main, one_document, png, run, same_as_closient, sends_nothing

HOLD = sys.argv[2]
HELD_EDITS, EDITS_OF_EACH = 800, 100
EDITS = ['add', 'remove', 'move', 'title', 'primary', 'move', 'title', 'primary']
ITEMS = 3
# What a person can be told who acts on what another has changed meanwhile.
REFUSALS = {'not-found', 'nothing', 'invalid'}


class Held:
    """A session that lives as long as a window does, and what it shows."""

    def __init__(self, profile, pictures, items):
        self.process = subprocess.Popen([HOLD, profile.folder, pictures, *items],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        encoding='utf-8')

    def tell(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def answer(self):
        line = self.process.stdout.readline()
        assert line, 'the session has died'
        return json.loads(line)

    def show(self):
        self.tell('show')
        return self.answer()

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=60) == 0
        self.process.stdout.close()


def wait_until_shown(held, profile, items):
    """What the long session shows is what a new process reads. It may take a moment."""
    wanted = [sorted([image['id'], image['position'], image['is_primary'], image['title'],
                      image['sha256']] for image in profile.images(item)) for item in items]
    for _ in range(200):
        shown = [sorted(gallery) for gallery in held.show()]
        if shown == wanted:
            return
        time.sleep(0.05)
    raise AssertionError(f'shown {shown}, wanted {wanted}')


class Editor(threading.Thread):
    """Runs the program again and again, and counts what it says."""

    def __init__(self, place, profile, items, seed, n, kinds):
        super().__init__()
        self.profile, self.items, self.n, self.kinds = profile, items, n, kinds
        self.random = random.Random(seed)
        self.pictures = iter([place.file(f'{seed}-{i}.png', png(seed + i)) for i in range(n)])
        self.outcomes = collections.Counter()

    def command(self):
        item = self.random.choice(self.items)
        kind = self.random.choice(self.kinds)
        image = f'#{self.random.randint(1, 6)}'
        if kind == 'add':
            return [kind, item, next(self.pictures)]
        if kind in ('undo', 'redo'):
            return [kind]
        more = {'move': ['--to', self.random.randint(1, 6)],
                'title': [f'Typed {self.random.randint(0, 999)}']}
        return [kind, item, image, *more.get(kind, [])]

    def run(self):
        for _ in range(self.n):
            command = self.command()
            outcome = run('--format', 'json', '--offline', *self.profile.args(command))
            said = one_document(outcome)
            if outcome.status == 0:
                kind = command[0] if command[0] in ('undo', 'redo') else 'edit'
                self.outcomes[kind if said.get('changed', True) else 'refused'] += 1
                continue
            code = said['error']['code']
            self.outcomes['refused' if code in REFUSALS else f'failed: {command} {outcome}'] += 1


def total_of(*counts):
    total = sum((collections.Counter(count) for count in counts), collections.Counter())
    assert not [outcome for outcome in total if outcome.startswith('failed')], total
    return total


def nothing_is_lost(profile, total):
    """Each edit that was said to be done is on record, and each picture is somewhere."""
    database = sqlite3.connect(profile.folder / 'packshot.db')
    kept, = database.execute('SELECT count(*) FROM edits WHERE undone = 0').fetchone()
    assert kept == total['edit'] - total['undo'] + total['redo'], (kept, total)
    known = {row[0] for row in database.execute(
        'SELECT p.sha256 FROM items AS i JOIN gallery_images AS p ON p.gallery = i.local_gallery '
        'UNION SELECT sha256 FROM trash')}
    added = {row[0] for row in database.execute('SELECT sha256 FROM contents')}
    assert added - known == set(), f'neither shown nor in the trash: {added - known}'
    database.close()


def edits_follow_each_other(profile):
    """No edit began from a gallery that another had replaced: each after is the next before."""
    database = sqlite3.connect(profile.folder / 'packshot.db')

    def gallery(number):
        return (database.execute('SELECT primary_image FROM galleries WHERE id = ?',
                                 [number]).fetchone(),
                database.execute('SELECT position, image, sha256, title FROM gallery_images '
                                 'WHERE gallery = ? ORDER BY 1', [number]).fetchall())

    for item, local in database.execute('SELECT id, local_gallery FROM items').fetchall():
        now = gallery(1)
        for before, after in database.execute('SELECT before, after FROM edits WHERE item = ? '
                                              'ORDER BY id', [item]).fetchall():
            assert gallery(before) == now, f'item {item}'
            now = gallery(after)
        assert gallery(local) == now, f'item {item}'
    database.close()


def pictures_of(place, n):
    folder = place.folder / 'held'
    folder.mkdir()
    for i in range(n):
        (folder / f'{i}.png').write_bytes(png(100000 + i, 500, 500))
    return folder


def seen_at_once():
    """A long session shows what others did: edits, accounts, and what a sync brought."""
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient')
        held = Held(profile, place.folder, [gtin(0)])
        added = profile.json('--offline', 'add', gtin(0), *place.pictures(0, 3))['added']
        wait_until_shown(held, profile, [gtin(0)])
        profile.json('--offline', 'primary', gtin(0), added[2]['id'])
        wait_until_shown(held, profile, [gtin(0)])
        profile.json('--offline', 'undo')
        wait_until_shown(held, profile, [gtin(0)])
        profile.json('sync')
        row = sandbox.closient_images(gtin(0))[0]
        sandbox.closient(f'{sandbox.closient_path(gtin(0))}/{row[0]}', 'DELETE')
        profile.json('sync', '--pull-only')
        assert len(profile.images(gtin(0))) == 2
        wait_until_shown(held, profile, [gtin(0)])
        held.close()


def no_edit_is_overwritten():
    """Two at once without undo: every edit began from what the one before it left."""
    with Place() as place:
        sandbox = place.sandbox(products=ITEMS)
        profile = place.profile(sandbox, 'closient')
        items = [gtin(i) for i in range(ITEMS)]
        editors = [Editor(place, profile, items, seed, 40, EDITS) for seed in (1000, 2000)]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
        total_of(*(editor.outcomes for editor in editors))
        edits_follow_each_other(profile)
        profile.verify()


def many_at_once():
    """A window, two scripts that edit the same items, one that syncs."""
    with Place() as place:
        sandbox = place.sandbox(products=ITEMS)
        profile = place.profile(sandbox, 'closient')
        items = [gtin(i) for i in range(ITEMS)]
        held = Held(profile, pictures_of(place, HELD_EDITS // 4), items)
        editors = [Editor(place, profile, items, seed, EDITS_OF_EACH, [*EDITS, 'undo', 'redo'])
                   for seed in (1000, 2000)]
        held.tell(f'edit {HELD_EDITS} 7')
        for editor in editors:
            editor.start()
        syncs = 0
        while any(editor.is_alive() for editor in editors):
            status = profile.text('sync', status=None).status
            assert status in (0, 3), f'a sync ended with {status}'
            syncs += 1
        for editor in editors:
            editor.join()
        total = total_of(held.answer(), *(editor.outcomes for editor in editors))
        assert syncs > 1 and total['edit'] > 100 and total['undo'] > 10, (syncs, total)
        profile.verify()
        nothing_is_lost(profile, total)
        wait_until_shown(held, profile, items)

        for _ in range(5):
            if profile.text('sync', status=None).status == 0:
                break
        wait_until_shown(held, profile, items)
        for item in items:
            same_as_closient(profile, sandbox, item)
        sends_nothing(profile, sandbox)
        profile.verify()
        held.close()


main('together', [seen_at_once, no_edit_is_overwritten, many_at_once])
