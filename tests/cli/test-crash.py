#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Killed, cut off and refused in the middle of a sync: each picture arrives exactly once."""

import signal

from packshotctl import (FAILED, LEFT_OVER, Place, gtin, main, png, same_as_closient,
                         sends_nothing, sha256)

PICTURES = 20


def wait_for(sandbox, process, n, member):
    """Until the server has had n calls, or the program has ended."""
    while process.poll() is None and sandbox.calls()[member] < n:
        pass


def sync_until_done(profile):
    """As a person would: again, while something is left over, but not for ever."""
    for _ in range(10):
        if profile.text('sync', status=None).status == 0:
            return
    profile.json('sync')


def holds_each_once(sandbox, profile, item, n=PICTURES):
    images = same_as_closient(profile, sandbox, item)
    assert len(images) == n
    assert sorted(image['sha256'] for image in images) == sorted(sha256(png(i)) for i in range(n))


def killed_at(place, sandbox, item, n, member):
    """Kills a sync when the server has had n more calls, then syncs on."""
    profile = place.profile(sandbox, 'closient')
    profile.json('--offline', 'add', item, *place.pictures(0, PICTURES), '--primary')
    sandbox.request('/_sandbox/reset-calls', 'POST', '')
    # Long enough between the effect and its answer to be killed there.
    sandbox.fault('delay:40/POST/images')
    process = profile.start('sync', item)
    wait_for(sandbox, process, n, member)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, 'the sync was over before it was killed'
    sandbox.no_faults()
    profile.verify()
    profile.json('sync', item)
    holds_each_once(sandbox, profile, item)
    sends_nothing(profile, sandbox)
    profile.verify()


def killed_while_sending():
    with Place() as place:
        moments = [(1, 'total'), (1, 'changing'), (2, 'changing'), (7, 'changing'),
                   (13, 'changing'), (PICTURES - 1, 'changing')]
        sandbox = place.sandbox(products=len(moments))
        for i, (n, member) in enumerate(moments):
            try:
                killed_at(place, sandbox, gtin(i), n, member)
            except AssertionError as error:
                raise AssertionError(f'killed at {n} {member}: {error}') from error


def killed_while_reordering():
    """Here every picture is sent again and its old copy deleted."""
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        ids = [i['id'] for i in profile.json('add', gtin(0), *place.pictures(0, 6))['added']]
        profile.json('sync')
        for n in (1, 2, 3):
            profile.json('move', gtin(0), ids[0], '--to', 6 if n % 2 else 1)
            profile.json('primary', gtin(0), ids[n])
            sandbox.request('/_sandbox/reset-calls', 'POST', '')
            sandbox.fault('delay:100//images')
            process = profile.start('sync')
            wait_for(sandbox, process, n, 'changing')
            process.send_signal(signal.SIGKILL)
            process.wait()
            sandbox.no_faults()
            profile.json('sync')
            holds_each_once(sandbox, profile, gtin(0), 6)
        sends_nothing(profile, sandbox)
        profile.verify()


def killed_while_goldleaf_and_blaze_are_sent_to():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'goldleaf', 'blaze')
        key = next(i['key'] for i in profile.json('items') if i['kind'] == 'product')
        organization = sandbox.facts['goldleaf']['organization']
        for n in (1, 2, 3):
            profile.json('add', key, *place.pictures(10 * n, 2))
            profile.json('add', organization, place.file('logo.png', png(n)))
            sandbox.request('/_sandbox/reset-calls', 'POST', '')
            sandbox.fault('delay:100/POST')
            process = profile.start('sync')
            wait_for(sandbox, process, n, 'changing')
            process.send_signal(signal.SIGKILL)
            process.wait()
            sandbox.no_faults()
            profile.json('sync')
            wanted = [sha256(png(10 * i + j)) for i in range(1, n + 1) for j in range(2)]
            state = sandbox.state()
            assert [asset['sha256'] for asset in state['blaze'][0]['assets']] == wanted
            assert [logo['sha256'] for logo in state['goldleaf']] == [sha256(png(n))]
        sends_nothing(profile, sandbox)
        profile.verify()


