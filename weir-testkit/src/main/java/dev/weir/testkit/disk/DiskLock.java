package dev.weir.testkit.disk;

import java.nio.channels.FileLock;

/// A lock on a range of a file, held until it is released or its channel is closed.
final class DiskLock extends FileLock {
  private final StoredFile file;

  DiskLock(DiskChannel holder, StoredFile file, Range range) {
    super(holder, range.from, range.size, range.shared);
    this.file = file;
  }

  record Range(long from, long size, boolean shared) {}

  @Override
  public boolean isValid() {
    return acquiredBy().isOpen() && file.locks.contains(this);
  }

  @Override
  public void release() {
    file.locks.remove(this);
  }
}
