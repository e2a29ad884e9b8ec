package dev.weir.tests.faults;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A record that tells whose it is, which of its key's it is, and whether it is whole.
///
/// As text: `stream number crc filler`, in which the stream is the record's key.
record Numbered(String stream, int number, String filler) {
  private static final int FILLER_SHIFTS = 4_096;
  private static final int RECORD_BYTES_MAX = 65_536;
  private static final int OVERHEAD = 32;
  private static final String FILLER = letters();

  /// @param bytes about so long is its text
  static Numbered of(String stream, int number, int bytes) {
    var from = number * 31 % FILLER_SHIFTS;
    return new Numbered(stream, number, FILLER.substring(from, from + bytes - OVERHEAD));
  }

  /// Null if it is not as it was made.
  static @Nullable Numbered parse(byte[] value) {
    var parts = new String(value, StandardCharsets.UTF_8).split(" ", -1);
    if (parts.length != 4 || !parts[1].matches("\\d{1,9}")) return null;
    var parsed = new Numbered(parts[0], Integer.parseInt(parts[1]), parts[3]);
    return parsed.crc().equals(parts[2]) ? parsed : null;
  }

  String text() {
    return "%s %d %s %s".formatted(stream, number, crc(), filler);
  }

  String crc() {
    var crc = new CRC32C();
    crc.update((stream + " " + number + " " + filler).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  private static String letters() {
    var random = new Random(1);
    var text = new StringBuilder();
    while (text.length() < FILLER_SHIFTS + RECORD_BYTES_MAX) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
