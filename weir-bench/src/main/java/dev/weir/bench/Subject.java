package dev.weir.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What is measured, in the order in which a round measures it.
///
/// The raw producer comes last because it is paced by what the gateway reached in the same round.
enum Subject {
  NETTY_FLOOR,
  VERTX_FLOOR,
  VERTX_PRODUCER,
  WEIR,
  RAW_PRODUCER;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether it answers a constant: then the mode of the request makes no difference to it.
  boolean isFloor() {
    return this == NETTY_FLOOR || this == VERTX_FLOOR;
  }

  boolean isHttp() {
    return this != RAW_PRODUCER;
  }

  static List<Subject> list(String words) {
    if (words.equals("all")) {
      return List.of(values());
    }
    return Arrays.stream(words.split(",", -1)).map(Subject::of).sorted().toList();
  }

  private static Subject of(String word) {
    return Arrays.stream(values())
        .filter(subject -> subject.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--subjects: '%s' is none of %s"
                    .formatted(word, Arrays.stream(values()).map(Subject::word).toList())));
  }
}
