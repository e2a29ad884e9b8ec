package dev.weir.config.legacy;

import dev.weir.TopicName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The configuration of kprf: `kafka`, `http`, `output_file`, `ratelimit`.
final class Kprf {
  static final String NAME = "kprf";

  private static final String EVERYWHERE = "0.0.0.0:";
  private static final long RATE_MAX = 1_000_000_000;

  /// The keys beneath `kafka` as librdkafka's options.
  static final Map<String, String> OPTIONS =
      Map.of(
          "message_max_bytes", "message.max.bytes",
          "queue_buffering_max_messages", "queue.buffering.max.messages",
          "queue_buffering_max_ms", "queue.buffering.max.ms",
          "queue_buffering_max_kbytes", "queue.buffering.max.kbytes",
          "retries", "retries",
          "message_timeout_ms", "message.timeout.ms",
          "request_timeout_ms", "request.timeout.ms",
          "request_required_acks", "request.required.acks",
          "statistics_interval_ms", "statistics.interval.ms");

  private final Draft draft = new Draft(NAME);
  private final String file;
  private final Keys keys;

  private Kprf(String file, Value.Section root) {
    this.file = file;
    this.keys = Keys.of(file, root);
  }

  static Translation read(String file, Value.Section root) {
    return new Kprf(file, root).translated();
  }

  private Translation translated() {
    listeners();
    kafka();
    output();
    rates();
    draft.set("metrics.also", NAME);
    for (var unknown : keys.rest()) draft.note(unknown.place(), unknown.key() + " is unknown");
    return draft.finished();
  }

  private void listeners() {
    draft.set("listen.http", "off");
    draft.set("listen.grpc", "off");
    port("http.port", "listen.push", 4242);
    port("http.metrics_port", "listen.metrics", 8088);
  }

  private void port(String old, String key, int byDefault) {
    var port = keys.take(old);
    if (port == null) {
      draft.set(key, EVERYWHERE + byDefault);
    } else {
      draft.set(key, EVERYWHERE + port.text().strip(), port.place());
    }
  }

  private void kafka() {
    var producer = new ProducerOptions(draft, "kafka.", List.of("push"));
    var brokers = keys.take("kafka.brokers");
    producer.option(
        Librdkafka.SERVERS,
        brokers != null ? brokers : Found.of("kafka.brokers", "", new Place(file, 0)));
    draft.set("kafka.linger.ms", "10");
    new TreeMap<>(OPTIONS)
        .forEach((old, option) -> {
          var found = keys.take("kafka." + old);
          if (found != null) producer.option(option, found);
        });
    producer.finish();
    neverUsed(keys.take("kafka.user"));
    neverUsed(keys.take("kafka.password"));
  }

  private void neverUsed(@Nullable Found login) {
    if (login == null) return;
    draft.note(
        login.place(),
        login.key()
            + " has no effect, as it had none: kprf could not switch SASL on; to log in, set"
            + " kafka.security.protocol, kafka.sasl.mechanism and kafka.sasl.jaas.config");
  }

  private void output() {
    var output = keys.take("output_file");
    if (output == null) return;
    var path = output.text().isEmpty() ? "/dev/stdout" : output.text();
    draft.set("access-log", path, output.place());
    draft.note(
        output.place(),
        "output_file gets a line of JSON for each request; Weir's own log is on stderr");
  }

  private void rates() {
    var enabled = keys.take("ratelimit.enabled");
    var rules = keys.take("ratelimit.rules");
    if (rules == null || !(rules.value() instanceof Value.Items(var list, _))) return;
    if (enabled == null || !enabled.isTrue()) {
      if (!list.isEmpty()) draft.note(rules.place(), "ratelimit.rules count only when enabled");
      return;
    }
    var rates = new LinkedHashMap<String, Rule>();
    for (var value : list) {
      var rule = rule(value);
      if (rule == null) continue;
      var before = rates.put(rule.topic(), rule);
      if (before != null) {
        draft.note(before.place(), "the later rule for '%s' counts".formatted(rule.topic()));
      }
    }
    var index = 0;
    for (var rule : rates.values()) {
      if (rule.rate() == 0) continue;
      draft.set("routes.%d.topic".formatted(index), rule.topic(), rule.place());
      draft.set("routes.%d.rate".formatted(index++), rule.rate() + "/m", rule.place());
    }
  }

  /// @param rate messages a minute; 0 for no limit
  private record Rule(String topic, long rate, Place place) {}

  private @Nullable Rule rule(Value value) {
    var place = new Place(file, value.line());
    if (!(value instanceof Value.Section rule)
        || !(rule.last("topic_name") instanceof Value.Scalar topic)
        || !(rule.last("max_requests_per_minute") instanceof Value.Scalar rate)) {
      draft.problem(place, "a rule has topic_name and max_requests_per_minute");
      return null;
    }
    if (!TopicName.legal(topic.text())) {
      draft.note(place, "no topic can have the name of this rule; it is left out");
      return null;
    }
    var amount = draft.whole(Found.of("max_requests_per_minute", rate.text(), place));
    if (amount == null) return null;
    if (amount > RATE_MAX) draft.note(place, "so high a limit is none");
    return new Rule(topic.text(), amount < 0 || amount > RATE_MAX ? 0 : amount, place);
  }
}
