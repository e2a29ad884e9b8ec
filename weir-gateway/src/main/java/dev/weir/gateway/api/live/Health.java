package dev.weir.gateway.api.live;

import dev.weir.delivery.SinkState;
import dev.weir.gateway.api.Surroundings;
import dev.weir.metrics.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Looks how the gateway itself is. Blocks, as it asks Kafka and the disk.
record Health(Surroundings surroundings, Certificates certificates) {
  private static final int MUCH = 90;

  List<Check> look() {
    var checks = new ArrayList<Check>();
    checks.add(ready());
    surroundings.delivery().sinks().forEach(sink -> checks.add(sink(sink)));
    new KafkaChecks(surroundings.cluster(), surroundings.settings(), surroundings.clock())
        .run(checks);
    new DiskChecks(surroundings.settings().get(), surroundings.context()).run(checks);
    checks.add(memory());
    MachineChecks.run(checks);
    certificates.checks().forEach(one -> checks.add(certificate(one)));
    checks.add(ports());
    sockets(checks);
    return checks;
  }

  private Check ready() {
    var refusal = surroundings.delivery().refusal();
    return refusal == null
        ? Check.fine("Messages", "are taken in")
        : Check.lost("Messages", "are refused: " + refusal.why(), refusal.remedy());
  }

  private static Check sink(SinkState sink) {
    var name = "Sink '%s'".formatted(sink.sink());
    if (sink.held()) {
      return Check.stored(
          name,
          "is held back, as somebody tripped it; %,d messages wait".formatted(sink.waiting()),
          "Reset it on the page Delivery when its messages may go");
    }
    return switch (sink.breaker()) {
      case "CLOSED" -> takes(name, sink);
      case "HALF_OPEN" -> Check.stored(name, "is being tried", "Nothing: wait a few seconds");
      default ->
          Check.stored(
              name,
              "is away; %,d messages wait".formatted(sink.waiting()),
              "See whether it is well and can be reached from here");
    };
  }

  private static Check takes(String name, SinkState sink) {
    return sink.topicsAway() == 0
        ? Check.fine(name, "takes messages; %,d wait".formatted(sink.waiting()))
        : Check.stored(
            name,
            "takes messages, but none of %,d topics".formatted(sink.topicsAway()),
            "See whether their partitions have leaders, and whether Weir may write there");
  }

  private Check memory() {
    var delivery = surroundings.delivery();
    var bytes = new Room(delivery.budget().usedBytes(), delivery.budget().limitBytes());
    var limit = surroundings.settings().get().limits().inFlight();
    var messages = new Room(delivery.inside(), limit);
    var found =
        "%s of %s and %,d of %,d messages in use"
            .formatted(
                Amount.bytes(bytes.used()),
                Amount.bytes(bytes.limit()),
                messages.used(),
                messages.limit());
    return bytes.isOver(MUCH) || messages.isOver(MUCH)
        ? Check.stored(
            "Memory for messages",
            found,
            "Find out why the sink is slow, or raise limits.memory and limits.in-flight")
        : Check.fine("Memory for messages", found);
  }

  private static Check certificate(Trouble one) {
    return new Check("Certificate", one.kind(), one.what() + ": " + one.why(), one.remedy());
  }

  private void sockets(List<Check> checks) {
    for (var metric : surroundings.context().metrics().all()) {
      if (!(metric instanceof Gauge gauge) || !gauge.name().equals("weir_unix_away")) continue;
      if (gauge.value().getAsDouble() == 0) continue;
      checks.add(
          Check.lost(
              "Unix sockets",
              "the file of %.0f is gone or another's, so nobody can write to it"
                  .formatted(gauge.value().getAsDouble()),
              "See the log for which. Stop what took its place, or make its folder again"));
    }
  }

  private Check ports() {
    var ports = Map.copyOf(surroundings.ports().get());
    return Check.fine(
        "Ports",
        "open are "
            + ports.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(port -> port.getKey() + " " + port.getValue())
                .collect(Collectors.joining(", ")));
  }
}
