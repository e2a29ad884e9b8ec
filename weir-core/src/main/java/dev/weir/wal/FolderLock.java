package dev.weir.wal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Keeps a second log, of this process or another, out of a folder. The lock goes with the process;
/// the number in the file only tells whom to look for.
final class FolderLock implements AutoCloseable {
  static final String NAME = "wal.lock";
  private static final int PID_BYTES_MAX = 32;

  /// Those of this process. POSIX takes a file's locks away when the process closes *any* channel
  /// of that file, so the file is not even opened where this tells that it is locked.
  private static final Map<Path, FileLock> HELD = new HashMap<>();

  private final FileLock lock;

  private FolderLock(FileLock lock) {
    this.lock = lock;
  }

  static FolderLock take(Path folder) throws IOException {
    var file = folder.toRealPath().resolve(NAME);
    synchronized (HELD) {
      HELD.values().removeIf(lock -> !lock.isValid());
      if (HELD.containsKey(file)) throw WalException.inUse(folder, "this process");
      var lock = lock(folder, file);
      HELD.put(file, lock);
      return new FolderLock(lock);
    }
  }

  private static FileLock lock(Path folder, Path file) throws IOException {
    var channel = Folder.open(file, CREATE, READ, WRITE);
    try {
      var lock = channel.tryLock();
      if (lock == null) throw WalException.inUse(folder, owner(channel));
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
      return lock;
    } catch (OverlappingFileLockException _) {
      channel.close();
      throw WalException.inUse(folder, "this process");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(PID_BYTES_MAX);
    channel.read(bytes, 0);
    var pid = UTF_8.decode(bytes.flip()).toString().strip();
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.values().remove(lock);
    }
    lock.acquiredBy().close();
  }
}
