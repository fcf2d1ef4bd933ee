#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""What waits of a sync and why, and the ways out: status, plan, log, pause, retry, discard."""

import csv
import io
import json

from packshotctl import DONE, FAILED, LEFT_OVER, Place, USAGE, gtin, main, png, sha256

ITEM = gtin(0)
BAD_KEY = 'csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098'


def add(profile, item, *files, **options):
    args = [arg for name, value in options.items() for arg in (f'--{name}', value)]
    return [image['id'] for image in profile.json('add', item, *files, *args)['added']]


def begin(place, products=2):
    """A profile that has looked at everything once."""
    sandbox = place.sandbox(products=products)
    profile = place.profile(sandbox, 'closient')
    profile.json('sync')
    return sandbox, profile


def work(profile):
    return profile.json('status')['work']


def status_counts_changes():
    with Place() as place:
        _, profile = begin(place)
        before = work(profile)
        assert before['to_send'] == 0 and before['checked_at'] is not None, before
        assert before['synced_items'] == 2, before
        add(profile, ITEM, *place.pictures(0, 3))
        add(profile, gtin(1), *place.pictures(3, 1))
        waiting = work(profile)
        assert (waiting['to_send'], waiting['to_send_items']) == (4, 2), waiting
        assert waiting['synced_items'] == 0, waiting
        text = profile.text('status').out
        assert 'To send: 4 changes on 2 items' in text, text
        profile.json('sync')
        assert work(profile)['to_send'] == 0


def an_account_that_was_not_checked_is_told():
    with Place() as place:
        sandbox, profile = begin(place)
        sandbox.stop()
        profile.json('sync', status=FAILED)
        after = work(profile)
        assert after['checked_at'] is None, after
        text = profile.text('status').out
        assert 'checked: 20' in text, text


def a_refused_key_is_one_cause():
    with Place() as place:
        sandbox = place.sandbox(products=2)
        profile = place.profile(sandbox, 'closient')
        profile.json('sync')
        add(profile, ITEM, *place.pictures(0, 2))
        add(profile, gtin(1), *place.pictures(2, 1))
        place.key_file('closient.key', BAD_KEY)
        profile.json('sync', status=LEFT_OVER)
        refused = work(profile)
        cause, = refused['causes']
        assert cause['cause'] == 'key-refused' and cause['of_account'], cause
        assert (cause['changes'], len(cause['items'])) == (3, 2), cause
        assert refused['needs_you'] == 3 and refused['to_send'] == 0, refused
        text = profile.text('status').out
        assert 'Needs you: closient refuses the key: 3 changes on 2 items' in text, text

        place.key_file('closient.key', sandbox.facts['closient']['key'])
        profile.json('retry')
        mended = work(profile)
        assert mended['causes'] == [] and mended['to_send'] == 0, mended


def what_is_busy_is_retried():
    with Place() as place:
        sandbox, profile = begin(place)
        add(profile, ITEM, *place.pictures(0, 1))
        sandbox.fault('5xx:503')
        profile.json('sync', ITEM, status=LEFT_OVER)
        busy = work(profile)
        why, = busy['waiting_for']
        assert why['why'] == 'busy' and why['attempt'] == 2 and why['next_try'], why
        assert busy['later'] == 1 and busy['to_send'] == 0, busy
        sandbox.no_faults()
        result = profile.json('retry')
        assert result['sent'] == 1, result
        assert work(profile)['waiting_for'] == []


def plans_are_sentences():
    with Place() as place:
        _, profile = begin(place)
        first, second, _ = add(profile, ITEM, *place.pictures(0, 3), title='Front')
        profile.json('primary', ITEM, first)
        text = profile.text('plan').out
        assert '3 new pictures.' in text and 'as you chose' in text, text
        assert 'in 5 calls, about' in text, text
        profile.json('sync')
        profile.json('title', ITEM, second, 'Back')
        plan, = profile.json('plan')
        assert plan['sentence'] == 'A new caption: 1 picture will be sent again.', plan
        assert plan['changes'] == [{'kind': 'caption', 'image': second, 'kept_here': False}], plan
        profile.json('discard', ITEM)
        profile.json('remove', ITEM, second)
        plan, = profile.json('plan')
        assert plan['sentence'].startswith('1 picture will be deleted there.'), plan
        assert plan['changes'] == [{'kind': 'removed', 'image': second, 'kept_here': False}], plan


def a_caption_that_stays_here_is_told():
    with Place() as place:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'goldleaf')
        profile.json('sync')
        add(profile, sandbox.facts['goldleaf']['organization'], *place.pictures(0, 1), title='Logo')
        plan, = profile.json('plan')
        assert plan['sentence'].endswith('GoldLeaf has no captions: this one stays here.'), plan


