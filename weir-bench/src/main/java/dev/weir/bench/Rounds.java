package dev.weir.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures every subject once a round, each in a fresh process, round after round.
///
/// Interleaved, so that a machine that is slow for a while is slow for all of them.
final class Rounds {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration ARRIVAL = Duration.ofSeconds(15);

  private static final Duration SLICE = Duration.ofSeconds(2);

  /// The part of a slice's CPU below which a subject counts as warm.
  private static final double COMPILING_MAX = 0.03;

  private final BenchOptions options;
  private final Stage stage;
  private final Topics topics;
  private final Consumer<Measurement> output;

  Rounds(BenchOptions options, Stage stage, Topics topics, Consumer<Measurement> output) {
    this.options = options;
    this.stage = stage;
    this.topics = topics;
    this.output = output;
  }

  List<Measurement> run() {
    var all = new ArrayList<Measurement>();
    for (int round = 1; round <= options.rounds(); round++) {
      var done = new ArrayList<Measurement>();
      for (var subject : options.subjects()) {
        measure(subject, round, done);
      }
      all.addAll(done);
    }
    return all;
  }

  /// One subject's turn, process start to process end; what it gives is added to `done`.
  private void measure(Subject subject, int round, List<Measurement> done) {
    var topic = topics.create("r%d-%s".formatted(round, subject.word()));
    var actor = stage.start(subject, topic);
    for (var turn : turns(subject, done)) {
      var driver = subject.isHttp() ? stage.load(actor, topic, turn.mode()) : actor.process();
      var window = new Window(actor.process(), driver, subject.isFloor() ? "" : topic);
      var measurement = window.measure(turn, round);
      output.accept(measurement);
      done.add(measurement);
      if (subject.isHttp()) {
        stage.end(driver);
      }
    }
    stage.end(actor.process());
    topics.delete(topic);
  }

  /// One window to measure; `pace` is what a driver wants to know beside the seconds.
  private record Turn(Measurement.Row row, Mode mode, String pace) {}

  private List<Turn> turns(Subject subject, List<Measurement> done) {
    var modes = subject.isFloor() ? options.modes().subList(0, 1) : options.modes();
    if (subject.isHttp()) {
      return modes.stream()
          .map(mode -> new Turn(Measurement.Row.of(subject, mode), mode, ""))
          .toList();
    }
    var turns = new ArrayList<>(List.of(new Turn(Measurement.Row.unpaced(), Mode.ASYNC, " 0")));
    for (var mode : modes) {
      int rate = gatewayRate(mode, done);
      if (rate > 0) {
        turns.add(new Turn(Measurement.Row.paced(mode), mode, " " + rate));
      }
    }
    return turns;
  }

  /// What Weir reached in this round, or the stand-in where Weir is not measured.
  private static int gatewayRate(Mode mode, List<Measurement> done) {
    return List.of(Subject.WEIR, Subject.VERTX_PRODUCER).stream()
        .map(subject -> Measurement.Row.of(subject, mode))
        .flatMap(row -> done.stream().filter(measured -> measured.row().equals(row)))
        .mapToInt(measured -> (int) measured.load().perSecond())
        .findFirst()
        .orElse(0);
  }

  /// The measuring itself: `measured` pays, `driver` makes it work, `topic` holds what arrived.
  private final class Window {
    private final Child measured;
    private final Child driver;
    private final String topic;

    Window(Child measured, Child driver, String topic) {
      this.measured = measured;
      this.driver = driver;
      this.topic = topic;
    }

    Measurement measure(Turn turn, int round) {
      warmUp(turn);
      long arrivedBefore = topic.isEmpty() ? 0 : topics.count(topic);
      var cpuBefore = measured.cpu();
      var result = run(options.window(), turn);
      var cpu = measured.cpu().minus(cpuBefore);
      long missing = topic.isEmpty() ? 0 : arrivedBefore + result.accepted() - topics.count(topic);
      return new Measurement(round, turn.row(), result, cpu, missing);
    }

    /// As long as asked, and then on while the JIT compiler is still at it: on a busy machine it
    /// needs longer, and a fixed time would measure it with some subjects and not with others.
    private void warmUp(Turn turn) {
      run(options.warmup(), turn);
      var spent = options.warmup();
      double compiling = 1;
      while (compiling > COMPILING_MAX && spent.compareTo(options.warmupMax()) < 0) {
        var before = measured.cpu();
        run(SLICE, turn);
        compiling = measured.cpu().minus(before).compilerShare();
        spent = spent.plus(SLICE);
      }
    }

    /// Ends when all that was accepted has arrived: what a gateway still owes is part of its cost.
    private LoadResult run(Duration length, Turn turn) {
      long before = topic.isEmpty() ? 0 : topics.count(topic);
      var answer = driver.ask(length.toSeconds() + turn.pace(), length.plus(GRACE));
      var result = LoadResult.parse(answer);
      if (!topic.isEmpty()) {
        topics.awaitCount(topic, before + result.accepted(), ARRIVAL);
      }
      return result;
    }
  }
}
