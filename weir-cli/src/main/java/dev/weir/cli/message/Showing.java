package dev.weir.cli.message;

import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// How what messages hold becomes text.
///
/// @param decoders for the formats that name a way of their own
/// @param key for keys
/// @param value for values
/// @param nothing what stands for null; null where nothing does
/// @param clock tells the zone of times, and how long ago they are
public record Showing(
    Decoders decoders, Decoder key, Decoder value, @Nullable String nothing, Clock clock) {

  /// Bytes as they are, and null as nothing.
  public static Showing plain() {
    return new Showing(
        Decoders.plain(), Decoder.NONE, Decoder.NONE, null, Clock.system(ZoneId.systemDefault()));
  }

  Decoder decoder(Decode way) {
    return decoders.of(way);
  }
}
