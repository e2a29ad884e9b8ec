package dev.weir.config.legacy;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/// The table of librdkafka's options and what they are for Kafka's Java producer.
///
/// An option that is in none of these, and that the Java producer has by the same name, means the
/// same there.
final class Librdkafka {
  /// How the value is written for Java.
  enum Form {
    AS_IT_IS,
    /// Whole milliseconds; librdkafka takes fractions.
    MILLIS,
    UPPER_CASE,
    KIBIBYTES,
    /// 0 is "as the system has it" and becomes -1.
    SOCKET_BUFFER,
    /// `none` is an empty text.
    ALGORITHM
  }

  /// @param name of the Java producer's property
  record Same(String name, Form form) {}

  static final String SERVERS = "bootstrap.servers";
  static final String LINGER = ProducerConfig.LINGER_MS_CONFIG;
  static final String DELIVERY = ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
  static final String REQUEST = ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

  /// Two names for one option.
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          entry("metadata.broker.list", SERVERS),
          entry("queue.buffering.max.ms", LINGER),
          entry("message.timeout.ms", DELIVERY),
          entry("request.required.acks", "acks"),
          entry("message.send.max.retries", "retries"),
          entry("compression.codec", "compression.type"),
          entry("max.in.flight", "max.in.flight.requests.per.connection"),
          entry("sasl.mechanisms", "sasl.mechanism"));

  private static final Map<String, Same> SAME =
      Map.ofEntries(
          entry(LINGER, new Same(LINGER, Form.MILLIS)),
          entry(REQUEST, new Same(REQUEST, Form.AS_IT_IS)),
          entry("socket.timeout.ms", new Same(REQUEST, Form.AS_IT_IS)),
          entry("queue.buffering.max.kbytes", new Same("buffer.memory", Form.KIBIBYTES)),
          entry("security.protocol", new Same("security.protocol", Form.UPPER_CASE)),
          entry("socket.send.buffer.bytes", new Same("send.buffer.bytes", Form.SOCKET_BUFFER)),
          entry(
              "socket.receive.buffer.bytes", new Same("receive.buffer.bytes", Form.SOCKET_BUFFER)),
          entry(
              "ssl.endpoint.identification.algorithm",
              new Same("ssl.endpoint.identification.algorithm", Form.ALGORITHM)));

  /// What needs no equal, or has none; the reason reads on after the option's name.
  private static final Map<String, String> WITHOUT = without();

  private Librdkafka() {}

  private static Map<String, String> without() {
    var without = new HashMap<String, String>();
    for (var name : Set.of("statistics.interval.ms", "stats_cb")) {
      without.put(name, "is not needed: Weir's metrics are always up to date");
    }
    for (var name : Set.of("debug", "log_level", "log.queue", "log.thread.name")) {
      without.put(name, "has no equal; 'weir serve -v' logs more");
    }
    for (var name :
        Set.of("log.connection.close", "enabled_events", "internal.termination.signal")) {
      without.put(name, "has no equal, and needs none");
    }
    for (var name :
        Set.of("broker.version.fallback", "api.version.request", "api.version.fallback.ms")) {
      without.put(name, "is not needed: the versions of the protocol are found out");
    }
    without.put("api.version.request.timeout.ms", "is not needed; see request.timeout.ms");
    without.put("batch.num.messages", "has no equal; batch.size limits a batch by its bytes");
    without.put("enable.ssl.certificate.verification", "has no equal: Weir always verifies");
    without.put("ssl.cipher.suites", "has other names in Java; set kafka.ssl.cipher.suites");
    without.put(
        "topic.metadata.refresh.interval.ms", "has no equal; see kafka.metadata.max.age.ms");
    without.put("socket.keepalive.enable", "is not needed: it is always on");
    without.put("socket.nagle.disable", "is not needed: it is always so");
    without.put("transactional.id", "has no equal: Weir has no transactions");
    without.put("key.serializer", "has no equal: messages arrive as they came");
    without.put("value.serializer", "has no equal: messages arrive as they came");
    return Map.copyOf(without);
  }

  /// The name that counts for an option, in small letters.
  static String name(String option) {
    var name = option.strip().toLowerCase(Locale.ROOT);
    return ALIASES.getOrDefault(name, name);
  }

  /// Null where it is not the same under any name.
  static @Nullable Same same(String name) {
    var same = SAME.get(name);
    if (same != null) return same;
    var known = ProducerConfig.configNames().contains(name) && !WITHOUT.containsKey(name);
    return known ? new Same(name, Form.AS_IT_IS) : null;
  }

  static String whyNot(String name) {
    return WITHOUT.getOrDefault(name, "has no equal that Weir knows of");
  }

  /// All names that may stand in a variable, where dots cannot be told from underscores.
  static Set<String> names() {
    var names = new TreeSet<>(ProducerConfig.configNames());
    names.addAll(ALIASES.keySet());
    names.addAll(SAME.keySet());
    names.addAll(WITHOUT.keySet());
    names.addAll(ProducerOptions.handled());
    return names;
  }
}
