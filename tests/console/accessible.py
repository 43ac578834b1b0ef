"""What a screen reader and a keyboard find in the real console: every control has a name and a role, Tab comes by
every control of what can be seen and gets stuck in none, in every pane and on every sheet. Reads the window over
AT-SPI, on a bus and a display of its own, beside a release that waits for its customer and a case that nobody has
answered."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

if "SLIPWAY_ACCESSIBLE" not in os.environ:
    # A place of its own for the buses' sockets: those of another run beside this one aren't mistaken for them.
    os.environ.update(SLIPWAY_ACCESSIBLE="1", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LANG="C.UTF-8",
                      XDG_RUNTIME_DIR=tempfile.mkdtemp(prefix="accessible-"))
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    os.execvp("dbus-run-session", ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1600x1000x24",
                                   sys.executable, "-B", *sys.argv])

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, Customer, Service, Story, check, eventually, say  # noqa: E402

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

ROLE, STATE = Atspi.Role, Atspi.StateType
# What has no meaning of its own may not take the focus.
MEANINGLESS = {ROLE.INVALID, ROLE.UNKNOWN, ROLE.FILLER, ROLE.PANEL, ROLE.EXTENDED, ROLE.REDUNDANT_OBJECT}
# Texts to be selected with the mouse, and what is inside of a control and is reached by its arrow keys.
PARTS = {ROLE.LABEL, ROLE.PAGE_TAB, ROLE.MENU_ITEM, ROLE.MENU, ROLE.CHECK_MENU_ITEM, ROLE.RADIO_MENU_ITEM,
         ROLE.TABLE_CELL, ROLE.LIST_ITEM, ROLE.TREE_ITEM, ROLE.TABLE_COLUMN_HEADER, ROLE.TABLE_ROW_HEADER,
         ROLE.MENU_BAR, ROLE.POPUP_MENU}
LISTS = {ROLE.TABLE, ROLE.TREE, ROLE.TREE_TABLE, ROLE.LIST, ROLE.LIST_BOX}
# Keys that lead to each, and how it is called then. Help comes last: its page has many links.
PANES = {"applications": ("ga", "Applications"), "release": ("go", "Release "), "releases": ("gr", "Releases"),
         "activity": ("gt", "Activity"), "pipelines": ("gp", "Pipelines"), "cases": ("gc", "Open cases"),
         "case": ("gs", "Case "), "duty": ("gd", "On duty"), "paging": ("gl", "Paging"), "report": ("ge", "Guarantees"),
         "quarantine": ("gq", "Quarantine"), "help": ("gh", "Help")}
TYPED_INTO = {ROLE.TEXT, ROLE.ENTRY, ROLE.SPIN_BUTTON, ROLE.COMBO_BOX}
# How each is called, and what brings it: keys, and the words of an action in the palette.
SHEETS = {"palette": ("Search or command", "ctrl+k", ""), "start": ("Start a release", "ctrl+k", "Start a release"),
          "question": ("Abort release", "ctrl+shift+x", ""), "new case": ("New case", "ctrl+k", "New case"),
          "connect": ("Connect to a server", "ctrl+k", "Connect to a server"),
          "brake": ("Pull the brake", "ctrl+alt+b", ""), "link": ("Link case", "ctrl+k", "Link the case"),
          "template": ("A new template", "ctrl+k", "Keep the reply as a template"),
          "override": ("Put somebody else on duty", "ctrl+k", "Put somebody else on duty"),
          "swap": ("Swap", "ctrl+k", "Swap this turn"),
          "layout": ("Keep this layout", "ctrl+k", "Keep this layout as")}
# What comes up in a pane by itself once it is asked for: the pane, keys or words of an action, and its name.
PARTS_OF_PANES = {"export bar": ("paging", "Write the pages to a file", "File to write to"),
                  "export bar of guarantees": ("report", "Write the guarantees to a file", "File to write to")}
PEOPLE = ["eva", "jan"]
MOST_TABS = 150
MOST_LINKS = 40


def children(thing):
    count = thing.get_child_count()
    for index in range(min(count, 25) if thing.get_role() in LISTS else count):
        if child := thing.get_child_at_index(index):
            yield child


def walk(thing, seen=None):
    """Everything below it that is on the screen."""
    for child in children(thing):
        states = child.get_state_set()
        if not states.contains(STATE.SHOWING) and child.get_role() != ROLE.APPLICATION:
            continue
        yield child, states
        yield from walk(child)


def told(thing):
    return f"{thing.get_role_name()} \"{thing.get_name()}\""


def place(thing):
    """Where it is: which of two with the same name it is."""
    at = thing.get_extents(Atspi.CoordType.SCREEN)
    chain, up = [], thing.get_parent()
    while up and up.get_role() != ROLE.APPLICATION and len(chain) < 3:
        if up.get_name():
            chain.append(up.get_name())
        up = up.get_parent()
    return f"{told(thing)} in {' < '.join(chain)} at {at.x},{at.y} {at.width}x{at.height}"


def of_choice(thing):
    """One of several that exclude each other, and not the chosen one: arrow keys lead to it."""
    if thing.get_role() not in (ROLE.CHECK_BOX, ROLE.RADIO_BUTTON, ROLE.TOGGLE_BUTTON):
        return False
    if thing.get_state_set().contains(STATE.CHECKED):
        return False
    others = [c for c in children(thing.get_parent()) if c.get_role() == thing.get_role()]
    return len(others) > 2 and sum(c.get_state_set().contains(STATE.CHECKED) for c in others) == 1


def beside(thing, whole):
    at = thing.get_extents(Atspi.CoordType.SCREEN)
    return at.x + at.width <= whole.x or at.y + at.height <= whole.y or at.x >= whole.x + whole.width or \
        at.y >= whole.y + whole.height


def identity(thing):
    """The same wherever it is moved to, and however it is called meanwhile."""
    return thing.path


class Window:
    """The console's window, read over AT-SPI and moved in by keys."""

    def __init__(self, process):
        self.process = process
        self.focused = None
        self.listener = Atspi.EventListener.new(self._on_focus)
        self.listener.register("object:state-changed:focused")
        self.application = eventually(self._find, "the console is on the bus", 60, 0.1)
        self.window = eventually(self._shown, "its window is on the bus", 60, 0.1)
        self.root = self.window  # what can be reached: the sheet that lies over the window
        self.id = eventually(self._x_window, "its window is on the display", 30, 0.1)
        self.xdotool("windowfocus", "--sync", self.id)

    def _on_focus(self, event):
        try:
            if event.detail1 and event.source.get_role() not in (ROLE.FRAME, ROLE.WINDOW):
                self.focused = event.source
        except GLib.Error:  # it was gone by the time it was asked
            pass

    def _find(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(index)
            if one and one.get_process_id() == self.process.pid:
                return one
        return None

    def _shown(self):
        for child, states in walk(self.application):
            if child.get_role() in (ROLE.FRAME, ROLE.WINDOW) and states.contains(STATE.SHOWING):
                return child
        return None

    def _x_window(self, *words):
        done = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), *words],
                              capture_output=True, text=True)
        return done.stdout.split()[0] if done.stdout.split() else None

    def xdotool(self, *words):
        subprocess.run(["xdotool", *words], check=True, timeout=20, stdout=subprocess.DEVNULL)

    def settle(self, said, within):
        """Takes in what the bus brings until `said` holds."""
        context, end = GLib.MainContext.default(), time.monotonic() + within
        while not said() and time.monotonic() < end:
            if not context.iteration(False):
                time.sleep(0.002)
        return said()

    def press(self, *keys):
        self.xdotool("key", *keys)

    def tab(self, backwards=False):
        """Where the focus goes; None when it stays where it is."""
        before, self.focused = self.focused, None
        self.press("shift+Tab" if backwards else "Tab")
        if self.settle(lambda: self.focused is not None, 0.5):
            return self.focused
        self.focused = before
        return None

    def controls(self):
        """What can have the focus now. A pane behind another is on the screen for Qt, and beside it for people."""
        whole = self.window.get_extents(Atspi.CoordType.SCREEN)
        for thing, states in walk(self.root):
            if states.contains(STATE.FOCUSABLE) and states.contains(STATE.ENABLED) and thing.get_role() not in PARTS \
                    and not beside(thing, whole):
                yield thing

    def pane(self, name):
        keys, called = PANES[name]
        for _ in range(MOST_TABS):  # there the letters would be taken for themselves
            if not self.focused or self.focused.get_role() not in TYPED_INTO:
                break
            self.tab()
        self.press(*keys)
        eventually(lambda: self.settle(lambda: False, 0.5) or self._shows(called), f"{keys} leads to {called}", 20, 0.1)

    def _shows(self, pane):
        return any(f" in {pane}" in words or f" < {pane}" in words for words in map(place, self.controls()))

    def sheet(self, called, keys="", words=""):
        """Waits until the one that is called so lies over the window."""
        if words:
            self._choose(words)
        elif keys:
            self.press(keys)
        self.root = eventually(lambda: self.settle(lambda: False, 0.1) or self._called(called),
                               lambda: f"a sheet that is called {called}", 30, 0.1)
        self.settle(lambda: False, 0.5)

    def part(self, called, words):
        """Waits until what an action brings in a pane is there."""
        self._choose(words)
        self._has(called, words)

    def attach(self, file):
        """A file to what is written: its name is typed into the system's own window."""
        self._choose("Attach files to what is written")
        dialog = eventually(lambda: self._x_window("--name", "Attach files to case"), "files can be chosen", 20, 0.1)
        self.xdotool("windowfocus", "--sync", dialog)
        self.xdotool("type", "--delay", "20", str(file))
        self.press("Return")
        eventually(lambda: not self._x_window("--name", "Attach files to case"), "a file is chosen", 20, 0.1)
        self.xdotool("windowfocus", "--sync", self.id)
        self._has(f"Remove {file.name}", "attaching")

    def _choose(self, words):
        self.press("ctrl+k")
        self.settle(lambda: self._called("Search or command") is not None, 10)
        self.xdotool("type", "--delay", "20", words)
        self.settle(lambda: False, 1)
        self.press("Return")

    def _has(self, called, what):
        eventually(lambda: self.settle(lambda: False, 0.2) or any(c.get_name() == called for c in self.controls()),
                   f"{what} brings {called}", 20, 0.1)

    def _called(self, name):
        for child in children(self.window):
            if child.get_name().startswith(name) and child.get_state_set().contains(STATE.SHOWING):
                return child
        return None

    def away(self):
        self.press("Escape")
        eventually(lambda: self.settle(lambda: False, 0.1) or not self.root.get_state_set().contains(STATE.SHOWING),
                   "Escape takes the sheet away", 10, 0.1)
        self.root = self.window


