package dev.weir.cli.copy;

import java.nio.file.Path;

/// One end of a copy, as it is written:
///
/// | written | is |
/// | --- | --- |
/// | `-` | stdin, or stdout |
/// | `/…` `./…` `../…`, or ends with `.jsonl` `.jsonl.gz` `.jsonl.zst` | a file |
/// | `prod/orders` | the topic `orders` of the context `prod` |
/// | `orders` | the topic `orders` of the current cluster |
/// | `topic:a.jsonl` | a topic, whatever its name looks like |
sealed interface End {
  /// A topic of the cluster that a context names.
  ///
  /// @param context empty for the current one
  record OfTopic(String context, String topic) implements End {
    @Override
    public String toString() {
      return context.isEmpty() ? topic : context + "/" + topic;
    }
  }

  record OfFile(Path path) implements End {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  record OfStream() implements End {
    @Override
    public String toString() {
      return "-";
    }
  }

  static End parse(String text) {
    if (text.equals("-")) return new OfStream();
    if (text.startsWith("topic:")) return topic(text.substring("topic:".length()));
    return looksLikeFile(text) ? new OfFile(Path.of(text)) : topic(text);
  }

  private static boolean looksLikeFile(String text) {
    return text.matches("(/|\\./|\\.\\./).*|.*\\.jsonl(\\.gz|\\.zst)?");
  }

  private static OfTopic topic(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 && !text.isEmpty()) return new OfTopic("", text);
    if (slash < 1 || text.indexOf('/', slash + 1) > 0 || slash == text.length() - 1) {
      throw new IllegalArgumentException(
          "'%s' is neither a topic such as orders or prod/orders nor a file such as ./orders.jsonl"
              .formatted(text));
    }
    return new OfTopic(text.substring(0, slash), text.substring(slash + 1));
  }
}
