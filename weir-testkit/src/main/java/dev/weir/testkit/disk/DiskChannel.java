package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// An open file or directory of a [Volume].
///
/// Like a real channel it is closed by the interrupt of a thread that uses it, and by a power cut.
/// Every operation holds the volume's monitor, but for the wait of a slow force.
final class DiskChannel extends FileChannel {
  private final Volume volume;
  private final DiskPath path;
  private final Node node;
  private final OpenMode mode;
  private long position;

  DiskChannel(Volume volume, DiskPath path, Node node, OpenMode mode) {
    this.volume = volume;
    this.path = path;
    this.node = node;
    this.mode = mode;
  }

  Node node() {
    return node;
  }

  @FunctionalInterface
  private interface Call {
    long run(StoredFile file) throws IOException;
  }

  /// Runs a call as an interruptible operation of an open channel.
  private long perform(Call call) throws IOException {
    ensureOpen();
    boolean completed = false;
    try {
      begin();
      synchronized (volume) {
        ensureOpen();
        long result = call.run(file());
        completed = true;
        return result;
      }
    } finally {
      end(completed);
    }
  }

  private void ensureOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private StoredFile file() throws IOException {
    return switch (node) {
      case StoredFile file -> file;
      case Directory _ -> throw new IOException("Is a directory: " + path);
    };
  }

  private void ensureReadable() {
    if (!mode.reads()) {
      throw new NonReadableChannelException();
    }
  }

  private void ensureWritable() {
    if (!mode.writes()) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return (int) read(Buffers.of(target));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return read(Buffers.of(targets, offset, length));
  }

  private long read(Buffers targets) throws IOException {
    ensureReadable();
    return perform(file -> {
      volume.faults.enter(Operation.READ, path);
      long count = targets.readFrom(file, position);
      position += Math.max(0, count);
      return count;
    });
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    checkNotNegative(from);
    ensureReadable();
    long count =
        perform(file -> {
          volume.faults.enter(Operation.READ, path);
          return Buffers.of(target).readFrom(file, from);
        });
    return (int) count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return (int) write(Buffers.of(source));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return write(Buffers.of(sources, offset, length));
  }

  private long write(Buffers sources) throws IOException {
    ensureWritable();
    return perform(file -> {
      volume.faults.enter(Operation.WRITE, path);
      position = mode.appends() ? file.size() : position;
      long count = write(file, sources, position);
      position += count;
      return count;
    });
  }

  @Override
  public int write(ByteBuffer source, long to) throws IOException {
    checkNotNegative(to);
    ensureWritable();
    long count =
        perform(file -> {
          volume.faults.enter(Operation.WRITE_AT, path);
          return write(file, Buffers.of(source), mode.appends() ? file.size() : to);
        });
    return (int) count;
  }

  private long write(StoredFile file, Buffers sources, long to) throws IOException {
    return sources.writeTo(file, to, volume.room(file, to, sources.remaining()));
  }

  @Override
  public long position() throws IOException {
    return perform(_ -> position);
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    checkNotNegative(newPosition);
    perform(_ -> {
      position = newPosition;
      return position;
    });
    return this;
  }

  @Override
  public long size() throws IOException {
    return perform(StoredFile::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    checkNotNegative(size);
    ensureWritable();
    perform(file -> {
      volume.faults.enter(Operation.TRUNCATE, path);
      file.truncate(size);
      position = Math.min(position, size);
      return position;
    });
    return this;
  }

  private static void checkNotNegative(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("A position or size is not negative: " + number);
    }
  }

  /// What is written while the force waits in its hook is not covered by it.
  @Override
  public void force(boolean metaData) throws IOException {
    ensureOpen();
    boolean completed = false;
    try {
      begin();
      var force = startForce();
      volume.faults.forcing();
      finish(force);
      completed = true;
    } finally {
      end(completed);
    }
  }

  private Node.Force startForce() {
    synchronized (volume) {
      return node.startForce();
    }
  }

  private void finish(Node.Force force) throws IOException {
    synchronized (volume) {
      ensureOpen();
      try {
        volume.faults.enter(Operation.FORCE, path);
      } catch (IOException planned) {
        force.failed();
        throw planned;
      }
      force.succeeded();
      if (node instanceof Directory) {
        volume.disposeUnreachable(); // deleted files can no longer come back
      }
    }
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    return Transfer.to(this, from, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
    return Transfer.from(source, this, to, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mapMode, long from, long size) {
    throw new UnsupportedOperationException(
        "A FaultyDisk maps no files: it would not see what is written through memory."
            + " Use read and write.");
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) throws IOException {
    return tryLock(from, size, shared);
  }

  /// Others who could hold a lock are in this JVM, which answers them with an exception, as always.
  @Override
  public FileLock tryLock(long from, long size, boolean shared) throws IOException {
    var lock = new DiskLock(this, file(), new DiskLock.Range(from, size, shared));
    perform(file -> {
      if (file.locks.stream().anyMatch(held -> held.overlaps(from, size))) {
        throw new OverlappingFileLockException();
      }
      file.locks.add(lock);
      return 0;
    });
    return lock;
  }

  @Override
  protected void implCloseChannel() {
    volume.closed(this);
    if (node instanceof StoredFile file) {
      file.locks.removeIf(lock -> lock.acquiredBy() == this);
    }
  }
}
