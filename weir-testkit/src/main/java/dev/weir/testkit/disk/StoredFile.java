package dev.weir.testkit.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A file: its bytes as programs see them, and the edits that a power cut would take back.
///
/// The bytes are in a real file. A [RandomAccessFile] it is, since a channel would be closed for
/// everyone by the interrupt of one thread.
final class StoredFile implements Node {
  /// What a power cut makes of an edit.
  private enum Fate {
    /// Not forced: it may be lost.
    OPEN,
    /// Forced: it stays. Such an edit is kept only while one before it is not forced.
    DURABLE,
    /// Its force failed. As in Linux, no later force will write it: the page counts as clean.
    ABANDONED
  }

  private static final class Pending {
    final Edit edit;
    Fate fate = Fate.OPEN;

    Pending(Edit edit) {
      this.edit = edit;
    }
  }

  private final Path real;
  private final RandomAccessFile bytes;
  private final List<Pending> pending = new ArrayList<>();

  /// How many edits were dropped: it makes an edit's number lasting.
  private long dropped;

  /// A list of its own safety: a channel that is closed by an interrupt lets go without the
  /// monitor.
  final List<DiskLock> locks = new CopyOnWriteArrayList<>();

  StoredFile(Path real) throws IOException {
    this.real = real;
    this.bytes = new RandomAccessFile(real.toFile(), "rw");
  }

  @Override
  public Path real() {
    return real;
  }

  long size() throws IOException {
    return bytes.length();
  }

  byte[] read(long position, int length) throws IOException {
    return Edit.read(bytes, position, length);
  }

  void write(long position, byte[] written) throws IOException {
    if (written.length > 0) {
      pending.add(new Pending(Edit.write(bytes, position, written)));
    }
  }

  void truncate(long size) throws IOException {
    if (size < bytes.length()) {
      pending.add(new Pending(Edit.truncate(bytes, size)));
    }
  }

  /// Makes the newest edit durable alone: what rots, rots on the platter, forced or not.
  void newestIsDurable() {
    pending.getLast().fate = Fate.DURABLE;
    dropDurable();
  }

  @Override
  public Force startForce() {
    long covered = dropped + pending.size();
    return new Force() {
      @Override
      public void succeeded() {
        settle(covered, Fate.DURABLE);
      }

      @Override
      public void failed() {
        settle(covered, Fate.ABANDONED);
      }
    };
  }

  private void settle(long covered, Fate fate) {
    pending.stream()
        .limit(Math.max(0, covered - dropped))
        .filter(edit -> edit.fate == Fate.OPEN)
        .forEach(edit -> edit.fate = fate);
    dropDurable();
  }

  private void dropDurable() {
    int first = 0;
    while (first < pending.size() && pending.get(first).fate == Fate.DURABLE) {
      first++;
    }
    pending.subList(0, first).clear();
    dropped += first;
  }

  /// Some edits may come back in the order in which they were made, and behind them any, or none.
  @Override
  public void powerCut(Luck luck) throws IOException {
    for (var edit : pending.reversed()) {
      edit.edit.undo(bytes);
    }
    int inOrder = luck.upTo(pending.size());
    boolean anyBehind = luck.coin();
    for (int i = 0; i < pending.size(); i++) {
      var edit = pending.get(i);
      int length = edit.edit.length();
      if (edit.fate == Fate.DURABLE || i < inOrder) {
        edit.edit.redo(bytes, length);
      } else if (i == inOrder || anyBehind) {
        edit.edit.redo(bytes, luck.share(length));
      }
    }
    dropped += pending.size();
    pending.clear();
  }

  @Override
  public void dispose() throws IOException {
    close();
    Files.deleteIfExists(real);
  }

  void close() throws IOException {
    bytes.close();
  }
}
