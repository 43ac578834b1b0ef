"""When a program's first window is there to be seen: mapped, and painted with more than one colour. Looks at an X
server every few milliseconds, as a camera would; knows nothing of the programs."""

import ctypes
import ctypes.util
import os
import shutil
import signal
import subprocess
import tempfile
import time

WIDEST = 100  # smaller windows are splash screens and helpers


class Attributes(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
                ("border_width", ctypes.c_int), ("depth", ctypes.c_int), ("visual", ctypes.c_void_p),
                ("root", ctypes.c_ulong), ("class_", ctypes.c_int), ("bit_gravity", ctypes.c_int),
                ("win_gravity", ctypes.c_int), ("backing_store", ctypes.c_int), ("backing_planes", ctypes.c_ulong),
                ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
                ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int), ("all_event_masks", ctypes.c_long),
                ("your_event_mask", ctypes.c_long), ("do_not_propagate_mask", ctypes.c_long),
                ("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p)]


ErrorHandler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class Display:
    """An Xvfb of one's own."""

    def __init__(self, size="1920x1080"):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten",
                                        "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = ":" + answer.readline().strip()
        self.x = ctypes.CDLL(ctypes.util.find_library("X11"))
        for call in ("XOpenDisplay", "XGetImage"):
            getattr(self.x, call).restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x.XGetPixel.restype = ctypes.c_ulong
        self.ignore = ErrorHandler(lambda *_: 0)  # a window may go while it is looked at
        self.x.XSetErrorHandler(self.ignore)
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(self.name.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.x.XCloseDisplay(self.display)
        self.server.terminate()
        self.server.wait()

    def _windows(self):
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        if not self.x.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent),
                                 ctypes.byref(children), ctypes.byref(count)):
            return []
        found = [children[i] for i in range(count.value)]
        if found:
            self.x.XFree(children)
        return found

    def _painted(self, window):
        a = Attributes()
        if not self.x.XGetWindowAttributes(self.display, ctypes.c_ulong(window), ctypes.byref(a)):
            return False
        if a.map_state != 2 or min(a.width, a.height) < WIDEST:
            return False
        seen = set()
        for part in range(1, 8):
            image = self.x.XGetImage(self.display, ctypes.c_ulong(window), 0, a.height * part // 8, a.width, 1,
                                     ctypes.c_ulong(0xFFFFFF), 2)
            if not image:
                return False
            image = ctypes.c_void_p(image)
            seen.update(self.x.XGetPixel(image, x, 0) for x in range(0, a.width, 7))
            self.x.XDestroyImage(image)
        return len(seen) > 1

    def first_window(self, within):
        """The monotonic time at which one was there, or None."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            if any(self._painted(window) for window in self._windows()):
                return time.monotonic()
            time.sleep(0.002)
        return None


def started(words, display, environment=None, files=None, **more):
    """The program in a home of its own, with these files in it; as a group of processes."""
    home = tempfile.mkdtemp(prefix="home-")
    os.mkdir(f"{home}/run", 0o700)
    for name, text in (files or {}).items():
        os.makedirs(os.path.dirname(f"{home}/{name}"), exist_ok=True)
        with open(f"{home}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
    env = {"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": f"{home}/run", "DISPLAY": display.name,
           "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb", **(environment or {})}
    began = time.monotonic()
    process = subprocess.Popen(words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               start_new_session=True, **more)
    process.home, process.began = home, began
    return process


def ended(process):
    """Ends it and all it started in its group."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
    shutil.rmtree(process.home, ignore_errors=True)
