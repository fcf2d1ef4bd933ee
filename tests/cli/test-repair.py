#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Real damage: repair makes the profile whole, and loses nothing that could still be read."""

import collections
import random
import shutil
import signal
import sqlite3
import sys
import time

from packshotctl import (DONE, FAILED, LEFT_OVER, Place, Profile, gtin, main, one_document, png,
                         sends_nothing, sha256, wait_until_used)

PAGE = 4096
# How many damages are tried of each kind.
TRIALS = int(sys.argv[2])


def hashes_of(profile, item):
    return [image['sha256'] for image in profile.images(item)]


def blob_of(profile, data):
    path, = profile.folder.glob(f'blobs/??/{sha256(data)}')
    return path


class Trial(Profile):
    """A profile whose commands may end with any status that the program knows."""

    def json(self, *args, status=DONE, **more):
        if status is not None:
            return super().json(*args, status=status, **more)
        outcome = self.text('--format', 'json', *args, status=None, **more)
        assert outcome.status in (DONE, FAILED, LEFT_OVER), outcome
        return one_document(outcome)


class Master:
    """A profile with what can be lost: pictures that are sent and not, captions, an order, trash;
    some of it younger than the copy of the last tidying."""

    def __init__(self, place):
        self.place = place
        self.sandbox = place.sandbox(products=4)
        self.profile = place.profile(self.sandbox, 'closient')
        profile = self.profile
        sent = [i['id'] for i in profile.json('add', gtin(0), *place.pictures(0, 4))['added']]
        profile.json('add', gtin(1), *place.pictures(10, 2))
        profile.json('sync')
        profile.json('--offline', 'add', gtin(2), *place.pictures(20, 3))
        profile.json('clean')
        profile.json('--offline', 'title', gtin(0), sent[1], 'Front')
        profile.json('--offline', 'remove', gtin(0), sent[2])
        profile.json('--offline', 'add', gtin(3), *place.pictures(30, 2), '--primary')
        profile.json('--offline', 'move', gtin(2), '#3', '--to', 1)
        self.wanted = {gtin(i): hashes_of(profile, gtin(i)) for i in range(4)}
        self.server = {gtin(i): self.sandbox.closient_hashes(gtin(i)) for i in range(4)}
        self.blobs = {path.name for path in profile.folder.glob('blobs/??/*')}

    def copy(self, name):
        folder = self.place.folder / name
        shutil.copytree(self.profile.folder, folder)
        return Trial(folder)

    def check(self, trial, label):
        """Mends it. Whole, or it says what could not be read; not a picture is thrown away."""
        said = trial.json('repair', status=None)
        found = trial.json('verify', status=None)
        assert found['ok'], (label, said, found)
        assert self.blobs <= {path.name for path in trial.folder.glob('blobs/??/*')}, label
        if said['from_copy'] or said['unreadable'] or said['unnamed']:
            # Every picture is still in its item, in the trash, or beside the damaged files.
            kept = list((trial.folder / said['kept_as']).iterdir())
            assert len(kept) >= said['unnamed'], (label, kept)
            return said
        for item, wanted in self.wanted.items():
            assert hashes_of(trial, item) == wanted, (label, item, said)
        assert trial.images(gtin(3))[0]['is_primary'], label
        assert [i['title'] for i in trial.images(gtin(0))].count('Front') == 1, label
        return said


def flipped_bytes():
    """Bytes changed at seeded places of the database, a few or many."""
    with Place() as place:
        master = Master(place)
        size = (master.profile.folder / 'packshot.db').stat().st_size
        outcomes = collections.Counter()
        for seed in range(TRIALS):
            rng = random.Random(seed)
            trial = master.copy('trial')
            with open(trial.folder / 'packshot.db', 'r+b') as stream:
                for _ in range(rng.choice([1, 3, 20, 200])):
                    stream.seek(rng.randrange(size))
                    stream.write(bytes([rng.randrange(256)]))
            said = master.check(trial, f'seed {seed}')
            outcomes['sound' if said['database_was_sound'] else
                     'copy' if said['from_copy'] else
                     'parts' if said['unreadable'] else 'whole'] += 1
            shutil.rmtree(trial.folder)
        print(f'# {dict(outcomes)}', flush=True)
        assert outcomes['whole'] + outcomes['parts'] >= TRIALS // 5, outcomes
        assert outcomes['copy'] <= TRIALS // 6, outcomes