def unnamed(window):
    """What is wrong with names and roles of what can be seen."""
    wrong = []
    for thing in window.controls():
        if not thing.get_name().strip():
            wrong.append(f"has no name: {place(thing)}")
        if thing.get_role() in MEANINGLESS:
            wrong.append(f"has no role: {place(thing)}")
    for thing, _ in walk(window.root):
        if thing.get_role() in (ROLE.PUSH_BUTTON, ROLE.PAGE_TAB, ROLE.MENU_ITEM, ROLE.TOGGLE_BUTTON) and \
                not thing.get_name().strip():
            wrong.append(f"has no name: {place(thing)}")
    return wrong


def is_against_reading(before, now):
    """Within one parent, a control that stands above or before the one from which Tab came to it. What is in the
    next column may begin higher up."""
    if identity(before.get_parent()) != identity(now.get_parent()):
        return False
    a, b = (one.get_extents(Atspi.CoordType.SCREEN) for one in (before, now))
    overlap = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    if overlap * 2 > min(a.height, b.height):  # in one line
        return b.x + b.width <= a.x
    return b.y + b.height <= a.y and b.x < a.x + a.width


def missed_by_tab(window):
    """Controls that Tab doesn't come by, where it gets stuck, what it leads to though nobody sees it, and where it
    goes against the order in which one reads."""
    wanted = {identity(c): place(c) for c in window.controls() if not of_choice(c)}
    inside = {identity(c) for c in window.controls()}
    whole = window.window.get_extents(Atspi.CoordType.SCREEN)
    visited, wrong, before = {}, [], None
    first = identity(min(window.controls(), key=lambda c: c.get_extents(Atspi.CoordType.SCREEN).y))
    while len(visited) < MOST_TABS:
        now = window.tab()
        if now is None and len(wanted) == 1:  # there is nowhere else to go
            return wrong
        for _ in range(MOST_LINKS):  # of a page, which are gone through first
            if now is None:
                now = window.tab()
        if now is None:
            return [f"Tab gets stuck in {place(window.focused) if window.focused else 'nowhere'}"]
        key = identity(now)
        if key in visited:
            if key != next(iter(visited)):
                wrong.append(f"Tab goes round without an end from {visited[key]}")
            break
        visited[key] = place(now)
        begins_anew = window.root != window.window and key == first  # a sheet is gone round in
        if before is not None and not begins_anew and is_against_reading(before, now):
            wrong.append(f"Tab leads back from {place(before)} to {visited[key]}")
        before = now
        if window.root != window.window and key not in inside:
            wrong.append(f"Tab leaves the sheet: {visited[key]}")
        if beside(now, whole):
            wrong.append(f"Tab leads to what isn't seen: {visited[key]}")
    if os.environ.get("SLIPWAY_VERBOSE"):
        say("\n         ".join(visited.values()))
    return wrong + [f"Tab doesn't come by {words}" for key, words in wanted.items() if key not in visited]


