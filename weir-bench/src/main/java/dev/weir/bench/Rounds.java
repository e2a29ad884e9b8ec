package dev.weir.bench;

import dev.weir.bench.Window.Cast;
import java.util.ArrayList;
import java.util.List;

/// Measures every subject once a round, each in a fresh process, round after round.
///
/// Interleaved, so that a machine that is slow for a while is slow for all of them.
final class Rounds {
  private final Session session;
  private final BenchOptions options;

  Rounds(Session session) {
    this.session = session;
    this.options = session.options();
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
    var stage = session.stage();
    var topic = session.topics().create("r%d-%s".formatted(round, subject.word()));
    var actor = stage.start(subject, topic);
    for (var turn : turns(subject, done)) {
      var driver = subject.isHttp() ? stage.load(actor, topic, turn.mode()) : actor.process();
      var counted = subject.isFloor() ? "" : topic;
      var window =
          new Window(options, session.topics(), new Cast(actor.process(), driver, counted));
      var measurement = window.measure(turn.row(), turn.pace(), round);
      session.note(measurement);
      done.add(measurement);
      if (subject.isHttp()) {
        stage.end(driver);
      }
    }
    stage.end(actor.process());
    session.topics().delete(topic);
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
}
