package dev.weir.cli.size;

import dev.weir.cli.load.Acks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The answer as one would tell it to a colleague.
final class Words {
  private final SizeView view;
  private final Answer answer;
  private final Need need;

  Words(SizeView view) {
    this.view = view;
    this.answer = view.answer();
    this.need = answer.need();
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(figures());
    lines.add(rule());
    lines.add(why());
    fewConsumers(lines);
    lines.add(mind());
    lines.add(cost());
    lines.add(command());
    return lines;
  }

  private String figures() {
    return "target t %s     one partition: producer p %s%s, consumer c %s%s"
        .formatted(
            rate(need.target()),
            rate(need.producer().value()),
            SizeView.spread(need.producer()),
            rate(need.consumer().value()),
            consumer());
  }

  /// ` (±9 %, with 3 ms of work)`
  private String consumer() {
    var spread = SizeView.spread(need.consumer());
    if (view.work().isEmpty()) return spread;
    return spread.isEmpty()
        ? " (%s)".formatted(view.work())
        : spread.substring(0, spread.length() - 1) + ", " + view.work() + ")";
  }

  private String rule() {
    var rule =
        "t/p = %s   t/c = %s   MAX = %s   ->  %s"
            .formatted(
                ratio(answer.producerRatio()),
                ratio(answer.consumerRatio()),
                ratio(answer.ratio()),
                count(answer.needed(), "partition"));
    var more = new ArrayList<String>();
    if (need.growth() != 1) more.add("--growth " + ratio(need.growth()).replaceAll("\\.0$", ""));
    if (need.consumers() > 1) more.add(need.consumers() + " consumers, rounded to a multiple");
    if (more.isEmpty()) return rule;
    return "%s;  with %s: %d".formatted(rule, String.join(" and ", more), answer.partitions());
  }

  private String why() {
    var limit =
        answer.consumerLimits()
            ? "the consumer limits; a faster consumer needs fewer partitions, down to "
                + Math.max(1, (int) Math.ceil(answer.producerRatio()))
            : "the producer limits; faster consumers would change nothing";
    return "Why: %s. In a group, each consumer beyond %,d would idle."
        .formatted(limit, answer.partitions());
  }

  /// Partitions do not work: consumers do.
  private void fewConsumers(List<String> lines) {
    if (need.consumers() == 1 || need.consumers() >= answer.consumersNeeded()) return;
    lines.add(
        "Mind: %d consumers of one thread each take %s together; the target needs %d."
            .formatted(
                need.consumers(),
                rate(need.consumers() * need.consumer().value()),
                answer.consumersNeeded()));
  }

  private String mind() {
    var moved =
        "%,d of %,d keys".formatted(Answer.keysMoved(answer.from(), answer.to()), Answer.KEYS);
    if (need.partitionsNow() > answer.from()) {
      return "Mind: Kafka cannot take partitions away; %d are more than needed, and do no harm."
          .formatted(need.partitionsNow());
    }
    if (answer.to() == answer.partitions()) {
      return ("Mind: topics with keys: going from %d to %d partitions sends %s elsewhere and breaks"
              + " their order. Drain the topic first, or copy it to a new one.")
          .formatted(answer.from(), answer.to(), moved);
    }
    return ("Mind: topics with keys: going from %d to %d partitions later would send %s elsewhere and"
            + " break their order; size for growth now.")
        .formatted(answer.from(), answer.to(), moved);
  }

  private String cost() {
    var cost = new StringBuilder("Cost: ");
    cost.append(
        "%s x %s = %,d logs"
            .formatted(
                count(answer.partitions(), "partition"),
                count(need.replicas(), "replica"),
                answer.logs()));
    if (view.brokers() > 0) {
      cost.append(", %,d on each of %s".formatted(aBroker(), count(view.brokers(), "broker")));
    }
    cost.append(" (%,d advised per broker)".formatted(Answer.LOGS_A_BROKER));
    cost.append("; %s to disks in all".formatted(rate(need.target() * need.replicas())));
    var leader = view.compared().get(Acks.LEADER);
    if (leader != null) {
      cost.append("; at acks=1 p is ").append(rate(leader.value()));
    }
    return cost.append('.').toString();
  }

  private long aBroker() {
    return Math.ceilDiv(answer.logs(), view.brokers());
  }

  /// What to type next.
  String command() {
    var name = view.topic().isEmpty() ? "TOPIC" : view.topic();
    if (need.partitionsNow() == 0) {
      return "weir topics create %s -p %d -r %d"
          .formatted(name, answer.partitions(), need.replicas());
    }
    return need.partitionsNow() < answer.partitions()
        ? "weir topics alter %s --partitions %d".formatted(name, answer.partitions())
        : "weir topics describe %s".formatted(name);
  }

  private String rate(double bytesPerSecond) {
    return view.scale().text(bytesPerSecond);
  }

  private static String ratio(double number) {
    return String.format(Locale.ROOT, number < 0.1 ? "%.3f" : "%,.1f", number);
  }

  private static String count(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }
}
