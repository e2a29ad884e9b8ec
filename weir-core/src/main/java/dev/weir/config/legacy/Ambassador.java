package dev.weir.config.legacy;

import static dev.weir.config.legacy.Ambassador.Kind.DURATION;
import static dev.weir.config.legacy.Ambassador.Kind.TEXT;
import static dev.weir.config.legacy.Ambassador.Kind.WHOLE;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The configuration of kafka-ambassador: `server`, `producer`, `kafka`, `global`, and its `KA_*`
/// variables, which here count for every key.
final class Ambassador {
  static final String NAME = "kafka-ambassador";

  private static final String BROKERS = "kafka.brokers";
  private static final String KAFKA = "kafka.";

  /// How a value is written for Weir.
  enum Kind {
    TEXT,
    DURATION,
    /// At least 1.
    WHOLE
  }

  private record Same(String key, Kind kind) {}

  /// The keys that are one of Weir's by another name.
  private static final Map<String, Same> SAME =
      Map.ofEntries(
          entry("server.http.listen", new Same("listen.topics", TEXT)),
          entry("server.grpc.listen", new Same("listen.grpc", TEXT)),
          entry("server.monitoring.listen", new Same("listen.metrics", TEXT)),
          entry("producer.cb.interval", new Same("breaker.interval", DURATION)),
          entry("producer.cb.timeout", new Same("breaker.timeout", DURATION)),
          entry("producer.cb.fails", new Same("breaker.fails", WHOLE)),
          entry("producer.cb.requests", new Same("breaker.requests", WHOLE)),
          entry("producer.resend.period", new Same("wal.resend-period", DURATION)),
          entry(
              "producer.old_producer_kill_timeout", new Same("sinks.kafka.swap-timeout", DURATION)),
          entry("producer.wal.path", new Same("wal.path", TEXT)));

  private static final String NO_STORE = "has no equal: Weir's log is of another make";
  private static final String LOG = "has no equal: the log is on stderr; see 'weir serve --help'";

  /// The keys that have no equal, and why.
  private static final Map<String, String> WITHOUT =
      Map.ofEntries(
          entry(
              "server.grpc.max.request.size",
              "has no equal: a request has 4 MiB, a message limits.message-bytes"),
          entry("server.grpc.monitoring.enable", "is not needed: the metrics are always there"),
          entry(
              "server.grpc.monitoring.histogram.enable",
              "is not needed: the metrics are always there"),
          entry("producer.get_metadata_timeout", "has no equal: it is always 5 s"),
          entry("producer.wal.collect_metrics_period", "is not needed: metrics are up to date"),
          entry("producer.wal.write_batch_size", NO_STORE),
          entry("producer.wal.write_batch_timeout", NO_STORE),
          entry("producer.wal.write_ch_size", NO_STORE),
          entry("producer.wal.delete_batch_size", NO_STORE),
          entry("producer.wal.delete_batch_timeout", NO_STORE),
          entry("producer.wal.delete_ch_size", NO_STORE),
          entry("producer.wal.log_gc_idle_time", NO_STORE),
          entry("producer.wal.log_gc_discard_ratio", NO_STORE),
          entry("producer.wal.iterator_prefetch_size", NO_STORE),
          entry("global.log.level", LOG),
          entry("global.log.encoding", LOG),
          entry("global.log.outputpaths", LOG),
          entry("global.log.erroroutputpaths", LOG));

  private final Draft draft = new Draft(NAME);
  private final String file;
  private final Keys keys;

  private Ambassador(String file, Keys keys) {
    this.file = file;
    this.keys = keys;
  }

  static Translation read(String file, Value.Section root, Map<String, String> environment) {
    var keys = Keys.of(file, root);
    var ambassador = new Ambassador(file, keys);
    AmbassadorVariables.put(environment, keys, ambassador.draft);
    return ambassador.translated();
  }

  /// Every key that may stand in a variable.
  static Set<String> keys() {
    var keys = new TreeSet<>(SAME.keySet());
    keys.addAll(WITHOUT.keySet());
    keys.addAll(AmbassadorLog.KEYS);
    keys.add(BROKERS);
    for (var option : Librdkafka.names()) keys.add(KAFKA + option);
    return keys;
  }

  private Translation translated() {
    draft.set("listen.http", "off");
    draft.set("listen.topics", ":19092");
    draft.set("listen.grpc", "off");
    draft.set("metrics.also", "ambassador");
    new TreeMap<>(SAME)
        .forEach((old, same) -> {
          var found = keys.take(old);
          if (found != null) same(same, found);
        });
    new AmbassadorLog(keys, draft).translate();
    kafka();
    for (var left : keys.rest()) {
      var why = left.key().startsWith("global.log.") ? LOG : WITHOUT.get(left.key());
      draft.note(left.place(), left.key() + " " + (why == null ? "is unknown" : why));
    }
    return draft.finished();
  }

  private void same(Same same, Found found) {
    var text = found.text().strip();
    switch (same.kind()) {
      case TEXT -> draft.set(same.key(), text.isEmpty() ? "off" : text, found.place());
      case DURATION -> duration(same.key(), found);
      case WHOLE -> draft.set(same.key(), text.equals("0") ? "1" : text, found.place());
    }
  }

  private void duration(String key, Found found) {
    var duration = GoDuration.written(found.text());
    var never = "0s".equals(duration);
    if (never && key.equals("wal.resend-period")) {
      draft.note(found.place(), found.key() + " 0 was never; Weir sends as soon as it can");
    }
    // The breaker that it had takes 0 as a minute.
    var written = never && key.equals("breaker.timeout") ? "1m" : duration;
    draft.set(key, written == null ? found.text() : written, found.place());
  }

  private void kafka() {
    var producer = new ProducerOptions(draft, KAFKA, List.of("topics", "grpc"));
    producer.option(Librdkafka.SERVERS, servers(keys.take(BROKERS)));
    for (var found : keys.takeBeneath(KAFKA)) {
      producer.option(found.key().substring(KAFKA.length()), found);
    }
    producer.finish();
  }

  /// The brokers win over `bootstrap.servers`, as they always did.
  private Found servers(@Nullable Found brokers) {
    var servers = keys.take(KAFKA + Librdkafka.SERVERS);
    if (brokers == null) {
      return servers != null ? servers : Found.of(BROKERS, "", new Place(file, 0));
    }
    if (servers != null) draft.note(servers.place(), BROKERS + " counts, and not this");
    return brokers;
  }
}
