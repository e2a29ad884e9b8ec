package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Frames for a Unix socket, on one thread: as many as the socket takes or, where it acknowledges,
/// as many as may be without an answer.
///
/// A write has several frames, as a busy client's has; without answers, what the socket took counts
/// as accepted, and Kafka tells whether it was.
final class FramesLoad implements AutoCloseable {
  private static final Duration STALL = Duration.ofSeconds(10);

  private final Selector selector;
  private final List<FramesConnection> connections = new ArrayList<>();

  private FramesLoad(Selector selector) {
    this.selector = selector;
  }

  public static void main(String[] line) throws IOException {
    var arguments =
        Arguments.parse(
            line,
            Map.of(
                "socket", "",
                "topic", "bench",
                "connections", "8",
                "frames-a-write", "32",
                "in-flight", "1000",
                "acked", "false",
                "value-bytes", "300"));
    var frames =
        new FramesConnection.Frames(
            arguments.text("topic"),
            arguments.count("value-bytes"),
            arguments.count("frames-a-write"));
    var inFlight = Boolean.parseBoolean(arguments.text("acked")) ? arguments.count("in-flight") : 0;
    var shape = new Shape(arguments.count("connections"), inFlight);
    try (var load = connect(Path.of(arguments.text("socket")), frames, shape)) {
      Lifeline.ready("");
      Lifeline.serve(command -> load.run(Duration.ofSeconds(Long.parseLong(command))).line());
    }
  }

  /// @param inFlight how many of each may be without an answer; 0 for a socket that does not answer
  record Shape(int connections, int inFlight) {}

  static FramesLoad connect(Path socket, FramesConnection.Frames frames, Shape shape)
      throws IOException {
    var load = new FramesLoad(Selector.open());
    for (var i = 0; i < shape.connections(); i++) {
      load.connections.add(FramesConnection.open(load.selector, socket, frames, shape.inFlight()));
    }
    return load;
  }

  LoadResult run(Duration window) {
    var tally = new Tally(window, System.nanoTime());
    try {
      for (var connection : connections) begin(connection, tally);
      var stallNanos = System.nanoTime() + window.plus(STALL).toNanos();
      while (busy() && System.nanoTime() < stallNanos) selector.select(this::serve, 100);
    } catch (IOException e) {
      throw new UncheckedIOException("The load cannot wait for its connections", e);
    }
    connections.forEach(FramesConnection::giveUp);
    return tally.result();
  }

  private static void begin(FramesConnection connection, Tally tally) {
    try {
      connection.begin(tally);
    } catch (IOException e) {
      connection.close(); // the errors of the result tell of it
    }
  }

  private boolean busy() {
    return connections.stream().anyMatch(FramesConnection::isBusy);
  }

  private void serve(SelectionKey key) {
    var connection = (FramesConnection) key.attachment();
    try {
      connection.serve();
    } catch (IOException e) {
      connection.close(); // the errors of the result tell of it
    }
  }

  @Override
  public void close() throws IOException {
    connections.forEach(FramesConnection::close);
    selector.close();
  }
}
