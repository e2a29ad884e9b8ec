package dev.weir.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `sinks:` — one place that messages go to. There is always one called `kafka`.
///
/// @param backup the name of the sink that gets what is accepted while this one is away, or null
/// @param swapAtMost how long a reload waits for what the old sink has in hand
public record SinkConfig(String name, Kind kind, @Nullable String backup, Duration swapAtMost) {
  public static final String KAFKA = "kafka";

  /// What the place is.
  public sealed interface Kind permits KafkaConfig, FileConfig {}
}
