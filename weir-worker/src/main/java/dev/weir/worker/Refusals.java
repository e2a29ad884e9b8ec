package dev.weir.worker;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/// Which of Kafka's settings a user may not set, and what to use instead.
///
/// A name that Kafka does not know is refused where it looks like one that it knows, for then it is
/// a slip, and Kafka would go on without it. Any other one is left alone: interceptors, reporters
/// and callback handlers have settings of their own, of which Kafka knows nothing either.
final class Refusals {
  private static final int SLIPS_MAX = 2;

  private static final String TWICE = "it would say the same twice. Use ";

  /// What would break a promise, or is said by a method; the reason, and what to use.
  private static final Map<String, String> WHY =
      Map.ofEntries(
          entry("bootstrap.servers", TWICE + "Kafka.at(…)"),
          entry("bootstrap.controllers", "controllers have no records. Use Kafka.at(…)"),
          entry(
              "enable.auto.commit",
              "Kafka would commit what is not processed yet. Leave it: what is settled is committed,"
                  + " as often as commitEvery(…) says"),
          entry("auto.commit.interval.ms", "it is of Kafka's own commits. Use commitEvery(…)"),
          entry("group.id", TWICE + "group(…)"),
          entry("auto.offset.reset", TWICE + "startAt(…)"),
          entry("key.deserializer", "dead letters need the bytes as they are. Use keys(…)"),
          entry("value.deserializer", "dead letters need the bytes as they are. Use values(…)"),
          entry("key.serializer", "a codec does that. Use keys(…)"),
          entry("value.serializer", "a codec does that. Use values(…)"),
          entry(
              "acks",
              "an acknowledged record is one that all replicas in sync have. Leave it: it is 'all'"),
          entry(
              "enable.idempotence",
              "what Kafka sends again would come twice, or out of order. Leave it: it is on"),
          entry("transactional.id", "there are no transactions here. Use Kafka's own producer"),
          entry("delivery.timeout.ms", TWICE + "the deadline(…) of a writer"),
          entry("max.block.ms", "it is a part of the deadline(…) of a writer. Use that"));

  private Refusals() {}

  /// @throws IllegalArgumentException if a setting of the worker is refused
  static void check(Plan<?, ?> plan) {
    plan.kafka.check();
    plan.client.forEach((name, value) -> client(name, value, ConsumerConfig.configDef()));
    protocol(plan);
    circle(plan);
  }

  /// Not for a pattern: that leaves its dead letters out.
  private static void circle(Plan<?, ?> plan) {
    if (plan.exhausted instanceof Exhausted.DeadLetter(var topic)
        && topic != null
        && plan.topics.contains(topic)) {
      throw new IllegalArgumentException(
          "Dead letters would go to topic '%s', which this worker reads: they would be tried without an end. Name another one in onExhausted(…)."
              .formatted(topic));
    }
  }

  /// @throws IllegalArgumentException if a setting of a writer is refused
  static void check(Kafka kafka, Map<String, Object> ofWriter) {
    kafka.check();
    ofWriter.forEach((name, value) -> client(name, value, ProducerConfig.configDef()));
  }

  /// @throws IllegalArgumentException if a setting of the cluster is refused
  static void check(String name, Object value) {
    refuse(name);
    var key = ClientSettings.definition(name);
    if (key != null) valid(key, value);
    else slip(name, everyName());
  }

  private static void client(String name, Object value, ConfigDef definition) {
    refuse(name);
    elsewhere(name);
    var key = definition.configKeys().get(name);
    if (key != null) {
      valid(key, value);
    } else if (ClientSettings.ofAnyClient(name)) {
      throw new IllegalArgumentException(
          "Kafka's setting '%s' is of another kind of client. Use Kafka.set(…) if it is meant for those."
              .formatted(name));
    } else {
      slip(name, definition.names());
    }
  }

  private static void refuse(String name) {
    var why = WHY.get(name);
    if (why == null) return;
    throw new IllegalArgumentException(
        "Kafka's setting '%s' cannot be set: %s.".formatted(name, why));
  }

  /// Dead letters are written, and topics looked up, by clients that do not have a worker's
  /// settings; they log in as well.
  private static void elsewhere(String name) {
    if (!name.startsWith("ssl.") && !name.startsWith("sasl.") && !name.startsWith("security.")) {
      return;
    }
    throw new IllegalArgumentException(
        ("Kafka's setting '%s' cannot be set here: it would count for one of several clients that"
                + " log in. Use Kafka.login(…), Kafka.tls(…) or Kafka.set(…).")
            .formatted(name));
  }

  /// The value is not told again: it may be a secret.
  private static void valid(ConfigDef.ConfigKey key, Object value) {
    if (value.toString().contains("${")) return; // of a config.provider, and known later
    try {
      var parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null && parsed != null) key.validator.ensureValid(key.name, parsed);
    } catch (ConfigException e) {
      if (key.type == ConfigDef.Type.PASSWORD) {
        throw new IllegalArgumentException("Kafka refuses the value of '" + key.name + "'.");
      }
      throw new IllegalArgumentException(
          "Kafka's setting '%s' cannot be set to that: %s.".formatted(key.name, e.getMessage()), e);
    }
  }

  private static void protocol(Plan<?, ?> plan) {
    var settings = new HashMap<>(plan.kafka.more());
    settings.putAll(plan.client);
    if (GroupProtocol.in(settings) == GroupProtocol.CLASSIC) return;
    for (var name : GroupProtocol.CLASSIC_ONLY) {
      if (!settings.containsKey(name)) continue;
      throw new IllegalArgumentException(
          ("Kafka's setting '%s' cannot be set with group.protocol 'consumer': the broker decides"
                  + " that then, by the group's settings. Remove one of the two.")
              .formatted(name));
    }
  }

  private static void slip(String name, Set<String> names) {
    var nearest = nearest(name, names);
    if (nearest == null) return;
    throw new IllegalArgumentException(
        "Kafka has no setting '%s'; did you mean '%s'?".formatted(name, nearest));
  }

  private static Set<String> everyName() {
    var names = new TreeSet<>(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    return names;
  }

  private static @Nullable String nearest(String name, Set<String> names) {
    var plain = name.strip().toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    String nearest = null;
    var least = SLIPS_MAX + 1;
    for (var known : new TreeSet<>(names)) {
      var slips = slips(plain, known);
      if (slips >= least) continue;
      least = slips;
      nearest = known;
    }
    return nearest;
  }

  /// How many letters are to be added, removed or changed.
  private static int slips(String said, String meant) {
    var row = new int[meant.length() + 1];
    for (var j = 0; j < row.length; j++) row[j] = j;
    for (var i = 1; i <= said.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j < row.length; j++) {
        var same = said.charAt(i - 1) == meant.charAt(j - 1);
        var changed = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[meant.length()];
  }
}
