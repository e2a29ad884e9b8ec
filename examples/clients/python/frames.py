#!/usr/bin/env python3
"""Writes messages to a Unix socket of a running Weir.

  ./weir up --set listen.unix=weir.sock --set listen.unix-acked=acked.sock     in one terminal
  examples/clients/python/frames.py                                            in another
  examples/clients/python/frames.py weir.sock rides 3                          the same, in full
  examples/clients/python/frames.py --acked acked.sock rides 3

Frames writes and hears nothing. AckedFrames hears when a message is safe, and after a lost
connection sends again what was not; a message may then be there twice.
"""

import collections
import socket
import struct
import sys
import time

# Seconds. A full gateway stops reading, and then sendall waits. On the socket that acknowledges it
# is for connection and hello only: a gateway that holds messages back says nothing for as long.
TIMEOUT = 30


def frame(topic: str, message: bytes, key: bytes = b"") -> bytes:
    """One message: its length, then topic, key and message. Topic and key have 255 bytes at most."""
    name = topic.encode("ascii")
    if len(name) > 255 or len(key) > 255:
        raise ValueError(f"topic and key have 255 bytes at most, not {len(name)} and {len(key)}")
    body = struct.pack("B", len(name)) + name + struct.pack("B", len(key)) + key + message
    return struct.pack("<I", len(body)) + body


class Frames:
    """The socket of listen.unix."""

    def __init__(self, path: str):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(path)

    def send(self, topic: str, message: bytes, key: bytes = b"") -> None:
        self.socket.sendall(frame(topic, message, key))

    def close(self) -> None:
        self.socket.close()


class AckedFrames:
    """The socket of listen.unix-acked."""

    HELLO = b"WEIR\x01\x00\x00\x00"
    DONE, REFUSED, ENDING = 1, 2, 3

    def __init__(self, path: str):
        self.path = path
        self.socket = None
        self.unacked = collections.deque()  # frames, the oldest first; None where one was refused
        self.refused = []  # (frame, code, text) of those that Weir will never take
        self._connect()

    def send(self, topic: str, message: bytes, key: bytes = b"") -> None:
        one = frame(topic, message, key)
        if len(one) - 4 > self.longest:
            raise ValueError(f"a frame has {self.longest} bytes at most, this one {len(one) - 4}")
        self.unacked.append(one)
        self._trying(lambda: self.socket.sendall(one))
        if len(self.unacked) >= self.window:
            self._hear(self.window // 2)

    def flush(self) -> None:
        """Waits until every message is safe, or refused for good."""
        self._hear(0)

    def close(self) -> None:
        self.flush()
        self.socket.close()

    def _hear(self, at_most: int) -> None:
        while len(self.unacked) > at_most:
            self._trying(self._take)

    def _take(self) -> None:
        (length,) = struct.unpack("<I", self._read(4))
        kind, body = self._read(1)[0], self._read(length - 1)
        if kind == self.DONE:
            (count,) = struct.unpack("<Q", body)
            while self.done < count:
                self.unacked.popleft()
                self.done += 1
        elif kind == self.REFUSED:
            (number,) = struct.unpack("<Q", body[:8])
            code = body[9 : 9 + body[8]].decode()
            text = body[9 + body[8] :].decode(errors="replace")
            self._refuse(number - self.done - 1, code, text)
        elif kind == self.ENDING:
            raise ConnectionError(body[1:].decode(errors="replace"))
        # What a later version may say beside this is passed over.

    def _refuse(self, index: int, code: str, text: str) -> None:
        """Its place stays until it is counted, but it is not sent again."""
        self.refused.append((self.unacked[index], code, text))
        self.unacked[index] = None

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            if not more:
                raise ConnectionError("Weir closed the connection")
            data += more
        return data

    def _trying(self, action) -> None:
        """A lost connection is made again; that sends all that is not acknowledged."""
        try:
            action()
        except OSError:
            self._connect()

    def _connect(self) -> None:
        deadline = time.monotonic() + TIMEOUT
        while True:
            try:
                self._greet()
                deadline = time.monotonic() + TIMEOUT
                return self._send_again()
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def _greet(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(self.path)
        self.socket.sendall(self.HELLO)
        magic, _, _, self.window, self.longest = struct.unpack("<4sBB2xII", self._read(16))
        if magic != b"WEIR":
            raise ValueError(f"{self.path} is no socket that acknowledges")
        self.socket.settimeout(None)

    def _send_again(self) -> None:
        for index, one in enumerate(self.unacked):
            if one is not None and len(one) - 4 > self.longest:  # Weir may allow less than before
                self._refuse(index, "too_large", f"a frame has {self.longest} bytes at most")
        self.unacked = collections.deque(one for one in self.unacked if one is not None)
        self.done = 0
        for one in self.unacked:
            self.socket.sendall(one)


def main() -> None:
    arguments = sys.argv[1:]
    acked = "--acked" in arguments
    if acked:
        arguments.remove("--acked")
    path, topic, count = arguments + ["weir.sock", "rides", "3"][len(arguments) :]
    weir = AckedFrames(path) if acked else Frames(path)
    for number in range(int(count)):
        weir.send(topic, b"message %d" % number, key=b"driver-7")
    weir.close()
    if acked and weir.refused:
        sys.exit(f"{len(weir.refused)} refused, the first with {weir.refused[0][1:]}")
    print(f"{count} messages {'acknowledged' if acked else 'written'}: {path}, topic {topic}")


if __name__ == "__main__":
    main()
