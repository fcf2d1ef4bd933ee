#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Accounts of the three services, and where their keys come from."""

from packshotctl import (FAILED, LEFT_OVER, Place, USAGE, closient_key, gtin, main, one_document,
                         run)

SERVICES = ('closient', 'goldleaf', 'blaze')


def saved(profile):
    return [account['name'] for account in profile.json('account', 'list')]


def one_of_each_service():
    with Place() as place:
        sandbox = place.sandbox(products=3)
        profile = place.profile(sandbox, *SERVICES)
        accounts = {account['name']: account for account in profile.json('account', 'list')}
        assert set(accounts) == set(SERVICES)
        for name, account in accounts.items():
            assert account['service'] == name and account['base_url'] == sandbox.url
            assert account['items'] > 0 and account['problem'] is None, account
            assert profile.json('account', 'test', name)['ok']
        assert accounts['closient']['organization'] == sandbox.facts['closient']['organization']
        assert accounts['closient']['items'] == 3
        kinds = {item['kind'] for item in profile.json('items', '--account', 'goldleaf')}
        assert {'organization', 'customer', 'brand'} <= kinds, kinds
        profile.verify()


def a_key_stays_where_it_is():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, *SERVICES)
        profile.json('sync')
        secrets = [sandbox.facts[service]['key'].split(':')[-1].encode() for service in SERVICES]
        for path in profile.folder.rglob('*'):
            if path.is_file():
                data = path.read_bytes()
                assert not any(secret in data for secret in secrets), path
            assert path.stat().st_mode & 0o077 == 0, path


def a_key_in_a_variable():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile()
        env = {'SHOP_KEY': sandbox.facts['closient']['key']}
        add = ['account', 'add', 'closient', '--base-url', sandbox.url, '--key-env', 'SHOP_KEY']
        account = profile.json(*add, env=env)['account']
        assert account['name'] == 'Closient' and account['key_source'] == 'env:SHOP_KEY'
        profile.json('sync', env=env)
        error = profile.json(*add, '--name', 'Other', status=FAILED)['error']
        assert error['code'] == 'no-key' and 'SHOP_KEY' in error['message']
        result = profile.json('sync', status=LEFT_OVER)
        assert result['needs_you'] == 1, result
        assert result['accounts'][0]['problem'] == 'no-key'


def a_key_file_by_a_relative_name():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile()
        key = place.key_file('key', sandbox.facts['closient']['key'])
        account = profile.json('account', 'add', 'closient', '--base-url', sandbox.url,
                               '--key-file', 'key', cwd=place.folder)['account']
        assert account['key_source'] == f'file:{key}'
        profile.json('sync', cwd='/')


def without_a_key_nothing_is_sent():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', gtin(0), *place.pictures(0, 1))
        (place.folder / 'closient.key').unlink()
        for args in (['sync'], ['sync', gtin(0)]):
            outcome = profile.text(*args, status=LEFT_OVER)
            assert 'key is not at hand' in outcome.err, outcome
        error = profile.json('account', 'test', 'closient', status=FAILED)['error']
        assert error['code'] == 'no-key', error
        place.key_file('closient.key', sandbox.facts['closient']['key'])
        profile.json('sync')


def offline_nothing_is_called():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile()
        key = place.key_file('key', sandbox.facts['closient']['key'])
        added = profile.json('--offline', 'account', 'add', 'closient', '--name', 'Shop',
                             '--base-url', sandbox.url, '--key-file', key)
        assert added['account']['items'] == 0 and added['tried'] == 'nothing'
        assert sandbox.calls()['total'] == 0
        profile.json('sync')
        assert profile.json('items')[0]['gtin'] == '0' + gtin(0)


def what_is_refused_is_not_saved():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile()
        right = sandbox.facts['closient']['key']
        add = ['account', 'add', 'closient', '--name', 'Shop', '--base-url', sandbox.url]

        for name, key, code, said, calls in (
                ('typo', right[:-1] + ('0' if right[-1] != '0' else '1'), 'key', 'checksum', False),
                ('unknown', closient_key('Unknown'), 'auth', 'does not accept the key', True)):
            before = sandbox.calls()['total']
            path = place.key_file(name, key)
            error = profile.json(*add, '--key-file', path, status=FAILED)['error']
            assert error['code'] == code and said in error['message'], error
            assert key not in error['message']
            assert (sandbox.calls()['total'] > before) == calls, name
            outcome = profile.text(*add, '--key-file', path, status=FAILED)
            assert 'No account was saved' in outcome.err and key not in outcome.err, outcome
            assert saved(profile) == []

        for name, mode in (('group', 0o640), ('others', 0o604), ('written', 0o620)):
            path = place.key_file(name, right, mode)
            outcome = profile.text(*add, '--key-file', path, status=FAILED)
            assert f'chmod 600 {path}' in outcome.err, outcome
        for path, said in ((place.folder / 'none', 'No such file'),
                           (place.key_file('empty', ''), 'key'), (place.folder, 'holds no key')):
            assert said in profile.text(*add, '--key-file', path, status=FAILED).err, said
        assert saved(profile) == []
        assert profile.json('items') == []


