package dev.weir.gateway.topics;

import dev.weir.fuzz.Law;
import java.nio.charset.StandardCharsets;

/// The address of a request, up to the first `?` its path, and then its query.
public final class PathTarget {
  private PathTarget() {}

  public static void fuzzerTestOneInput(byte[] address) {
    var text = new String(address, StandardCharsets.ISO_8859_1);
    var mark = text.indexOf('?');
    path(mark < 0 ? text : text.substring(0, mark));
    if (mark >= 0) query(text.substring(mark + 1));
  }

  private static void path(String path) {
    if (!path.startsWith("/")) return; // no server hands it on
    switch (TopicPath.of(path)) {
      case TopicPath.Messages(var topic) -> topic(topic);
      case TopicPath.Stream(var topic) -> topic(topic);
      case TopicPath.Unknown() -> {}
      case TopicPath.Untidy(var tidy) -> {
        Law.holds(tidy.startsWith("/"), "a path begins with a slash");
        Law.holds(!tidy.contains("//"), "a tidy path has no empty steps");
      }
    }
  }

  private static void topic(String topic) {
    Law.holds(!topic.isEmpty() && topic.indexOf('/') < 0, "a topic is one step of the path");
  }

  private static void query(String query) {
    try {
      var read = Query.of(query);
      for (var name : read.values().keySet()) {
        Law.holds(read.value(name) != null && read.bytes(name) != null, "a name has a value");
      }
    } catch (IllegalArgumentException e) {
      Law.holds(query.indexOf('%') >= 0, "only a wrong percent sign is refused");
    }
  }
}
