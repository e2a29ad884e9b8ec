package dev.weir.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/// A part of a file in memory. Not shared by threads.
final class Window {
  /// Large reads are what a disk is fast with.
  private static final int BYTES = 4 << 20;

  private static final int BYTES_MIN = 64 << 10;

  /// A single large frame needs more; it is given back afterwards.
  private static final int BYTES_KEPT = 8 << 20;

  private static final int PAGE_BYTES = 4_096;

  private final FileChannel channel;
  private ByteBuffer bytes;
  private long start;
  private boolean passOver;
  private boolean passedOver;

  /// A buffer that served for another file may be used again.
  Window(FileChannel channel, ByteBuffer buffer) {
    this.channel = channel;
    this.bytes = buffer.clear().limit(0);
  }

  static ByteBuffer noBuffer() {
    return ByteBuffer.allocate(0);
  }

  private void makeRoom(int wanted) {
    if (wanted <= bytes.capacity() && bytes.capacity() <= BYTES_KEPT) return;
    var size = Math.max(BYTES_MIN, Integer.highestOneBit(wanted - 1) << 1);
    bytes = ByteBuffer.allocateDirect(size < wanted ? wanted : size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The bytes, of which those from [#index] on are the wanted ones if [#show] said so.
  ByteBuffer bytes() {
    return bytes;
  }

  int index(long offset) {
    return (int) (offset - start);
  }

  /// Has so many bytes from here on in the window, and more if there are before `end`; false if the
  /// file has not. What is at `end` and behind is not looked at: it may be about to be written.
  boolean show(long offset, int size, long end) throws IOException {
    if (holds(offset, size)) return true;
    if (offset + size > end) return false;
    var wanted = (int) Math.min(Math.max(size, BYTES), end - offset);
    makeRoom(wanted);
    bytes.clear().limit(wanted);
    start = offset;
    fill(size);
    bytes.flip();
    return holds(offset, size);
  }

  private void fill(int needed) throws IOException {
    while (bytes.hasRemaining()) {
      try {
        if (channel.read(bytes, start + bytes.position()) < 0) return;
      } catch (IOException e) {
        if (bytes.position() >= needed) return;
        cannotRead(e);
      }
    }
  }

  private void cannotRead(IOException e) throws IOException {
    if (!passOver) {
      bytes.clear().limit(0);
      throw e;
    }
    passedOver = true;
    bytes.put(new byte[Math.min(PAGE_BYTES, bytes.remaining())]);
  }

  private boolean holds(long offset, int size) {
    return offset >= start && offset + size <= start + bytes.limit();
  }

  /// Zeros stand for what cannot be read from now on, or an exception tells of it.
  void passOverUnreadable(boolean wanted) {
    if (passedOver) bytes.clear().limit(0);
    passOver = wanted;
    passedOver = false;
  }

  boolean passedOver() {
    return passedOver;
  }
}
