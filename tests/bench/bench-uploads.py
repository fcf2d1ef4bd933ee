# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Uploads: `packshotctl sync`, the whole program, against curl and against libsoup alone.

curl and the libsoup loop only send; packshotctl also lists each product before and after, records
each step before its first byte and after its answer so that it survives a power cut, and proves at
the end that the server has it all. All three send the same forms to the same server in turn.

A ratio is the other's time by ours: 1 is as fast, 2 is twice as fast.

bench-uploads.py PROGRAMS PACKSHOTCTL OUTPUT
"""

import os
import shutil
import sys

import bench

KIB = 1024
CURL_CONNECTIONS = (2, 4, 8)
FAR_AWAY = 20

WORK = [
    # products, pictures of each, bytes of each, whether from far away, too
    ('1,000 × 200 kB, 10 a product', 100, 10, 200 * 1000, True),
    ('1,000 × 200 kB, 1 a product', 1000, 1, 200 * 1000, False),
    ('20 × 20 MB', 20, 1, 20 * 1000 * 1000, False),
]


def images_url(server, item):
    return f'{server.base_url}/dashboard/api/v1/trade-items/{server.organization}/{item}/images'


def write_curl_config(path, server, pictures, connections):
    """One transfer for each picture; the first carries what is for all."""
    head = ['parallel', f'parallel-max = {connections}']
    blocks = []
    for item, title, file in pictures:
        blocks.append('\n'.join([
            'silent', 'show-error', 'fail', 'header = "Expect:"',
            f'header = "X-API-Key: {server.key}"', f'url = "{images_url(server, item)}"',
            f'form-string = "title={title}"', 'form-string = "is_primary=false"',
            f'form = "image=@{file};type=image/jpeg"', 'output = "/dev/null"']))
    path.write_text('\n'.join(head) + '\n' + '\nnext\n'.join(blocks) + '\n', encoding='utf-8')


def peers(run, server, profile, packshotctl):
    """name -> what runs it once"""
    curl = shutil.which('curl')
    listed = run.folder / 'list'
    listed.write_text(''.join('\t'.join(picture) + '\n' for picture in profile.pictures))
    found = {}

    def ours():
        environment = dict(os.environ, PACKSHOT_BENCH_KEY=server.key)
        return run.run(packshotctl, '--data-dir', profile.fresh(), 'sync', env=environment)

    def soup():
        with open(listed, encoding='utf-8') as pictures:
            return run.run(run.helper('bench-soup'),
                           images_url(server, '').removesuffix('/images'), server.key,
                           stdin=pictures)

    found['packshotctl'] = ours
    # One call after the other, from far away, only waits.
    if not server.delay:
        found['libsoup'] = soup
    for connections in (CURL_CONNECTIONS[-1:] if server.delay else CURL_CONNECTIONS) if curl else ():
        config = run.folder / f'curl-{connections}'
        write_curl_config(config, server, profile.pictures, connections)
        found[f'curl {connections}'] = lambda config=config: run.run(curl, '-K', config)
    return found


def measure(run, server, profile, size, packshotctl):
    runs = {}
    for _ in range(bench.RUNS):
        for name, once in peers(run, server, profile, packshotctl).items():
            runs.setdefault(name, []).append(once())
            server.check(len(profile.pictures), size)
    return runs


def idle_peak(run, server, profile, packshotctl):
    """The memory of a run that finds nothing to send, after one that sent everything."""
    environment = dict(os.environ, PACKSHOT_BENCH_KEY=server.key)
    folder = profile.fresh()
    run.run(packshotctl, '--data-dir', folder, 'sync', env=environment)
    return run.run(packshotctl, '--data-dir', folder, 'sync', env=environment)['peak_kib']


def report(run, what, runs, idle):
    curls = {name: bench.median(taken) for name, taken in runs.items() if name.startswith('curl')}
    ours = bench.median(runs['packshotctl'])
    for name, taken in runs.items():
        run.add(f'{what}: {name}', bench.median(taken), 's',
                note=f'{bench.median(taken, "cpu"):.2f} s of CPU',
                all=[round(one['wall'], 4) for one in taken])
    if 'libsoup' in runs:
        run.add(f'{what}: libsoup by packshotctl', bench.median(runs['libsoup']) / ours, '×')
    if curls:
        best = min(curls, key=curls.get)
        run.add(f'{what}: curl by packshotctl', curls[best] / ours, '×', note=best)
    run.add(f'{what}: memory above a run without work',
            (max(one['peak_kib'] for one in runs['packshotctl']) - idle) / KIB, 'MiB',
            note=f'peak of {max(one["peak_kib"] for one in runs["packshotctl"]) / KIB:.1f} MiB')


def main():
    programs, packshotctl, output = sys.argv[1:4]
    with bench.Bench('uploads', programs, output) as run:
        for what, items, pictures, size, is_far in WORK:
            servers = [bench.PracticeServer(run, items, packshotctl), bench.BareServer(run, items)]
            if is_far:
                servers.append(bench.BareServer(run, items, FAR_AWAY))
            try:
                for server in servers:
                    profile = bench.Profile(run, server, items, pictures, size)
                    runs = measure(run, server, profile, size, packshotctl)
                    idle = idle_peak(run, server, profile, packshotctl)
                    report(run, f'{what}, {server.name}', runs, idle)
                    profile.remove()
            finally:
                for server in servers:
                    server.stop()
        run.finish()


main()
