package dev.weir.gateway.console;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A file that is in the jar, packed too, so that a request costs no work.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record StaticFile(String type, byte[] plain, byte[] packed, String tag) {
  private static final String PACKED = "gzip";

  /// Null where the jar has none of this name.
  static @Nullable StaticFile read(String name, String type) {
    try (var file = StaticFile.class.getResourceAsStream("/dev/weir/console/" + name)) {
      return file == null ? null : of(type, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StaticFile of(String type, byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream(bytes.length / 2);
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return new StaticFile(type, bytes, packed.toByteArray(), tag(bytes));
  }

  private static String tag(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// A browser keeps the file, and asks each time whether it is still the same.
  Answer answer(Head head) {
    return body(head)
        .with("ETag", tag)
        .with("Cache-Control", "no-cache")
        .with("Vary", "Accept-Encoding");
  }

  private Answer body(Head head) {
    if (tag.equals(head.header("If-None-Match"))) {
      return new Answer(304, null, new byte[0], List.of());
    }
    var accepted = head.header("Accept-Encoding");
    return accepted != null && accepted.contains(PACKED)
        ? Answer.of(200, type, packed).with("Content-Encoding", PACKED)
        : Answer.of(200, type, plain);
  }
}
