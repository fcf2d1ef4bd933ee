#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Conflicts: two people change the same thing, and one of them decides, takes it back, decides
again. Each command is a process of its own, so everything that is taken back has been read from the
disk."""

from packshotctl import FAILED, LEFT_OVER, USAGE, Place, main, png, sends_nothing, sha256


def first_key(profile, account, kind):
    return next(item['key'] for item in profile.json('items', '--account', account)
                if item['kind'] == kind)


# --- What two people do -----------------------------------------------------------------------

class Case:
    """One item on one service, seen by two profiles; a conflict of one kind is made of it."""

    def __init__(self, place, kind):
        self.place, self.kind = place, kind
        self.service = 'goldleaf' if kind == 'content' else 'blaze'
        self.sandbox = place.sandbox(products=1)
        self.mine, self.other = (place.profile(self.sandbox, self.service) for _ in range(2))
        self.key = first_key(self.mine, self.service,
                             'customer' if self.service == 'goldleaf' else 'product')
        self.mine.json('add', self.key, *place.pictures(0, 1 if kind == 'content' else 5))
        self.mine.json('sync')
        self.other.json('sync')
        getattr(self, kind.replace('-', '_'))()
        self.theirs = self.state()
        result = self.mine.json('sync', status=LEFT_OVER)
        assert result['conflicts'] == 1, result
        self.conflict, = self.mine.json('conflicts')
        assert self.conflict['kind'] == kind, self.conflict
        self.wish = self.shown()

    def state(self):
        """What the server has: a hash, and whether it is private, of each picture in order."""
        for entry in self.sandbox.state()[self.service]:
            if entry['id'] == self.key and self.service == 'goldleaf':
                return [(entry['sha256'], None)]
            if entry['id'] == self.key:
                return [(asset['sha256'], asset['secured']) for asset in entry['assets']]
        return []

    def shown(self):
        private = {'private': True, 'public': False}
        return [(image['sha256'], private.get(image['visibility']))
                for image in self.mine.images(self.key)]

    def flip(self, index):
        """Somebody shows a picture to everybody, on the service's own pages."""
        product = self.sandbox.blaze_product(self.key)
        product['assets'][index]['secured'] = not product['assets'][index]['secured']
        self.sandbox.blaze_write(product)

    def content(self):
        self.mine.json('replace', self.key, '#1', self.place.file('mine.png', png(1)))
        self.other.json('replace', self.key, '#1', self.place.file('theirs.png', png(2)))
        self.other.json('sync')

    def order(self):
        self.mine.json('move', self.key, '#5', '--to', 2)
        self.other.json('move', self.key, '#5', '--to', 3)
        self.other.json('sync')

    def primary(self):
        self.mine.json('primary', self.key, '#2')
        self.other.json('primary', self.key, '#3')
        self.other.json('sync')

    def removed_there(self):
        self.mine.json('visibility', self.key, '#2', 'public')
        self.other.json('remove', self.key, '#2')
        self.other.json('sync')

    def removed_here(self):
        self.mine.json('remove', self.key, '#2')
        self.flip(1)


def decide(case, keep):
    case.mine.json('resolve', case.conflict['id'], '--keep', keep)
    assert case.mine.json('conflicts') == []


def check(case, wanted):
    case.mine.json('sync')
    assert case.state() == wanted, (case.kind, case.state(), wanted)
    assert case.shown() == wanted, (case.kind, case.shown(), wanted)
    sends_nothing(case.mine, case.sandbox)
    case.mine.verify()


def lost(case, keep):
    """The hash of the picture that is not kept, where there is one."""
    if case.kind == 'content' or (case.kind == 'removed-here') == (keep == 'mine'):
        side = case.conflict['server' if keep == 'mine' else 'mine']
        return side['picture']['sha256'] if case.kind in (
            'content', 'removed-there', 'removed-here') else None
    return None


def check_trash(case, keep):
    sha = lost(case, keep)
    reasons = {row['sha256']: row['reason'] for row in case.mine.json('trash', 'list')}
    if sha is not None:
        assert reasons.get(sha) == 'conflict', (case.kind, keep, reasons, sha)


def both_sides_and_back(kind):
    for keep in ('mine', 'server'):
        with Place() as place:
            case = Case(place, kind)
            decide(case, keep)
            check_trash(case, keep)

            # Taken back before a sync: the conflict stands as it stood, and nothing has been sent.
            assert case.mine.json('undo')['kind'] == 'resolve'
            assert case.mine.json('conflicts') == [case.conflict]
            assert case.shown() == case.wish and case.state() == case.theirs
            assert not [row for row in case.mine.json('trash', 'list') if row['reason'] == 'conflict']
            case.mine.json('sync', status=LEFT_OVER)
            assert case.mine.json('conflicts') == [case.conflict] and case.state() == case.theirs

            # Decided again and sent.
            case.mine.json('redo')
            assert case.mine.json('conflicts') == []
            check(case, case.wish if keep == 'mine' else case.theirs)
            check_trash(case, keep)

            # Taken back after the sync.
            case.mine.json('undo')
            if keep == 'mine':
                assert case.mine.json('conflicts') == []
                check(case, case.theirs)
                case.mine.json('redo')
                check(case, case.wish)
            else:
                # The server still has what it had: the question is open again.
                again, = case.mine.json('conflicts')
                assert again['id'] == case.conflict['id'] and case.shown() == case.wish
                decide(case, 'mine')
                check(case, case.wish)


