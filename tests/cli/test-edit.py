#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Editing a gallery offline, then making Closient equal to it."""

from packshotctl import (DONE, LEFT_OVER, Place, main, png, same_as_closient, sends_nothing, sha256,
                         gtin)

ITEM = gtin(0)


def add(profile, item, *args):
    return profile.json('--offline', 'add', item, *args)['added']


def every_edit_without_a_network():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient')
        calls = sandbox.calls()['total']

        a, b, c, d = place.pictures(0, 4)
        first = add(profile, ITEM, a, b, '--title', 'Größe')
        assert [image['position'] for image in first] == [1, 2]
        assert {image['title'] for image in first} == {'Größe'}
        assert [image['sha256'] for image in first] == [sha256(png(0)), sha256(png(1))]
        assert first[0]['mime'] == 'image/png' and first[0]['bytes'] == len(png(0))
        assert (first[0]['width'], first[0]['height']) == (600, 500)
        third = add(profile, ITEM, c, '--primary')[0]
        assert third['is_primary'] and third['position'] == 3
        fourth = add(profile, ITEM, d, '--position', 1)[0]
        assert fourth['position'] == 1

        profile.json('--offline', 'move', ITEM, fourth['id'], '--to', 4)
        profile.json('--offline', 'title', ITEM, '#1', 'Front')
        profile.json('--offline', 'primary', ITEM, first[1]['id'])
        profile.json('--offline', 'remove', ITEM, third['id'])
        images = profile.images(ITEM)
        assert [(i['id'], i['position'], i['is_primary'], i['title']) for i in images] == [
            (first[1]['id'], 2, True, 'Größe'), (first[0]['id'], 1, False, 'Front'),
            (fourth['id'], 3, False, '')], images
        assert {image['state'] for image in images} == {'pending'}
        assert sandbox.calls()['total'] == calls, 'a server was called'

        profile.json('sync')
        same_as_closient(profile, sandbox, ITEM)
        assert [image['id'] for image in profile.images(ITEM)] == [i['id'] for i in images]
        sends_nothing(profile, sandbox)
        profile.verify()


def a_primary_and_none():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        add(profile, ITEM, *place.pictures(0, 3), '--primary')
        profile.json('sync')
        assert [row[1] for row in sandbox.closient_images(ITEM)] == [True, False, False]
        before = [image['position'] for image in profile.images(ITEM)]
        profile.json('primary', ITEM, '#2')
        assert [image['position'] for image in profile.images(ITEM)] == [2, 1, 3], before
        profile.json('sync')
        same_as_closient(profile, sandbox, ITEM)
        profile.json('primary', ITEM, 'none')
        profile.json('sync')
        assert [row[1] for row in sandbox.closient_images(ITEM)] == [False] * 3
        same_as_closient(profile, sandbox, ITEM)


def replace_keeps_the_place():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        added = add(profile, ITEM, *place.pictures(0, 3), '--title', 'Front')
        profile.json('sync')
        changed = profile.json('replace', ITEM, added[1]['id'], place.file('new.png', png(9)))
        assert changed['changed'] and changed['image']['title'] == 'Front'
        profile.json('sync')
        images = same_as_closient(profile, sandbox, ITEM)
        assert [image['sha256'] for image in images] == [sha256(png(i)) for i in (0, 9, 2)]
        trash = profile.json('trash', 'list')
        assert [row['sha256'] for row in trash] == [sha256(png(1))]
        profile.verify()


def undo_and_redo_after_a_sync():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        added = add(profile, ITEM, *place.pictures(0, 3))
        profile.json('sync')
        profile.json('remove', ITEM, added[0]['id'])
        profile.json('title', ITEM, added[1]['id'], 'Back')
        profile.json('sync')
        assert len(sandbox.closient_images(ITEM)) == 2
        assert profile.json('undo')['kind'] == 'title'
        assert profile.json('undo')['kind'] == 'remove'
        assert [image['id'] for image in profile.images(ITEM)] == [image['id'] for image in added]
        profile.json('sync')
        images = same_as_closient(profile, sandbox, ITEM)
        assert [image['sha256'] for image in images] == [sha256(png(i)) for i in range(3)]
        assert profile.json('redo')['kind'] == 'remove'
        profile.json('sync')
        assert len(same_as_closient(profile, sandbox, ITEM)) == 2
        profile.verify()


def the_trash_gives_back():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        added = add(profile, ITEM, *place.pictures(0, 2), '--title', 'Front')
        profile.json('sync')
        profile.json('remove', ITEM, added[0]['id'])
        profile.json('sync')
        row, = profile.json('trash', 'list')
        assert row['title'] == 'Front' and row['item']['gtin'] == '0' + ITEM
        profile.json('trash', 'restore', row['id'])
        assert profile.json('trash', 'list') == []
        profile.json('sync')
        assert len(same_as_closient(profile, sandbox, ITEM)) == 2


def what_is_there_already_is_not_added():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        picture, = place.pictures(0, 1)
        image, = add(profile, ITEM, picture)
        again = profile.json('add', ITEM, picture)
        assert again['added'] == []
        assert [there['id'] for there in again['already_there']] == [image['id']]
        assert len(profile.json('add', ITEM, picture, '--again')['added']) == 1
        profile.json('sync')
        assert len(same_as_closient(profile, sandbox, ITEM)) == 2


