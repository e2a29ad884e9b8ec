package dev.weir.worker;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Bytes made smaller, as RFC 1951 has it: no header, no checksum.
final class Deflated {
  private static final boolean BARE = true;

  private Deflated() {}

  static byte[] deflate(byte[] bytes, int length) {
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, BARE);
    try {
      deflater.setInput(bytes, 0, length);
      deflater.finish();
      var deflated = new ByteArrayOutputStream();
      var part = new byte[1_024];
      while (!deflater.finished()) deflated.write(part, 0, deflater.deflate(part));
      return deflated.toByteArray();
    } finally {
      deflater.end(); // its memory is not of the heap
    }
  }

  /// What was deflated.
  ///
  /// @return null if that is not deflated, not whole, or longer than it may be
  static byte @Nullable [] inflate(byte[] bytes, int bytesMax) {
    var inflater = new Inflater(BARE);
    try {
      inflater.setInput(bytes);
      var inflated = new byte[bytesMax + 1];
      var length = 0;
      while (!inflater.finished()) {
        var more = inflater.inflate(inflated, length, inflated.length - length);
        length += more;
        if (length > bytesMax || (more == 0 && !inflater.finished())) return null;
      }
      return Arrays.copyOf(inflated, length);
    } catch (DataFormatException e) {
      return null; // whoever wrote it, it was not us
    } finally {
      inflater.end();
    }
  }
}
