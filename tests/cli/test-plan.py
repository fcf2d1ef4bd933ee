#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Changing what Closient can't change in place, under everything its documents leave open."""

import concurrent.futures
import itertools

from packshotctl import Place, gtin, main, png, same_as_closient, sends_nothing, sha256

ITEM = gtin(0)

DECIDE_THE_ORDER = ('closient.priority', 'closient.first-primary',
                    'closient.promote-after-delete')


def variants(sandbox, name):
    """NAME=VALUE for each value of the variants whose name begins so, numbers left out."""
    return [f'{variant["name"]}={value}' for variant in sandbox if variant['values']
            and variant['name'].startswith(name) for value in variant['values'].split('|')]


def change_everything(place, sandbox, profile, item):
    """Order, primary, caption, bytes, and a picture less, in one go and one after the other."""
    added = profile.json('add', item, *place.pictures(0, 5), '--title', 'Front')['added']
    ids = [image['id'] for image in added]
    profile.json('sync')
    same_as_closient(profile, sandbox, item, with_bytes=False)

    profile.json('move', item, ids[4], '--to', 1)
    profile.json('primary', item, ids[2])
    profile.json('title', item, ids[1], 'Back')
    profile.json('replace', item, ids[3], place.file('new.png', png(9)))
    profile.json('remove', item, ids[0])
    plan, = profile.json('plan', item)
    assert plan['uploads'] >= 3 and plan['deletes'] >= 1 and not plan['unreachable'], plan
    profile.json('sync')
    images = same_as_closient(profile, sandbox, item, with_bytes=False)
    assert [image['id'] for image in images] == [ids[2], ids[4], ids[1], ids[3]], images
    assert [image['sha256'] for image in images] == [sha256(png(i)) for i in (2, 4, 1, 9)]
    assert [image['title'] for image in images] == ['Front', 'Front', 'Back', 'Front']

    profile.json('primary', item, ids[1])
    profile.json('move', item, ids[3], '--to', 1)
    profile.json('sync')
    images = same_as_closient(profile, sandbox, item, with_bytes=False)
    assert [image['id'] for image in images] == [ids[1], ids[3], ids[4], ids[2]], images


def check(settings):
    with Place() as place:
        sandbox = place.sandbox(*(f'--variant={setting}' for setting in settings), products=1)
        try:
            profile = place.profile(sandbox, 'closient')
            change_everything(place, sandbox, profile, ITEM)
            held = [image['sha256'] for image in sandbox.state()['closient'][0]['images']]
            assert held == [image['sha256'] for image in profile.images(ITEM)], held
            sends_nothing(profile, sandbox)
            profile.verify()
        except AssertionError as error:
            raise AssertionError(f'{settings}: {error}') from error


def check_all(all_settings):
    """Several at once: most of the time is spent waiting."""
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        list(pool.map(check, all_settings))


def under_each_variant():
    with Place() as place:
        known = place.profile().json('sandbox', '--list-variants')
    settings = [setting for setting in variants(known, 'closient.')
                if setting.split('=')[0] not in DECIDE_THE_ORDER]
    assert {'closient.duplicates=refuse', 'closient.image-url=missing'} <= set(settings), settings
    check_all([setting] for setting in settings)


def under_what_decides_the_order():
    with Place() as place:
        known = place.profile().json('sandbox', '--list-variants')
    values = [variants(known, name) for name in DECIDE_THE_ORDER]
    assert [len(some) for some in values] == [3, 2, 2], values
    check_all(itertools.product(*values))


def where_bytes_may_not_come_twice():
    """Then the old row goes first, and its bytes are still here when it is cut off after that."""
    with Place() as place:
        sandbox = place.sandbox('--variant=closient.duplicates=refuse', products=1)
        profile = place.profile(sandbox, 'closient')
        ids = [i['id'] for i in profile.json('add', ITEM, *place.pictures(0, 3))['added']]
        profile.json('sync')
        profile.json('title', ITEM, ids[0], 'Front')
        # The upload is refused as it comes twice; killed when the old row has gone.
        sandbox.request('/_sandbox/reset-calls', 'POST', '')
        sandbox.fault('delay:200/DELETE')
        process = profile.start('sync')
        while process.poll() is None and sandbox.changing() < 1:
            pass
        process.kill()
        process.wait()
        sandbox.no_faults()
        assert len(sandbox.closient_images(ITEM)) == 2
        profile.json('sync')
        images = same_as_closient(profile, sandbox, ITEM)
        assert [image['sha256'] for image in images] == [sha256(png(i)) for i in range(3)]
        assert images[0]['title'] == 'Front'
        profile.verify()


def as_few_as_possible_are_sent_again():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        ids = [i['id'] for i in profile.json('add', ITEM, *place.pictures(0, 9))['added']]
        profile.json('sync')
        # The newest stands first where all have one priority: one upload brings it to the front.
        profile.json('move', ITEM, ids[8], '--to', 1)
        plan, = profile.json('plan')
        assert (plan['uploads'], plan['again'], plan['deletes']) == (1, 1, 1), plan
        assert '1 of 9 pictures will be sent again' in plan['sentence'], plan
        assert plan['bytes'] == len(png(8))
        before = sandbox.changing()
        profile.json('sync')
        assert sandbox.changing() == before + 2
        same_as_closient(profile, sandbox, ITEM)


main('plan', [as_few_as_possible_are_sent_again, where_bytes_may_not_come_twice,
              under_each_variant, under_what_decides_the_order])
