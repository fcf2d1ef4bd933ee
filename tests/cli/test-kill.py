#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Killed at any moment (kill -9): nothing is lost and nothing is doubled.

  test-kill.py PACKSHOTCTL [--seed N] [--kills N] [--only KIND]

Each kind of work has a practice server and a profile of its own, and runs beside the others. A run
of the program is measured once, then killed at seeded shares of that time; the server's answers are
held back, so that most moments fall inside calls. After each kill the database must be in order and
hold what was wished, and one sync must make the server equal to it: each picture once.
"""

import argparse
import collections
import concurrent.futures
import gzip
import pathlib
import random
import signal
import subprocess
import sys
import time

from packshotctl import PROGRAM, Place, Profile, gtin, main, png, sha256

OPTIONS = argparse.ArgumentParser(add_help=False)
OPTIONS.add_argument('program')
OPTIONS.add_argument('--seed', type=int, default=1)
OPTIONS.add_argument('--kills', type=int, default=200)
OPTIONS.add_argument('--only')
OPTIONS = OPTIONS.parse_args()

DELAY = 'delay:12'


class Killed:
    """Kills runs at seeded moments, and counts."""

    def __init__(self, kind, n):
        self.kind, self.n = kind, n
        self.random = random.Random(f'{OPTIONS.seed} {kind}')
        self.shares = [(i + self.random.random()) / n for i in range(n)]
        self.random.shuffle(self.shares)
        self.took = {}
        self.kills = self.lost = self.doubled = self.orphans = self.recorded = 0
        self.moment = 'not yet'

    def is_over(self):
        return self.kills == self.n

    def run(self, profile, what, *args):
        """Runs the program and kills it. Returns whether it was killed before it had ended."""
        share = self.shares[self.kills] if what in self.took else 10
        start = time.monotonic()
        limit = share * self.took.get(what, 10)
        self.moment = f'{self.kind} {what}, kill {self.kills + 1} at {1000 * limit:.0f} ms'
        process = subprocess.Popen([PROGRAM, *profile.args(args)], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            status = process.wait()
        if status == -signal.SIGKILL:
            self.kills += 1
            return True
        assert status == 0, f'{self.moment}: not killed, status {status}'
        self.took[what] = time.monotonic() - start
        return False

    def compare(self, wished, held, where):
        """Counts what is missing and what is too much."""
        lost = collections.Counter(wished) - collections.Counter(held)
        doubled = collections.Counter(held) - collections.Counter(wished)
        self.lost += lost.total()
        self.doubled += doubled.total()
        assert not lost and not doubled, \
            f'{self.moment}: {where}: lost {sorted(lost)}, doubled {sorted(doubled)}'
        assert wished == held, f'{self.moment}: {where}: {held} instead of {wished}'


class Gallery:
    """An item whose pictures are as wished: their hashes in order, and which is primary."""

    def __init__(self, killed, place, profile, key):
        self.killed, self.place, self.profile, self.key = killed, place, profile, key
        self.wish, self.primary = [], None

    def new_files(self, n, filler=b''):
        """n pictures that nobody has seen yet."""
        files = []
        for _ in range(n):
            number = self.place.n_pictures = getattr(self.place, 'n_pictures', 0) + 1
            data = png(number, 32, 24, filler)
            files.append((self.place.file(f'{number}.png', data), sha256(data)))
        return files

    def add(self, n):
        files = self.new_files(n)
        self.profile.json('--offline', 'add', self.key, *(path for path, _ in files))
        self.wish += [sha for _, sha in files]

    def images(self):
        return sorted(self.profile.images(self.key), key=lambda image: image['position'])

    def choose(self):
        """One of the pictures, as the program names it."""
        return f'#{self.killed.random.randrange(len(self.wish)) + 1}'

    def star(self):
        image = self.choose()
        self.profile.json('--offline', 'primary', self.key, image)
        self.primary = self.wish[int(image[1:]) - 1]

    def move(self):
        image, to = self.choose(), self.killed.random.randrange(len(self.wish)) + 1
        self.profile.json('--offline', 'move', self.key, image, '--to', to)
        self.wish.insert(to - 1, self.wish.pop(int(image[1:]) - 1))

    def remove(self):
        image = self.choose()
        self.profile.json('--offline', 'remove', self.key, image)
        if self.wish.pop(int(image[1:]) - 1) == self.primary:
            self.primary = None

    def read_primary(self):
        """Where the service's rules choose it."""
        self.primary = next((image['sha256'] for image in self.images() if image['is_primary']),
                            None)

    def shown(self):
        """The wish in the order that a server can show: the primary first."""
        return ([self.primary] if self.primary else []) + \
            [sha for sha in self.wish if sha != self.primary]

    def is_true_here(self):
        self.killed.compare(self.wish, [image['sha256'] for image in self.images()], 'here')

    def is_true(self, held):
        """After a kill: all is well here, and one sync makes the server equal. held() tells what
        the server has, in the order shown."""
        try:
            self.profile.verify()
            self.is_true_here()
            self.profile.json('sync', self.key)
            self.killed.compare(self.shown(), held(self.key), 'on the server')
            images = self.images()
            self.killed.compare(self.wish, [image['sha256'] for image in images], 'here, synced')
            assert {image['state'] for image in images} <= {'synced'}, images
        except AssertionError as error:
            raise AssertionError(f'{self.killed.moment}: {error}') from error


