"""A program on a terminal of its own, for tests: what it shows is waited for, never for a time."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

WAIT_MAX_SECONDS = 90


class Terminal:
    def __init__(self, command, folder, environment, columns=100):
        self.screen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))

    def type(self, keys):
        """Presses keys; what was on the screen before is not looked at again."""
        self.screen = ""
        os.write(self.fd, keys.encode())

    def shows(self, pattern):
        """Waits until it shows this."""
        deadline = time.monotonic() + WAIT_MAX_SECONDS
        while not re.search(pattern, self.text(), re.S):
            left = deadline - time.monotonic()
            ready = select.select([self.fd], [], [], max(left, 0))[0]
            data = self.read() if ready else b""
            if not data:
                self.fail(f"'{pattern}' was not shown", left)
            self.screen += data.decode(errors="replace")
        return self.text()

    def read(self):
        try:
            return os.read(self.fd, 65536)
        except OSError:  # Linux says so when the program has ended
            return b""

    def text(self):
        """Without colours and movements of the cursor."""
        plain = re.sub(r"\x1b(\[[0-9;?<>=]*[a-zA-Z]|[=>]|\][^\x07]*\x07)", "", self.screen)
        return plain.replace("\r", "")

    def colours(self):
        return self.screen

    def ends(self):
        """Waits for its end; its exit code."""
        deadline = time.monotonic() + WAIT_MAX_SECONDS
        while time.monotonic() < deadline:
            select.select([self.fd], [], [], 0.05)
            self.screen += self.read().decode(errors="replace")
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        self.fail("it has not ended", 0)

    def fail(self, what, left):
        why = "in time" if left <= 0 else "before its end"
        print(f"{what} {why}. It showed:\n{self.text()}\n{self.screen!r}", file=sys.stderr)
        os.kill(self.pid, signal.SIGKILL)
        sys.exit(1)
