package dev.weir.cli;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A gateway as one process: its data directory, the embedded broker where one is wanted, and the
/// gateway itself.
///
/// They close in the other order: the gateway finishes what it accepted while its broker still
/// runs.
final class Gateway {
  private Gateway() {}

  /// Starts all, lets `whileUp` run, and stops all when that returns.
  static void run(WeirConfig config, WhileUp whileUp) throws Exception {
    try (var data = DataDirectory.open(config.data());
        var broker = config.kafka().embedded() ? broker(data, config.broker().port()) : null;
        var weir = Weir.start(at(broker, config));
        var file = PortsFile.write(data.ports(), ports(weir, broker))) {
      whileUp.run(file.ports());
    }
  }

  /// What happens between start and stop.
  interface WhileUp {
    void run(Map<String, Integer> ports) throws Exception;
  }

  private static EmbeddedBroker broker(DataDirectory data, int port) {
    return EmbeddedBroker.start(EmbeddedBroker.Options.in(data.kafka()).withPort(port));
  }

  private static WeirConfig at(@Nullable EmbeddedBroker broker, WeirConfig config) {
    return broker == null ? config : config.withBootstrapServers(broker.bootstrapServers());
  }

  private static Map<String, Integer> ports(Weir weir, @Nullable EmbeddedBroker broker) {
    var ports = new LinkedHashMap<>(weir.ports());
    if (broker != null) ports.put(PortsFile.BROKER, broker.port());
    return ports;
  }
}