def closient_held(sandbox):
    def held(item):
        for gallery in sandbox.state()['closient']:
            if gallery['gtin'].lstrip('0') == item.lstrip('0'):
                return [image['sha256'] for image in gallery['images']]
        return []
    return held


# --- Kinds of work ------------------------------------------------------------------------------

def uploads(killed, place):
    """New pictures for Closient, an item after the other."""
    sandbox = place.sandbox(products=killed.n + 30)
    sandbox.fault(DELAY)
    profile = place.profile(sandbox, 'closient')
    profile.json('items')
    for i in range(killed.n + 30):
        gallery = Gallery(killed, place, profile, gtin(i))
        gallery.add(3)
        if i % 2:
            gallery.star()
        killed.run(profile, 'sync', 'sync', gallery.key)
        gallery.is_true(closient_held(sandbox))
        if killed.is_over():
            return


def reorders(killed, place):
    """Another order or primary on Closient: pictures are sent again and their old copies deleted."""
    sandbox = place.sandbox(products=1)
    sandbox.fault(DELAY)
    profile = place.profile(sandbox, 'closient')
    gallery = Gallery(killed, place, profile, gtin(0))
    gallery.add(5)
    gallery.star()
    profile.json('sync')
    priorities = ['zero', 'counting', 'front']
    while not killed.is_over():
        if killed.kills % 10 == 0:
            sandbox.variant(f'closient.priority={killed.random.choice(priorities)}')
        for edit in killed.random.sample([gallery.move, gallery.star, gallery.remove], 2):
            edit()
        if len(gallery.wish) < 5:
            gallery.add(1)
        killed.run(profile, 'sync', 'sync', gallery.key)
        gallery.is_true(closient_held(sandbox))


def blaze(killed, place):
    """Assets and the product that lists them. A cut upload may leave an asset that nobody knows."""
    sandbox = place.sandbox(products=1)
    sandbox.fault(DELAY)
    profile = place.profile(sandbox, 'blaze')
    key = next(item['key'] for item in profile.json('items') if item['kind'] == 'product')
    gallery = Gallery(killed, place, profile, key)
    listed = set()

    def held(_):
        assets = sandbox.state()['blaze'][0]['assets']
        listed.update(asset['id'] for asset in assets)
        return [asset['sha256'] for asset in assets]

    while not killed.is_over():
        while len(gallery.wish) > 3:
            gallery.remove()
        gallery.add(2)
        gallery.move()
        gallery.read_primary()
        killed.run(profile, 'sync', 'sync', key)
        gallery.is_true(held)
        killed.orphans = sandbox.state()['blaze_assets'] - len(listed)
    events = profile.json('log', '--limit', 100000)
    killed.recorded = sum(event['event'] == 'orphan' for event in events)
    assert killed.orphans <= killed.recorded, f'{killed.orphans} orphans, {killed.recorded} recorded'