def interrupted_in_good_order():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', gtin(0), *place.pictures(0, 8))
        for number in (signal.SIGINT, signal.SIGTERM):
            sandbox.request('/_sandbox/reset-calls', 'POST', '')
            sandbox.fault('delay:100/POST/images')
            process = profile.start('sync')
            wait_for(sandbox, process, 2, 'changing')
            process.send_signal(number)
            assert process.wait(timeout=60) == FAILED
            sandbox.no_faults()
        assert 4 <= len(sandbox.closient_images(gtin(0))) < 8
        profile.json('sync')
        holds_each_once(sandbox, profile, gtin(0), 8)


def answers_that_never_come():
    """The call is done and its answer lost, or it never arrived: looked at, and not sent twice."""
    with Place() as place:
        sandbox = place.sandbox(products=8)
        profile = place.profile(sandbox, 'closient')
        for i, fault in enumerate(('cut-after*3/POST/images', 'cut-before*3/POST/images',
                                   'truncate*2/POST/images', 'garbage*2/POST/images',
                                   '5xx:503*3//images', 'refuse*2//images',
                                   '429:1*2/POST/images', 'cut-after*1/DELETE')):
            try:
                profile.json('add', gtin(i), *place.pictures(0, 4))
                sandbox.fault(fault)
                sync_until_done(profile)
                holds_each_once(sandbox, profile, gtin(i), 4)
                sandbox.no_faults()
            except AssertionError as error:
                raise AssertionError(f'{fault}: {error}') from error
        sends_nothing(profile, sandbox)
        profile.verify()


def a_server_that_is_gone():
    with Place() as place:
        sandbox = place.sandbox('--state', place.folder / 'state', products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', gtin(0), *place.pictures(0, 2))
        sandbox.stop()
        result = profile.json('sync', status=LEFT_OVER)
        assert result['pending'] == 1 and result['sent'] == 0, result
        outcome = profile.text('sync', status=LEFT_OVER)
        assert gtin(0) in outcome.err, outcome
        assert len(profile.images(gtin(0))) == 2
        profile.verify()
        again = place.sandbox('--state', place.folder / 'state', '--port', sandbox.facts['port'])
        profile.json('sync')
        holds_each_once(again, profile, gtin(0), 2)


def edits_while_another_syncs():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', gtin(0), *place.pictures(0, 6))
        sandbox.request('/_sandbox/reset-calls', 'POST', '')
        sandbox.fault('delay:150/POST/images')
        process = profile.start('sync')
        wait_for(sandbox, process, 2, 'changing')
        profile.json('--offline', 'add', gtin(1), *place.pictures(0, 1))
        profile.json('--offline', 'title', gtin(0), '#1', 'Front')
        process.wait(timeout=60)
        sandbox.no_faults()
        sync_until_done(profile)
        holds_each_once(sandbox, profile, gtin(0), 6)
        holds_each_once(sandbox, profile, gtin(1), 1)
        assert profile.images(gtin(0))[0]['title'] == 'Front'
        sends_nothing(profile, sandbox)
        profile.verify()


def two_syncs_at_once():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', gtin(0), *place.pictures(0, 6))
        sandbox.fault('delay:50/POST/images')
        processes = [profile.start('sync') for _ in range(2)]
        for process in processes:
            process.wait(timeout=60)
        sandbox.no_faults()
        sync_until_done(profile)
        holds_each_once(sandbox, profile, gtin(0), 6)
        assert sandbox.changing() == 6, 'something was sent twice'
        profile.verify()


main('crash', [killed_while_sending, killed_while_reordering,
               killed_while_goldleaf_and_blaze_are_sent_to, interrupted_in_good_order,
               answers_that_never_come, a_server_that_is_gone, edits_while_another_syncs,
               two_syncs_at_once])
