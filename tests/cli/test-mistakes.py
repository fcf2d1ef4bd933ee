#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Wrong inputs: each with a message, a status, and nothing changed; and how output looks."""

import json
import re
import subprocess

from packshotctl import (DONE, FAILED, LEFT_OVER, PROGRAM, Place, Profile, USAGE, gtin, main,
                         one_document, png, run)

ITEM = gtin(0)
WRONG_DIGIT = ITEM[:-1] + str((int(ITEM[-1]) + 3) % 10)


def everything(profile, items):
    """All that may not change, but for times of looking."""
    return [profile.json('status'), profile.json('items'), profile.json('trash', 'list'),
            profile.json('log'), [profile.images(item) for item in items],
            sorted(path.name for path in (profile.folder / 'blobs').rglob('*'))]


def check_mistake(profile, args, status, code, said):
    text = profile.text(*args, status=status)
    assert text.out == '' and 'packshotctl: ' in text.err, (args, text)
    assert re.search(said, text.err, re.DOTALL), (args, text)
    document = profile.json(*args, status=status)
    assert document['error']['code'] == code, (args, document)
    assert set(document) == {'error'} and set(document['error']) == {'code', 'message'}


def each_mistake_changes_nothing():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient')
        picture, other = place.pictures(0, 2)
        profile.json('add', ITEM, picture)
        profile.json('sync')
        text = place.file('notes.txt', b'These are notes.\n')
        lying = place.file('notes.png', b'These are notes.\n')
        empty = place.file('empty.png', b'')
        cut = place.file('cut.png', png(3)[:900])
        long = 'ä' * 256
        missing = place.folder / 'missing.png'
        cases = [
            (['images', WRONG_DIGIT], FAILED, 'check-digit', f'last digit should be {ITEM[-1]}'),
            (['add', WRONG_DIGIT, other], FAILED, 'check-digit', f'should be {ITEM[-1]}'),
            (['images', ITEM[:-2]], FAILED, 'length', 'has 8, 12, 13 or 14 digits'),
            (['images', gtin(77)], FAILED, 'not-found', gtin(77)),
            (['images', 'no-such-item'], FAILED, 'not-found', 'no-such-item'),
            (['images', f'Nobody:{ITEM}'], FAILED, 'not-found', 'Nobody'),
            (['add', ITEM, text], FAILED, 'not-a-picture', 'notes.txt.*JPEG'),
            (['add', ITEM, lying], FAILED, 'not-a-picture', 'notes.png'),
            (['add', ITEM, empty], FAILED, 'empty', 'empty.png'),
            (['add', ITEM, cut], FAILED, 'broken', 'cut.png'),
            (['add', ITEM, missing], FAILED, 'unreadable', 'missing.png: No such file'),
            (['add', ITEM, place.folder], FAILED, 'unreadable', 'regular file'),
            (['add', ITEM, other, '--title', long], FAILED, 'title', '256 characters.*255'),
            (['add', ITEM, other, '--title', 'a\nb'], FAILED, 'title', 'line break'),
            (['title', ITEM, '#1', long], FAILED, 'title', '256 characters.*255'),
            (['title', ITEM, '#2', 'x'], FAILED, 'not-found', '#2.*1 picture'),
            (['title', ITEM, '#0', 'x'], FAILED, 'not-found', '#0'),
            (['title', ITEM, '9999', 'x'], FAILED, 'not-found', '9999'),
            (['title', ITEM, 'remote:zzz', 'x'], FAILED, 'not-found', 'zzz'),
            (['replace', ITEM, '#1', text], FAILED, 'not-a-picture', 'notes.txt'),
            (['remove', ITEM, '#7'], FAILED, 'not-found', '#7'),
            (['primary', ITEM, 'all'], FAILED, 'not-found', 'all'),
            (['move', ITEM, '#1', '--to', '2'], FAILED, 'invalid', 'positions 1 to 1'),
            (['visibility', ITEM, '#1', 'public'], FAILED, 'not-supported', 'service'),
            (['fetch', ITEM, '#1', missing / 'x'], FAILED, 'failed', 'No such file'),
            (['resolve', '7', '--keep', 'mine'], FAILED, 'not-found', '7'),
            (['trash', 'restore', '7'], FAILED, 'not-found', '7'),
            (['account', 'test', 'Nobody'], FAILED, 'not-found', 'Nobody'),
            (['account', 'remove', 'Nobody'], FAILED, 'not-found', 'Nobody'),
            (['items', '--account', 'Nobody'], FAILED, 'not-found', 'Nobody'),
            (['sync', WRONG_DIGIT], FAILED, 'check-digit', 'last digit'),
            (['plan', 'no-such-item'], FAILED, 'not-found', 'no-such-item'),
            (['--offline', 'sync'], FAILED, 'offline', 'offline'),
            (['nonsense'], USAGE, 'usage', 'nonsense'),
            (['images'], USAGE, 'usage', 'ITEM'),
            (['images', ITEM, 'more'], USAGE, 'usage', 'more'),
            (['add', ITEM], USAGE, 'usage', 'FILE'),
            (['add', ITEM, other, '--public', '--private'], USAGE, 'usage', '--public'),
            (['add', ITEM, other, '--position', '-1'], USAGE, 'usage', 'begin at 1'),
            (['move', ITEM, '#1'], USAGE, 'usage', '--to'),
            (['move', ITEM, '#1', '--to', '0'], USAGE, 'usage', 'begin at 1'),
            (['move', ITEM, '#1', '--to', 'x'], USAGE, 'usage', '--to'),
            (['title', ITEM, '#1', 'a', 'b'], USAGE, 'usage', 'too much'),
            (['visibility', ITEM, '#1', 'secret'], USAGE, 'usage', 'secret'),
            (['resolve', 'x', '--keep', 'mine'], USAGE, 'usage', 'number'),
            (['resolve', '1', '--keep', 'yours'], USAGE, 'usage', 'mine, server or both'),
            (['items', '--filter', 'nice'], USAGE, 'usage', 'needs-attention'),
            (['items', '--kind', 'nice'], USAGE, 'usage', 'customer'),
            (['items', '--nonsense'], USAGE, 'usage', '--nonsense'),
            (['log', '--limit', '0'], USAGE, 'usage', '1'),
            (['trash'], USAGE, 'usage', 'trash list'),
        ]
        before = everything(profile, [ITEM, gtin(1)])
        calls = sandbox.calls()['total']
        for args, status, code, said in cases:
            check_mistake(profile, args, status, code, said)
        assert everything(profile, [ITEM, gtin(1)]) == before
        assert sandbox.calls()['total'] == calls
        check_mistake(profile, ['redo'], FAILED, 'nothing', 'redo')
        profile.verify()


