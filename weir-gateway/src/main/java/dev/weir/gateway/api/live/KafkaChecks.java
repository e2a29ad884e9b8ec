package dev.weir.gateway.api.live;

import dev.weir.Clock;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;

/// What Kafka says of itself.
record KafkaChecks(Cluster cluster, Supplier<WeirConfig> settings, Clock clock) {
  private static final String KAFKA = "Kafka";

  /// To describe more takes long, and there are other tools for it.
  private static final int TOPICS_MAX = 2_000;

  private static final int SHOWN_MAX = 3;

  void run(List<Check> checks) {
    var began = clock.nanos();
    var heard = cluster.hear();
    var millis = (clock.nanos() - began) / 1e6;
    if (!heard.answers()) {
      checks.add(
          Check.stored(
              KAFKA,
              heard.text(),
              "Messages wait in the log meanwhile, and go by themselves when it is back"));
      return;
    }
    if (settings.get().kafka().off()) {
      checks.add(Check.fine(KAFKA, heard.text()));
      return;
    }
    checks.add(Check.fine(KAFKA, String.format(Locale.ROOT, "answers, in %.0f ms", millis)));
    attempt(checks, "Cluster", () -> checks.add(identity()));
    attempt(checks, "Version", () -> checks.add(version()));
    attempt(checks, "Partitions", () -> checks.add(partitions()));
  }

  private static void attempt(List<Check> checks, String name, Runnable look) {
    try {
      look.run();
    } catch (KafkaException e) {
      checks.add(
          Check.stored(
              name,
              "Kafka does not tell: " + e.getMessage(),
              "Weir's user may lack the right to ask"));
    }
  }

  private Check identity() {
    var id = cluster.ask(admin -> admin.describeCluster().clusterId());
    var controller = cluster.ask(admin -> admin.describeCluster().controller());
    if (controller == null || controller.isEmpty()) {
      return Check.lost(
          "Cluster", id + " has no controller", "See to the quorum of its controllers");
    }
    var brokers = cluster.ask(admin -> admin.describeCluster().nodes()).size();
    return Check.fine(
        "Cluster",
        "%s has %,d broker%s, controller %d"
            .formatted(id, brokers, brokers == 1 ? "" : "s", controller.id()));
  }

  private Check version() {
    var features = cluster.ask(admin -> admin.describeFeatures().featureMetadata());
    var level = features.finalizedFeatures().get("metadata.version");
    return Check.fine(
        "Version",
        level == null
            ? "Kafka before 3.3, which does not tell it"
            : "Kafka %s or newer (metadata.version %d)"
                .formatted(KafkaRelease.of(level.maxVersionLevel()), level.maxVersionLevel()));
  }

  private Check partitions() {
    var names = cluster.ask(admin -> admin.listTopics().names());
    if (names.size() > TOPICS_MAX) {
      return Check.fine("Partitions", "not looked at: %,d topics are many".formatted(names.size()));
    }
    return judge(cluster.ask(admin -> admin.describeTopics(names).allTopicNames()).values());
  }

  static Check judge(Collection<TopicDescription> topics) {
    var offline = new ArrayList<String>();
    var behind = new ArrayList<String>();
    var all = 0;
    for (var topic : topics) {
      for (var one : topic.partitions()) {
        all++;
        var name = "%s-%d".formatted(topic.name(), one.partition());
        if (one.leader() == null || one.leader().isEmpty()) offline.add(name);
        else if (isBehind(one)) behind.add(name);
      }
    }
    if (!offline.isEmpty()) {
      return Check.lost(
          "Partitions",
          "%,d of %,d have no leader: %s".formatted(offline.size(), all, some(offline)),
          "Start the brokers that hold them");
    }
    return behind.isEmpty()
        ? Check.fine("Partitions", "%,d, each with a leader and all its replicas".formatted(all))
        : Check.stored(
            "Partitions",
            "%,d of %,d have replicas that are behind: %s"
                .formatted(behind.size(), all, some(behind)),
            "See whether a broker is down");
  }

  private static boolean isBehind(TopicPartitionInfo partition) {
    return partition.isr().size() < partition.replicas().size();
  }

  private static String some(List<String> names) {
    var shown = String.join(", ", names.subList(0, Math.min(SHOWN_MAX, names.size())));
    return names.size() > SHOWN_MAX ? shown + ", …" : shown;
  }
}
