package dev.weir.bench;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;

/// The broker of the benchmark, in a process of its own so that its CPU is not the gateway's.
final class BrokerProcess {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Topics are cut to size while they are written: the runs would fill the disk otherwise.
          "log.retention.check.interval.ms", "1000",
          "log.segment.delete.delay.ms", "100");

  private BrokerProcess() {}

  public static void main(String[] line) throws Exception {
    var arguments = Arguments.parse(line, Map.of("directory", "", "port", "0"));
    var directory = Path.of(arguments.text("directory"));
    try (var broker =
        EmbeddedBroker.start(
            new EmbeddedBroker.Options(directory, arguments.count("port"), null, PROPERTIES))) {
      Lifeline.ready(broker.bootstrapServers());
      Lifeline.serve(command -> "unknown " + command);
    }
  }
}
