package dev.weir.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where the cluster is, and how to log in. It never changes: each method gives another one.
public record Kafka(List<String> bootstrap, Map<String, Object> more) {
  public Kafka {
    bootstrap = List.copyOf(bootstrap);
    more = Map.copyOf(more);
  }

  /// @param servers as `host:port`
  public static Kafka at(String... servers) {
    return new Kafka(List.of(servers), Map.of());
  }

  /// Any setting that all of Kafka's clients have, by Kafka's name.
  public Kafka set(String name, Object value) {
    var changed = new HashMap<>(more);
    changed.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new Kafka(bootstrap, changed);
  }

  /// What each of Kafka's clients is told.
  Map<String, Object> settings() {
    var settings = new HashMap<String, Object>(more);
    settings.put("bootstrap.servers", String.join(",", bootstrap));
    return settings;
  }
}