def looked_at(window, name, wrong):
    found = list(dict.fromkeys(unnamed(window) + missed_by_tab(window)))
    count = len(list(window.controls()))
    if not count:
        found.append("has no controls")
    new = [words for words in found if words not in wrong]  # the frame is there beside every pane
    say(f"{'FAIL' if new else 'ok  '}  {name}: {count} controls" + "".join(f"\n         {words}" for words in new))
    wrong.update(new)


@contextlib.contextmanager
def console(service, *words):
    home = tempfile.mkdtemp(prefix="home-", dir=service.base)
    env = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "QT_QPA_PLATFORM": "xcb"}
    process = subprocess.Popen([BIN / "slipway", *words], env=env, stdin=subprocess.DEVNULL)
    try:
        yield Window(process)
        check(process.poll() is None, "the console ended by itself")
    finally:
        process.terminate()
        process.wait(20)


def main():
    wrong = set()
    with Service("accessible") as service:
        service.start()
        customer = Customer(service)
        story = Story(service, customer)
        story.wait_for_customer()
        service.ctl("case", "new", "--subject", "The shop is slow", "--text", "Since this morning.",
                    "--application", customer.app)
        file = service.base / "duty.json"
        file.write_text(json.dumps({"people": [{"name": name, "mail": f"{name}@provider.example"} for name in PEOPLE],
                                    "rota": {"zone": "Europe/Berlin", "first": "2026-01-05", "hand_over": "09:00",
                                             "people": PEOPLE}}))
        service.ctl("duty", "set", file)
        with console(service, "--data", service.data, f"release/{story.id}") as window:
            for name in PANES:
                window.pane(name)
                if name == "cases":
                    window.press("j", "Return")  # what the pane of one case shows
                    window.settle(lambda: False, 1)
                    window.pane(name)
                looked_at(window, name, wrong)
            paper = service.base / "paper.txt"
            paper.write_text("What was seen.")
            window.pane("case")
            window.attach(paper)
            looked_at(window, "file chips", wrong)
            for name, (pane, words, called) in PARTS_OF_PANES.items():
                window.pane(pane)
                window.part(called, words)
                looked_at(window, name, wrong)
            window.pane("duty")
            on_duty = service.ctl("duty", "show")["on_duty"]
            for _ in range(PEOPLE.index(on_duty)):  # whose turn is swapped
                window.press("Down")
            for name, (called, *how) in SHEETS.items():
                window.sheet(called, *how)
                looked_at(window, f"sheet: {name}", wrong)
                window.away()
        with console(service, "--server", service.url) as window:
            window.sheet("Sign in")
            looked_at(window, "sheet: sign in", wrong)
    return 1 if wrong else 0


try:
    sys.exit(main())
finally:
    shutil.rmtree(os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)
