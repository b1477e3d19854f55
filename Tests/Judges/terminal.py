"""A terminal that Python plays (a pseudo-terminal, drawn by pyte), for judges of what people see.

Nothing is timed: each step waits until the screen shows what it should, and only gives up after a minute.
"""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte

PATIENCE = 60


class Wrong(Exception):
    pass


def expect(condition, *said):
    if not condition:
        raise Wrong("\n".join(str(one) for one in said))


class Terminal:
    """A process on a terminal of its own, and what its screen shows."""

    def __init__(self, command, folder, columns=80, rows=24, **environment):
        self.screen = pyte.HistoryScreen(columns, rows, history=1000)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        pid, self.terminal = pty.fork()
        if pid == 0:
            self.size_of(0, columns, rows)
            os.chdir(folder)
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)
            os.environ.pop("CI", None)
            os.environ.update({"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment})
            os.execv(command[0], command)
        self.pid, self.code = pid, None

    @staticmethod
    def size_of(descriptor, columns, rows):
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        self.size_of(self.terminal, columns, rows)

    def read(self):
        """False when the process has closed its side."""
        if select.select([self.terminal], [], [], 0.1)[0]:
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                return False
            self.raw += data
            self.stream.feed(data)
            return bool(data)
        return True

    @property
    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self):
        # pyte puts an empty cell behind a wide character.
        return "\n".join(self.lines).strip("\n")

    def until(self, *wanted, without=()):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if all(one in self.text for one in wanted) and not any(one in self.text for one in without):
                return self.text
            if not self.read() and not all(one in self.text for one in wanted):
                break
        raise Wrong(f"the screen never showed {wanted} without {without}; it shows\n{self.text}")

    def finish(self):
        """The exit code; negative for a signal."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                with contextlib.suppress(OSError):
                    while self.read() and select.select([self.terminal], [], [], 0)[0]:
                        pass
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
        raise Wrong(f"it does not end; the screen shows\n{self.text}")

    def close(self):
        if self.code is None:
            with contextlib.suppress(OSError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        os.close(self.terminal)