def one_bad_file_among_good_ones():
    with Place() as place:
        profile = place.profile(place.sandbox(products=1), 'closient')
        files = [*place.pictures(0, 2), place.file('notes.txt', b'Notes')]
        added = profile.json('add', ITEM, *files, status=FAILED)
        assert len(added['added']) == 2 and len(added['refused']) == 1
        assert 'notes.txt' in added['refused'][0]
        outcome = profile.text('add', ITEM, place.file('third.png', png(3)), files[2],
                               status=FAILED)
        assert 'notes.txt' in outcome.err and '1 picture is added' in outcome.out, outcome
        assert len(profile.images(ITEM)) == 3


def what_a_server_refuses():
    with Place() as place:
        sandbox = place.sandbox('--variant=closient.max-bytes=7000', products=2)
        profile = place.profile(sandbox, 'closient')
        large = place.file('large.png', png(5, filler=bytes(9000)))
        profile.json('add', ITEM, *place.pictures(0, 1), large)
        profile.json('add', gtin(1), *place.pictures(0, 1))
        result = profile.json('sync', status=LEFT_OVER)
        assert result['needs_you'] == 1, result
        stuck, = result['left_over']
        assert stuck['problem'] == 'too-large' and stuck['state'] == 'needs-you', stuck
        states = {image['bytes']: image['state'] for image in profile.images(ITEM)}
        assert states[large.stat().st_size] == 'needs-you', states
        assert len(sandbox.closient_images(gtin(1))) == 1, 'one failure held the others'
        outcome = profile.text('sync', status=LEFT_OVER)
        assert 'larger than the service takes' in outcome.err, outcome
        assert 'needs you' in profile.text('images', ITEM).out
        profile.json('replace', ITEM, '#2', place.file('small.png', png(6)))
        profile.json('sync', status=DONE)
        assert len(sandbox.closient_images(ITEM)) == 2


def what_must_not_reach_a_terminal():
    """Names come from servers and files."""
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'blaze')
        key = profile.json('items')[0]['key']
        product = sandbox.blaze_product(key)
        product['name'] = 'Red \x1b[31m \x07 \x9b bell\nand a line'
        sandbox.blaze_write(product)
        profile.json('sync')
        evil = place.folder / 'evil\x1b[2J\n.png'
        evil.write_bytes(b'no picture')
        outcomes = [profile.text(*args, status=None) for args in (
            ['items'], ['images', key], ['add', key, evil], ['images', 'x\x1b[2J'])]
        for outcome in outcomes:
            for text in (outcome.out, outcome.err):
                assert not re.search('[\x00-\x09\x0b-\x1f\x7f-\x9f]', text), outcome
        assert len(outcomes[0].out.splitlines()) == 2, outcomes[0]
        assert profile.json('items')[0]['name'].startswith('Red ')


