package dev.weir.gateway.api.live;

import dev.weir.delivery.SinkState;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the sinks and their logs.
record SinkTroubles(long logLimit) {
  private static final int NEARLY_FULL = 80;

  List<Trouble> of(SinkState sink) {
    var wrong = new ArrayList<Trouble>();
    var trouble = sink.trouble();
    if (trouble != null) {
      wrong.add(Trouble.of(Kind.LOST, trouble).at(view(sink)));
    } else if (new Room(sink.logBytes(), logLimit).isOver(NEARLY_FULL)) {
      wrong.add(nearlyFull(sink));
    }
    if (sink.held()) {
      wrong.add(held(sink));
    } else if (!sink.breaker().equals("CLOSED")) {
      wrong.add(away(sink));
    } else if (sink.topicsAway() > 0) {
      wrong.add(topicsAway(sink));
    }
    if (sink.deadLetters() > 0) wrong.add(deadLetters(sink));
    return wrong;
  }

  private Trouble nearlyFull(SinkState sink) {
    return Trouble.of(
            Kind.STORED,
            "The log of %s is %d %% full"
                .formatted(Sight.named(sink.sink()), new Room(sink.logBytes(), logLimit).percent()),
            "%,d messages wait in it; when it is full, nothing more is taken in"
                .formatted(sink.waiting()),
            "Bring the sink back, or raise wal.limit and start anew")
        .at(view(sink));
  }

  private static Trouble held(SinkState sink) {
    return Trouble.of(
            Kind.STORED,
            "%s is held back".formatted(Sight.named(sink.sink())),
            "somebody tripped its breaker; %,d messages wait".formatted(sink.waiting()),
            "Reset it when its messages may go")
        .at(view(sink))
        .since(sink.detail().since());
  }

  private static Trouble away(SinkState sink) {
    var failure = sink.detail().lastFailure();
    var name = Sight.named(sink.sink());
    return Trouble.of(
            sink.logged() ? Kind.STORED : Kind.LOST,
            "%s is away".formatted(name),
            "%,d messages wait for it%s"
                .formatted(sink.waiting(), failure == null ? "" : ". It said: " + failure.text()),
            "See whether %s is well and can be reached from here. What waits then goes by itself"
                .formatted(name))
        .at(view(sink))
        .since(sink.detail().since());
  }

  private static Trouble topicsAway(SinkState sink) {
    var first = sink.detail().topicsAway().stream().findFirst();
    return Trouble.of(
            Kind.STORED,
            sink.topicsAway() == 1
                ? "Messages of 1 topic wait"
                : "Messages of %,d topics wait".formatted(sink.topicsAway()),
            first
                .map(topic -> "'%s': %s".formatted(topic.topic(), topic.why()))
                .orElse("%s takes those of others".formatted(Sight.named(sink.sink()))),
            "See whether their partitions have leaders, and whether Weir may write there")
        .at(view(sink))
        .since(first.map(topic -> topic.since()).orElse(0L));
  }

  private static Trouble deadLetters(SinkState sink) {
    var count = sink.deadLetters();
    return Trouble.of(
            Kind.LOST,
            count == 1 ? "1 dead letter is kept" : "%,d dead letters are kept".formatted(count),
            "%s will never take %s as they are"
                .formatted(Sight.named(sink.sink()), count == 1 ? "it" : "them"),
            "See the reason of each, remove it, and send them again, or drop them")
        .at("%s?sink=%s&tab=dead".formatted(Trouble.DELIVERY, sink.sink()));
  }

  private static String view(SinkState sink) {
    return "%s?sink=%s".formatted(Trouble.DELIVERY, sink.sink());
  }
}
