import socket
import struct


def frame(topic: bytes, message: bytes, key: bytes = b"") -> bytes:
    body = bytes([len(topic)]) + topic + bytes([len(key)]) + key + message
    return struct.pack("<I", len(body)) + body


with socket.socket(socket.AF_UNIX) as weir:
    weir.connect(«python-acked»)
    answers = weir.makefile("rb")
    weir.sendall(b"WEIR\x01\x00\x00\x00")
    answers.read(16)  # its own hello
    weir.sendall(frame(b"«topic»", «python-message».encode()))
    length, kind = struct.unpack("<IB", answers.read(5))
    rest = answers.read(length - 1)
    if kind != 1:
        raise SystemExit(f"refused: {rest!r}")
    print("safe:", int.from_bytes(rest, "little"))
