package dev.weir.gateway;

import dev.weir.config.KafkaConfig;
import dev.weir.config.LimitsConfig;
import dev.weir.config.RouteConfig;
import dev.weir.config.Setting;
import dev.weir.config.SinkConfig;
import dev.weir.config.TlsConfig;
import dev.weir.config.WalConfig;
import dev.weir.config.WeirConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What differs between the settings in force and others: what may count at once, and what only a
/// start can change. The latter is measured against the last start, so that it is told each time.
///
/// @param started as they were at the start
/// @param current those in force
/// @param next the others
/// @param withoutLog the sinks that run without a log
record Changes(WeirConfig started, WeirConfig current, WeirConfig next, Set<String> withoutLog) {
  /// A port, a folder or a process would have to be another.
  private static final Pattern AT_START =
      Pattern.compile(
          "data|access-log|listen\\..+|broker\\..+|idempotency\\..+|metrics\\..+|peers\\..+|tls\\.plain|tracing\\..+|wal\\.(path|limit|segment)|limits\\.request-bytes");

  /// What decides whether a sink has a log.
  private static final Pattern OF_LOGS =
      Pattern.compile("wal\\.mode|routes\\.\\d+\\.(wal|to)|sinks\\..+\\.backup");

  private static final String TLS = "tls.";
  private static final String SERVERS = "kafka.bootstrap.servers";

  List<String> live() {
    return differing(current, key -> !needsStart(key));
  }

  List<String> restart() {
    return differing(started, this::needsStart);
  }

  /// The sinks that are new, or others by their settings.
  List<String> otherSinks() {
    var before = current.sinks().stream().map(Changes::identity).toList();
    return inForce().sinks().stream()
        .filter(sink -> !before.contains(identity(sink)))
        .map(SinkConfig::name)
        .toList();
  }

  private static List<Object> identity(SinkConfig sink) {
    return List.of(sink.name(), sink.kind());
  }

  /// The others, with what only a start can change as it was at the start. Throws where nobody
  /// would be asked any more at a port that others reach.
  WeirConfig inForce() {
    var mixed =
        new WeirConfig(
            started.data(),
            started.listen(),
            next.kafka(),
            started.broker(),
            limits(next.limits()),
            wal(next.wal()),
            next.breaker(),
            next.sinks(),
            next.routes(),
            next.acks(),
            next.partitioner(),
            started.idempotency(),
            started.metrics(),
            started.accessLog(),
            next.frames(),
            next.push(),
            next.rest(),
            next.consumers(),
            next.registry(),
            started.peers(),
            tls(),
            next.auth(),
            started.tracing(),
            settings(),
            next.file());
    if (!current.auth().isEmpty()) mixed.checkExposure(); // else they are open already
    return needsStart(SERVERS) || embedded(next)
        ? mixed.withBootstrapServers(started.kafka().bootstrapServers())
        : mixed;
  }

  /// As they count: what is shown of one that waits for a start is what the start had.
  private List<Setting> settings() {
    var old = new LinkedHashMap<String, Setting>();
    for (var one : started.settings()) {
      if (isKept(one.key())) old.put(one.key(), one);
    }
    var counting = new ArrayList<Setting>();
    for (var one : next.settings()) {
      var kept = isKept(one.key()) ? old.remove(one.key()) : one;
      if (kept != null) counting.add(kept);
    }
    counting.addAll(old.values());
    return List.copyOf(counting);
  }

  private boolean isKept(String key) {
    return needsStart(key) && (atStart(key) || key.equals(SERVERS) || key.startsWith(TLS));
  }

  private LimitsConfig limits(LimitsConfig others) {
    return new LimitsConfig(
        others.memory(),
        others.messageBytes(),
        others.inFlight(),
        started.limits().requestBytes(),
        others.clientRate(),
        others.clientRateBytes(),
        others.rateClients(),
        others.connections(),
        others.connectionsPerClient());
  }

  private TlsConfig tls() {
    return turnsTls() ? started.tls() : next.tls().with(started.tls().plain());
  }

  /// Whether the ports would have to speak otherwise.
  private boolean turnsTls() {
    return started.tls().on() != next.tls().on();
  }

  private WalConfig wal(WalConfig others) {
    var kept = started.wal();
    return new WalConfig(
        kept.path(),
        others.mode(),
        kept.limitBytes(),
        kept.segmentBytes(),
        others.resendPeriod(),
        others.resendRate());
  }

  /// Whether a start alone can change this key, whatever its values.
  static boolean atStart(String key) {
    return AT_START.matcher(key).matches();
  }

  private boolean needsStart(String key) {
    if (key.equals(SERVERS)) return embedded(started) != embedded(next);
    if (key.startsWith(TLS) && turnsTls()) return true;
    return atStart(key) || (OF_LOGS.matcher(key).matches() && wantsLogs());
  }

  /// Whether a sink should have a log that it was not opened with.
  private boolean wantsLogs() {
    return next.routes().stream()
        .filter(route -> route.wal().logs())
        .anyMatch(route -> withoutLog.stream().anyMatch(sink -> leadsTo(route, sink)));
  }

  private boolean leadsTo(RouteConfig route, String name) {
    return route.sinks().contains(name)
        || next.sinks().stream().anyMatch(sink -> name.equals(sink.backup()));
  }

  /// By what was written: where a broker is embedded, its address stands in the place of that word.
  private static boolean embedded(WeirConfig config) {
    return config.settings().stream()
        .anyMatch(one -> one.key().equals(SERVERS) && one.value().equals(KafkaConfig.EMBEDDED));
  }

  private List<String> differing(WeirConfig before, Predicate<String> counts) {
    var old = values(before);
    var now = values(next);
    var keys = new HashSet<>(old.keySet());
    keys.addAll(now.keySet());
    keys.removeIf(key -> Objects.equals(old.get(key), now.get(key)) || !counts.test(key));
    return List.copyOf(new TreeSet<>(keys));
  }

  /// Settings show no secrets, so those are taken from where they are used.
  private static Map<String, String> values(WeirConfig config) {
    var values = new HashMap<String, String>();
    for (Setting setting : config.settings()) values.put(setting.key(), setting.value());
    for (var sink : config.sinks()) {
      if (!(sink.kind() instanceof KafkaConfig kafka)) continue;
      var prefix = sink.name().equals(SinkConfig.KAFKA) ? "kafka." : "sinks." + sink.name() + ".";
      kafka.properties().forEach((name, value) -> values.put(prefix + name, value));
    }
    values.putAll(config.auth().hashes());
    return values;
  }
}
