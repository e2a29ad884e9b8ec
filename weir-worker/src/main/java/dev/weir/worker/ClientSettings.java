package dev.weir.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// What Kafka's clients are told.
///
/// Three layers: what is only a better default than Kafka's, then what the user says, then what the
/// promises rest on. [Refusals] tells the user, so that the last layer never takes anything away
/// silently.
final class ClientSettings {
  private static final int POLL_RECORDS_MAX = 500;
  private static final int FETCH_BYTES_MAX = 16 << 20;

  private ClientSettings() {}

  /// As a member of the group by the classic protocol, or by what the user says.
  static Map<String, Object> consumer(Plan<?, ?> plan) {
    return consumer(plan, GroupProtocol.CLASSIC);
  }

  /// As a member of the group by that protocol, unless the user says another.
  static Map<String, Object> consumer(Plan<?, ?> plan, GroupProtocol protocol) {
    var settings = new HashMap<String, Object>();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, plan.group);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords(plan));
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchBytes(plan));
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.settingName());
    settings.putAll(known(plan.kafka, ConsumerConfig.configNames()));
    settings.putAll(plan.client);
    if (GroupProtocol.in(settings) == GroupProtocol.CLASSIC) {
      settings.putIfAbsent(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, plan.group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset(plan.startAt));
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  /// For copies and writers: what is acknowledged is in all replicas, once and in order.
  ///
  /// @param own wins over what the cluster's user says of all clients
  static Map<String, Object> producer(Kafka kafka, String clientId, Map<String, Object> own) {
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.putAll(known(kafka, ProducerConfig.configNames()));
    settings.putAll(own);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  static Map<String, Object> admin(Kafka kafka) {
    return known(kafka, AdminClientConfig.configNames());
  }

  /// The cluster's settings but those that are of other kinds of clients, of which this kind would
  /// warn. What no kind knows is for somebody's plug-in.
  private static Map<String, Object> known(Kafka kafka, Set<String> names) {
    var settings = new HashMap<>(kafka.settings());
    settings.keySet().removeIf(name -> !names.contains(name) && ofAnyClient(name));
    return settings;
  }

  static boolean ofAnyClient(String name) {
    return ConsumerConfig.configNames().contains(name)
        || ProducerConfig.configNames().contains(name)
        || AdminClientConfig.configNames().contains(name);
  }

  /// Its definition; null where no kind of client has it.
  static ConfigDef.@Nullable ConfigKey definition(String name) {
    var ofConsumers = ConsumerConfig.configDef().configKeys().get(name);
    if (ofConsumers != null) return ofConsumers;
    var ofProducers = ProducerConfig.configDef().configKeys().get(name);
    return ofProducers != null ? ofProducers : AdminClientConfig.configDef().configKeys().get(name);
  }

  /// The most records that one poll gives.
  static int pollMax(Plan<?, ?> plan) {
    return number(plan, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
  }

  /// How long attempts may go on in partitions that go: the group waits for that.
  static Duration revokeGrace(Plan<?, ?> plan) {
    var half = number(plan, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000) / 2;
    return plan.revokeGrace.toMillis() < half ? plan.revokeGrace : Duration.ofMillis(half);
  }

  private static int number(Plan<?, ?> plan, String name, int otherwise) {
    var said = consumer(plan).get(name);
    try {
      return said == null ? otherwise : Integer.parseInt(String.valueOf(said).strip());
    } catch (NumberFormatException e) {
      return otherwise; // of a config.provider: no other text gets past the builder
    }
  }

  /// An eighth of the buffer: one partition may get all of a poll, and others shall have room too.
  private static int pollRecords(Plan<?, ?> plan) {
    return Math.clamp(plan.bufferRecords / 8, 1, POLL_RECORDS_MAX);
  }

  private static int fetchBytes(Plan<?, ?> plan) {
    return (int) Math.min(plan.bufferBytes, FETCH_BYTES_MAX);
  }

  private static String reset(StartAt place) {
    return switch (place) {
      case EARLIEST -> "earliest";
      case LATEST -> "latest";
      case FAIL -> "none";
    };
  }
}
