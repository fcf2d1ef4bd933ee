#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""GoldLeaf with one picture each, BLAZE with private and public ones."""

from packshotctl import FAILED, LEFT_OVER, Place, main, png, sends_nothing, sha256


def items_of(profile, account, kind):
    return [item for item in profile.json('items', '--account', account) if item['kind'] == kind]


def goldleaf_hash(sandbox, key):
    return [picture['sha256'] for picture in sandbox.state()['goldleaf'] if picture['id'] == key]


def goldleaf_puts_and_replaces():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'goldleaf')
        organization = sandbox.facts['goldleaf']['organization']
        customer = items_of(profile, 'goldleaf', 'customer')[0]
        for reference, key in ((organization, organization),
                               (customer['reference'], customer['key'])):
            profile.json('--offline', 'add', reference, *place.pictures(0, 1))
            assert goldleaf_hash(sandbox, key) == []
            profile.json('sync')
            assert goldleaf_hash(sandbox, key) == [sha256(png(0))]
            profile.json('replace', reference, '#1', place.file('new.png', png(1)))
            profile.json('sync')
            assert goldleaf_hash(sandbox, key) == [sha256(png(1))]
            # A further picture takes the place of the only one.
            profile.json('add', reference, place.file('third.png', png(2)))
            profile.json('sync')
            assert goldleaf_hash(sandbox, key) == [sha256(png(2))]
            image, = profile.images(reference)
            assert image['sha256'] == sha256(png(2)) and image['state'] == 'synced', image
        sends_nothing(profile, sandbox)
        profile.verify()


def goldleaf_says_what_it_cannot():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'goldleaf')
        brand = items_of(profile, 'goldleaf', 'brand')[0]['reference']
        customer = items_of(profile, 'goldleaf', 'customer')[0]['reference']
        pictures = place.pictures(0, 2)
        for args in (['add', brand, pictures[0]], ['add', customer, *pictures]):
            error = profile.json(*args, status=FAILED)['error']
            assert error['code'] == 'not-supported', (args, error)
        profile.json('add', customer, pictures[0])
        profile.json('sync')
        error = profile.json('remove', customer, '#1', status=FAILED)['error']
        assert error['code'] == 'not-supported', error
        titled = profile.json('title', customer, '#1', 'Front')['image']
        assert titled['kept_here'] and titled['title'] == 'Front', titled
        profile.json('sync')
        assert profile.images(customer)[0]['title'] == 'Front'
        sends_nothing(profile, sandbox)


def blaze_state(sandbox, key):
    for product in sandbox.state()['blaze']:
        if product['id'] == key:
            return [(asset['sha256'], asset['secured']) for asset in product['assets']]
    return []


def blaze_shown(profile, item):
    return [(image['sha256'], image['visibility'] == 'private')
            for image in profile.images(item)]


def blaze_private_and_public():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'blaze')
        item = items_of(profile, 'blaze', 'product')[0]
        key = item['key']
        a, b, c = place.pictures(0, 3)
        private, = profile.json('--offline', 'add', key, a)['added']
        public = profile.json('--offline', 'add', key, b, c, '--public')['added']
        assert private['visibility'] == 'private'
        assert {image['visibility'] for image in public} == {'public'}
        profile.json('sync')
        assert blaze_state(sandbox, key) == [(sha256(png(0)), True), (sha256(png(1)), False),
                                             (sha256(png(2)), False)]

        # A move never moves the star: the first of the list is the primary and stays it.
        assert [image['is_primary'] for image in profile.images(key)] == [True, False, False]
        profile.json('move', key, public[1]['id'], '--to', 1)
        profile.json('sync')
        assert [row[0] for row in blaze_state(sandbox, key)] == [sha256(png(i)) for i in (0, 2, 1)]

        profile.json('visibility', key, private['id'], 'public')
        profile.json('sync')
        assert dict(blaze_state(sandbox, key))[sha256(png(0))] is False

        profile.json('primary', key, public[0]['id'])
        profile.json('sync')
        assert blaze_state(sandbox, key)[0][0] == sha256(png(1))

        profile.json('remove', key, public[1]['id'])
        profile.json('sync')
        assert sha256(png(2)) not in dict(blaze_state(sandbox, key))
        assert blaze_shown(profile, key) == blaze_state(sandbox, key)
        sends_nothing(profile, sandbox)
        profile.verify()


def blaze_keeps_what_others_wrote():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'blaze')
        key = items_of(profile, 'blaze', 'product')[0]['key']
        profile.json('add', key, *place.pictures(0, 1))
        profile.json('sync')
        product = sandbox.blaze_product(key)
        product['description'] = 'Somebody else wrote this'
        product['assets'][0]['thumbURL'] = 'https://example.invalid/thumb.png'
        sandbox.blaze_write(product)
        profile.json('add', key, *place.pictures(1, 1))
        profile.json('sync')
        product = sandbox.blaze_product(key)
        assert product['description'] == 'Somebody else wrote this', product
        assert len(product['assets']) == 2


def blaze_order_in_conflict():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'blaze')
        key = items_of(profile, 'blaze', 'product')[0]['key']
        for keep, wanted in (('mine', (0, 4, 1, 2, 3)), ('server', (0, 1, 4, 2, 3))):
            for image in profile.images(key):
                profile.json('remove', key, image['id'])
            added = profile.json('add', key, *place.pictures(0, 5))['added']
            profile.json('sync')
            # Both sides move the last picture, each to another place.
            product = sandbox.blaze_product(key)
            product['assets'].insert(2, product['assets'].pop())
            for i, asset in enumerate(product['assets']):
                asset['priority'] = i
            sandbox.blaze_write(product)
            profile.json('move', key, added[4]['id'], '--to', 2)
            result = profile.json('sync', status=LEFT_OVER)
            conflict, = profile.json('conflicts')
            assert result['conflicts'] == 1 and conflict['kind'] == 'order', (result, conflict)
            profile.json('resolve', conflict['id'], '--keep', keep)
            profile.json('sync')
            assert [row[0] for row in blaze_state(sandbox, key)] == [sha256(png(i)) for i in wanted]
            assert blaze_shown(profile, key) == blaze_state(sandbox, key)
        assert profile.json('conflicts') == []


def all_three_at_once():
    with Place() as place:
        sandbox = place.sandbox('--samples')
        profile = place.profile(sandbox, 'closient', 'goldleaf', 'blaze')
        profile.json('sync')
        assert sandbox.changing() == 0
        status = profile.json('status')
        assert status['not_checked'] == 0 and status['waiting'] == 0, status
        for account in ('closient', 'goldleaf', 'blaze'):
            item = profile.json('items', '--account', account)[-1]
            profile.images(item['reference'])
        sends_nothing(profile, sandbox)
        profile.verify()


main('services', [goldleaf_puts_and_replaces, goldleaf_says_what_it_cannot,
                  blaze_private_and_public, blaze_keeps_what_others_wrote,
                  blaze_order_in_conflict, all_three_at_once])
