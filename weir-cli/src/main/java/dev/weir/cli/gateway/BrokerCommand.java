package dev.weir.cli.gateway;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir broker`: the embedded broker without a gateway.
@Command(
    name = "broker",
    description = "Run the embedded Kafka broker alone.",
    footer = {"", "Example: weir broker --port 9092 --data data"})
public final class BrokerCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "The port for clients; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      defaultValue = "data",
      description = "Where its files are (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("data");

  @Override
  public Integer call() throws Exception {
    io.logAsService();
    io.stop().run(this::serve);
    return ExitCode.SIGNALLED;
  }

  private void serve() throws InterruptedException {
    try (var data = DataDirectory.open(directory);
        var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(data.kafka()).withPort(port));
        var file = PortsFile.write(data.ports(), Map.of(PortsFile.BROKER, broker.port()))) {
      io.out().line("The broker is ready.");
      file.ports()
          .forEach(
              (name, _) -> io.out().line("  %-8s%s".formatted(name, broker.bootstrapServers())));
      io.out().flush();
      io.stop().await();
    }
  }
}
