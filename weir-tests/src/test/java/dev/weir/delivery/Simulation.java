package dev.weir.delivery;

import dev.weir.Acks;
import dev.weir.delivery.SimulatedKafka.Weather;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One seed: some hours in the life of a gateway whose clients, clusters, disk and machine are not
/// kind. Each hour has its incidents, and between them some calm in which all must come to order.
final class Simulation {
  /// What is made wrong on purpose, so that the audit must find it.
  enum Sabotage {
    NONE,
    /// What the disk forced is gone after a crash.
    FORGETFUL_DISK,
    /// The cluster acknowledges now and then what it does not keep.
    SINK_DROPS,
    SINK_REPEATS,
    /// Two messages change places.
    SINK_SWAPS,
    SINK_ALTERS
  }

  private static final long HOUR = 3_600 * Timeline.SECOND;
  private static final int OPERATOR = 99;

  private final long seed;
  private final Chance chance;
  private final Timeline timeline = new Timeline(this::afterEach);
  private final Audit audit = new Audit(timeline::nanos);
  private final Map<String, SimulatedKafka> clusters;
  private final SimulatedDisk disk;
  private final Plan plan;
  private final Traffic traffic;
  private final Sabotage sabotage;
  private final boolean holding;
  private final boolean mayRot;
  private final List<String> story = new ArrayList<>();
  private @Nullable Gateway gateway;
  private boolean over;
  private int lives;
  private int generation;
  private long lost;
  private long corrupt;

  Simulation(long seed, Path folder, Sabotage sabotage) throws IOException {
    this.seed = seed;
    this.chance = new Chance(seed);
    this.disk = new SimulatedDisk(folder, timeline, chance);
    this.plan = Plan.draw(chance, disk.folder());
    this.traffic = new Traffic(chance, Plan.TOPICS);
    this.sabotage = sabotage;
    this.clusters =
        Map.of(
            Plan.KAFKA, new SimulatedKafka(Plan.KAFKA, audit, sabotage),
            Plan.MIRROR, new SimulatedKafka(Plan.MIRROR, audit, sabotage));
    this.mayRot = chance.oneIn(12);
    this.holding = seed % 2 == 1; // so that seeds which found a fault before still do as they did
  }

  /// What happened in one seed.
  record Summary(int messages, int arrivals, int lives) {}

  Summary run(int hours) throws IOException {
    try {
      start();
      for (var hour = 1; hour <= hours; hour++) hour(hour * HOUR);
      calm();
      over = true;
      end();
      while (gateway != null) timeline.run(Timeline.SECOND);
      audit.close(corrupt, lost);
    } catch (Audit.Violation e) {
      throw told(e);
    } catch (RuntimeException e) {
      throw told(new AssertionError("The simulation broke: " + e, e));
    } finally {
      disk.close();
    }
    return new Summary(audit.messages(), audit.arrivals(), lives);
  }

  private AssertionError told(AssertionError e) {
    var tail = story.subList(Math.max(0, story.size() - 40), story.size());
    return new AssertionError(
        "%s%n  seed %d; again: ./weir test -pl weir-tests -am -Dtest=ChaosTest -Dsurefire.failIfNoSpecifiedTests=false -Dweir.seed=%d%n  %s%n  %s%n%s"
            .formatted(e.getMessage(), seed, seed, plan, gateway, String.join("\n", tail)),
        e);
  }

  private void tell(String what) {
    story.add("    %.3f s  %s".formatted(timeline.nanos() / 1e9, what));
  }

  private void afterEach() {
    audit.throwIfViolated();
    var now = gateway;
    if (now == null) return;
    now.look();
    if (now.ending() && now.ended()) ended(now);
  }

  private void start() {
    if (gateway != null || over) return;
    disk.heal();
    tell("start");
    gateway = new Gateway(++lives, world(), plan.config(generation));
  }

  private Gateway.World world() {
    return new Gateway.World(timeline, chance, audit, disk, clusters);
  }

