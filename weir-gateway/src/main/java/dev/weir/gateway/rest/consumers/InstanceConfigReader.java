package dev.weir.gateway.rest.consumers;

import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.config.ConsumersConfig;
import dev.weir.gateway.web.Format;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what an instance is to be made with. One reads one body, on one thread.
///
/// Keys of three implementations are known, and so are those of Kafka's own that concern nobody but
/// the instance. A dotted key that nobody knows is of another library, and is passed over.
final class InstanceConfigReader {
  private static final Logger log = LoggerFactory.getLogger(InstanceConfigReader.class);

  private static final long COMMIT_MILLIS = 5_000;

  /// Keys of Kafka's that are handed on.
  private static final List<String> HANDED_ON =
      List.of(
          AUTO_OFFSET_RESET_CONFIG,
          ISOLATION_LEVEL_CONFIG,
          MAX_POLL_RECORDS_CONFIG,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          ConsumerConfig.METADATA_MAX_AGE_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.CLIENT_RACK_CONFIG,
          ConsumerConfig.CHECK_CRCS_CONFIG,
          ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG);

  /// Classes that a client may name: no others are made at its word.
  private static final Set<String> ASSIGNORS =
      Set.of(
          RangeAssignor.class.getName(),
          RoundRobinAssignor.class.getName(),
          StickyAssignor.class.getName(),
          CooperativeStickyAssignor.class.getName());

  private final ConsumersConfig settings;
  private final Map<String, String> kafka = new HashMap<>();
  private @Nullable String name;
  private @Nullable String id;
  private Format format = Format.BINARY;
  private boolean autoCommit;
  private long commitMillis = COMMIT_MILLIS;
  private int fetchMinBytes;
  private @Nullable Long timeoutMillis;
  private boolean speaksStrimzi;

  private InstanceConfigReader(ConsumersConfig settings) {
    this.settings = settings;
    this.autoCommit = settings.autoCommit();
    this.fetchMinBytes = settings.fetchMinBytes();
    kafka.put(AUTO_OFFSET_RESET_CONFIG, settings.reset().label());
  }

  static InstanceConfig read(JsonNode body, ConsumersConfig settings) {
    var reader = new InstanceConfigReader(settings);
    body.forEachEntry((key, value) -> reader.take(key, new Given(key, value)));
    return reader.config();
  }

  private InstanceConfig config() {
    var strimzi =
        switch (settings.dialect()) {
          case AUTO -> speaksStrimzi;
          case CONFLUENT -> false;
          case STRIMZI -> true;
        };
    var records = kafka.get(MAX_POLL_RECORDS_CONFIG);
    return new InstanceConfig(
        id == null ? name : id,
        format,
        fetchMinBytes,
        timeoutMillis,
        strimzi,
        autoCommit ? commitMillis : 0,
        records == null ? Integer.MAX_VALUE : Integer.parseInt(records),
        Map.copyOf(kafka));
  }

  private void take(String key, Given given) {
    switch (key) {
      case "name" -> name = given.name();
      case "id" -> id = given.name();
      case "format" -> format = given.format();
      case "auto.commit.enable" -> autoCommit = given.yes();
      case "enable.auto.commit" -> {
        autoCommit = given.yes();
        speaksStrimzi = true;
      }
      case ISOLATION_LEVEL_CONFIG -> {
        given.handOn(kafka);
        speaksStrimzi = true;
      }
      case PARTITION_ASSIGNMENT_STRATEGY_CONFIG -> {
        given.checkAll(ASSIGNORS);
        given.handOn(kafka);
      }
      case AUTO_COMMIT_INTERVAL_MS_CONFIG -> commitMillis = given.number(1, Integer.MAX_VALUE);
      case "fetch.min.bytes", "responseMinBytes" -> fetchMinBytes = given.fetchMinBytes();
      case "consumer.request.timeout.ms", "requestWaitMs" ->
          timeoutMillis = given.number(0, Long.MAX_VALUE);
      default -> other(key, given);
    }
  }

  private void other(String key, Given given) {
    if (HANDED_ON.contains(key)) {
      given.handOn(kafka);
    } else if (key.contains(".")) {
      log.info("A consumer was asked for with {}, which Weir does not know and passes over", key);
    } else {
      throw given.wrong("is not a key that is known");
    }
  }
}