def lost_pages():
    """Each page of the database in turn is gone: its neighbours are not."""
    with Place() as place:
        master = Master(place)
        size = (master.profile.folder / 'packshot.db').stat().st_size
        outcomes = collections.Counter()
        for page in range(0, size // PAGE, max(3, 120 // TRIALS)):
            trial = master.copy('trial')
            with open(trial.folder / 'packshot.db', 'r+b') as stream:
                stream.seek(page * PAGE)
                stream.write(random.Random(page).randbytes(PAGE))
            said = master.check(trial, f'page {page}')
            outcomes['copy' if said['from_copy'] else
                     'parts' if said['unreadable'] else 'whole'] += 1
            shutil.rmtree(trial.folder)
        print(f'# {dict(outcomes)}', flush=True)
        # Most pages are indexes, which are made anew.
        assert outcomes['whole'] > outcomes['parts'] + outcomes['copy'], outcomes
        assert outcomes['copy'] == 0, outcomes


def cut_short():
    with Place() as place:
        master = Master(place)
        size = (master.profile.folder / 'packshot.db').stat().st_size
        for length in (0, 1, 99, 512, PAGE, size // 4, size // 2, size - PAGE, size - 1):
            trial = master.copy('trial')
            with open(trial.folder / 'packshot.db', 'r+b') as stream:
                stream.truncate(length)
            error = trial.json('status', status=None)
            said = master.check(trial, f'cut to {length}')
            assert not said['database_was_sound'], (length, said, error)
            assert (trial.folder / said['kept_as'] / 'packshot.db').stat().st_size == length
            shutil.rmtree(trial.folder)
        # The database is gone altogether: it is not silently begun anew.
        trial = master.copy('gone')
        (trial.folder / 'packshot.db').unlink()
        assert trial.json('status', status=FAILED)['error']['code'] == 'corrupt'
        said = master.check(trial, 'gone')
        assert said['from_copy']
        assert len(trial.images(gtin(2))) == 3


def log_deleted():
    """What stood only in the write-ahead log is gone with it; the rest is whole."""
    with Place() as place:
        master = Master(place)
        trial = master.copy('trial')
        process = trial.start('sync')
        for i in range(40):
            trial.json('--offline', 'title', gtin(3), '#1', f'Caption {i}')
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name in ('packshot.db-wal', 'packshot.db-shm'):
            if (trial.folder / name).exists():
                (trial.folder / name).unlink()
        trial.json('repair', status=None)
        trial.verify()
        assert hashes_of(trial, gtin(2)) == master.wanted[gtin(2)]


def syncs_on():
    """After the repair of a damaged database a sync makes both sides equal, and doubles nothing."""
    with Place() as place:
        master = Master(place)
        database = master.profile.folder / 'packshot.db'
        connection = sqlite3.connect(database)
        root, = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'items_by_key'").fetchone()
        other, = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'remote_rows'").fetchone()
        connection.close()
        with open(database, 'r+b') as stream:
            for page in (root, other):
                stream.seek((page - 1) * PAGE)
                stream.write(bytes(PAGE))
        profile = Trial(master.profile.folder)
        assert profile.text('verify', status=FAILED)
        said = profile.json('repair', status=None)
        assert said['unreadable'] == ['remote_rows'], said
        profile.verify()
        for _ in range(4):
            if profile.text('sync', status=None).status == DONE:
                break
        for item, wanted in master.wanted.items():
            held = master.sandbox.closient_hashes(item)
            assert len(held) == len(set(held)), f'{item} holds something twice'
            assert set(wanted) <= set(held), item
        sends_nothing(profile, master.sandbox)
        profile.verify()


def pictures_come_back_from_the_server():
    with Place() as place:
        master = Master(place)
        profile = Trial(master.profile.folder)
        blob_of(profile, png(0)).unlink()
        damaged = bytearray(png(10))
        damaged[len(damaged) // 2] ^= 1
        blob_of(profile, png(10)).write_bytes(damaged)
        said = profile.json('--offline', 'repair', status=None)
        assert (said['fetched'], said['later'], said['lost']) == (0, 2, []), said
        profile.json('sync', '--pull-only', status=None)
        assert blob_of(profile, png(10)).read_bytes() == png(10)

        blob_of(profile, png(0)).write_bytes(b'')
        blob_of(profile, png(11)).unlink()
        said = profile.json('repair')
        assert (said['fetched'], said['lost'], said['database_was_sound']) == (2, [], True), said
        profile.verify()
        assert (profile.folder / 'blobs' / 'damaged' / sha256(png(10))).read_bytes() == damaged


def lost_pictures_are_named():
    with Place() as place:
        master = Master(place)
        profile = Trial(master.profile.folder)
        image = next(i['id'] for i in profile.images(gtin(3)) if i['sha256'] == sha256(png(31)))
        blob_of(profile, png(31)).unlink()
        said = profile.json('repair', status=LEFT_OVER)
        lost, = said['lost']
        assert f'picture {image}' in lost and 'Product 3' in lost, said
        assert hashes_of(profile, gtin(3)) == master.wanted[gtin(3)]
        # The same bytes from elsewhere make it whole again.
        profile.json('--offline', 'add', gtin(1), place.file('again.png', png(31)))
        profile.verify()
        assert profile.json('repair')['database_was_sound']


def killed_while_repairing():
    with Place() as place:
        master = Master(place)
        database = master.profile.folder / 'packshot.db'
        with open(database, 'r+b') as stream:
            stream.seek(5 * PAGE)
            stream.write(bytes(3 * PAGE))
        trial = master.copy('trial')
        began = time.monotonic()
        master.check(trial, 'whole')
        whole = time.monotonic() - began
        wanted = [trial.images(gtin(i)) for i in range(4)]
        for i in range(TRIALS * 3 // 8):
            trial = master.copy(f'kill-{i}')
            process = trial.start('repair')
            time.sleep(whole * i / (TRIALS * 3 // 8))
            process.kill()
            process.wait()
            trial.json('repair', status=None)
            trial.verify()
            assert [trial.images(gtin(n)) for n in range(4)] == wanted, f'kill {i}'
            shutil.rmtree(trial.folder)


def in_use():
    with Place() as place:
        master = Master(place)
        master.sandbox.fault('delay:20000/GET/images')
        process = master.profile.start('sync')
        wait_until_used(master.profile, process)
        error = master.profile.json('repair', status=FAILED)['error']
        assert error['code'] == 'in-use', error
        process.send_signal(signal.SIGTERM)
        process.wait()


main('repair', [flipped_bytes, lost_pages, cut_short, log_deleted, syncs_on,
                pictures_come_back_from_the_server, lost_pictures_are_named,
                killed_while_repairing, in_use])