  private void hour(long endNanos) {
    var incidents = chance.between(1, 2);
    for (var i = 0; i < incidents; i++) {
      timeline.run(chance.spread(Timeline.SECOND, 600 * Timeline.SECOND));
      switch (chance.between(0, 5)) {
        case 0 -> crowd();
        case 1 -> refusals();
        default -> incident(chance.spread(300 * Timeline.MILLI, 120 * Timeline.SECOND));
      }
      if (!chance.oneIn(5)) calm();
    }
    calm();
    if (timeline.nanos() < endNanos) timeline.runUntil(endNanos);
  }

  private void incident(long nanos) {
    tell("incident of %.3f s".formatted(nanos / 1e9));
    traffic.poison(chance.oneIn(3) ? chance.between(2, 60) : 0);
    var submissions = chance.between(10, 120);
    for (var i = 0; i < submissions; i++) {
      timeline.after((long) (chance.share() * nanos), this::submit);
    }
    var faults = chance.between(1, 5);
    for (var i = 0; i < faults; i++) {
      timeline.after((long) (chance.share() * nanos), this::fault);
    }
    if (holding && chance.oneIn(2)) timeline.after((long) (chance.share() * nanos), this::hold);
    timeline.run(nanos);
    traffic.poison(0);
  }

  private void submit() {
    if (gateway != null) gateway.submit(traffic.next(audit.nextId()));
  }

  private void fault() {
    switch (chance.between(0, 9)) {
      case 0, 1, 2 -> cluster();
      case 3 -> topic();
      case 4, 5 -> disk();
      case 6 -> crash(true);
      case 7 -> crash(false);
      case 8 -> end();
      default -> swap();
    }
  }

  private long length() {
    return chance.spread(20 * Timeline.MILLI, 60 * Timeline.SECOND);
  }

  private SimulatedKafka someCluster() {
    return clusterOf(chance.oneIn(3) ? Plan.MIRROR : Plan.KAFKA);
  }

  private SimulatedKafka clusterOf(String name) {
    var cluster = clusters.get(name);
    if (cluster == null) throw new IllegalStateException(name);
    return cluster;
  }

  /// Somebody wants nothing sent to a sink for a while.
  private void hold() {
    if (gateway == null) return;
    var sink = someCluster().name;
    tell(sink + " is held");
    gateway.trip(sink);
    timeline.after(
        length(),
        () -> {
          if (gateway != null) gateway.reset(sink);
        });
  }

  private void cluster() {
    var cluster = someCluster();
    var weather = chance.pick(List.of(Weather.values()));
    tell(cluster.name + " is " + weather);
    cluster.turn(weather);
    timeline.after(length(), () -> cluster.turn(Weather.FINE));
  }

  private void topic() {
    var cluster = someCluster();
    var topic = chance.pick(Plan.TOPICS);
    var weather = chance.pick(List.of(Weather.values()));
    tell(cluster.name + "'s " + topic + " is " + weather);
    cluster.turn(topic, weather);
    timeline.after(length(), () -> cluster.turn(topic, Weather.FINE));
  }

  private void disk() {
    switch (chance.between(0, 3)) {
      case 0 -> disk.slow();
      case 1 -> disk.full();
      case 2 -> disk.failOnce();
      default -> disk.failForLong();
    }
    tell("the disk fails");
    timeline.after(length(), disk::heal);
  }

  /// More comes than the log has room for, of all levels.
  private void crowd() {
    var cluster = someCluster();
    tell("a crowd, while " + cluster.name + " is away");
    cluster.turn(chance.pick(List.of(Weather.UNREACHABLE, Weather.FROZEN, Weather.AWAY)));
    var nanos = length();
    var submissions = chance.between(50, 500);
    for (var i = 0; i < submissions; i++) {
      timeline.after((long) (chance.share() * nanos), this::submit);
    }
    timeline.run(nanos);
    end();
    timeline.run(length());
  }

  /// A cluster turns all away, and nobody asks Weir to keep it.
  private void refusals() {
    var cluster = someCluster();
    calm();
    timeline.run(60 * Timeline.SECOND); // until nothing is left of what was planned before
    tell(cluster.name + " turns all away");
    cluster.turn(Weather.AWAY);
    var asked = gateway;
    for (var i = 0; i < 10 + 2 * plan.breaker().fails(); i++) {
      probe();
      timeline.run(100 * Timeline.MILLI);
    }
    expectAway(asked, cluster);
  }

