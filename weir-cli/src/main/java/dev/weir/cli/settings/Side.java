package dev.weir.cli.settings;

import dev.weir.cli.terminal.World;
import dev.weir.config.KafkaConfig;
import dev.weir.config.SinkConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One of two configurations that are compared.
///
/// @param name what heads its column
record Side(String name, Map<String, Value> values) {

  /// A value of a setting.
  ///
  /// @param shown without secrets
  /// @param compared with them, as far as they are known; empty where `shown` is all there is
  record Value(String shown, String compared) {
    boolean same(Value other) {
      var known = !compared.isEmpty() && !other.compared.isEmpty();
      return known ? compared.equals(other.compared) : shown.equals(other.shown);
    }

    /// Without what may be a secret.
    @Override
    public String toString() {
      return shown;
    }
  }

  static Side defaults() {
    return of("default", WeirConfig.read(Sources.of()));
  }

  /// Of a file alone.
  static Side of(Path file, World world) {
    Map<String, String> environment =
        world.env().entrySet().stream()
            .filter(variable -> !variable.getKey().startsWith("WEIR_"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    var config = WeirConfig.read(new Sources(file, environment, List.of()));
    return of(String.valueOf(file.getFileName()), config);
  }

  private static Side of(String name, WeirConfig config) {
    var secrets = new HashMap<String, String>();
    for (var sink : config.sinks()) {
      if (!(sink.kind() instanceof KafkaConfig kafka)) continue;
      var prefix = sink.name().equals(SinkConfig.KAFKA) ? "kafka." : "sinks." + sink.name() + ".";
      kafka.properties().forEach((key, value) -> secrets.put(prefix + key, value));
    }
    secrets.putAll(config.auth().hashes());
    var values = new TreeMap<String, Value>();
    for (var one : config.settings()) {
      values.put(one.key(), new Value(one.value(), secrets.getOrDefault(one.key(), "")));
    }
    return new Side(name, values);
  }

  /// Of what a gateway tells.
  static Side of(String name, @Nullable Object told) {
    var values = new TreeMap<String, Value>();
    if (told instanceof List<?> list) {
      for (var one : list) {
        if (one instanceof Map<?, ?> setting) {
          var value = new Value(String.valueOf(setting.get("value")), "");
          values.put(String.valueOf(setting.get("key")), value);
        }
      }
    }
    return new Side(name, values);
  }
}