def discarding_is_undone():
    with Place() as place:
        _, profile = begin(place)
        first, second = add(profile, ITEM, *place.pictures(0, 2))
        profile.json('sync')
        before = profile.images(ITEM)
        profile.json('title', ITEM, first, 'Front')
        profile.json('primary', ITEM, first)
        profile.json('remove', ITEM, second)
        assert work(profile)['to_send'] == 3
        # A picture that was removed has its number only.
        assert profile.json('discard', ITEM, second)['changed']
        assert work(profile)['to_send'] == 2
        assert profile.json('discard', ITEM, first)['changed']
        assert work(profile)['to_send'] == 0
        assert profile.images(ITEM) == before
        assert profile.json('undo')['kind'] == 'discard'
        assert work(profile)['to_send'] == 2
        assert profile.json('discard', ITEM)['changed']
        assert not profile.json('discard', ITEM)['changed']
        profile.json('discard', ITEM, '999', status=FAILED)
        assert profile.json('sync')['sent'] == 0
        profile.verify()


def a_pause_holds_both_programs():
    with Place() as place:
        sandbox, profile = begin(place)
        add(profile, ITEM, *place.pictures(0, 1))
        paused = profile.json('pause', '--for', '1h')
        assert paused['paused'] and paused['paused_until'], paused
        changing = sandbox.changing()
        outcome = profile.text('sync', status=LEFT_OVER)
        assert 'Paused until' in outcome.err and 'sync --once' in outcome.err, outcome
        assert sandbox.changing() == changing
        state = work(profile)
        assert state['paused'] and state['to_send'] == 1, state
        assert [why['why'] for why in state['waiting_for']] == ['paused'], state
        assert profile.json('sync', '--once')['sent'] == 1
        assert work(profile)['paused']
        assert not profile.json('resume')['paused']
        assert profile.json('pause')['paused_until'] is None
        assert profile.json('pause', '--until-tomorrow')['paused_until']
        profile.json('resume')
        events = [line['event'] for line in profile.json('log')]
        assert events.count('paused') == 3 and events.count('resumed') == 2, events


def pauses_are_understood_or_refused():
    with Place() as place:
        profile = place.profile()
        for span in ('', '0h', '1', 'h', '1x', '-1h', '1hh', '99999999d'):
            profile.json('pause', f'--for={span}', status=USAGE)
        profile.json('pause', '--for', '1h', '--until-tomorrow', status=USAGE)
        assert not profile.json('resume')['paused']


def the_log_is_found_and_exported():
    with Place() as place:
        _, profile = begin(place)
        add(profile, ITEM, place.file('one.png', png(1)), title='=HYPERLINK("x")')
        add(profile, gtin(1), place.file('two.png', png(2)), title='Back')
        profile.json('sync')
        sent = profile.json('log', '--kind', 'sent')
        assert [line['detail'] for line in sent] == ['Back', '=HYPERLINK("x")'] or \
            [line['detail'] for line in sent] == ['=HYPERLINK("x")', 'Back'], sent
        assert all(line['read_back'] for line in sent), sent
        line, = profile.json('log', '--kind', 'sent', '--search', 'back')
        assert line['detail'] == 'Back' and line['bytes'] == len(png(2)), line
        line, = profile.json('log', '--kind', 'sent', '--item', ITEM)
        assert line['item'] == f'closient:0{ITEM}', line
        everything = profile.json('log')
        assert profile.json('log', '--account', 'closient', '--kind', 'sent') == sent
        assert profile.json('log', '--since', '1h') == everything
        assert profile.json('log', '--until', '2001-01-01') == []
        assert len(profile.json('log', '--limit', 1)) == 1

        table = place.folder / 'log.csv'
        assert profile.json('log', '--kind', 'sent', '--export', table)['lines'] == 2
        rows = list(csv.DictReader(io.StringIO(table.read_text(encoding='utf-8'))))
        assert {row['detail'] for row in rows} == {"'=HYPERLINK(\"x\")", 'Back'}, rows
        document = place.folder / 'log.json'
        profile.text('log', '--export', document)
        exported = json.loads(document.read_text(encoding='utf-8'))
        assert [line['id'] for line in exported] == [line['id'] for line in everything], exported


def wrong_questions_to_the_log():
    with Place() as place:
        profile = place.profile()
        profile.json('log', '--kind', 'sended', status=USAGE)
        profile.json('log', '--since', 'yesterday', status=USAGE)
        profile.json('log', '--account', 'nobody', status=FAILED)
        profile.json('log', '--export', place.folder / 'missing' / 'log.csv', status=FAILED)
        assert profile.text('log', '--kind', 'sent,failed', status=DONE).out != ''


def what_was_cut_is_told():
    with Place() as place:
        sandbox, profile = begin(place)
        add(profile, ITEM, *place.pictures(0, 1))
        sandbox.fault('cut-after*1/POST')
        profile.json('sync', ITEM)
        events = [line['event'] for line in profile.json('log', '--item', ITEM)]
        assert 'settled' in events and 'checked' in events, events
        assert [image['sha256'] for image in profile.images(ITEM)] == [sha256(png(0))]


main('work', [
    status_counts_changes,
    an_account_that_was_not_checked_is_told,
    a_refused_key_is_one_cause,
    what_is_busy_is_retried,
    plans_are_sentences,
    a_caption_that_stays_here_is_told,
    discarding_is_undone,
    a_pause_holds_both_programs,
    pauses_are_understood_or_refused,
    the_log_is_found_and_exported,
    wrong_questions_to_the_log,
    what_was_cut_is_told,
])