def help_for_each_command():
    outcome = run('--help')
    assert outcome.status == DONE and outcome.err == ''
    names = re.findall(r'^  ([a-z]+(?: [a-z]+)?)  +[A-Z]', outcome.out, re.MULTILINE)
    assert {'account add', 'images', 'trash restore', 'sandbox'} <= set(names), names
    for name in names:
        text = run(*name.split(), '--help')
        assert text.status == DONE and text.err == '', text
        assert f'packshotctl [OPTION…] {name}' in text.out and '--data-dir' in text.out, text
        assert run(*name.split(), '-h').out == text.out
    assert re.fullmatch(r'packshotctl \d+\.\d+\.\d+\n', run('--version').out)
    assert run().status == USAGE
    assert run('--format', 'xml', 'items').status == USAGE
    assert one_document(run('--format', 'json'))['error']['code'] == 'usage'


def options_stand_anywhere():
    with Place() as place:
        profile = place.profile(place.sandbox(products=1), 'closient')
        picture, = place.pictures(0, 1)
        folder = ('--data-dir', profile.folder)
        for args in (['--format', 'json', *folder, 'add', ITEM, picture, '--title', 'T'],
                     ['--format=json', 'add', '--title=T', ITEM, picture, *folder],
                     ['add', ITEM, *folder, '--format', 'json', picture, '--title', 'T']):
            added = one_document(run(*args))
            assert [image['title'] for image in added['added'] + added['already_there']] == ['T']


def a_locale_without_unicode():
    with Place() as place:
        profile = place.profile(place.sandbox(products=1), 'closient')
        plain = {'LC_ALL': 'C', 'LANGUAGE': ''}
        file = place.file('grün.png', png(0))
        added = profile.json('add', ITEM, file, '--title', 'Größe 漢字', env=plain)
        assert added['added'][0]['title'] == 'Größe 漢字'
        assert 'Größe 漢字' in profile.text('images', ITEM, env=plain).out


def tables_are_aligned():
    with Place() as place:
        profile = place.profile(place.sandbox(products=3), 'closient')
        profile.json('add', ITEM, *place.pictures(0, 1), '--title', '漢字')
        profile.json('add', ITEM, *place.pictures(1, 1), '--title', 'e\u0301 combined', '--primary')
        lines = profile.text('images', ITEM).out.splitlines()[1:]
        assert '★' in lines[2] and lines[2].lstrip().startswith('#2'), lines
        wide = sum(1 for c in lines[3] if c in '漢字')
        # The next column begins at one place on the screen.
        assert lines[3].index('PNG') + wide == lines[2].index('PNG') - 1 == lines[1].index('FORMAT')
        assert all(line == line.rstrip() for line in lines)


def output_that_cannot_be_written():
    with Place() as place:
        profile = place.profile(place.sandbox(products=1), 'closient')
        for form in ('text', 'json'):
            with open('/dev/full', 'w', encoding='utf-8') as full:
                result = subprocess.run([PROGRAM, '--format', form, *profile.args(['items'])],
                                        stdout=full, stderr=subprocess.PIPE, check=False)
            assert result.returncode == FAILED and b'could not be written' in result.stderr, result
        # Who reads no more has read enough.
        process = subprocess.Popen([PROGRAM, *profile.args(['items'])], stdout=subprocess.PIPE)
        process.stdout.close()
        assert process.wait() == DONE


def a_folder_that_cannot_be_used():
    with Place() as place:
        file = place.file('file', b'x')
        outcome = run('--format', 'json', '--data-dir', file, 'items')
        assert outcome.status == FAILED and one_document(outcome)['error']['message'], outcome
        broken = Profile(place.folder / 'broken')
        broken.json('items')
        for path in broken.folder.glob('*.db*'):
            path.write_bytes(b'This is no database at all. ' * 400)
        error = broken.json('items', status=FAILED)['error']
        assert error['code'] == 'corrupt', error
        assert json.dumps(error)


main('mistakes', [each_mistake_changes_nothing, one_bad_file_among_good_ones, what_a_server_refuses,
                  what_must_not_reach_a_terminal, help_for_each_command, options_stand_anywhere,
                  a_locale_without_unicode, tables_are_aligned, output_that_cannot_be_written,
                  a_folder_that_cannot_be_used])
