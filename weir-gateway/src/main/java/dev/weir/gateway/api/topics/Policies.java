package dev.weir.gateway.api.topics;

import dev.weir.Clock;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Configs;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// How long topics keep their messages. Kafka tells it with all other settings, which is much for
/// many topics: so it is remembered for a while, and whoever looks waits for the first topics only.
/// The others are asked for beside, some at a time, to leave the admin client to others, too.
///
/// One thread at a time asks: its owner sees to that. The map is also written beside.
final class Policies {
  private static final long RENEWED_AFTER_NANOS = Duration.ofMinutes(5).toNanos();
  private static final int AT_ONCE = 200;
  private static final Duration BESIDE_AT_MOST = Duration.ofSeconds(15);

  private final Cluster cluster;
  private final Clock clock;
  private final Map<String, String> known = new ConcurrentHashMap<>();
  private final AtomicBoolean isAsking = new AtomicBoolean();
  private long renewedNanos;

  Policies(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.renewedNanos = clock.nanos();
  }

  /// Asks what is not known. Blocks until the deadline at most.
  void ask(Collection<TopicDescription> topics, Deadline deadline) {
    var names = topics.stream().map(TopicDescription::name).toList();
    known.keySet().retainAll(Set.copyOf(names));
    var wanted = names.stream().filter(name -> !known.containsKey(name)).toList();
    ask(wanted.subList(0, Math.min(AT_ONCE, wanted.size())), deadline);
    var now = clock.nanos();
    if (wanted.size() > AT_ONCE) {
      askBeside(wanted.subList(AT_ONCE, wanted.size()));
    } else if (now - renewedNanos > RENEWED_AFTER_NANOS) {
      renewedNanos = now;
      askBeside(names);
    }
  }

  private void askBeside(List<String> names) {
    if (!isAsking.compareAndSet(false, true)) return;
    Thread.ofVirtual()
        .name("topic-policies")
        .start(() -> {
          try {
            askAll(names);
          } catch (KafkaException e) {
            // What is not known then is asked for by the next look.
          } finally {
            isAsking.set(false);
          }
        });
  }

  private void askAll(List<String> names) {
    for (var from = 0; from < names.size(); from += AT_ONCE) {
      var some = names.subList(from, Math.min(from + AT_ONCE, names.size()));
      var deadline = Deadline.in(BESIDE_AT_MOST, clock);
      ask(some, deadline);
      if (deadline.note() != null) return; // Kafka is busy, or gone
    }
  }

  private void ask(List<String> names, Deadline deadline) {
    if (names.isEmpty()) return;
    var resources = names.stream().map(Configs::topic).toList();
    var options = new DescribeConfigsOptions().timeoutMs(deadline.leftMillis());
    Map<ConfigResource, KafkaFuture<Config>> asked =
        cluster.ask(admin ->
            KafkaFuture.completedFuture(admin.describeConfigs(resources, options).values()));
    asked.forEach((topic, answer) -> {
      var config = deadline.hear(answer, "how long messages are kept");
      if (config != null) known.put(topic.name(), words(config));
    });
  }

  @Nullable String of(String topic) {
    return known.get(topic);
  }

  /// Somebody changed settings.
  void forget(String topic) {
    known.remove(topic);
  }

  private static String words(Config config) {
    return words(
        value(config, "cleanup.policy"),
        value(config, "retention.ms"),
        value(config, "retention.bytes"));
  }

  private static String value(Config config, String name) {
    var entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }

  /// Such as `delete 7 d` or `compact, delete 7 d or 1.0 GB a partition`.
  static String words(String policy, String millis, String bytes) {
    var deletes = policy.contains("delete");
    var words = new StringBuilder(policy.contains("compact") ? "compact" : "");
    if (!deletes) return words.isEmpty() ? "kept for ever" : words.toString();
    if (!words.isEmpty()) words.append(", ");
    var time = number(millis) < 0 ? "" : " " + time(number(millis));
    var size = number(bytes) < 0 ? "" : " " + size(number(bytes)) + " a partition";
    if (time.isEmpty() && size.isEmpty()) return words.append("kept for ever").toString();
    var or = time.isEmpty() || size.isEmpty() ? "" : " or";
    return words.append("delete").append(time).append(or).append(size).toString();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return -1; // not told: then nothing is said of it
    }
  }

  private static String time(long millis) {
    if (millis >= 172_800_000) return millis / 86_400_000 + " d";
    if (millis >= 3_600_000) return millis / 3_600_000 + " h";
    if (millis >= 60_000) return millis / 60_000 + " min";
    return millis >= 1_000 ? millis / 1_000 + " s" : millis + " ms";
  }

  private static String size(long bytes) {
    if (bytes >= 1_000_000_000) return "%.1f GB".formatted(bytes / 1e9);
    if (bytes >= 1_000_000) return "%.1f MB".formatted(bytes / 1e6);
    return "%,d B".formatted(bytes);
  }
}
