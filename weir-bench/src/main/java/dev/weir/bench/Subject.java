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
  /// Without a log, answering `memory`: what the others pay more is the price of the log.
  WEIR_NO_LOG("wal.mode=disable", "acks.push=memory"),
  /// With a log that it does not need, answering `memory`.
  WEIR_MEMORY("acks.push=memory"),
  /// As it comes: `journal` for a request that does not wait.
  WEIR,
  /// Every message goes through the log.
  WEIR_ALWAYS("wal.mode=always"),
  RAW_PRODUCER;

  /// Those that tell what the log costs.
  private static final List<Subject> LOG = List.of(WEIR_NO_LOG, WEIR_MEMORY, WEIR, WEIR_ALWAYS);

  private static final List<Subject> PUSH =
      List.of(NETTY_FLOOR, VERTX_FLOOR, VERTX_PRODUCER, WEIR, RAW_PRODUCER);

  @SuppressWarnings("ImmutableEnumChecker") // a List.of
  private final List<String> settings;

  Subject(String... settings) {
    this.settings = List.of(settings);
  }

  /// What the gateway is told, beside where Kafka is.
  List<String> settings() {
    return settings;
  }

  boolean isWeir() {
    return LOG.contains(this);
  }

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
    if (words.equals("all")) return PUSH;
    if (words.equals("log")) return LOG;
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
