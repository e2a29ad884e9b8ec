package dev.weir.delivery;

import dev.weir.Clock;
import dev.weir.config.BreakerConfig;
import dev.weir.config.FileConfig;
import dev.weir.config.KafkaConfig;
import dev.weir.config.RouteConfig;
import dev.weir.config.SinkConfig;
import dev.weir.config.WeirConfig;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.wal.WalOptions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// All lanes, each with its log.
final class Lanes {
  private static final double MILLIS = 1e3;
  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  /// Read by any thread, changed by who reloads.
  private final Map<String, Lane> byName = new ConcurrentSkipListMap<>();

  private final Workshop workshop;
  private final Gate gate;
  private final Metrics metrics;
  private final Clock clock;
  private WeirConfig config;

  private Lanes(WeirConfig config, Workshop workshop, Gate gate, Metrics metrics, Clock clock) {
    this.config = config;
    this.workshop = workshop;
    this.gate = gate;
    this.metrics = metrics;
    this.clock = clock;
  }

  static Lanes open(WeirConfig config, Workshop workshop, Gate gate, Metrics metrics, Clock clock) {
    var lanes = new Lanes(config, workshop, gate, metrics, clock);
    try {
      for (var sink : config.sinks()) lanes.open(sink);
    } catch (RuntimeException e) {
      lanes.close(Duration.ZERO);
      throw e;
    }
    lanes.link();
    return lanes;
  }

  /// Makes the lanes those of other settings. Where a sink cannot be opened, nothing changes.
  ///
  /// @param renewed the sinks that are made anew even where their settings are the same
  /// @return the lanes that no setting names any more, for the caller to close
  List<Lane> reload(WeirConfig next, Set<String> renewed) {
    var before = config;
    config = next;
    var opened = new ArrayList<Sink>();
    var added = new ArrayList<Lane>();
    var swaps = new ArrayList<Runnable>();
    try {
      for (var sink : next.sinks()) {
        var lane = byName.get(sink.name());
        if (lane == null) {
          added.add(open(sink));
        } else if (renewed.contains(sink.name())
            || !sink.kind().equals(kind(before, sink.name()))) {
          var fresh = workshop.sink(sink).open(lane);
          opened.add(fresh);
          swaps.add(() -> lane.swap(fresh, sink.swapAtMost()));
        }
      }
    } catch (RuntimeException e) {
      config = before;
      opened.forEach(sink -> sink.close(Duration.ZERO));
      added.forEach(this::forget);
      throw e;
    }
    swaps.forEach(Runnable::run);
    for (var sink : next.sinks()) lane(sink.name()).configure(setup(sink));
    link();
    return removed();
  }

  private static SinkConfig.@Nullable Kind kind(WeirConfig config, String name) {
    for (var sink : config.sinks()) {
      if (sink.name().equals(name)) return sink.kind();
    }
    return null;
  }

  private void forget(Lane lane) {
    byName.remove(lane.name());
    lane.askToEnd(Duration.ZERO);
    lane.awaitEnd(Duration.ZERO);
  }

  private List<Lane> removed() {
    var gone = byName.values().stream().filter(lane -> kind(config, lane.name()) == null).toList();
    gone.forEach(lane -> byName.remove(lane.name()));
    return gone;
  }

  /// @throws IllegalArgumentException where there is none
  Lane lane(String sink) {
    var lane = byName.get(sink);
    if (lane != null) return lane;
    throw new IllegalArgumentException(
        "There is no sink '%s'; there are %s".formatted(sink, String.join(", ", byName.keySet())));
  }

  Collection<Lane> all() {
    return byName.values();
  }

  private LaneSetup setup(SinkConfig sink) {
    return new LaneSetup(
        sink.name(), config.limits(), breaker(sink), config.wal(), answerWithin(sink));
  }

  private Lane open(SinkConfig sink) {
    var ledger = new Ledger(sink.name(), gate, metrics, clock);
    ledger.tells(workshop.tracer(sink.name()));
    var store = logged(sink.name()) ? store(sink.name()) : null;
    var lane = open(setup(sink), sink, store, ledger);
    byName.put(sink.name(), lane);
    register(lane, new Label("sink", sink.name()));
    return lane;
  }

  private void register(Lane lane, Label to) {
    metrics.gauge(
        "weir_messages_waiting",
        "Messages whose outcome is open, in memory and in the log.",
        lane::waiting,
        to);
    metrics.gauge(
        "weir_oldest_message_age_seconds",
        "How long the oldest message waits for its sink, 0 where none does; of one from before the"
            + " start, since the start.",
        () -> ageSeconds(lane.report().detail().oldest()),
        to);
    metrics.gauge(
        "weir_breaker_state",
        "0: the sink takes messages; 0.5: it is being tried; 1: it is away.",
        () -> gauge(lane.state()),
        to);
    metrics.gauge(
        "weir_topics_away", "Topics that their sink does not take.", lane::topicsAway, to);
  }

  /// @param since in milliseconds since 1970, or 0
  private double ageSeconds(long since) {
    return since == 0 ? 0 : Math.max(0, clock.millis() - since) / MILLIS;
  }

  private static double gauge(Breaker.State state) {
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 0.5;
      case OPEN -> 1;
    };
  }

  private Lane open(LaneSetup setup, SinkConfig sink, @Nullable Store store, Ledger ledger) {
    try {
      return workshop.lane(setup, workshop.sink(sink), store, gate, ledger);
    } catch (RuntimeException e) {
      if (store != null) store.close();
      throw e;
    }
  }

  /// Whether any message may come into the log of this sink, or may be there from an earlier start.
  private boolean logged(String sink) {
    return Files.isDirectory(config.wal().path().resolve(sink))
        || config.routes().stream().anyMatch(route -> route.wal().logs() && leadsTo(route, sink));
  }

  /// Also as the backup of another.
  private boolean leadsTo(RouteConfig route, String sink) {
    return route.sinks().contains(sink)
        || config.sinks().stream().anyMatch(other -> sink.equals(other.backup()));
  }

  private Store store(String sink) {
    var wal = config.wal();
    var folder = wal.path().resolve(sink);
    var log =
        workshop.log(
            new WalOptions(
                sink, folder, wal.limitBytes(), wal.segmentBytes(), workshop.watcher(sink)),
            metrics,
            clock);
    try {
      var dead =
          new WalOptions(
              sink + "-dead", folder.resolve("dead"), wal.limitBytes(), wal.segmentBytes());
      return new Store(log, workshop.log(dead, metrics, clock));
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /// A file answers when its batch is complete, so silence says nothing about it.
  private BreakerConfig breaker(SinkConfig sink) {
    var breaker = config.breaker();
    return sink.kind() instanceof FileConfig ? breaker.withPatience(FOR_EVER) : breaker;
  }

  private Duration answerWithin(SinkConfig sink) {
    return sink.kind() instanceof KafkaConfig kafka
        ? kafka.answerAtMost()
        : config.kafka().answerAtMost();
  }

  private void link() {
    for (var sink : config.sinks()) {
      var lane = byName.get(sink.name());
      if (lane != null) lane.backup(sink.backup() == null ? null : byName.get(sink.backup()));
    }
  }

  Router router() {
    return new Router(config.routes(), byName, workshop::random);
  }

  void askToEnd(Duration atMost) {
    for (var lane : byName.values()) lane.askToEnd(atMost);
  }

  /// All at once, so that the time is that of the slowest.
  void close(Duration atMost) {
    askToEnd(atMost);
    for (var lane : byName.values()) lane.awaitEnd(atMost);
  }
}
