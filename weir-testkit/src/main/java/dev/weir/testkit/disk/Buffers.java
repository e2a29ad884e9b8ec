package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// The buffers of one read or write, scattering or gathering or but one. Never written again.
record Buffers(List<ByteBuffer> list) {
  static Buffers of(ByteBuffer buffer) {
    return new Buffers(List.of(buffer));
  }

  static Buffers of(ByteBuffer[] buffers, int offset, int length) {
    return new Buffers(Arrays.asList(buffers).subList(offset, offset + length));
  }

  long remaining() {
    return list.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /// Fills the buffers one after another; -1 if there is a byte wanted and none left.
  long readFrom(StoredFile file, long position) throws IOException {
    if (remaining() > 0 && position >= file.size()) {
      return -1;
    }
    long at = position;
    for (var buffer : list) {
      var bytes = file.read(at, buffer.remaining());
      buffer.put(bytes);
      at += bytes.length;
    }
    return at - position;
  }

  /// Writes as much as there is `room` for. A full disk says so only when not one byte fits.
  long writeTo(StoredFile file, long position, long room) throws IOException {
    if (room <= 0 && remaining() > 0) {
      throw new IOException("No space left on device");
    }
    long end = position + room;
    long at = position;
    for (var buffer : list) {
      var bytes = new byte[(int) Math.min(buffer.remaining(), end - at)];
      buffer.get(bytes);
      file.write(at, bytes);
      at += bytes.length;
    }
    return at - position;
  }
}