def goldleaf(killed, place):
    """The one picture of an organization."""
    sandbox = place.sandbox(products=1)
    sandbox.fault(DELAY)
    profile = place.profile(sandbox, 'goldleaf')
    organization = sandbox.facts['goldleaf']['organization']
    gallery = Gallery(killed, place, profile, organization)

    def held(_):
        return [logo['sha256'] for logo in sandbox.state()['goldleaf']]

    while not killed.is_over():
        gallery.wish = []
        gallery.add(1)
        gallery.primary = gallery.wish[0]
        killed.run(profile, 'sync', 'sync', organization)
        gallery.is_true(held)


def files(killed, place):
    """Large files and many of them while they are copied: the first of them are there, or none."""
    sandbox = place.sandbox(products=1)
    while not killed.is_over():
        profile = place.profile(sandbox, 'closient')
        profile.json('items')
        gallery = Gallery(killed, place, profile, gtin(0))
        if killed.random.random() < 0.5:
            new, what = gallery.new_files(40), 'add 40 files'
        else:
            new, what = gallery.new_files(4, killed.random.randbytes(3_000_000)), 'add 12 MB'
        paths, gallery.wish = [path for path, _ in new], [sha for _, sha in new]
        killed.run(profile, what, '--offline', 'add', gallery.key, *paths)
        profile.verify()
        there = [image['sha256'] for image in gallery.images()]
        killed.compare(gallery.wish[:len(there)], there, 'here')
        profile.json('--offline', 'add', gallery.key, *paths)
        profile.verify()
        gallery.is_true_here()


def edits(killed, place):
    """An edit that was being written is there as a whole, or not at all; so is its undoing."""
    sandbox = place.sandbox(products=1)
    profile = place.profile(sandbox, 'closient')
    gallery = Gallery(killed, place, profile, gtin(0))
    profile.json('items')
    gallery.add(4)
    commands = [('move', gallery.key, '#1', '--to', '4'), ('primary', gallery.key, '#2'),
                ('title', gallery.key, '#3', 'Front'), ('undo',), ('redo',)]

    def wish():
        return [(image['sha256'], image['is_primary'], image['title'])
                for image in gallery.images()]

    while not killed.is_over():
        for command in commands:
            before = wish()
            killed.run(profile, command[0], '--offline', *command)
            profile.verify()
            there = wish()
            if there == before:
                profile.text('--offline', *command, status=None)
            killed.compare(sorted(sha for sha, _, _ in before), sorted(sha for sha, _, _ in there),
                           'here')
            if killed.is_over():
                break
    gallery.wish = [sha for sha, _, _ in wish()]
    gallery.primary = next((sha for sha, is_primary, _ in wish() if is_primary), None)
    gallery.is_true(closient_held(sandbox))


def first_looks(killed, place):
    """A new profile that takes over what a server has, and sends nothing."""
    sandbox = place.sandbox(products=2)
    owner = place.profile(sandbox, 'closient')
    gallery = Gallery(killed, place, owner, gtin(0))
    gallery.add(5)
    gallery.star()
    owner.json('sync')
    before = sandbox.changing()
    sandbox.fault(DELAY)
    while not killed.is_over():
        gallery.profile = place.profile(sandbox, 'closient')
        killed.run(gallery.profile, 'sync', 'sync')
        gallery.profile.verify()
        gallery.profile.json('sync')
        killed.compare(gallery.shown(),
                       [image['sha256'] for image in gallery.profile.images(gallery.key)], 'here')
        assert sandbox.changing() == before, f'{killed.moment}: something was sent'


