package dev.weir.bench;

import dev.weir.bench.Measurement.Row;
import dev.weir.bench.Stage.Actor;
import dev.weir.bench.Window.Cast;
import java.util.ArrayList;
import java.util.List;

/// Measures every way once a round, each in a fresh process, round after round.
final class IngressRounds {
  private final Session session;
  private final List<Way> ways;
  private final List<String> settings;

  /// @param settings more of them for every gateway
  IngressRounds(Session session, List<Way> ways, List<String> settings) {
    this.session = session;
    this.ways = ways;
    this.settings = settings;
  }

  List<Measurement> run() {
    var all = new ArrayList<Measurement>();
    for (int round = 1; round <= session.options().rounds(); round++) {
      for (var way : ways) all.add(measure(way, round));
    }
    return all;
  }

  static Row row(Way way) {
    return new Row(way.word(), "");
  }

  private Measurement measure(Way way, int round) {
    var stage = session.stage();
    var topic = session.topics().create("r%d-%s".formatted(round, way.word()));
    var actor = start(way, topic);
    var driver = load(way, actor, topic);
    var counted = way.kind == Way.Kind.FLOOR ? "" : topic;
    var cast = new Cast(actor.process(), driver, counted);
    var pace = way.kind == Way.Kind.PRODUCER ? " 0" : "";
    var measured =
        new Window(session.options(), session.topics(), cast).measure(row(way), pace, round);
    session.note(measured);
    stage.end(driver);
    stage.end(actor.process());
    session.topics().delete(topic);
    return measured;
  }

  private Actor start(Way way, String topic) {
    var stage = session.stage();
    return switch (way.kind) {
      case FLOOR -> stage.floor(topic);
      case PRODUCER -> stage.producer(topic, way.valueBytes, way.lingerMillis());
      case PUSH, PUSH_WAITING, TOPICS, REST -> weir(topic, "http", "listen.grpc=off");
      case GRPC -> weir(topic, "grpc", "listen.grpc=127.0.0.1:0");
      case FRAMES -> weir(topic, "http", "listen.grpc=off", "listen.unix=" + stage.socket(topic));
      case FRAMES_ACKED ->
          weir(topic, "http", "listen.grpc=off", "listen.unix-acked=" + stage.socket(topic));
    };
  }

  private Actor weir(String topic, String port, String... more) {
    var all = new ArrayList<>(List.of(more));
    all.addAll(settings);
    return session.stage().weir(topic, all, port);
  }

  private Child load(Way way, Actor actor, String topic) {
    var stage = session.stage();
    return switch (way.kind) {
      case PRODUCER -> actor.process();
      case FLOOR, PUSH -> http(way, actor, topic, "async");
      case PUSH_WAITING -> http(way, actor, topic, "sync");
      case TOPICS -> http(way, actor, topic, "topics");
      case REST -> http(way, actor, topic, way.word());
      case GRPC -> stage.load(topic, GrpcLoad.class, grpc(way, actor, topic));
      case FRAMES, FRAMES_ACKED -> stage.load(topic, FramesLoad.class, frames(way, topic));
    };
  }

  private Child http(Way way, Actor actor, String topic, String request) {
    var stage = session.stage();
    return stage.load(
        topic, LoadGenerator.class, stage.http(actor, topic, request, way.valueBytes));
  }

  private static List<String> grpc(Way way, Actor actor, String topic) {
    return List.of(
        "--port", Integer.toString(actor.port()),
        "--topic", topic,
        "--value-bytes", Integer.toString(way.valueBytes));
  }

  private List<String> frames(Way way, String topic) {
    return List.of(
        "--socket", session.stage().socket(topic).toString(),
        "--topic", topic,
        "--value-bytes", Integer.toString(way.valueBytes),
        "--acked", Boolean.toString(way.kind == Way.Kind.FRAMES_ACKED));
  }
}