  private void expectAway(@Nullable Gateway asked, SimulatedKafka cluster) {
    if (asked == null || asked != gateway || asked.ending()) return;
    if (cluster.weather(Plan.TOPICS.getFirst()) != Weather.AWAY) return; // healed meanwhile
    if (asked.closed(cluster.name)) audit.violated("breaker", "closed though all is refused");
  }

  private void crash(boolean power) {
    var dying = gateway;
    if (dying == null) return;
    tell(power ? "power cut" : "kill");
    gateway = null;
    close(dying);
    dying.die();
    audit.crashed();
    if (power) disk.powerCut();
    else disk.kill();
    if (sabotage == Sabotage.FORGETFUL_DISK) disk.forgets();
    atRest();
  }

  private void atRest() {
    if (mayRot && chance.oneIn(3)) {
      tell("bit rot");
      audit.rotten();
      disk.rots();
    }
    timeline.after(chance.spread(Timeline.MILLI, 5 * Timeline.SECOND), this::start);
  }

  private void end() {
    if (gateway == null || gateway.ending()) return;
    tell("stop");
    gateway.end();
  }

  private void ended(Gateway past) {
    tell("stopped");
    if (past.logFailed()) audit.mayRepeat(); // what was delivered could not be noted
    gateway = null;
    past.balance();
    close(past);
    if (audit.open() > 0) audit.violated("answer", audit.open() + " are missing after a stop");
    if (past.usedBytes() != 0) audit.violated("memory", past.usedBytes() + " bytes after a stop");
    atRest();
  }

  private void close(Gateway past) {
    lost += past.lost();
    corrupt += past.corrupt();
  }

  private void swap() {
    if (gateway == null || gateway.ending()) return;
    tell("swap");
    gateway.swap(plan.config(++generation));
  }

  /// All is well again, and so all that waits must go where it is meant to go, in bounded time.
  private void calm() {
    tell("calm");
    while (gateway == null || gateway.ending()) timeline.run(Timeline.SECOND);
    clusters.values().forEach(SimulatedKafka::heal);
    disk.heal();
    var now = gateway;
    clusters.keySet().forEach(now::reset);
    var resend = plan.wal().resendPeriod(); // until then nothing may be sent that tells of success
    var closeBy = plan.breaker().timeout().plus(resend).toNanos() + 2 * Timeline.SECOND;
    await("breaker", closeBy, now::closed);
    await("backlog", drainNanos(now), () -> now.waiting() == 0);
    timeline.run(15 * Timeline.SECOND);
    quiet(now);
    direct();
    tell("order");
  }

  private long drainNanos(Gateway now) {
    var rate = plan.wal().resendRate();
    var nanos = 20 * Timeline.SECOND + 2 * plan.wal().resendPeriod().toNanos();
    return rate == 0 ? nanos : nanos + now.waiting() * 2 * Timeline.SECOND / rate;
  }

  private void await(String what, long nanos, BooleanSupplier condition) {
    var until = timeline.nanos() + nanos;
    while (!condition.getAsBoolean()) {
      if (timeline.nanos() >= until) audit.violated(what, "not in order in time: " + gateway);
      probe();
      timeline.run(100 * Timeline.MILLI);
    }
  }

  private void probe() {
    timeline.after(0, this::submitToEach);
  }

  private void submitToEach() {
    if (gateway == null) return;
    for (var topic : Plan.TOPICS) {
      var message = traffic.message(audit.nextId(), topic);
      gateway.submit(new Traffic.Parcels(OPERATOR, Acks.KAFKA, List.of(message)));
    }
  }

  private void quiet(Gateway now) {
    timeline.after(0, now::exhume);
    timeline.run(2 * Timeline.SECOND);
    now.balance();
    if (now.waiting() != 0) audit.violated("backlog", "" + now);
    if (now.usedBytes() != 0) audit.violated("memory", now.usedBytes() + " bytes while idle");
    if (audit.open() != 0) audit.violated("answer", audit.open() + " are missing");
  }

  /// Each topic goes straight to its sink.
  private void direct() {
    probe();
    timeline.run(100 * Timeline.MILLI);
    if (audit.open() != 0) audit.violated("direct", audit.open() + " answers are late");
  }
}
