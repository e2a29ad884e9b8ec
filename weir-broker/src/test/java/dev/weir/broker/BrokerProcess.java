package dev.weir.broker;

import java.nio.file.Path;

/// The main class of a child JVM: a broker on the given directory, until the process is killed or
/// its standard input ends.
final class BrokerProcess {
  private BrokerProcess() {}

  static void main(String[] arguments) throws Exception {
    try (var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(Path.of(arguments[0])))) {
      System.out.println(broker.bootstrapServers());
      while (System.in.read() >= 0) {}
    }
  }
}
