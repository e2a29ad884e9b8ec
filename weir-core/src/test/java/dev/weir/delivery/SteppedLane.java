package dev.weir.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Figures;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.BreakerConfig;
import dev.weir.config.LimitsConfig;
import dev.weir.config.WalConfig;
import dev.weir.config.WalMode;
import dev.weir.metrics.Metrics;
import dev.weir.wal.Wal;
import dev.weir.wal.WalOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A lane that does nothing by itself: the test makes its turns, moves its clock, lets its log
/// write and says what its sink answers.
final class SteppedLane implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(3);
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  static final int FAILS = 5;
  private static final int ROUNDS_MAX = 1_000;
  private static final int MIB = 1 << 20;
  static final BreakerConfig BREAKER =
      new BreakerConfig(FAILS, PATIENCE, Duration.ofSeconds(5), 3, Duration.ZERO);

  final HandClock clock;
  final Metrics metrics = new Metrics();
  final Figures figures = new Figures(metrics);

  /// The one in use.
  FakeSink sink = new FakeSink();

  final Gate gate;
  private final @Nullable Store store;
  final Lane lane;
  private final WalConfig wal;

  /// What the log has to do on its own thread.
  private final ArrayDeque<Runnable> writes = new ArrayDeque<>();

  private SteppedLane(HandClock clock, WalConfig wal) {
    this.clock = clock;
    this.wal = wal;
    var limits = limits();
    this.gate = new Gate(limits, new Budget(limits.memory()), clock);
    this.store = wal.mode().logs() ? new Store(log("log"), log("dead")) : null;
    var setup = setup(BREAKER);
    var ledger = new Ledger("test", gate, metrics, clock);
    this.lane = Lane.stepped(setup, _ -> sink, store, gate, ledger);
  }

  private static LimitsConfig limits() {
    return new LimitsConfig(64 * MIB, MIB, 10_000, MIB);
  }

  private LaneSetup setup(BreakerConfig breaker) {
    return new LaneSetup("test", limits(), breaker, wal, ANSWER_WITHIN);
  }

  /// Has another breaker count from the next turn on.
  void configure(BreakerConfig breaker) {
    lane.configure(setup(breaker));
  }

  private Wal log(String name) {
    var folder = wal.path().resolve(name);
    var options = new WalOptions(name, folder, wal.limitBytes(), wal.segmentBytes());
    return Wal.open(options, metrics, clock, writes::add);
  }

  /// One with a log in this folder.
  static SteppedLane in(Path folder) {
    return with(config(folder, Duration.ZERO, 0));
  }

  static SteppedLane with(WalConfig wal) {
    return new SteppedLane(new HandClock(), wal);
  }

  /// One whose log is soon full.
  static SteppedLane small(Path folder, long resendRate) {
    return with(
        new WalConfig(folder, WalMode.FALLBACK, 256 << 10, 32 << 10, Duration.ZERO, resendRate));
  }

  static SteppedLane withoutLog() {
    return with(new WalConfig(Path.of("none"), WalMode.DISABLE, 1, 1, Duration.ZERO, 0));
  }

  static WalConfig config(Path folder, Duration resendPeriod, long resendRate) {
    return new WalConfig(folder, WalMode.FALLBACK, 64 * MIB, 4 * MIB, resendPeriod, resendRate);
  }

  /// Another one on the same log, once this one ended.
  SteppedLane next() {
    return new SteppedLane(clock, wal);
  }

  Wal log() {
    return stored().log();
  }

  Wal dead() {
    return stored().dead();
  }

  private Store stored() {
    if (store == null) throw new IllegalStateException("a lane without a log");
    return store;
  }

  /// Gives it a message, and answers where the outcome will be.
  List<Outcome> post(Acks acks, String text) {
    return post("t", acks, text);
  }

  List<Outcome> post(String topic, Acks acks, String text) {
    return post(topic, new Parcel.Terms(acks, wal.mode()), text);
  }

  List<Outcome> post(String topic, Parcel.Terms terms, String text) {
    var told = new ArrayList<Outcome>();
    var message = Message.of(topic, null, text.getBytes(UTF_8));
    assertThat(gate.enter(List.of(message))).isNull();
    if (terms.acks() == Acks.MEMORY) {
      told.add(Outcome.ACCEPTED);
      lane.post(new Parcel(message, clock.nanos(), terms, lane, null));
    } else {
      lane.post(
          new Parcel(
              message, clock.nanos(), terms, lane, null, (_, outcome) -> told.add(outcome), 0));
    }
    return told;
  }

  /// Gives it several that are answered at once.
  void postAll(String... texts) {
    for (var text : texts) post(Acks.MEMORY, text);
  }

  void turn() {
    lane.turn(0);
  }

  /// Lets the log write, and tell of it.
  void write() {
    for (var task = writes.poll(); task != null; task = writes.poll()) task.run();
  }

  /// One task of the log's thread alone.
  void writeOne() {
    var task = writes.poll();
    if (task != null) task.run();
  }

  /// A turn, what the log writes for it, and a turn that sees what came of that.
  void settle() {
    turn();
    write();
    turn();
  }

  /// Time passes, and the lane sees it.
  void pass(Duration time) {
    clock.advance(time);
    settle();
  }

  /// The sink takes nothing that it has, for now.
  void failAll() {
    failAll(Problem.Code.UNAVAILABLE);
  }

  void failAll(Problem.Code code) {
    for (var sent : sink.takeAll()) fail(sent, code);
  }

  static void fail(FakeSink.Sent sent, Problem.Code code) {
    sent.done().accept(new Outcome.Lost(new Problem(code, "what", "why", "remedy")));
  }

  /// The sink refuses until it counts as away.
  void goAway() {
    for (var i = 0; lane.state() != Breaker.State.OPEN; i++) {
      assertThat(i).as("rounds until the breaker opened").isLessThan(ROUNDS_MAX);
      turn();
      failAll();
    }
    settle();
  }

  /// The sink takes all that it gets until nothing waits; answers what it was sent meanwhile.
  List<String> recover() {
    var before = sink.texts().size();
    for (var i = 0; lane.waiting() > 0; i++) {
      assertThat(i).as("rounds until nothing waited").isLessThan(ROUNDS_MAX);
      sink.deliverAll();
      pass(Duration.ofMillis(100));
    }
    return sink.texts().subList(before, sink.texts().size());
  }

  void assertBooksBalance() {
    var in =
        figures.counted("weir_messages_accepted")
            + figures.counted("weir_messages_recovered")
            + figures.counted("weir_messages_requeued");
    var out =
        figures.counted("weir_messages_delivered")
            + figures.counted("weir_messages_dead_lettered")
            + figures.counted("weir_messages_lost");
    assertThat(in).as("taken in").isEqualTo(out + lane.waiting());
  }

  /// Ends it as a stop does: what its sink does not take at once stays in the log.
  @Override
  public void close() {
    lane.askToEnd(Duration.ZERO);
    lane.step(0);
  }
}
