package dev.weir.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/// `kafka:` — the cluster, and any producer property of Kafka's under its own name.
///
/// @param bootstrapServers `host:port,…`, or [#EMBEDDED], or [#OFF]
/// @param properties all that the producer is made with, but for the servers
public record KafkaConfig(String bootstrapServers, Map<String, String> properties)
    implements SinkConfig.Kind {
  public static final String EMBEDDED = "embedded";

  /// There is no sink `kafka`.
  public static final String OFF = Section.OFF;

  private static final Pattern SERVER =
      Pattern.compile("(?:\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

  static KafkaConfig read(Section section) {
    var servers =
        section
            .as("bootstrap.servers", "list")
            .value("bootstrap.servers", EMBEDDED, KafkaConfig::servers);
    return new KafkaConfig(servers, ProducerProperties.read(section));
  }

  /// A cluster beside the first one. There is one embedded broker at most, and that is the first's.
  static @Nullable KafkaConfig readFurther(Section section) {
    var servers =
        section
            .as("bootstrap.servers", "list")
            .required("bootstrap.servers", "host:port,…", KafkaConfig::serversElsewhere);
    var properties = ProducerProperties.read(section);
    return servers == null ? null : new KafkaConfig(servers, properties);
  }

  public boolean off() {
    return bootstrapServers.equals(OFF);
  }

  public boolean embedded() {
    return bootstrapServers.equals(EMBEDDED);
  }

  /// What an admin client of the cluster is made with, as far as it is the same for all.
  public Map<String, Object> forAdmin() {
    return forClient(AdminClientConfig.configNames());
  }

  /// What a producer is made with that is not that of messages.
  public Map<String, Object> forProducer() {
    return forClient(ProducerConfig.configNames());
  }

  /// What a consumer is made with.
  public Map<String, Object> forConsumer() {
    var consumer = forClient(ConsumerConfig.configNames());
    // They are named like the consumer's own, and meant for the producer.
    consumer.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    consumer.remove(ConsumerConfig.CLIENT_ID_CONFIG);
    return consumer;
  }

  private Map<String, Object> forClient(Set<String> known) {
    var client = new HashMap<String, Object>(properties);
    client.keySet().retainAll(known);
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return client;
  }

  /// The longest that it takes until the outcome of a message is known: its topic is looked up,
  /// then it is delivered or given up.
  public Duration outcomeAtMost() {
    return millis(ProducerConfig.MAX_BLOCK_MS_CONFIG)
        .plus(millis(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
  }

  /// How long a caller waits for Kafka's word on its message.
  public Duration answerAtMost() {
    return millis(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
  }

  /// A numeric property as the producer sees it: as set, or Kafka's default.
  public long number(String property) {
    var byDefault = String.valueOf(ProducerConfig.configDef().defaultValues().get(property));
    return Long.parseLong(properties.getOrDefault(property, byDefault));
  }

  /// For properties of which Weir has a default of its own.
  private Duration millis(String property) {
    return Duration.ofMillis(Long.parseLong(requireNonNull(properties.get(property), property)));
  }

  private static String servers(String text) {
    if (text.equals(EMBEDDED) || text.equals(OFF)) return text;
    return Stream.of(text.split(",", -1)).map(KafkaConfig::server).collect(Collectors.joining(","));
  }

  private static String serversElsewhere(String text) {
    if (!text.equals(EMBEDDED) && !text.equals(OFF)) return servers(text);
    throw new IllegalArgumentException("is for kafka.bootstrap.servers only: write host:port,…");
  }

  private static String server(String text) {
    var server = SERVER.matcher(text.strip());
    var port = server.matches() ? Integer.parseInt(server.group(1)) : 0;
    if (port >= 1 && port <= 0xFFFF) return server.group();
    throw new IllegalArgumentException("is not a list of host:port, nor 'embedded' or 'off'");
  }

  /// Without values: properties may hold secrets.
  @Override
  public String toString() {
    return "KafkaConfig[%s, %s]"
        .formatted(
            bootstrapServers,
            properties.keySet().stream().sorted().collect(Collectors.joining(", ")));
  }
}
