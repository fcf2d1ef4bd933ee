# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""The peak of a sync's memory, by the number and by the size of the files that it sends.

bench-memory.py PROGRAMS PACKSHOTCTL OUTPUT
"""

import os
import sys

import bench

KIB = 1024
MB = 1000 * 1000

WORK = [
    # what, items, pictures of each, bytes
    ('200 × 200 kB', 20, 10, 200 * 1000),
    ('1,000 × 200 kB', 100, 10, 200 * 1000),
    ('4,000 × 2 kB', 400, 10, 2 * 1000),
    ('6 × 20 MB', 6, 1, 20 * MB),
    ('6 × 200 MB', 6, 1, 200 * MB),
]


def main():
    programs, packshotctl, output = sys.argv[1:4]
    with bench.Bench('memory', programs, output) as run:
        for what, items, pictures, size in WORK:
            server = bench.BareServer(run, items)
            try:
                profile = bench.Profile(run, server, items, pictures, size)
                environment = dict(os.environ, PACKSHOT_BENCH_KEY=server.key)
                folder = profile.fresh()
                peaks = [run.run(packshotctl, '--data-dir', folder, 'sync',
                                 env=environment)['peak_kib'] / KIB for _ in range(2)]
                server.check(items * pictures, size)
                run.add(f'{what}: peak', peaks[0], 'MiB')
                run.add(f'{what}: peak of a run without work', peaks[1], 'MiB')
                run.add(f'{what}: above it', peaks[0] - peaks[1], 'MiB')
                profile.remove()
            finally:
                server.stop()
        run.finish()


main()
