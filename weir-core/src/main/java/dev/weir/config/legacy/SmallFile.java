package dev.weir.config.legacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file that people wrote. One without end is given up, not read.
public final class SmallFile {
  private static final int BYTES_MAX = 4 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SmallFile() {}

  /// Its text, without a byte order mark.
  ///
  /// @throws IOException if it cannot be read, is not UTF-8 or is larger than any that people write
  public static String read(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      var bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new IOException("it has more than %,d bytes".formatted(BYTES_MAX));
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
  }
}
