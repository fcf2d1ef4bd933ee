#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Backups: whole or refused, and back without loss, doubling or a false word."""

import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import tarfile
import time

from packshotctl import (DONE, FAILED, LEFT_OVER, PROGRAM, Place, Profile, gtin, main, png,
                         same_as_closient, sends_nothing, sha256, wait_until_used)


def contents(path):
    with tarfile.open(path) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def snapshot(folder):
    """Every file of a profile with its bytes, without those that only tell who is there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob('*')
            if path.is_file() and not path.name.endswith(('.lock', '-shm', '-wal'))}


def rows_of(folder):
    database = sqlite3.connect(folder / 'packshot.db')
    tables = [row[0] for row in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'items_text%'")]
    rows = {table: sorted(database.execute(f'SELECT * FROM "{table}"'), key=repr)
            for table in tables}
    database.close()
    return rows


def some_work(place):
    """A profile with synced pictures, pending ones, and a trash."""
    sandbox = place.sandbox(products=3)
    profile = place.profile(sandbox, 'closient', 'blaze')
    ids = [image['id'] for image in profile.json('add', gtin(0), *place.pictures(0, 3))['added']]
    profile.json('sync')
    profile.json('--offline', 'remove', gtin(0), ids[1])
    profile.json('--offline', 'title', gtin(0), ids[0], 'Front')
    profile.json('--offline', 'add', gtin(1), *place.pictures(10, 2))
    return sandbox, profile


def holds_what_it_says():
    with Place() as place:
        _, profile = some_work(place)
        path = place.folder / 'a.tar'
        said = profile.json('backup', path)
        assert (said['pictures'], said['on_server'], said['missing']) == (3, 2, []), said
        assert path.stat().st_mode & 0o777 == 0o600
        files = contents(path)
        assert {name.rsplit('/', 1)[-1] for name in files if name.startswith('blobs/')} == {
            sha256(png(1)), sha256(png(10)), sha256(png(11))}
        sums = dict(reversed(line.split('  ')) for line in
                    files.pop('SHA256SUMS').decode().splitlines())
        assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        for account in ('closient', 'blaze'):
            key = (place.folder / f'{account}.key').read_text().strip().encode()
            assert not [name for name, data in files.items() if key in data]

        said = profile.json('backup', path, '--full')
        assert (said['pictures'], said['on_server']) == (5, 0), said
        assert len(contents(path)) == 5 + 3
        assert [p.name for p in place.folder.iterdir() if p.name.startswith('a.tar')] == ['a.tar']


def comes_back_in_a_new_folder():
    with Place() as place:
        sandbox, profile = some_work(place)
        before = {item: profile.images(item) for item in (gtin(0), gtin(1))}
        for options in ([], ['--full']):
            path = place.folder / f'b{len(options)}.tar'
            profile.json('backup', path, *options)
            other = Profile(place.folder / f'other{len(options)}')
            said = other.json('restore', path)
            assert said['kept_as'] is None and said['missing'] == [], said
            other.verify()
            for item, images in before.items():
                now = other.images(item)
                assert [i['id'] for i in now] == [i['id'] for i in images]
                assert [i['title'] for i in now] == [i['title'] for i in images]
                assert {i['state'] for i in now} & {'synced'} == set(), now
        # Pulled, the pictures that were left out are here again.
        other = Profile(place.folder / 'other0')
        other.text('sync', '--pull-only', status=None)
        assert [i['sha256'] for i in other.images(gtin(0))] == [
            i['sha256'] for i in before[gtin(0)]]
        assert other.json('trash', 'list')[0]['sha256'] == sha256(png(1))
        other.json('sync')
        same_as_closient(other, sandbox, gtin(0))
        same_as_closient(other, sandbox, gtin(1))
        sends_nothing(other, sandbox)
        other.verify()


def what_happened_since_is_found():
    """The backup is older than what was sent: nothing is sent twice, nothing taken for synced."""
    with Place() as place:
        sandbox, profile = some_work(place)
        path = place.folder / 'c.tar'
        profile.json('backup', path)
        profile.json('sync')
        profile.json('title', gtin(1), '#1', 'Later')
        profile.json('add', gtin(2), *place.pictures(20, 2))
        profile.json('sync')
        said = profile.json('restore', path)
        assert tarfile.is_tarfile(said['kept_as'])
        assert len(contents(said['kept_as'])) >= 5
        profile.verify()
        states = {i['state'] for item in (gtin(0), gtin(1)) for i in profile.images(item)}
        assert 'synced' not in states, states
        changing = sandbox.changing()
        for _ in range(3):
            profile.text('sync', status=None)
        assert len(sandbox.closient_images(gtin(1))) == 2
        assert sorted(sandbox.closient_hashes(gtin(1))) == sorted(
            sha256(png(i)) for i in (10, 11))
        assert sandbox.changing() - changing <= 4, 'more than a caption was sent'
        assert sorted(sandbox.closient_hashes(gtin(2))) == sorted(sha256(png(i)) for i in (20, 21))
        assert len(profile.images(gtin(2))) == 2
        profile.verify()

        # And the profile as it was before is not lost.
        profile.json('restore', said['kept_as'])
        assert len(profile.images(gtin(2))) == 2


def changed_files_are_refused():
    with Place() as place:
        _, profile = some_work(place)
        path = place.folder / 'd.tar'
        profile.json('backup', path)
        good = path.read_bytes()
        before = snapshot(profile.folder)
        rng = random.Random(1)
        damages = [good[:n] for n in (0, 1, 511, 512, 700, len(good) // 2, len(good) - 1024,
                                      len(good) - 512, len(good) - 1)]
        for _ in range(60):
            at = rng.randrange(len(good))
            damages.append(good[:at] + bytes([good[at] ^ (1 << rng.randrange(8))]) + good[at + 1:])
        damages += [good + b'\0', good + good, b'not a backup' * 1000, good[512:]]
        new = Profile(place.folder / 'new')
        for i, damage in enumerate(damages):
            path.write_bytes(damage)
            error = new.json('restore', path, status=FAILED)['error']
            assert error['code'] == 'backup', (i, error)
            assert not new.folder.exists()
        error = profile.json('restore', path, status=FAILED)['error']
        assert error['code'] == 'backup', error
        assert snapshot(profile.folder) == before
        error = profile.json('restore', place.folder / 'nowhere.tar', status=FAILED)['error']
        assert error['code'] == 'not-found', error


def in_use():
    """A restore waits for nobody; a backup disturbs nobody."""
    with Place() as place:
        sandbox, profile = some_work(place)
        path = place.folder / 'e.tar'
        sandbox.fault('delay:20000/GET/images')
        process = profile.start('sync')
        wait_until_used(profile, process)
        profile.json('backup', path, '--full')
        before = rows_of(profile.folder)['edits']
        error = profile.json('restore', path, status=FAILED)['error']
        assert error['code'] == 'in-use', error
        assert rows_of(profile.folder)['edits'] == before
        process.send_signal(signal.SIGTERM)
        process.wait()
        sandbox.no_faults()
        profile.json('restore', path)
        profile.json('sync')
        profile.verify()


def disk_full():
    with Place() as place:
        _, profile = some_work(place)
        path = place.folder / 'f.tar'
        for size in (1, 64, 300):
            limited = f'ulimit -f {size}; trap "" XFSZ; exec "$@"'
            outcome = subprocess.run(
                ['sh', '-c', limited, 'sh', PROGRAM, *profile.args(['backup', path])],
                capture_output=True, check=False)
            assert outcome.returncode == FAILED, outcome
            assert not path.exists() and not list(place.folder.glob('*.part'))
        profile.json('backup', path)
        new = Profile(place.folder / 'new')
        for size in (1, 64, 300):
            limited = f'ulimit -f {size}; trap "" XFSZ; exec "$@"'
            outcome = subprocess.run(
                ['sh', '-c', limited, 'sh', PROGRAM, *new.args(['restore', path])],
                capture_output=True, check=False)
            assert outcome.returncode == FAILED, outcome
            left = [p for p in new.folder.rglob('*') if p.is_file() and p.suffix != '.lock']
            assert left == [], left
        new.json('restore', path)
        new.verify()


def killed_while_restoring():
    """At any moment: the old profile or the new one."""
    with Place() as place:
        _, profile = some_work(place)
        path = place.folder / 'g.tar'
        profile.json('backup', path, '--full')
        new = rows_of(profile.folder)['edits']
        profile.json('--offline', 'add', gtin(2), *place.pictures(30, 2))
        old = rows_of(profile.folder)['edits']
        master = place.folder / 'master'
        shutil.copytree(profile.folder, master)
        shutil.copytree(master, place.folder / 'trial')
        began = time.monotonic()
        Profile(place.folder / 'trial').json('restore', path)
        whole = time.monotonic() - began
        seen = set()
        for i in range(200):
            if i >= 40 and seen == {False, True}:
                break
            folder = place.folder / f'kill-{i}'
            shutil.copytree(master, folder)
            trial = Profile(folder)
            process = trial.start('restore', path)
            time.sleep(whole * 1.3 * (i % 40) / 40)
            process.kill()
            process.wait()
            trial.json('status')
            now = rows_of(folder)['edits']
            assert now in (old, new), f'kill {i}'
            seen.add(now == new)
            trial.verify()
            shutil.rmtree(folder)
        assert seen == {False, True}, seen


def a_damaged_profile_comes_back():
    with Place() as place:
        _, profile = some_work(place)
        path = place.folder / 'h.tar'
        profile.json('backup', path, '--full')
        profile.json('clean')
        edits = rows_of(profile.folder)['edits']
        database = profile.folder / 'packshot.db'
        damaged = b'\0' * 4096 + database.read_bytes()[4096:]
        database.write_bytes(damaged)
        error = profile.json('backup', place.folder / 'i.tar', status=FAILED)['error']
        assert error['code'] == 'corrupt', error
        kept = profile.json('restore', path)['kept_as']
        with open(f'{kept}/packshot.db', 'rb') as stream:
            assert stream.read() == damaged
        assert rows_of(profile.folder)['edits'] == edits
        profile.verify()
        assert not (profile.folder / 'packshot.db.daily').exists()


def missing_pictures_are_told():
    with Place() as place:
        _, profile = some_work(place)
        path = place.folder / 'j.tar'
        for seed in (10, 11):
            blob, = profile.folder.glob(f'blobs/*/{sha256(png(seed))}')
            if seed == 10:
                blob.unlink()
            else:
                blob.write_bytes(b'other')
        said = profile.json('backup', path, status=LEFT_OVER)
        assert sorted(said['missing']) == sorted([sha256(png(10)), sha256(png(11))])
        new = Profile(place.folder / 'new')
        said = new.json('restore', path, status=LEFT_OVER)
        assert sorted(said['missing']) == sorted([sha256(png(10)), sha256(png(11))])
        assert len(new.json('verify', status=FAILED)['problems']) == 2


def damaged_pictures_are_replaced():
    with Place() as place:
        _, profile = some_work(place)
        path = place.folder / 'k.tar'
        profile.json('backup', path)
        blob, = profile.folder.glob(f'blobs/*/{sha256(png(10))}')
        blob.write_bytes(bytes(len(png(10))))
        profile.json('verify', status=FAILED)
        assert profile.text('restore', path).status == DONE
        profile.verify()


main('backup', [holds_what_it_says, comes_back_in_a_new_folder, what_happened_since_is_found,
                changed_files_are_refused, in_use, disk_full, killed_while_restoring,
                a_damaged_profile_comes_back, missing_pictures_are_told,
                damaged_pictures_are_replaced])
