package dev.weir.bench;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The load: a closed loop of keep-alive connections on one thread, in a process of its own.
///
/// Every connection makes its next request when the last one was answered, so the server sets the
/// pace. A connection that broke or stalled is not opened again: the errors of that run say that
/// its figure is not to be used.
final class LoadGenerator implements AutoCloseable {
  private final Selector selector;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final int records;

  private LoadGenerator(Selector selector, int records) {
    this.selector = selector;
    this.records = records;
  }

  /// So many connections with so many requests in progress on each; more than one is pipelining.
  ///
  /// @param records how many messages a request has
  record Shape(int connections, int depth, int records) {
    Shape(int connections, int depth) {
      this(connections, depth, 1);
    }
  }

  static LoadGenerator connect(int port, byte[] request, Shape shape) throws IOException {
    var generator = new LoadGenerator(Selector.open(), shape.records());
    for (int i = 0; i < shape.connections(); i++) {
      generator.connections.add(
          LoadConnection.open(generator.selector, port, request, shape.depth()));
    }
    return generator;
  }

  public static void main(String[] line) throws IOException {
    var arguments = Arguments.parse(line, defaults());
    int port = arguments.count("port");
    var request =
        HttpLoad.of(
            arguments.text("request"), arguments.text("topic"), arguments.count("value-bytes"));
    var shape =
        new Shape(arguments.count("connections"), arguments.count("depth"), request.records());
    try (var generator = connect(port, request.bytes(port), shape)) {
      Lifeline.ready("");
      Lifeline.serve(command -> generator.run(Duration.ofSeconds(Long.parseLong(command))).line());
    }
  }

  private static Map<String, String> defaults() {
    return Map.of(
        "port", "0",
        "topic", "bench",
        "request", "async",
        "connections", "256",
        "depth", "1",
        "value-bytes", "1024");
  }

  /// Runs for the given time, and then until the last request is answered or given up. A connection
  /// that an earlier run lost is an error of this one too.
  LoadResult run(Duration window) {
    var open = connections.stream().filter(LoadConnection::isOpen).toList();
    return new LoadRun(selector, window, records)
        .over(open)
        .withErrors(connections.size() - open.size());
  }

  @Override
  public void close() throws IOException {
    connections.forEach(LoadConnection::close);
    selector.close();
  }
}
