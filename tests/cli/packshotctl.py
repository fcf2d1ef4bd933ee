# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""What the tests of packshotctl share: the program, a practice server, pictures, TAP.

Everything goes through the real program and over real sockets. What the server holds is read by
plain HTTP as the vendors document it, or from the practice server's own books, never through the
program under test.
"""

import csv
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request
import zlib

DONE, FAILED, USAGE, LEFT_OVER = 0, 1, 2, 3

PROGRAM = os.path.abspath(sys.argv[1])


class Skip(Exception):
    """A case that can't run here, and why."""


# --- Pictures and numbers ---------------------------------------------------------------------

def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(seed, width=600, height=500, filler=b''):
    """A picture whose bytes are its own for each seed. PNG specification, third edition."""
    row = bytes(1) + bytes((x * 3 + seed * 7) % 256 for x in range(width * 3))
    header = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    extra = chunk(b'teSt', filler) if filler else b''
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + extra
            + chunk(b'tEXt', b'Comment\0' + str(seed).encode())
            + chunk(b'IDAT', zlib.compress(row * height, 1)) + chunk(b'IEND', b''))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def gtin(number):
    """A GTIN-13 of the restricted range. GS1 General Specifications, 7.9: weights 1 and 3."""
    digits = f'{200000000000 + number}'
    total = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits))
    return digits + str(-total % 10)


def closient_key(body):
    """A key with the right checksum that no server knows. docs.closient.com, Authentication."""
    body = body.ljust(32, '0')
    return f'csb_{body}_{zlib.crc32(body.encode()):08x}'


# --- The program ------------------------------------------------------------------------------

