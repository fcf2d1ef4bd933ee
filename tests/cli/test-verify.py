#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""verify proves what is here and reads back what servers show; clean removes what nobody names."""

import os
import signal
import sqlite3
import time

from packshotctl import (DONE, FAILED, LEFT_OVER, Place, gtin, main, png, sends_nothing, sha256,
                         wait_until_used)

DAY = 24 * 60 * 60


def rows_of(profile):
    database = sqlite3.connect(profile.folder / 'packshot.db')
    rows = list(database.iterdump())
    database.close()
    return rows


def differences(profile, status=FAILED):
    """What verify --server says, and that nothing is changed by it."""
    before = rows_of(profile)
    said = profile.json('verify', '--server', status=status)
    assert rows_of(profile) == before
    return {(d['kind'], d['here'], d['there']) for d in said['server']['differences']}, said


def blob_of(profile, data):
    path, = profile.folder.glob(f'blobs/??/{sha256(data)}')
    return path


def tells_what_is_wrong_here():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        ids = [i['id'] for i in profile.json('--offline', 'add', gtin(0),
                                             *place.pictures(0, 3))['added']]
        said = profile.json('verify')
        assert (said['ok'], said['pictures'], said['unnamed'], said['temporary']) == (
            True, 3, 0, 0), said
        (profile.folder / 'blobs' / 'ab').mkdir(exist_ok=True)
        (profile.folder / 'blobs' / 'ab' / ('ab' * 32)).write_bytes(b'12345')
        (profile.folder / 'blobs' / 'tmp' / 'half').write_bytes(b'1')
        said = profile.json('verify')
        assert (said['ok'], said['unnamed'], said['unnamed_bytes'], said['temporary']) == (
            True, 1, 5, 1), said
        blob_of(profile, png(1)).unlink()
        blob_of(profile, png(2)).write_bytes(png(3))
        problems = profile.json('verify', status=FAILED)['problems']
        assert len(problems) == 2
        for image, data, what in ((ids[1], png(1), 'missing'), (ids[2], png(2), 'damaged')):
            assert [p for p in problems if f'picture {image}:' in p and 'Product 0' in p
                    and sha256(data) in p and what in p], problems


def equal_to_the_server():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient', 'blaze', 'goldleaf')
        profile.json('add', gtin(0), *place.pictures(0, 3))
        item = next(i for i in profile.json('items', '--account', 'blaze')
                    if i['kind'] == 'product')
        profile.json('add', item['reference'], *place.pictures(5, 2))
        customer = next(i for i in profile.json('items', '--account', 'goldleaf')
                        if i['kind'] == 'customer')
        profile.json('add', customer['reference'], *place.pictures(8, 1))
        profile.json('sync')
        # Work that waits is no difference: nobody said that it is there.
        profile.json('--offline', 'title', gtin(0), '#1', 'Waits')
        changing = sandbox.changing()
        found, said = differences(profile, DONE)
        assert found == set() and said['ok'], said
        assert said['server']['checked'] == len(profile.json('items'))
        assert sandbox.changing() == changing


def each_difference_is_told():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient', 'blaze')
        ids = [i['id'] for i in profile.json('add', gtin(0), *place.pictures(0, 3))['added']]
        item = next(i for i in profile.json('items', '--account', 'blaze')
                    if i['kind'] == 'product')
        profile.json('add', item['reference'], *place.pictures(5, 3))
        profile.json('sync')
        row = next(r for r in sandbox.closient_images(gtin(0))
                   if r[0] == next(i['remote_id'] for i in profile.images(gtin(0))
                                   if i['id'] == ids[1]))
        sandbox.closient(f'{sandbox.closient_path(gtin(0))}/{row[0]}', 'DELETE')
        product = sandbox.blaze_product(item['key'])
        product['assets'] = [product['assets'][1], product['assets'][0], product['assets'][2]]
        sandbox.blaze_write(product)
        found, said = differences(profile)
        kinds = {(d['item'].split(':')[0], d['kind']) for d in said['server']['differences']}
        assert ('closient', 'gone') in kinds, said
        assert {kind for account, kind in kinds if account == 'blaze'} & {'primary', 'order'}, said
        # A sync takes them in, and then nothing differs.
        profile.text('sync', status=None)
        found, _ = differences(profile, DONE)
        assert found == set(), found
        sends_nothing(profile, sandbox)