def no_server_and_no_tls():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile()
        key = place.key_file('key', sandbox.facts['closient']['key'])
        add = ['account', 'add', 'closient', '--name', 'Shop', '--key-file', key, '--base-url']
        sandbox.stop()
        outcome = profile.text(*add, sandbox.url, status=FAILED)
        assert 'could not be reached' in outcome.err and '--offline' in outcome.err, outcome
        error = profile.json(*add, 'http://shop.example', status=FAILED)['error']
        assert error['code'] == 'insecure', error
        for url in ('ftp://127.0.0.1/', 'http://', 'https://shop.example/?a=b'):
            assert profile.json(*add, url, status=FAILED)['error']['code'] == 'invalid', url
        assert saved(profile) == []


def a_key_that_is_refused_later():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('--offline', 'add', gtin(0), *place.pictures(0, 1))
        place.key_file('closient.key', closient_key('Revoked'))
        result = profile.json('sync', status=LEFT_OVER)
        assert result['needs_you'] == 1 and result['pending'] == 1, result
        assert result['accounts'][0]['problem'] == 'auth'
        outcome = profile.text('sync', status=LEFT_OVER)
        assert 'does not accept the key' in outcome.err, outcome
        error = profile.json('account', 'test', 'closient', status=FAILED)['error']
        assert error['code'] == 'auth'
        place.key_file('closient.key', sandbox.facts['closient']['key'])
        profile.json('sync')
        assert len(sandbox.closient_images(gtin(0))) == 1


def names_are_unique():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        key = place.key_file('key', sandbox.facts['closient']['key'])
        add = ['account', 'add', 'closient', '--base-url', sandbox.url, '--key-file', key, '--name']
        assert profile.json(*add, 'closient', status=FAILED)['error']['code'] == 'exists'
        for name in ('a:b', '', '  '):
            assert profile.json(*add, name, status=FAILED)['error']['code'] == 'invalid', name
        assert saved(profile) == ['closient']
        profile.json(*add, 'Ladenkette Süd')
        error = profile.json('images', gtin(0), status=FAILED)['error']
        assert error['code'] == 'ambiguous' and 'Ladenkette Süd:0' + gtin(0) in error['message']
        assert profile.json('images', f'Ladenkette Süd:{gtin(0)}') == []


def removing_one():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('--offline', 'add', gtin(0), *place.pictures(0, 1))
        error = profile.json('account', 'remove', 'closient', status=FAILED)['error']
        assert '--force' in error['message'] and saved(profile) == ['closient']
        profile.json('sync')
        profile.json('account', 'remove', 'closient')
        assert saved(profile) == [] and profile.json('items') == []
        assert len(sandbox.closient_images(gtin(0))) == 1
        profile.verify()


def wrong_usage():
    with Place() as place:
        profile = place.profile()
        for args in (['account'], ['account', 'add'], ['account', 'add', 'closient'],
                     ['account', 'add', 'shop', '--key-env', 'K'],
                     ['account', 'add', 'closient', '--key-env', 'K', '--key-file', 'f'],
                     ['account', 'test'], ['account', 'remove', 'a', 'b']):
            outcome = run('--format', 'json', *profile.args(args))
            assert outcome.status == USAGE, (args, outcome)
            assert one_document(outcome)['error']['code'] == 'usage'
            assert '--help' in outcome.err
        assert not profile.folder.exists(), 'a folder was made for nothing'


main('account', [one_of_each_service, a_key_stays_where_it_is, a_key_in_a_variable,
                 a_key_file_by_a_relative_name, without_a_key_nothing_is_sent,
                 offline_nothing_is_called, what_is_refused_is_not_saved, no_server_and_no_tls,
                 a_key_that_is_refused_later, names_are_unique, removing_one, wrong_usage])