class Outcome:
    """What a run of the program left behind."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __repr__(self):
        return f'status {self.status}\n--- out\n{self.out}\n--- err\n{self.err}'


def run(*args, env=None, cwd=None):
    """The program without a profile of its own."""
    result = subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, check=False,
                            env={**os.environ, **(env or {})}, cwd=cwd, encoding='utf-8')
    return Outcome(result.returncode, result.stdout, result.stderr)


def one_document(outcome):
    """The JSON that stands on standard output, and that nothing else does."""
    assert outcome.out.endswith('\n'), outcome
    return json.loads(outcome.out)


class Profile:
    """A data folder and the program that works in it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def args(self, args):
        return ['--data-dir', str(self.folder), *map(str, args)]

    def text(self, *args, status=DONE, **more):
        outcome = run(*self.args(args), **more)
        assert status in (None, outcome.status), f'{args}: {outcome}'
        return outcome

    def json(self, *args, status=DONE, **more):
        outcome = run('--format', 'json', *self.args(args), **more)
        assert outcome.status == status, f'{args}: {outcome}'
        return one_document(outcome)

    def start(self, *args):
        """Starts the program and leaves it running."""
        return subprocess.Popen([PROGRAM, *self.args(args)], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def images(self, item):
        return self.json('images', item)

    def verify(self):
        said = self.json('verify')
        assert said['ok'] and said['problems'] == [], said


def wait_until_used(profile, process):
    """Until the process has the profile open: it holds a lock as long as it does."""
    with open(profile.folder / 'open.lock', 'r+b') as stream:
        while process.poll() is None:
            try:
                fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            fcntl.lockf(stream, fcntl.LOCK_UN)
            time.sleep(0.01)


# --- The practice server ----------------------------------------------------------------------

class Sandbox:
    """The practice server in a process of its own, on a port that the system chooses."""

    def __init__(self, folder, *args, products=0):
        self.folder = pathlib.Path(folder)
        args = [str(arg) for arg in args]
        if products:
            args += ['--catalogue', str(self.write_catalogue(products))]
        self.process = subprocess.Popen([PROGRAM, '--format', 'json', 'sandbox', *args],
                                        stdout=subprocess.PIPE, encoding='utf-8')
        line = self.process.stdout.readline()
        assert line, 'the practice server did not start'
        self.facts = json.loads(line)
        self.url = self.facts['base_url']

    def write_catalogue(self, products):
        path = self.folder / 'catalogue.csv'
        with open(path, 'w', encoding='utf-8', newline='') as stream:
            writer = csv.writer(stream)
            writer.writerow(['gtin', 'product_name', 'brand', 'net_content', 'category',
                             'supplier_code'])
            for i in range(products):
                writer.writerow([gtin(i), f'Product {i}', 'Brand', '500 g', 'Goods', f'{i:05}'])
        return path

    def stop(self):
        """Ends it, and proves that it ends well."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        assert status == DONE, f'the practice server ended with {status}'

    def request(self, path, method='GET', body=None, headers=None):
        url = path if path.startswith('http') else self.url + path
        request = urllib.request.Request(url, method=method, headers=headers or {},
                                         data=body.encode() if isinstance(body, str) else body)
        with urllib.request.urlopen(request, timeout=60) as response:
            data = response.read()
            return json.loads(data) if 'json' in response.headers.get_content_type() else data

    # Its own books.

    def calls(self):
        return self.request('/_sandbox/calls')

    def changing(self):
        return self.calls()['changing']

    def state(self):
        return self.request('/_sandbox/state')

    def fault(self, spec):
        self.request('/_sandbox/fault', 'POST', spec)

    def no_faults(self):
        self.request('/_sandbox/reset-faults', 'POST', '')

    def variant(self, setting):
        self.request('/_sandbox/variant', 'POST', setting)

    # The services, as their vendors document them.

    def closient_path(self, item):
        organization = self.facts['closient']['organization']
        return f'/dashboard/api/v1/trade-items/{organization}/{item}/images'

    def closient(self, path, method='GET'):
        return self.request(path, method, headers={'X-API-Key': self.facts['closient']['key']})

    def closient_images(self, item):
        """(id, is_primary, title) as listed."""
        listed = self.closient(self.closient_path(item) + '?page=1&page_size=100')['data']
        return [(row['id'], row['is_primary'], row['title']) for row in listed]

    def closient_hashes(self, item):
        """SHA-256 of what its addresses give, as listed."""
        listed = self.closient(self.closient_path(item) + '?page=1&page_size=100')['data']
        return [sha256(self.request(row['image_url'])) for row in listed]

    def blaze_headers(self):
        partner, developer = self.facts['blaze']['key'].split(':')
        return {'x-api-key': partner, 'Authorization': developer,
                'Content-Type': 'application/json'}

    def blaze_product(self, key):
        return self.request(f'/api/v1/partner/products/{key}', headers=self.blaze_headers())

    def blaze_write(self, product):
        return self.request(f'/api/v1/partner/products/{product["id"]}', 'PUT', json.dumps(product),
                            self.blaze_headers())


# --- A place for a case -----------------------------------------------------------------------

class Place:
    """A temporary folder with a practice server, profiles, keys and pictures."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='packshot-cli-'))
        self.sandboxes = []
        self.n_profiles = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            for sandbox in self.sandboxes:
                if sandbox.process.poll() is None:
                    sandbox.stop()
        finally:
            for sandbox in self.sandboxes:
                if sandbox.process.poll() is None:
                    sandbox.process.kill()
            shutil.rmtree(self.folder)

    def sandbox(self, *args, **more):
        sandbox = Sandbox(self.folder, *args, **more)
        self.sandboxes.append(sandbox)
        return sandbox

    def key_file(self, name, key, mode=0o600):
        path = self.folder / name
        path.write_text(key + '\n', encoding='utf-8')
        path.chmod(mode)
        return path

    def profile(self, sandbox=None, *services):
        """A new profile with accounts of these services, which are named like them."""
        self.n_profiles += 1
        profile = Profile(self.folder / f'profile-{self.n_profiles}')
        for service in services:
            key = self.key_file(f'{service}.key', sandbox.facts[service]['key'])
            profile.json('account', 'add', service, '--name', service, '--base-url', sandbox.url,
                         '--key-file', key)
        return profile

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def pictures(self, first, n):
        return [self.file(f'picture-{i}.png', png(i)) for i in range(first, first + n)]


def same_as_closient(profile, sandbox, item, with_bytes=True):
    """Proves that the program shows what the server lists, in the same order."""
    images = profile.images(item)
    shown = [(image['remote_id'], image['is_primary'], image['title']) for image in images]
    listed = sandbox.closient_images(item)
    assert shown == listed, f'shown {shown}, listed {listed}'
    assert {image['state'] for image in images} <= {'synced'}, images
    if with_bytes:
        assert [image['sha256'] for image in images] == sandbox.closient_hashes(item)
    return images


def sends_nothing(profile, sandbox):
    """Proves that a sync changes nothing any more."""
    before = sandbox.changing()
    result = profile.json('sync')
    assert result['sent'] == 0 and result['events'] == [], result
    assert sandbox.changing() == before


# --- TAP --------------------------------------------------------------------------------------

def main(subject, cases):
    """Runs each function of cases and reports it by its name."""
    print(f'1..{len(cases)}', flush=True)
    failed = 0
    for number, case in enumerate(cases, 1):
        name = f'{number} /cli/{subject}/{case.__name__.replace("_", "-")}'
        try:
            case()
        except Skip as why:
            print(f'ok {name} # SKIP {why}', flush=True)
        except (Exception, KeyboardInterrupt):
            failed += 1
            print(f'not ok {name}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
            sys.stdout.flush()
        else:
            print(f'ok {name}', flush=True)
    sys.exit(1 if failed else 0)
