#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""A very large file, a full disk, many items."""

import hashlib
import os
import shutil
import struct
import subprocess
import zlib

from packshotctl import (DONE, FAILED, PROGRAM, Place, Skip, gtin, main, one_document, png, run,
                         same_as_closient, sends_nothing)

ITEM = gtin(0)
MEGABYTE = 1000 * 1000
LARGE = 200 * MEGABYTE
MEMORY = 80 * MEGABYTE


def write_large(path):
    """In pieces: what this process holds counts for a child, too, until it runs the program."""
    small = png(1)
    # A chunk that no reader knows is skipped by all. PNG specification, 5.4.
    piece = b'teSt' + bytes(MEGABYTE)
    crc = zlib.crc32(piece)
    end = small.index(b'IDAT') - 4
    with open(path, 'wb') as stream:
        stream.write(small[:end])
        for _ in range(LARGE // MEGABYTE):
            stream.write(struct.pack('>I', MEGABYTE) + piece + struct.pack('>I', crc))
        stream.write(small[end:])


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as stream:
        while piece := stream.read(MEGABYTE):
            digest.update(piece)
    return digest.hexdigest()


def is_sanitized():
    with open(PROGRAM, 'rb') as program:
        return b'__asan_init' in program.read()


def peak_memory(profile, *args):
    """Runs the program and gives the most memory that it ever held."""
    process = profile.start(*args)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == DONE, (args, process.returncode)
    return usage.ru_maxrss * 1024


def a_file_of_200_megabytes():
    if is_sanitized():
        raise Skip('the sanitizer takes memory of its own')
    with Place() as place:
        if shutil.disk_usage(place.folder).free < 5 * LARGE:
            raise Skip('not enough room')
        sandbox = place.sandbox('--state', place.folder / 'state', products=1)
        profile = place.profile(sandbox, 'closient')
        file = place.folder / 'large.png'
        write_large(file)
        expected = sha256_of(file)
        for args in (['add', ITEM, file], ['sync'], ['verify']):
            peak = peak_memory(profile, *args)
            assert peak < MEMORY, f'{args[0]} took {peak / MEGABYTE:.0f} MB'
        file.unlink()
        image, = profile.images(ITEM)
        assert image['sha256'] == expected and image['state'] == 'synced', image
        assert image['bytes'] > LARGE
        assert [row['sha256'] for row in sandbox.state()['closient'][0]['images']] == [expected]
        other = place.profile(sandbox, 'closient')
        other.json('sync', '--pull-only')
        copy = place.folder / 'copy.png'
        peak = peak_memory(other, 'fetch', ITEM, '#1', copy)
        assert peak < MEMORY, f'fetch took {peak / MEGABYTE:.0f} MB'
        assert sha256_of(copy) == expected


class SmallDisk:
    """A disk of its own, which only root can make."""

    def __init__(self, folder, size):
        self.folder = folder
        folder.mkdir()
        if os.geteuid() != 0:
            raise Skip('only root can make a small disk')
        made = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}', 'tmpfs', folder],
                              capture_output=True, check=False)
        if made.returncode != 0:
            raise Skip('no small disk can be made here')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(['umount', self.folder], check=True)

    def fill(self):
        """Leaves no room at all."""
        with open(self.folder / 'filler', 'wb', buffering=0) as stream:
            for size in (65536, 4096):
                try:
                    while stream.write(bytes(size)) == size:
                        pass
                except OSError:
                    pass

    def empty(self):
        (self.folder / 'filler').unlink()


def a_full_disk():
    with Place() as place, SmallDisk(place.folder / 'disk', '8m') as disk:
        sandbox = place.sandbox(products=1)
        profile = place.profile(sandbox, 'closient')
        shutil.copytree(profile.folder, disk.folder / 'profile')
        profile.folder = disk.folder / 'profile'
        picture, other = place.pictures(0, 2)
        profile.json('add', ITEM, picture)
        before = profile.images(ITEM)

        # No room for the picture.
        large = place.file('large.png', png(5, filler=bytes(9 * MEGABYTE)))
        error = profile.json('add', ITEM, large, status=FAILED)['error']
        assert error['code'] == 'disk-full', error
        assert 'disk is full' in profile.text('add', ITEM, large, status=FAILED).err
        assert profile.images(ITEM) == before
        profile.verify()

        # No room for anything.
        disk.fill()
        for args in (['add', ITEM, other], ['title', ITEM, '#1', 'Front' * 40]):
            outcome = run('--format', 'json', *profile.args(args))
            assert outcome.status == FAILED, outcome
            assert one_document(outcome)['error']['code'] == 'disk-full', outcome
        disk.empty()
        assert profile.images(ITEM) == before
        profile.verify()

        profile.json('add', ITEM, other, '--title', 'Front')
        profile.json('sync')
        assert len(same_as_closient(profile, sandbox, ITEM)) == 2
        sends_nothing(profile, sandbox)
        profile.verify()


def a_full_disk_of_the_server():
    with Place() as place:
        sandbox = place.sandbox('--fault', 'disk-full*1/POST', products=1)
        profile = place.profile(sandbox, 'closient')
        profile.json('add', ITEM, *place.pictures(0, 2))
        profile.text('sync', status=None)
        profile.json('sync')
        assert len(same_as_closient(profile, sandbox, ITEM)) == 2


def three_hundred_items():
    """More than a page of any list, and more calls than a minute's budget allows at once."""
    with Place() as place:
        sandbox = place.sandbox('--variant=closient.limit-minute=0', products=300)
        profile = place.profile(sandbox, 'closient')
        assert len(profile.json('items')) == 300
        profile.json('add', gtin(299), *place.pictures(0, 3), '--primary')
        result = profile.json('sync', gtin(299))
        assert result['sent'] == 3
        same_as_closient(profile, sandbox, gtin(299))
        found = {item['name'] for item in profile.json('items', '--query', 'Product 29')}
        assert {f'Product 29{digit}' for digit in ('', *range(10))} <= found < {
            f'Product {i}' for i in range(300)}, found
        assert [item['gtin'] for item in profile.json('items', '--query', gtin(150))] == [
            '0' + gtin(150)]


def a_hundred_and_twenty_pictures():
    """More than a page of a listing."""
    with Place() as place:
        sandbox = place.sandbox('--variant=closient.limit-minute=0', products=1)
        one = place.profile(sandbox, 'closient')
        files = [place.file(f'small-{i}.png', png(i, 8, 8)) for i in range(120)]
        one.json('add', ITEM, *files)
        one.json('sync')
        images = one.images(ITEM)
        assert len(images) == 120 and {image['state'] for image in images} == {'synced'}
        other = place.profile(sandbox, 'closient')
        other.json('sync', '--pull-only')
        assert [image['remote_id'] for image in other.images(ITEM)] == [
            image['remote_id'] for image in images]
        sends_nothing(other, sandbox)


main('limits', [a_file_of_200_megabytes, a_full_disk, a_full_disk_of_the_server,
                three_hundred_items, a_hundred_and_twenty_pictures])
