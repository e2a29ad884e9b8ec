package dev.weir.delivery;

import dev.weir.config.BreakerConfig;
import dev.weir.config.KafkaConfig;
import dev.weir.config.LimitsConfig;
import dev.weir.config.RouteConfig;
import dev.weir.config.SinkConfig;
import dev.weir.config.Sources;
import dev.weir.config.WalConfig;
import dev.weir.config.WalMode;
import dev.weir.config.WeirConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The settings of a simulation: drawn once, then the same in every life of the gateway.
///
/// @param answerWithin how long a caller waits
record Plan(LimitsConfig limits, BreakerConfig breaker, WalConfig wal, Duration answerWithin) {
  static final String KAFKA = "kafka";
  static final String MIRROR = "mirror";

  /// One for each kind of route.
  static final List<String> TOPICS =
      List.of("rides", "always", "both", "sliced", "disabled", "memory", "rides2");

  private static final WeirConfig DEFAULTS = WeirConfig.read(Sources.of());
  private static final int SEGMENT = 32 << 10;

  static Plan draw(Chance chance, Path folder) {
    var limits =
        new LimitsConfig(
            chance.spread(64 << 10, 2 << 20), 4 << 10, (int) chance.spread(40, 4_000), 1 << 20);
    var breaker =
        new BreakerConfig(
            chance.between(1, 6),
            Duration.ofMillis(chance.spread(300, 5_000)),
            Duration.ofMillis(chance.spread(500, 8_000)),
            chance.between(1, 4),
            chance.oneIn(4) ? Duration.ofSeconds(10) : Duration.ZERO);
    var wal =
        new WalConfig(
            folder,
            WalMode.FALLBACK,
            (long) SEGMENT * chance.spread(4, 64),
            SEGMENT,
            chance.oneIn(8) ? Duration.ofSeconds(chance.between(1, 10)) : Duration.ZERO,
            chance.oneIn(8) ? chance.between(20, 500) : 0);
    return new Plan(limits, breaker, wal, Duration.ofMillis(chance.spread(500, 12_000)));
  }

  /// @param generation another one needs other sinks
  WeirConfig config(int generation) {
    var kafka = cluster(generation);
    var sinks =
        List.of(
            new SinkConfig(KAFKA, kafka, null, Duration.ofSeconds(2)),
            new SinkConfig(MIRROR, cluster(0), null, Duration.ofSeconds(2)));
    return new WeirConfig(
        DEFAULTS.data(),
        DEFAULTS.listen(),
        kafka,
        DEFAULTS.broker(),
        limits,
        wal,
        breaker,
        sinks,
        routes(),
        DEFAULTS.acks(),
        DEFAULTS.partitioner(),
        DEFAULTS.idempotency(),
        DEFAULTS.metrics(),
        DEFAULTS.accessLog(),
        DEFAULTS.frames(),
        DEFAULTS.push(),
        DEFAULTS.rest(),
        DEFAULTS.consumers(),
        DEFAULTS.registry(),
        DEFAULTS.peers(),
        DEFAULTS.tls(),
        DEFAULTS.auth(),
        DEFAULTS.tracing(),
        List.of(),
        null);
  }

  private KafkaConfig cluster(int generation) {
    var timeout = String.valueOf(answerWithin.toMillis());
    return new KafkaConfig(
        "localhost:1",
        Map.of("delivery.timeout.ms", timeout, "client.id", "generation-" + generation));
  }

  private static List<RouteConfig> routes() {
    var one = List.of(KAFKA);
    var two = List.of(KAFKA, MIRROR);
    return List.of(
        route("always", one, Map.of(), WalMode.ALWAYS),
        route("both", two, Map.of(), WalMode.FALLBACK),
        route("sliced", two, Map.of(MIRROR, 0.4), WalMode.FALLBACK),
        route("disabled", one, Map.of(), WalMode.DISABLE),
        route("memory", one, Map.of(), WalMode.IN_MEMORY),
        route("*", one, Map.of(), WalMode.FALLBACK));
  }

  private static RouteConfig route(
      String topic, List<String> sinks, Map<String, Double> slices, WalMode mode) {
    return new RouteConfig(topic, sinks, slices, mode, null, null, null, 1, Duration.ofSeconds(1));
  }

  static RouteConfig route(WeirConfig config, String topic) {
    return config.routes().stream().filter(route -> route.fits(topic)).findFirst().orElseThrow();
  }
}
