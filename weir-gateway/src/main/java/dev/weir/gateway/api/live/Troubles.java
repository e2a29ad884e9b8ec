package dev.weir.gateway.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is wrong now: first what may be the cause of what follows it.
final class Troubles {
  private static final int MUCH = 90;
  private static final int MANY_FILES = 80;

  private Troubles() {}

  static List<Trouble> of(Sight sight) {
    var wrong = new ArrayList<Trouble>();
    var sinks = new SinkTroubles(sight.logLimit());
    sight.now().sinks().forEach(sink -> wrong.addAll(sinks.of(sink)));
    silence(sight, wrong);
    counted("lost", sight.now().lost(), sight.minuteAgo().lost(), wrong);
    counted("refused", sight.now().refused(), sight.minuteAgo().refused(), wrong);
    rooms(sight.now(), wrong);
    wrong.addAll(sight.others());
    return wrong;
  }

  /// Where no message was sent since Kafka went away, its lane does not know.
  private static void silence(Sight sight, List<Trouble> wrong) {
    var silent = sight.silent();
    var known = wrong.stream().anyMatch(one -> one.what().startsWith("Kafka is"));
    if (silent == null || known) return;
    wrong.add(
        Trouble.of(
                Kind.STORED,
                "Kafka does not answer",
                silent.text(),
                "No message waits for it yet; those that come will")
            .at(Trouble.HEALTH));
  }

  private static void counted(
      String how, Map<String, Long> now, Map<String, Long> then, List<Trouble> wrong) {
    now.forEach((label, count) -> {
      var more = count - then.getOrDefault(label, 0L);
      var reason = Reason.of(label);
      if (more <= 0 || reason == null) return;
      wrong.add(
          Trouble.of(
                  how.equals("lost") ? Kind.LOST : reason.kind(),
                  "%,d message%s %s in the last minute"
                      .formatted(more, more == 1 ? " was" : "s were", how),
                  reason.why(),
                  reason.remedy())
              .at(label.equals("rate_limited") ? Trouble.DELIVERY + "?tab=limits" : ""));
    });
  }

  private static void rooms(Reading now, List<Trouble> wrong) {
    if (now.memory().isOver(MUCH)) {
      wrong.add(
          Trouble.of(
              Kind.STORED,
              "Memory for messages is %d %% full".formatted(now.memory().percent()),
              "messages come faster than they go; when it is full, they are refused",
              "Find out why the sink is slow, or raise limits.memory"));
    }
    if (now.inFlight().isOver(MUCH)) {
      wrong.add(
          Trouble.of(
              Kind.STORED,
              "%,d messages are in memory, of %,d"
                  .formatted(now.inFlight().used(), now.inFlight().limit()),
              "messages come faster than they go; at the limit they are refused",
              "Find out why the sink is slow, or raise limits.in-flight"));
    }
    var files = now.files();
    if (files.isOver(MANY_FILES)) {
      wrong.add(
          Trouble.of(
                  Kind.STORED,
                  "%,d files and sockets are open, of %,d".formatted(files.used(), files.limit()),
                  "each connection takes one, and at the limit nobody gets another",
                  "Raise it with 'ulimit -n 65536', or LimitNOFILE of systemd")
              .at(Trouble.HEALTH));
    }
  }
}
