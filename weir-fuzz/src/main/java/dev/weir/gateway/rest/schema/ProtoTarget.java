package dev.weir.gateway.rest.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.fuzz.Law;
import java.util.Map;

/// The text of a `.proto` file: it is refused with a text, or read.
public final class ProtoTarget {
  private ProtoTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      var codec = ProtobufCodec.of(new String(input, UTF_8), Map.of());
      Law.holds(codec.recordName() != null, "a file that is read has a message");
    } catch (BadSchema e) {
      Law.holds(e.getMessage() != null, "a refusal says why");
    }
  }
}
