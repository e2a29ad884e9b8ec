package dev.weir.delivery;

import static java.util.Objects.requireNonNull;

import dev.weir.Caller;
import dev.weir.Clock;
import dev.weir.Outcome;
import dev.weir.Submission;
import dev.weir.config.SinkConfig;
import dev.weir.config.WeirConfig;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.wal.Wal;
import dev.weir.wal.WalOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One life of the gateway, from its start to its end or its death: the real delivery, whose lanes
/// have their turns when the timeline says so.
final class Gateway implements Workshop {
  private static final long TICK_NANOS = 250 * Timeline.MILLI;
  private static final long ENDING_TICK_NANOS = 5 * Timeline.MILLI;
  private static final int QUIET_TURNS_MAX = 12;

  /// How late a lane may look at the time.
  private static final long LATE_NANOS = TICK_NANOS + 50 * Timeline.MILLI;

  /// What there is around it, which outlives it.
  record World(
      Timeline timeline,
      Chance chance,
      Audit audit,
      SimulatedDisk disk,
      Map<String, SimulatedKafka> clusters) {}

  /// Gives a lane its turns.
  private final class Driver {
    final Lane lane;
    long nextNanos = Long.MAX_VALUE;
    boolean ended;
    int quietTurns;

    Driver(Lane lane) {
      this.lane = lane;
    }

    void within(long nanos) {
      var at = world.timeline.nanos() + nanos;
      if (at >= nextNanos) return;
      nextNanos = at;
      world.timeline.after(nanos, () -> turn(at));
    }

    private void turn(long at) {
      if (dead || ended || at != nextNanos) return;
      nextNanos = Long.MAX_VALUE;
      if (ending) writers.forEach(SimulatedDisk.Writer::hurry);
      ended = !lane.step(0);
      if (ended) return;
      quietTurns = quiet() ? quietTurns + 1 : 0;
      if (quietTurns < QUIET_TURNS_MAX) within(ending ? ENDING_TICK_NANOS : TICK_NANOS);
    }

    private boolean quiet() {
      return world.audit.open() == 0
          && lane.waiting() == 0
          && lane.state() != Breaker.State.OPEN
          && lane.topicsAway() == 0;
    }
  }

  final int life;
  private final World world;
  private final WeirConfig config;
  private final Metrics metrics = new Metrics();
  private final Books books = new Books(metrics);
  private final List<Driver> drivers = new ArrayList<>();
  private final List<SimulatedSink> sinks = new ArrayList<>();
  private final List<SimulatedDisk.Writer> writers = new ArrayList<>();
  private final ArrayDeque<Double> draws = new ArrayDeque<>();
  private final Delivery delivery;
  private final long answerNanos;
  private boolean dead;
  private boolean ending;

  Gateway(int life, World world, WeirConfig config) {
    this.life = life;
    this.world = world;
    this.config = config;
    this.answerNanos = config.kafka().answerAtMost().toNanos() + LATE_NANOS;
    this.delivery = Delivery.made(config, this, metrics, world.timeline);
    for (var driver : drivers) driver.within(0);
  }

  @Override
  public Sink.Opener sink(SinkConfig settings) {
    return lane -> {
      var cluster = requireNonNull(world.clusters.get(settings.name()));
      var sink = new SimulatedSink(cluster, world.timeline, world.chance, lane);
      sinks.add(sink);
      return sink;
    };
  }

  @Override
  public Lane lane(
      LaneSetup setup, Sink.Opener opener, @Nullable Store store, Gate gate, Ledger ledger) {
    var lane = Lane.stepped(setup, opener, store, gate, ledger);
    drivers.add(new Driver(lane));
    return lane;
  }

  @Override
  public Wal log(WalOptions options, Metrics counted, Clock clock) {
    var writer = world.disk.new Writer();
    writers.add(writer);
    return Wal.open(options, counted, clock, writer);
  }

  @Override
  public double random() {
    var drawn = world.chance.share();
    draws.add(drawn);
    return drawn;
  }

  /// After each event: lanes that have something to do will do it soon.
  void look() {
    for (var driver : drivers) {
      if (driver.ended || !driver.lane.pending()) continue;
      driver.quietTurns = 0;
      driver.within(world.chance.spread(Timeline.MILLI / 50, 2 * Timeline.MILLI));
    }
  }