def openings(killed, place):
    """The first look at a profile of the first release, whose database is brought up to date."""
    released = pathlib.Path(__file__).parent.parent / 'store/data/schema-1'

    def profile():
        place.n_profiles += 1
        folder = place.folder / f'profile-{place.n_profiles}'
        folder.mkdir(mode=0o700)
        (folder / 'packshot.db').write_bytes(
            gzip.decompress((released / 'packshot.db.gz').read_bytes()))
        for blob in (released / 'blobs').iterdir():
            name = folder / 'blobs' / blob.stem[:2] / blob.stem
            name.parent.mkdir(parents=True, exist_ok=True)
            name.write_bytes(blob.read_bytes())
        return Profile(folder)

    def held(opened):
        opened.verify()
        return [(item['reference'], image['position'], image['sha256'], image['is_primary'])
                for item in opened.json('--offline', 'items')
                for image in opened.images(item['reference'])]

    wished = held(profile())
    assert wished, 'the profile is empty'
    while not killed.is_over():
        opened = profile()
        killed.run(opened, 'items', '--offline', 'items')
        killed.compare(wished, held(opened), 'here')


def backups(killed, place):
    """A backup that is being written over an older one, or put back: the one state or the other."""
    sandbox = place.sandbox(products=1)
    profile = place.profile(sandbox, 'closient')
    gallery = Gallery(killed, place, profile, gtin(0))
    profile.json('items')
    file = place.folder / 'backup'
    profile.json('backup', file)

    def held(opened):
        opened.verify()
        return [image['sha256'] for image in opened.images(gallery.key)]

    def saved():
        place.n_profiles += 1
        opened = Profile(place.folder / f'profile-{place.n_profiles}')
        opened.json('restore', file)
        return held(opened)

    def is_one_of(states, there):
        if there not in states:
            killed.compare(states[0], there, 'here')

    while not killed.is_over():
        before = list(gallery.wish)
        files = gallery.new_files(1, killed.random.randbytes(1_000_000))
        profile.json('--offline', 'add', gallery.key, files[0][0])
        gallery.wish.append(files[0][1])
        if killed.random.random() < 0.5:
            killed.run(profile, 'backup', 'backup', file)
            is_one_of([before, gallery.wish], saved())
            profile.json('backup', file)
            is_one_of([gallery.wish], held(profile))
        else:
            killed.run(profile, 'restore', 'restore', file)
            there = held(profile)
            is_one_of([gallery.wish, before], there)
            gallery.wish = there
            profile.json('backup', file)


# --- All of them, side by side ------------------------------------------------------------------

KINDS = [(uploads, 22), (reorders, 22), (blaze, 18), (goldleaf, 8), (files, 10), (edits, 4),
         (first_looks, 6), (openings, 4), (backups, 6)]


def shared_out(kinds, n):
    """n kills, so many per cent for each kind."""
    total = sum(share for _, share in kinds)
    ends = [n * sum(share for _, share in kinds[:i]) // total for i in range(len(kinds) + 1)]
    return [ends[i + 1] - ends[i] for i in range(len(kinds))]


def work(kind, killed):
    with Place() as place:
        kind(killed, place)
    assert killed.is_over(), f'{killed.kills} kills of {killed.n}'


def case(kind, future):
    def wait():
        future.result()
    wait.__name__ = kind.__name__
    return wait


def say_sum(all_killed):
    sums = {member: sum(getattr(killed, member) for killed in all_killed)
            for member in ('kills', 'lost', 'doubled', 'orphans', 'recorded')}
    print('# {kills} kills: lost {lost}, doubled {doubled}, orphans {orphans} '
          'recorded {recorded}'.format(**sums), f'(seed {OPTIONS.seed})', flush=True)
    assert not sums['lost'] and not sums['doubled'], sums


def run():
    kinds = [kind for kind in KINDS if OPTIONS.only in (None, kind[0].__name__)]
    all_killed = [Killed(kind.__name__, n)
                  for (kind, _), n in zip(kinds, shared_out(kinds, OPTIONS.kills))]
    with concurrent.futures.ThreadPoolExecutor(max_workers=len(kinds)) as pool:
        cases = [case(kind, pool.submit(work, kind, killed))
                 for (kind, _), killed in zip(kinds, all_killed)]

        def nothing_lost_and_nothing_doubled():
            say_sum(all_killed)

        main('kill', [*cases, nothing_lost_and_nothing_doubled])


run()
