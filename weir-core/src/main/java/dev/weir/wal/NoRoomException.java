package dev.weir.wal;

import java.io.IOException;
import java.util.Locale;

/// The disk is full. Nothing of what was to be written was written, and the file is as good as it
/// was.
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1;

  private NoRoomException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /// The same exception, unless it says that the disk is full: the operating system does so in
  /// words alone.
  static IOException orSame(IOException e) {
    if (e instanceof NoRoomException) return e;
    var words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    var full = words.contains("no space left") || words.contains("quota exceeded");
    return full ? new NoRoomException(e) : e;
  }
}
