#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Packshot authors
"""Does the main job in the real window, as a person would, and takes a picture of each step.

  demo-drive.py PROGRAM FILES OUT

The window is found and read through the accessibility bus; pointer and keyboard are real X events.
Nothing is waited for by the clock alone: each step ends when the window says so.
"""

import os
import pathlib
import subprocess
import sys
import time

import pyatspi

ITEM = "2001000010097"          # Blackcurrant Jam: no picture yet
PROGRAM, FILES, OUT = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SOURCE = """
import gi, sys, pathlib
gi.require_version('Gtk', '3.0')
from gi.repository import Gtk, Gdk
window = Gtk.Window(title='Files', decorated=False)
window.set_default_size(200, 120)
box = Gtk.EventBox()
box.add(Gtk.Label(label='Files'))
window.add(box)
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
uris = [pathlib.Path(f).absolute().as_uri() for f in sys.argv[1:]]
box.connect('drag-data-get', lambda w, c, data, i, t: data.set_uris(uris))
window.show_all()
window.move(1340, 650)
Gtk.main()
"""


class Failed(Exception):
    pass


def xdo(*words):
    subprocess.run(["xdotool", *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def wait(what, test, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = test()
        except Exception:  # a widget went away while it was read: read again
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise Failed("waited in vain for " + what)


class Window:
    def __init__(self):
        self.app = wait("the program", self.find_app)
        self.x, self.y = 0, 0
        self.step = 0
        self.lines = []

    @staticmethod
    def find_app():
        for app in pyatspi.Registry.getDesktop(0):
            if app and "packshot" in (app.name or "").lower():
                return app
        return None

    def place(self):
        """Gives the window 1280 × 800 and finds where it starts: its X window includes the shadow."""
        ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Packshot"],
                             check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        xdo("windowsize", "--sync", ids[-1], 1290, 810)
        frame = wait("the size", lambda: self.frame(1280))
        text = subprocess.run(["xdotool", "getwindowgeometry", "--shell", ids[-1]],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
        shape = dict(line.split("=") for line in text.split())
        self.x = int(shape["X"]) + (int(shape["WIDTH"]) - frame.width) // 2
        self.y = int(shape["Y"]) + (int(shape["HEIGHT"]) - frame.height) // 2

    def frame(self, width):
        frame = self.app[0].queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        return frame if frame.width == width else None

    def walk(self, node=None):
        for child in (self.app if node is None else node):
            if child is None or not child.getState().contains(pyatspi.STATE_VISIBLE):
                continue
            yield child
            yield from self.walk(child)

    def find(self, test, node=None):
        return next((n for n in self.walk(node) if test(n)), None)

    def named(self, start, role=None, node=None):
        def test(n):
            return (n.name or "").startswith(start) and role in (None, n.getRoleName()) \
                and self.box(n)[2] > 0
        return self.find(test, node)

    def box(self, node):
        try:
            e = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        except NotImplementedError:
            return 0, 0, 0, 0
        return e.x, e.y, e.width, e.height

    def centre(self, node):
        x, y, w, h = self.box(node)
        return self.x + x + w // 2, self.y + y + h // 2

    def click(self, node, button=1):
        xdo("mousemove", *self.centre(node), "click", button)

    def tiles(self):
        """The pictures of the gallery, in the order shown: their names say their position."""
        return [n for n in self.walk() if ", picture " in (n.name or "") and self.box(n)[2] > 100]

    def tile(self, position):
        return next((n for n in self.tiles() if ", picture %d of" % position in n.name), None)

    def drag(self, start, end, shot=None):
        (x1, y1), (x2, y2) = start, end
        xdo("mousemove", x1, y1)
        time.sleep(0.2)
        xdo("mousedown", 1)
        time.sleep(0.2)
        for i in range(1, 7):
            xdo("mousemove", x1 + (4 if x2 > x1 else -4) * i, y1 + (4 if y2 > y1 else -4) * i)
            time.sleep(0.05)
        for i in range(1, 21):
            xdo("mousemove", x1 + (x2 - x1) * i // 20, y1 + (y2 - y1) * i // 20)
            time.sleep(0.04)
        xdo("mousemove", x2 + 2, y2)
        time.sleep(0.6)
        if shot:
            self.shot(*shot)
        xdo("mousemove", x2, y2)
        time.sleep(0.3)
        xdo("mouseup", 1)

    def settle(self):
        """Waits until the window stands still: two pictures of it alike."""
        before = None
        for _ in range(40):
            now = subprocess.run(["import", "-window", "root", "-crop", "1290x810+0+0", "rgb:-"],
                                 check=True, stdout=subprocess.PIPE).stdout
            if now == before:
                return
            before = now
            time.sleep(0.25)

    def shot(self, name, text):
        self.step += 1
        path = OUT / ("%02d-%s.png" % (self.step, name))
        subprocess.run(["import", "-window", "root", "-crop",
                        "1290x810+0+0", "+repage", str(path)], check=True)
        self.lines.append("%02d  %s" % (self.step, text))

    def shows(self, name, text):
        xdo("mousemove", 1400, 300)     # no tooltip over the picture
        self.settle()
        self.shot(name, text)


def drop_files(window):
    files = [str(FILES / ("%s-%d.png" % (ITEM, i))) for i in range(4)]
    source = subprocess.Popen(["/usr/bin/python3", "-c", SOURCE, *files],
                              env={**os.environ, "GDK_BACKEND": "x11"})
    try:
        wait("the files to drag", lambda: subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^Files$"],
            stdout=subprocess.PIPE).stdout)
        time.sleep(1)
        pane = window.named("No Pictures Yet")
        window.drag((1440, 710), window.centre(pane),
                    ("drop", "Four files are dragged from the desktop onto the item."))
        wait("four pictures", lambda: len(window.tiles()) == 4)
    finally:
        source.kill()
        source.wait()


def choose_item(window, gtin, name):
    search = wait("the search", lambda: window.named("Search items", "entry"))
    window.click(search)
    xdo("key", "ctrl+a")
    xdo("type", "--delay", "30", gtin)
    row = wait(name, lambda: window.named(name, "filler"))
    window.click(row)


def menu(window, label):
    button = wait("the menu", lambda: window.find(
        lambda n: (n.name or "").startswith("Main Menu") and window.box(n)[2] > 0))
    window.click(button)
    # A menu has a surface of its own, so its place on the screen is not told: activate it by name.
    wait(label, lambda: window.find(
        lambda n: n.name == label and "menu item" in n.getRoleName())).queryAction().doAction(0)


def main_job(window):
    wait("the catalog", lambda: window.named("Apple and Elderflower"))
    window.place()
    window.click(window.named("Apple and Elderflower", "filler"))
    wait("its pictures", lambda: len(window.tiles()) >= 4)
    window.shows("browse", "The sample catalog; an item with its pictures, the primary one large.")

    choose_item(window, ITEM, "Blackcurrant Jam")
    wait("an empty gallery", lambda: window.named("No Pictures Yet"))
    window.shows("search", "An item is found by its GTIN; it has no pictures yet.")

    menu(window, "Work Offline")
    wait("the banner", lambda: window.named("Working offline"))
    drop_files(window)
    window.shows("dropped", "The pictures are added, without a network, and wait to be sent.")

    star = wait("a star", lambda: window.find(
        lambda n: n.name == "Make Primary" and window.box(n)[2] > 0,
        window.tile(2)))
    window.click(star)
    wait("a primary", lambda: "primary" in window.tile(2).name.lower())
    window.shows("primary", "The star makes the second picture primary: it stands large in front, "
                 "and keeps its number.")

    window.click(window.tile(4))
    wait("one picture selected", lambda: window.named("Picture 4 of 4"))
    x, y, w, h = window.box(window.tile(4))
    tx, ty, _, th = window.box(window.tile(1))
    window.drag((window.x + x + w // 2, window.y + y + h // 3),
                (window.x + tx + 6, window.y + ty + th // 3),
                ("drag", "The fourth picture is dragged in front of the first."))
    wait("the new order", lambda: window.named("Moved to position 1"))
    window.shows("order", "It stands at position 1 now; the primary is the same picture.")

    menu(window, "Work Offline")
    wait("the network", lambda: window.named("Last checked"))
    xdo("key", "ctrl+r")
    wait("all of it synced", lambda: len(window.tiles()) == 4 and
         all("same on both sides" in n.name.lower() or "synced" in n.name.lower()
             for n in window.tiles()))
    window.shows("synced", "Back online: sent, read back, and the same on both sides.")


def main():
    program = subprocess.Popen([PROGRAM, "--demo"], stdout=subprocess.DEVNULL,
                               stderr=(OUT / "program.log").open("w"))
    window = Window()
    try:
        main_job(window)
    except Failed as failure:
        window.shot("failed", str(failure))
        with (OUT / "tree.txt").open("w") as tree:
            for node in window.walk():
                if node.name:
                    tree.write("%s | %s | %s\n" % (node.getRoleName(), node.name, window.box(node)))
        sys.exit("demo: %s (see %s)" % (failure, OUT))
    finally:
        program.terminate()
        program.wait()
    (OUT / "program.log").unlink()
    (OUT / "summary.txt").write_text(
        "The main job in the real window, with the sample catalog:\n\n" +
        "\n".join(window.lines) + "\n")


main()
