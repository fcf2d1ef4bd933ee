# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""What the benchmarks share: servers, profiles, measured runs, medians, tables.

Every figure is a median of runs that were taken in turn with those it is compared with, so that
whatever else the machine does falls on all of them alike.
"""

import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import tempfile
import urllib.request
import zlib

RUNS = int(os.environ.get('PACKSHOT_BENCH_RUNS', '5'))


def key():
    """A key of Closient's form: docs.closient.com, "Authentication"."""
    body = '0123456789abcdefghijklmnopqrstuv'
    return f'csb_{body}_{zlib.crc32(body.encode()):08x}'


def gtin(number):
    """As bench-gtin.h has it."""
    digits = f'020000{number:07}'
    total = sum(int(digit) * (1 if i % 2 else 3) for i, digit in enumerate(digits))
    return digits + str(-total % 10)


def machine():
    model = platform.processor() or platform.machine()
    for line in open('/proc/cpuinfo', encoding='utf-8'):
        if line.startswith('model name'):
            model = line.split(':', 1)[1].strip()
            break
    return {'cpu': model, 'cores': os.cpu_count(), 'system': platform.platform(),
            'load_before': os.getloadavg()[0]}


class Bench:
    """A folder of its own, the helper programs, and what was measured."""

    def __init__(self, name, programs, output):
        self.name = name
        self.programs = pathlib.Path(programs).resolve()
        self.output = output
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='packshot-bench-'))
        self.machine = machine()
        self.rows = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def helper(self, name):
        return str(self.programs / name)

    def run(self, *command, **options):
        """Runs a program to its end; gives seconds, CPU seconds and the peak of its memory."""
        usage = self.folder / 'usage.json'
        with open(self.folder / 'output', 'w+', encoding='utf-8') as output:
            subprocess.run([self.helper('bench-run'), str(usage), *map(str, command)], check=True,
                           stdout=output, stderr=subprocess.STDOUT, **options)
            taken = json.loads(usage.read_text())
            if taken['status'] != 0:
                output.seek(0)
                raise RuntimeError(f'{command[0]} ended with {taken["status"]}:\n'
                                   + output.read()[-2000:])
        taken['cpu'] = taken.pop('user') + taken.pop('system')
        return taken

    def fill(self, folder, base_url, items, pictures, size):
        """Makes a profile whose pictures wait, and gives (item, title, path) of each."""
        listed = subprocess.run([self.helper('bench-fill'), str(folder), base_url, str(items),
                                 str(pictures), str(size)], check=True, text=True,
                                stdout=subprocess.PIPE).stdout
        return [line.split('\t') for line in listed.splitlines()]

    def add(self, what, value, unit, **more):
        """Notes a figure, and tells it at once: who watches sees how far it has come."""
        self.rows.append({'what': what, 'value': value, 'unit': unit, **more})
        note = f'  ({more["note"]})' if more.get('note') else ''
        print(f'{value:10.3f} {unit:<9}  {what}{note}', flush=True)

    def finish(self):
        """Writes all as JSON."""
        self.machine['load_after'] = os.getloadavg()[0]
        pathlib.Path(self.output).write_text(
            json.dumps({'benchmark': self.name, 'machine': self.machine, 'runs': RUNS,
                        'figures': self.rows}, indent=2) + '\n', encoding='utf-8')
        print(f'{self.name}: {self.machine["cpu"]}, {self.machine["cores"]} cores, load '
              f'{self.machine["load_before"]:.1f} to {self.machine["load_after"]:.1f}, '
              f'medians of {RUNS}')


def median(runs, figure='wall'):
    return statistics.median(run[figure] for run in runs)


class BareServer:
    """bench-server: forgets bodies; costs as little as a server can."""

    organization = 'shop'

    def __init__(self, bench, items, delay=0):
        self.name = f'server {delay} ms away' if delay else 'bare server'
        self.delay = delay
        self.key = key()
        self.process = subprocess.Popen([bench.helper('bench-server'), str(items), str(delay)],
                                        text=True, stdout=subprocess.PIPE)
        self.base_url = self.process.stdout.readline().strip()

    def check(self, images, size):
        """What came is whole; forgets it."""
        request = urllib.request.Request(self.base_url + '/forget', method='POST')
        with urllib.request.urlopen(request) as answer:
            books = json.load(answer)
        if books['images'] != images or books['bytes'] < images * size:
            raise RuntimeError(f'{images} pictures were to come: {books}')
        return books

    def stop(self):
        self.process.kill()
        self.process.wait()


class PracticeServer:
    """packshotctl sandbox: reads, checks and keeps everything. Begins anew after each run."""

    name = 'practice server'
    delay = 0

    def __init__(self, bench, items, packshotctl):
        self.bench = bench
        self.packshotctl = packshotctl
        self.port = 0
        self.catalogue = bench.folder / 'catalogue.csv'
        self.catalogue.write_text('gtin,product_name\n' + ''.join(
            f'{gtin(i)},Product {i}\n' for i in range(items)), encoding='utf-8')
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.packshotctl, '--format', 'json', 'sandbox', '--catalogue', str(self.catalogue),
             '--port', str(self.port), '--variant', 'closient.limit-minute=0',
             '--variant', 'closient.limit-day=0'], text=True, stdout=subprocess.PIPE)
        told = json.loads(self.process.stdout.readline())
        self.port = told['port']
        self.base_url = told['base_url']
        self.organization = told['closient']['organization']
        self.key = told['closient']['key']

    def check(self, images, size):
        with urllib.request.urlopen(self.base_url + '/_sandbox/state') as answer:
            state = json.load(answer)
        came = sum(len(product['images']) for product in state['closient'])
        if came != images:
            raise RuntimeError(f'{images} pictures were to come: {came}')
        self.stop()
        self.start()
        return {}

    def stop(self):
        self.process.kill()
        self.process.wait()


class Profile:
    """A profile as bench-fill made it, given out fresh for each run. The bytes are linked."""

    def __init__(self, bench, server, items, pictures, size, name='profile'):
        self.template = bench.folder / (name + '-template')
        self.folder = bench.folder / name
        self.pictures = bench.fill(self.template, server.base_url, items, pictures, size)

    def fresh(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.template, self.folder, copy_function=self.copy)
        return self.folder

    @staticmethod
    def copy(source, target):
        if '/blobs/' in str(source):
            os.link(source, target)
        else:
            shutil.copy2(source, target)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.template, ignore_errors=True)
