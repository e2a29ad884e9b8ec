package dev.weir.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What [IngressBench] measures: the ways into the gateway, each under one load, and the floors.
///
/// What the predecessors took was measured before, elsewhere, on a quiet machine of two cores: one
/// round of 10 s. It stands here to be seen beside ours, not to be divided by it.
enum Way {
  NETTY_1K(Kind.FLOOR, 1024, ""),
  NETTY_4K(Kind.FLOOR, 4096, ""),
  PUSH_1K(Kind.PUSH, 1024, "kprf: 51,349/s, 22.0 CPU-µs, p99 19 ms, 499 MB"),
  PUSH_4K(Kind.PUSH, 4096, "kprf: 35,736/s, 31.1 CPU-µs, p99 27 ms, 624 MB"),
  PUSH_WAITING_1K(Kind.PUSH_WAITING, 1024, "kprf: 14,322/s, 40.2 CPU-µs, p99 776 ms, 22 MB"),
  TOPICS_1K(Kind.TOPICS, 1024, "ambassador: 46,222/s, 26.1 CPU-µs, p99 27 ms, 631 MB"),
  REST_1(Kind.REST, 1024, ""),
  REST_100(Kind.REST, 1024, ""),
  GRPC_300(Kind.GRPC, 300, "ambassador: 176,192/s, 7.3 CPU-µs, p99 127 ms, 898 MB"),
  FRAMES_300(Kind.FRAMES, 300, "kahego: 30,420/s, 2,915/s in Kafka, 532 CPU-µs, 1,285 MB"),
  FRAMES_ACKED_300(Kind.FRAMES_ACKED, 300, ""),
  PRODUCER_300_LINGER_0(Kind.PRODUCER, 300, Before.PRODUCER_300),
  PRODUCER_300_LINGER_5(Kind.PRODUCER, 300, Before.PRODUCER_300),
  PRODUCER_1K_LINGER_0(Kind.PRODUCER, 1024, Before.PRODUCER_1K),
  PRODUCER_1K_LINGER_5(Kind.PRODUCER, 1024, Before.PRODUCER_1K),
  PRODUCER_4K_LINGER_0(Kind.PRODUCER, 4096, Before.PRODUCER_4K),
  PRODUCER_4K_LINGER_5(Kind.PRODUCER, 4096, Before.PRODUCER_4K);

  enum Kind {
    FLOOR,
    PUSH,
    PUSH_WAITING,
    TOPICS,
    REST,
    GRPC,
    FRAMES,
    FRAMES_ACKED,
    PRODUCER
  }

  /// Of the two lingers together.
  private static final class Before {
    static final String PRODUCER_300 = "352,000-471,000/s, 2.2-2.7 CPU-µs";
    static final String PRODUCER_1K = "146,000-155,000/s, 4.4-5.8 CPU-µs";
    static final String PRODUCER_4K = "35,000-38,000/s, 21-25 CPU-µs";
  }

  final Kind kind;
  final int valueBytes;
  final String before;

  Way(Kind kind, int valueBytes, String before) {
    this.kind = kind;
    this.valueBytes = valueBytes;
    this.before = before;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Of the producers alone.
  String lingerMillis() {
    return word().substring(word().length() - 1);
  }

  static List<Way> list(String words) {
    if (words.equals("all")) return List.of(values());
    return Arrays.stream(words.split(",", -1)).map(Way::of).sorted().toList();
  }

  private static Way of(String word) {
    return Arrays.stream(values())
        .filter(way -> way.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--ways: '%s' is none of %s"
                    .formatted(word, Arrays.stream(values()).map(Way::word).toList())));
  }
}