def content():
    both_sides_and_back('content')


def order():
    both_sides_and_back('order')


def primary():
    both_sides_and_back('primary')


def removed_there():
    both_sides_and_back('removed-there')


def removed_here():
    both_sides_and_back('removed-here')


# --- What is said -----------------------------------------------------------------------------

def all_that_is_known():
    with Place() as place:
        case = Case(place, 'content')
        conflict = case.conflict
        hashes = [conflict[side]['picture']['sha256'] for side in ('agreed', 'mine', 'server')]
        assert hashes == [sha256(png(i)) for i in (0, 1, 2)], conflict
        assert conflict['differs'][0] == 'picture' and conflict['both'] == 'one-picture', conflict
        assert conflict['mine']['picture']['width'] > 0
        assert conflict['server']['not_before'] <= conflict['server']['not_after']
        error = case.mine.json('resolve', conflict['id'], '--keep', 'both', status=FAILED)['error']
        assert error['code'] == 'not-supported', error
        assert case.mine.json('conflicts') == [conflict]
    with Place() as place:
        case = Case(place, 'primary')
        assert case.conflict['differs'] == ['primary'], case.conflict
        assert case.conflict['same'] == ['pictures', 'order'], case.conflict
        assert case.conflict['both'] == 'one-primary'
        out = case.mine.text('conflicts').out
        assert 'LAST AGREED' in out and case.key in out, out


# --- Several at once --------------------------------------------------------------------------

def several_at_once():
    with Place() as place:
        sandbox = place.sandbox(products=3)
        mine, other = (place.profile(sandbox, 'blaze') for _ in range(2))
        keys = [item['key'] for item in mine.json('items', '--account', 'blaze')
                if item['kind'] == 'product']
        for key in keys:
            mine.json('add', key, *place.pictures(0, 4))
        mine.json('sync')
        other.json('sync')
        for key in keys:
            mine.json('primary', key, '#2')
            other.json('primary', key, '#3')
        mine.json('visibility', keys[0], '#4', 'public')
        other.json('remove', keys[0], '#4')
        other.json('sync')
        assert mine.json('sync', status=LEFT_OVER)['conflicts'] == 3
        before = mine.json('conflicts')
        assert sorted(c['kind'] for c in before) == ['primary'] * 3 + ['removed-there'], before

        # All or none: one of the named is not there.
        ids = [conflict['id'] for conflict in before]
        mine.json('resolve', *ids, 999, '--keep', 'mine', status=FAILED)
        assert mine.json('conflicts') == before
        # What can't be said is said so.
        for args in ([], ['--all', '--kind', 'primary'], ['--kind', 'colour'], [ids[0], '--all']):
            mine.json('resolve', *args, '--keep', 'mine', status=USAGE)

        for args, left in ((['--kind', 'primary'], ['removed-there']),
                           (['--item', keys[0]], ['primary'] * 2), (['--all'], []), (ids[:2], None)):
            resolved = mine.json('resolve', *args, '--keep', 'server')
            after = mine.json('conflicts')
            assert left is None or [c['kind'] for c in after] == left, (args, after)
            assert len(resolved['resolved']) == len(before) - len(after)
            mine.json('undo')
            assert mine.json('conflicts') == before, (args, mine.json('conflicts'), before)

        mine.json('resolve', '--all', '--keep', 'mine')
        mine.json('sync')
        for key in keys:
            image = mine.images(key)
            assert [i['is_primary'] for i in image].index(True) == 0
            assert image[0]['sha256'] == sha256(png(1)), image
        assert mine.json('resolve', '--all', '--keep', 'mine')['resolved'] == []
        sends_nothing(mine, sandbox)
        mine.verify()


# --- Bytes that only the server has -----------------------------------------------------------

def fetches_what_would_be_lost():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        mine, other = (place.profile(sandbox, 'blaze') for _ in range(2))
        key = first_key(mine, 'blaze', 'product')
        other.json('add', key, *place.pictures(0, 2))
        other.json('sync')
        # The bytes can't be had for now.
        sandbox.fault('5xx:503*1000/GET/asset')
        mine.text('sync', status=None)
        image = mine.images(key)[1]
        assert image['sha256'] is None, image
        mine.json('remove', key, image['id'])
        product = sandbox.blaze_product(key)
        product['assets'][1]['secured'] = not product['assets'][1]['secured']
        sandbox.blaze_write(product)
        mine.text('sync', status=None)
        conflict, = mine.json('conflicts')
        assert conflict['kind'] == 'removed-here', conflict

        for offline in ([], ['--offline']):
            error = mine.json(*offline, 'resolve', '--all', '--keep', 'mine',
                              status=FAILED)['error']
            assert error['code'] in ('offline', 'server'), error
            assert mine.json('conflicts') == [conflict]
            assert mine.json('trash', 'list') == []
        sandbox.request('/_sandbox/reset-faults', 'POST')
        mine.json('resolve', '--all', '--keep', 'mine')
        row, = mine.json('trash', 'list')
        assert row['sha256'] == sha256(png(1)) and row['reason'] == 'conflict', row
        mine.json('sync')
        assert [i['sha256'] for i in mine.images(key)] == [sha256(png(0))]
        mine.verify()


main('conflicts', [content, order, primary, removed_there, removed_here, all_that_is_known,
                   several_at_once, fetches_what_would_be_lost])
