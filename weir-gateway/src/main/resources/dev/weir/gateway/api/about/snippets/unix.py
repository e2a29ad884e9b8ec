import socket
import struct


def frame(topic: bytes, message: bytes, key: bytes = b"") -> bytes:
    body = bytes([len(topic)]) + topic + bytes([len(key)]) + key + message
    return struct.pack("<I", len(body)) + body


with socket.socket(socket.AF_UNIX) as weir:
    weir.connect(«python-unix»)
    weir.sendall(frame(b"«topic»", «python-message».encode()))  # it says nothing back
