#!/usr/bin/env python3
"""Writes messages to the Unix socket of a running Weir.

  ./weir up --set listen.unix=weir.sock      in one terminal
  examples/frames.py                         in another
  examples/frames.py weir.sock rides         the same, said in full

The socket is the first argument, else $WEIR_SOCKET, else weir.sock in this folder.
"""

import os
import socket
import struct
import sys


def frame(topic: str, message: bytes, key: bytes = b"") -> bytes:
    """One message: its length, then topic, key and message. Topic and key have 255 bytes at most."""
    name = topic.encode("ascii")
    body = struct.pack("B", len(name)) + name + struct.pack("B", len(key)) + key + message
    return struct.pack("<I", len(body)) + body


def main() -> None:
    path = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WEIR_SOCKET", "weir.sock")
    topic = sys.argv[2] if len(sys.argv) > 2 else "rides"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as weir:
        weir.settimeout(30)  # a full gateway stops reading, and then sendall waits
        weir.connect(path)
        for number in range(3):
            weir.sendall(frame(topic, b"message %d" % number, key=b"driver-7"))
    print(f"3 messages written to {path}, for topic {topic}")


if __name__ == "__main__":
    main()
