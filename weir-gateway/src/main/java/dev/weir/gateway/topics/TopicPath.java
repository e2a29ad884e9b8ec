package dev.weir.gateway.topics;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What the path of a request stands for. Pure.
sealed interface TopicPath {
  /// `/topics/{topic}/messages`
  record Messages(String topic) implements TopicPath {}

  /// `/topics/{topic}/stream`
  record Stream(String topic) implements TopicPath {}

  /// It has steps that lead nowhere, such as `//` or `/../`; the client is sent to the same
  /// without.
  record Untidy(String tidy) implements TopicPath {}

  record Unknown() implements TopicPath {}

  TopicPath UNKNOWN = new Unknown();
  String TOPICS = "/topics/";

  /// Hot.
  ///
  /// @param rawPath as it was sent, percent signs and all
  static TopicPath of(String rawPath) {
    var path = decoded(rawPath);
    if (path == null) return UNKNOWN;
    var tidy = tidy(path);
    if (!tidy.equals(path)) return new Untidy(tidy);
    if (!path.startsWith(TOPICS)) return UNKNOWN;
    var end = path.indexOf('/', TOPICS.length());
    if (end <= TOPICS.length()) return UNKNOWN;
    var topic = path.substring(TOPICS.length(), end);
    return switch (path.substring(end)) {
      case "/messages" -> new Messages(topic);
      case "/stream" -> new Stream(topic);
      default -> UNKNOWN;
    };
  }

  private static @Nullable String decoded(String raw) {
    if (raw.indexOf('%') < 0) return raw;
    try {
      // In a path a plus sign is itself.
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static String tidy(String path) {
    if (!path.contains("//") && !path.contains("/.")) return path;
    var steps = new ArrayDeque<String>();
    for (var step : path.split("/", -1)) {
      switch (step) {
        case "", "." -> {}
        case ".." -> steps.pollLast();
        default -> steps.addLast(step);
      }
    }
    var tidy = "/" + String.join("/", steps);
    return path.endsWith("/") && !steps.isEmpty() ? tidy + "/" : tidy;
  }
}
