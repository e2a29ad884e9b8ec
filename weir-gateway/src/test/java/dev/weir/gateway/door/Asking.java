package dev.weir.gateway.door;

import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as the door sees it.
record Asking(String method, String path, String client, Map<String, String> fields)
    implements Head {
  static final String HERE = "127.0.0.1:8082";

  static Asking get(String path) {
    return new Asking("GET", path, "192.0.2.7", Map.of("Host", HERE));
  }

  static Asking post(String path) {
    return new Asking("POST", path, "192.0.2.7", Map.of("Host", HERE));
  }

  /// As our own page sends it.
  static Asking ofOurPage(String method) {
    return new Asking(method, "/api/x", "127.0.0.1", Map.of("Host", HERE))
        .with("Origin", "http://" + HERE)
        .with("Sec-Fetch-Site", "same-origin")
        .with("X-Weir", "1");
  }

  Asking with(String name, String value) {
    var more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Asking(method, path, client, more);
  }

  Asking without(String name) {
    var less = new LinkedHashMap<>(fields);
    less.remove(name);
    return new Asking(method, path, client, less);
  }

  Asking from(String other) {
    return new Asking(method, path, other, fields);
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public @Nullable String header(String name) {
    return fields.get(name);
  }

  @Override
  public List<Field> fields(String prefix) {
    return fields.entrySet().stream()
        .filter(field ->
            field.getKey().toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT)))
        .map(field -> new Field(field.getKey().substring(prefix.length()), field.getValue()))
        .toList();
  }
}
