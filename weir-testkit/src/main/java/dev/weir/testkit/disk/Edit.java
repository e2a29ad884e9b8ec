package dev.weir.testkit.disk;

import java.io.IOException;
import java.io.RandomAccessFile;

/// One change of a file's bytes that can be taken back and made again.
///
/// Edits are undone newest first, from the very state that they left behind. They may be redone
/// without those before them: a disk writes its cache back in whatever order it likes.
sealed interface Edit {
  /// How many bytes a redo can be torn into.
  int length();

  void undo(RandomAccessFile file) throws IOException;

  /// Makes the change again, of which only the first `kept` bytes reach the disk.
  void redo(RandomAccessFile file, int kept) throws IOException;

  /// Reads what the write is about to replace, then writes.
  static Edit write(RandomAccessFile file, long position, byte[] bytes) throws IOException {
    var edit = new Write(position, bytes, read(file, position, bytes.length), file.length());
    edit.redo(file, bytes.length);
    return edit;
  }

  /// Cuts the file to `size`, which is at most its length.
  static Edit truncate(RandomAccessFile file, long size) throws IOException {
    int tail = Math.toIntExact(file.length() - size);
    var edit = new Truncate(size, read(file, size, tail));
    edit.redo(file, tail);
    return edit;
  }

  /// The bytes from `position`, fewer than `length` if the file ends before.
  static byte[] read(RandomAccessFile file, long position, int length) throws IOException {
    var bytes = new byte[Math.clamp(file.length() - position, 0, length)];
    file.seek(position);
    file.readFully(bytes);
    return bytes;
  }

  /// `after` replaced `before`, which is shorter where the file grew. Both are never written again.
  @SuppressWarnings("ArrayRecordComponent")
  record Write(long position, byte[] after, byte[] before, long sizeBefore) implements Edit {
    @Override
    public int length() {
      return after.length;
    }

    @Override
    public void undo(RandomAccessFile file) throws IOException {
      file.seek(position);
      file.write(before);
      file.setLength(sizeBefore);
    }

    @Override
    public void redo(RandomAccessFile file, int kept) throws IOException {
      file.seek(position);
      file.write(after, 0, kept);
    }
  }

  /// The file lost its `tail` behind `size`. The tail is never written again.
  @SuppressWarnings("ArrayRecordComponent")
  record Truncate(long size, byte[] tail) implements Edit {
    @Override
    public int length() {
      return tail.length;
    }

    @Override
    public void undo(RandomAccessFile file) throws IOException {
      file.seek(size);
      file.write(tail);
    }

    /// A length is one number: it changes or it does not, so a torn truncation is none.
    @Override
    public void redo(RandomAccessFile file, int kept) throws IOException {
      if (kept == tail.length && file.length() > size) {
        file.setLength(size);
      }
    }
  }
}