def new_there_and_changed_on_both_sides():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        other = place.profile(sandbox, 'closient')
        first, _ = profile.json('add', gtin(0), *place.pictures(0, 2))['added']
        profile.json('sync')
        other.json('sync')
        other.json('add', gtin(0), *place.pictures(7, 1))
        other.json('sync')
        found, said = differences(profile)
        # Their order made it send the others again.
        assert {kind for kind, _, _ in found} == {'new', 'gone'}, said
        profile.json('--offline', 'title', gtin(0), first['id'], 'Mine')
        found, said = differences(profile)
        assert {kind for kind, _, _ in found} == {'new', 'gone', 'changed'}, said


def what_cannot_be_read_back():
    with Place() as place:
        sandbox = place.sandbox(products=3)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', gtin(0), *place.pictures(0, 1))
        profile.json('sync')
        error = profile.json('--offline', 'verify', '--server', status=FAILED)['error']
        assert error['code'] == 'offline', error
        sandbox.fault('5xx:500*1//images')
        found, said = differences(profile, LEFT_OVER)
        assert found == set() and said['server']['not_checked'] == 1, said
        assert said['server']['checked'] == 2 and len(said['server']['reasons']) == 1
        sandbox.no_faults()
        sandbox.fault('429:1*1//images')
        found, said = differences(profile, DONE)
        assert said['server']['checked'] == 3, said
        sandbox.stop()
        found, said = differences(profile, LEFT_OVER)
        assert said['server']['not_checked'] == 3, said


def clean_removes_what_nobody_names():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('--offline', 'add', gtin(0), *place.pictures(0, 2))
        shelf = profile.folder / 'blobs' / 'ab'
        shelf.mkdir(exist_ok=True)
        old, new = shelf / ('ab' * 32), shelf / ('ab' + 'cd' * 31)
        half = profile.folder / 'blobs' / 'tmp' / 'half'
        for path in (old, new, half):
            path.write_bytes(b'12345')
        for path in (old, half, *profile.folder.glob('blobs/??/*')):
            if path != new:
                os.utime(path, (time.time() - 2 * DAY,) * 2)
        held = profile.start('sync')
        held.wait()
        said = profile.json('clean')
        assert (said['pictures'], said['bytes'], said['in_use']) == (1, 5, False), said
        assert not old.exists() and new.exists() and not half.exists()
        assert len(profile.images(gtin(0))) == 2
        profile.verify()
        copy = sqlite3.connect(profile.folder / 'packshot.db.daily')
        assert copy.execute('PRAGMA integrity_check').fetchone() == ('ok',)
        assert copy.execute('SELECT count(*) FROM edits').fetchone() == (1,)
        copy.close()


def clean_waits_for_others():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', gtin(0), *place.pictures(0, 1))
        shelf = profile.folder / 'blobs' / 'ab'
        shelf.mkdir(exist_ok=True)
        old = shelf / ('ab' * 32)
        old.write_bytes(b'12345')
        os.utime(old, (time.time() - 2 * DAY,) * 2)
        sandbox.fault('delay:20000/GET/images')
        process = profile.start('sync')
        wait_until_used(profile, process)
        said = profile.json('clean')
        assert said['in_use'] and said['pictures'] == 0 and old.exists(), said
        process.send_signal(signal.SIGTERM)
        process.wait()
        assert profile.json('clean')['pictures'] == 1 and not old.exists()


def trash_is_kept_for_a_month():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('--offline', 'add', gtin(0), *place.pictures(0, 2))
        profile.json('--offline', 'remove', gtin(0), '#1')
        profile.json('--offline', 'remove', gtin(0), '#1')
        database = sqlite3.connect(profile.folder / 'packshot.db')
        with database:
            database.execute('UPDATE trash SET removed_at = removed_at - ? WHERE id = 1',
                             [30 * DAY * 1000000])
        database.close()
        assert profile.json('clean')['trash'] == 1
        kept, = profile.json('trash', 'list')
        assert kept['sha256'] == sha256(png(1)), kept
        # The bytes stay: the edit can still be undone.
        profile.json('undo')
        profile.json('undo')
        assert len(profile.images(gtin(0))) == 2
        profile.verify()


main('verify', [tells_what_is_wrong_here, equal_to_the_server, each_difference_is_told,
                new_there_and_changed_on_both_sides, what_cannot_be_read_back,
                clean_removes_what_nobody_names, clean_waits_for_others,
                trash_is_kept_for_a_month])