  void submit(Traffic.Parcels parcels) {
    draws.clear();
    var submission = new ArrayList<Told>();
    for (var message : parcels.messages()) {
      var route = Plan.route(config, message.topic());
      var origin =
          new Told.Origin(Traffic.id(message), parcels.connection(), life, world.timeline.nanos());
      var told = new Told(origin, message, route.level(parcels.acks()), route.wal());
      submission.add(told);
      world.audit.submitted(told);
    }
    delivery.submit(
        new Submission(
            parcels.messages(),
            parcels.acks(),
            Caller.anybody("client"),
            outcomes -> hear(submission, outcomes)));
    for (var told : submission) told.sinks = drawn(told);
  }

  /// As the router drew them.
  private List<String> drawn(Told told) {
    var route = Plan.route(config, told.message.topic());
    return route.sinks().stream()
        .filter(sink -> {
          var share = route.slices().getOrDefault(sink, 1.0);
          if (share >= 1) return true;
          var draw = draws.poll(); // none where all were refused at the gate
          return draw != null && draw < share;
        })
        .toList();
  }

  private void hear(List<Told> submission, List<Outcome> outcomes) {
    if (dead) world.audit.violated("answer", "of a dead gateway, for " + submission.getFirst());
    world.audit.settled(submission, outcomes, answerNanos);
  }

  void swap(WeirConfig next) {
    delivery.reload(next);
  }

  /// Does nothing where there is no such sink.
  void trip(String sink) {
    if (!has(sink)) return;
    var _ = delivery.trip(sink);
  }

  void reset(String sink) {
    if (!has(sink)) return;
    var _ = delivery.reset(sink);
  }

  private boolean has(String sink) {
    return drivers.stream().anyMatch(driver -> driver.lane.name().equals(sink) && !driver.ended);
  }

  void end() {
    ending = true;
    delivery.askToEnd();
  }

  boolean ending() {
    return ending;
  }

  /// Whether a log could not be written at last, and so what was delivered is not noted.
  boolean logFailed() {
    return drivers.stream().anyMatch(driver -> driver.lane.report().trouble() != null);
  }

  boolean ended() {
    return drivers.stream().allMatch(driver -> driver.ended);
  }

  /// The process is gone; what it had in memory is, too.
  void die() {
    dead = true;
    sinks.forEach(SimulatedSink::die);
    writers.forEach(SimulatedDisk.Writer::die);
  }

  /// Writes the dead letters down for the audit, and forgets them.
  void exhume() {
    for (var driver : drivers) {
      var store = driver.lane.store();
      if (store == null || dead || ending) continue;
      var dead = store.dead();
      dead.seek(0);
      var last = -1L;
      for (var entry = dead.next(); entry != null; entry = dead.next()) {
        if (entry.reason() == null) world.audit.violated("dead letter", "without a reason");
        world.audit.buried(driver.lane.name(), entry.message());
        dead.release(entry.sequence());
        last = entry.sequence();
      }
      var read = last;
      if (last < 0) continue;
      var _ = delivery.drop(driver.lane.name(), sequence -> sequence <= read);
    }
  }

  boolean closed() {
    return drivers.stream().allMatch(driver -> driver.lane.state() == Breaker.State.CLOSED)
        && drivers.stream().allMatch(driver -> driver.lane.topicsAway() == 0);
  }

  /// Whether this sink counts as well, for all that is sent to it.
  boolean closed(String sink) {
    return drivers.stream()
        .map(driver -> driver.lane)
        .filter(lane -> lane.name().equals(sink))
        .allMatch(lane -> lane.state() == Breaker.State.CLOSED && lane.topicsAway() == 0);
  }

  long waiting() {
    return drivers.stream().mapToLong(driver -> driver.lane.waiting()).sum();
  }

  long usedBytes() {
    return delivery.budget().usedBytes();
  }

  /// Throws where the books of a lane do not balance.
  void balance() {
    for (var driver : drivers) {
      var off = books.off(driver.lane.name(), driver.lane.waiting());
      if (off != null) world.audit.violated("books", "of " + driver.lane.name() + ": " + off);
    }
  }

  long lost() {
    return books.sum("weir_messages_lost");
  }

  long corrupt() {
    return books.sum("weir_wal_messages_corrupt");
  }

  @Override
  public String toString() {
    var text = new StringBuilder("life " + life);
    for (var driver : drivers) {
      text.append(", ").append(driver.lane.report());
    }
    return text.toString();
  }
}
