package dev.weir.cli.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// The decoders of one command.
public final class Decoders implements AutoCloseable {
  private Decoders() {}

  /// Those that need no registry.
  public static Decoders plain() {
    return new Decoders();
  }

  public Decoder of(Decode way) {
    return switch (way) {
      case AUTO -> Decoder.NONE;
      case TEXT -> Decoders::text;
      case JSON -> JsonText::shown;
      case HEX -> bytes -> new Shown.Text(HexFormat.of().formatHex(bytes));
      case BASE64 -> bytes -> new Shown.Text(Base64.getEncoder().encodeToString(bytes));
      case AVRO, PROTO -> throw new IllegalStateException();
    };
  }

  /// What is no UTF-8 stands as `�`.
  private static Shown text(byte[] bytes) {
    return new Shown.Text(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}
}
