#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""packshotctl sandbox itself: starting, stopping, what it begins with and what it keeps."""

import signal
import subprocess
import urllib.error

from packshotctl import DONE, FAILED, PROGRAM, Place, USAGE, gtin, main, one_document, run

ITEM = gtin(0)


def it_says_where_it_is():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        assert sandbox.url == f'http://127.0.0.1:{sandbox.facts["port"]}'
        whoami = sandbox.closient('/account/api/v1/whoami')
        assert sandbox.facts['closient']['organization'] in [
            organization['id'] for organization in whoami['organizations']]
        viewer = sandbox.request('/account/api/v1/whoami', headers={
            'X-API-Key': sandbox.facts['closient']['viewer_key']})
        assert viewer['api_key']['role'] == 'viewer', viewer
        assert sandbox.closient_images(ITEM) == []
        text = subprocess.Popen([PROGRAM, 'sandbox'], stdout=subprocess.PIPE, encoding='utf-8')
        lines = iter(text.stdout.readline, '')
        read = [next(lines)]
        while 'ready' not in read[-1]:
            read.append(next(lines))
        assert 'http://127.0.0.1:' in read[0], read
        assert sandbox.facts['blaze']['key'] in ''.join(read), read
        text.send_signal(signal.SIGINT)
        assert text.wait(timeout=60) == DONE
        text.stdout.close()


def it_listens_on_this_computer_only():
    with Place() as place:
        sandbox = place.sandbox()
        port = f'{sandbox.facts["port"]:04X}'
        with open('/proc/net/tcp', encoding='ascii') as table:
            listening = [line.split()[1] for line in table if line.split()[3] == '0A']
        assert f'0100007F:{port}' in listening and f'00000000:{port}' not in listening


def check_samples(sandbox, state):
    """Pictures for all services, and plain HTTP gives them."""
    for service in ('closient', 'goldleaf', 'blaze'):
        assert len(state[service]) >= 5, service
    hashes = [image['sha256'] for gallery in state['closient'] for image in gallery['images']]
    assert len(set(hashes)) == len(hashes) > 30
    gallery = state['closient'][0]
    assert sandbox.closient_hashes(gallery['gtin']) == [
        image['sha256'] for image in gallery['images']]


def it_keeps_its_samples_and_its_state():
    with Place() as place:
        state = place.folder / 'state'
        sandbox = place.sandbox('--state', state, '--samples')
        profile = place.profile(sandbox, 'closient')
        profile.json('sync')
        item = profile.json('items')[0]['reference']
        profile.json('add', item, *place.pictures(0, 1), '--title', 'Kept')
        profile.json('sync')
        held = sandbox.state()
        check_samples(sandbox, held)
        sandbox.stop()
        again = place.sandbox('--state', state, '--samples', '--port', sandbox.facts['port'])
        assert [gallery['images'] for gallery in again.state()['closient']] == [
            gallery['images'] for gallery in held['closient']], 'the samples were added again'
        assert again.facts['closient'] == sandbox.facts['closient']
        result = profile.json('sync')
        assert result['sent'] == 0


def variants_and_faults():
    with Place() as place:
        sandbox = place.sandbox('--variant', 'closient.priority=counting', '--fault',
                                '5xx:503*1//whoami', '--fault', '429:7*1//whoami', products=1)
        statuses = []
        for _ in range(3):
            try:
                sandbox.closient('/account/api/v1/whoami')
                statuses.append(200)
            except urllib.error.HTTPError as error:
                statuses.append(error.code)
        assert statuses == [503, 429, 200], statuses
        profile = place.profile(sandbox, 'closient')
        profile.json('add', ITEM, *place.pictures(0, 2))
        profile.json('sync')
        rows = sandbox.closient(sandbox.closient_path(ITEM))['data']
        assert rows[1]['priority'] == rows[0]['priority'] + 1, rows


def an_account_of_a_viewer_may_not_send():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile()
        key = place.key_file('viewer', sandbox.facts['closient']['viewer_key'])
        profile.json('account', 'add', 'closient', '--name', 'Shop', '--base-url', sandbox.url,
                     '--key-file', key)
        profile.json('add', ITEM, *place.pictures(0, 1))
        outcome = profile.text('sync', status=3)
        assert 'may not do this' in outcome.err, outcome
        assert sandbox.changing() == 0


def what_it_does_not_take():
    with Place() as place:
        taken = place.sandbox()
        bad = place.file('bad.csv', b'gtin,product_name\n123,Too short\n')
        for args, status, said in (
                (['--variant', 'closient.priority=sideways'], USAGE, 'zero|counting|front'),
                (['--variant', 'nonsense=1'], USAGE, 'nonsense'),
                (['--fault', 'earthquake'], USAGE, 'earthquake'),
                (['--port', '70000'], USAGE, '65535'),
                (['--port', 'x'], USAGE, 'x'),
                (['more'], USAGE, 'more'),
                (['--port', taken.facts['port']], FAILED, str(taken.facts['port'])),
                (['--catalogue', place.folder / 'none.csv'], FAILED, 'none.csv'),
                (['--catalogue', bad], FAILED, 'Record 1'),
                (['--state', bad], FAILED, 'bad.csv')):
            outcome = run('--format', 'json', 'sandbox', *args)
            assert outcome.status == status, (args, outcome)
            assert said in outcome.err, (args, outcome)
            assert one_document(outcome)['error']['message']
        listed = one_document(run('--format', 'json', 'sandbox', '--list-variants'))
        assert len(listed) > 20 and all(variant['help'] for variant in listed)
        assert 'cut-after' in run('sandbox', '--list-variants').out


main('sandbox', [it_says_where_it_is, it_listens_on_this_computer_only,
                 it_keeps_its_samples_and_its_state, variants_and_faults,
                 an_account_of_a_viewer_may_not_send, what_it_does_not_take])
