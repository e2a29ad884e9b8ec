package dev.weir.config;

import static dev.weir.config.Section.OFF;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `sinks:` — one place that messages go to. There is always one called `kafka`.
///
/// @param backup the name of the sink that gets what is accepted while this one is away, or null
/// @param swapAtMost how long a reload waits for what the old sink has in hand
public record SinkConfig(String name, Kind kind, @Nullable String backup, Duration swapAtMost) {
  public static final String KAFKA = "kafka";

  /// What the place is.
  public sealed interface Kind permits KafkaConfig, FileConfig {}

  static SinkConfig read(Section section, String name, Kind kind, Set<String> names) {
    var backup = section.value("backup", OFF, text -> backup(text, name, names));
    var swapAtMost = section.duration("swap-timeout", "10s", "1ms", "10m");
    return new SinkConfig(name, kind, backup.equals(OFF) ? null : backup, swapAtMost);
  }

  SinkConfig of(Kind other) {
    return new SinkConfig(name, other, backup, swapAtMost);
  }

  private static String backup(String text, String name, Set<String> names) {
    if (text.equals(name)) throw new IllegalArgumentException("is this sink itself");
    if (text.equals(OFF) || names.contains(text)) return text;
    throw new IllegalArgumentException(Sinks.noSink(text, names));
  }
}
