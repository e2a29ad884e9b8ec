package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// Copies between a file and another channel by positional reads and writes, which may fail as
/// such.
final class Transfer {
  private static final int PIECE_BYTES = 16 * 1024;

  private Transfer() {}

  /// Ends early at the file's end, or when the target takes no more now.
  static long to(FileChannel file, long from, long count, WritableByteChannel target)
      throws IOException {
    long done = 0;
    var piece = piece(count);
    while (file.read(piece, from + done) > 0) {
      done += target.write(piece.flip());
      if (piece.hasRemaining()) {
        break;
      }
      piece = piece(count - done);
    }
    return done;
  }

  /// Ends early when the source has no more now.
  static long from(ReadableByteChannel source, FileChannel file, long to, long count)
      throws IOException {
    long done = 0;
    var piece = piece(count);
    while (source.read(piece) > 0) {
      piece.flip();
      while (piece.hasRemaining()) {
        done += file.write(piece, to + done);
      }
      piece = piece(count - done);
    }
    return done;
  }

  private static ByteBuffer piece(long wanted) {
    return ByteBuffer.allocate((int) Math.min(PIECE_BYTES, wanted));
  }
}