def an_edit_that_changes_nothing_is_done():
    with Place() as place:
        profile = place.profile(place.sandbox(products=1), 'closient')
        image, = add(profile, ITEM, *place.pictures(0, 1), '--title', 'Front', '--primary')
        for edit in (['title', ITEM, image['id'], 'Front'], ['primary', ITEM, image['id']],
                     ['move', ITEM, image['id'], '--to', 1]):
            assert profile.json(*edit)['changed'] is False, edit
        profile.json('undo')
        assert profile.images(ITEM) == [], 'one edit was made'


def items_are_named_in_many_ways():
    with Place() as place:
        profile = place.profile(place.sandbox(products=3), 'closient')
        image, = add(profile, ITEM, *place.pictures(0, 1))
        spaced = f'{ITEM[0]} {ITEM[1:7]} {ITEM[7:]}'
        for name in (ITEM, '0' + ITEM, spaced, f'closient:{ITEM}', f'closient:0{ITEM}'):
            assert [i['id'] for i in profile.images(name)] == [image['id']], name
        for name in (image['id'], '#1'):
            assert profile.json('title', ITEM, name, f'T{name}')['image']['id'] == image['id']
        profile.json('sync')
        remote = profile.images(ITEM)[0]['remote_id']
        changed = profile.json('title', ITEM, f'remote:{remote}', '--', '-dash')
        assert changed['image']['title'] == '-dash'


def a_copy_of_a_picture():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        one = place.profile(sandbox, 'closient')
        add(one, ITEM, *place.pictures(0, 1))
        one.json('sync')
        other = place.profile(sandbox, 'closient')
        other.json('sync', '--pull-only')
        copy = place.folder / 'copy.png'
        other.json('fetch', ITEM, '#1', copy)
        assert copy.read_bytes() == png(0)
        error = other.json('fetch', ITEM, '#1', copy, status=1)['error']
        assert 'there already' in error['message']
        other.json('fetch', ITEM, '#1', copy, '--overwrite')


def two_profiles_meet():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        one, other = (place.profile(sandbox, 'closient') for _ in range(2))
        add(one, ITEM, *place.pictures(0, 2), '--primary')
        one.json('sync')
        add(other, ITEM, *place.pictures(2, 1))
        other.json('sync')
        assert len(same_as_closient(other, sandbox, ITEM)) == 3
        one.json('sync')
        same_as_closient(one, sandbox, ITEM)
        sends_nothing(one, sandbox)
        sends_nothing(other, sandbox)


def removed_there_and_changed_here():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient')
        added = {item: add(profile, item, *place.pictures(0, 2)) for item in (ITEM, gtin(1))}
        profile.json('sync')
        for item, images in added.items():
            gone = next(i for i in profile.images(item) if i['id'] == images[0]['id'])
            sandbox.closient(f'{sandbox.closient_path(item)}/{gone["remote_id"]}', 'DELETE')
            profile.json('title', item, gone['id'], 'Mine')
        result = profile.json('sync', status=LEFT_OVER)
        assert result['conflicts'] == 2, result
        mine, server = profile.json('conflicts')
        assert {mine['kind'], server['kind']} == {'removed-there'}
        states = {image['state'] for image in profile.images(ITEM)}
        assert 'conflict' in states, states
        profile.json('resolve', mine['id'], '--keep', 'mine')
        profile.json('resolve', server['id'], '--keep', 'server')
        profile.json('sync')
        assert profile.json('conflicts') == []
        lengths = {conflict['item']['gtin']: n for conflict, n in ((mine, 2), (server, 1))}
        for item in (ITEM, gtin(1)):
            assert len(same_as_closient(profile, sandbox, item)) == lengths['0' + item]
        profile.verify()


def what_waits_is_counted():
    with Place() as place:
        profile = place.profile(place.sandbox(products=3), 'closient')
        profile.json('sync')
        status = profile.json('status')
        assert (status['items'], status['waiting'], status['no_picture']) == (3, 0, 3), status
        add(profile, ITEM, *place.pictures(0, 1))
        assert profile.json('status')['waiting'] == 1
        waiting, = profile.json('items', '--filter', 'waiting')
        assert waiting['gtin'] == '0' + ITEM and waiting['state'] == 'pending'
        plan, = profile.json('plan')
        assert plan['uploads'] == 1 and plan['again'] == 0 and plan['bytes'] == len(png(0)), plan
        assert [step['kind'] for step in plan['steps']] == ['upload']
        text = profile.text('plan').out
        assert '1 new picture.' in text, text
        result = profile.json('sync', ITEM)
        assert [event['event'] for event in result['events']][:1] == ['sent'], result
        assert profile.json('plan') == []
        log = profile.json('log', '--kind', 'sent')
        assert log[0]['event'] == 'sent' and log[0]['bytes'] == len(png(0)), log
        assert log[0]['at'].endswith('Z'), log


def only_what_was_asked_for_is_sent():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient')
        for i in range(2):
            add(profile, gtin(i), *place.pictures(i, 1))
        profile.json('sync', '--pull-only', status=LEFT_OVER)
        assert sandbox.changing() == 0
        profile.json('sync', gtin(1))
        assert sandbox.closient_images(gtin(0)) == []
        assert len(sandbox.closient_images(gtin(1))) == 1
        profile.json('sync', status=DONE)
        same_as_closient(profile, sandbox, gtin(0))


main('edit', [every_edit_without_a_network, a_primary_and_none, replace_keeps_the_place,
              undo_and_redo_after_a_sync, the_trash_gives_back, what_is_there_already_is_not_added,
              an_edit_that_changes_nothing_is_done, items_are_named_in_many_ways,
              a_copy_of_a_picture, two_profiles_meet, removed_there_and_changed_here,
              what_waits_is_counted, only_what_was_asked_for_is_sent])
