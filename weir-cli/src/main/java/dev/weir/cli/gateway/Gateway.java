package dev.weir.cli.gateway;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A gateway as one process: its data directory, the embedded broker where one is wanted, and the
/// gateway itself.
///
/// They close in the other order: the gateway finishes what it accepted while its broker still
/// runs.
public final class Gateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private Gateway() {}

  /// Starts all, lets `whileUp` run, and stops all when that returns. SIGHUP has the settings read
  /// again meanwhile.
  ///
  /// @param source reads the settings
  public static void run(Supplier<WeirConfig> source, WhileUp whileUp) throws Exception {
    run(source, whileUp, Supervisor.none());
  }

  /// The same.
  ///
  /// @param supervisor hears how it goes; the caller's to close
  static void run(Supplier<WeirConfig> source, WhileUp whileUp, Supervisor supervisor)
      throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(Gateway::end);
    var reloading = ReloadSignal.install();
    var config = source.get();
    try (var data = DataDirectory.open(config.data());
        var broker = config.kafka().embedded() ? broker(data, config.broker().port()) : null;
        var weir = Weir.start(at(broker, config), () -> at(broker, source.get()));
        var file = PortsFile.write(data.ports(), ports(weir, broker), encrypted(weir, config))) {
      reloading.leadsTo(supervisor.reloading(weir::reload));
      supervisor.ready("Running; what listens where is in " + data.ports(), weir::turn);
      try {
        whileUp.run(config, file.ports());
      } finally {
        supervisor.stopping();
      }
    }
  }

  /// A thread that died of an error leaves a gateway that takes messages in and does not deliver
  /// them. A process that ends is started again by whoever supervises it.
  private static void end(Thread thread, Throwable cause) {
    log.error("{} died", thread.getName(), cause);
    if (cause instanceof Error) Runtime.getRuntime().halt(ExitCode.FAILED);
  }

  /// What happens between start and stop.
  public interface WhileUp {
    void run(WeirConfig config, Map<String, Integer> ports) throws Exception;
  }

  private static EmbeddedBroker broker(DataDirectory data, int port) {
    return EmbeddedBroker.start(EmbeddedBroker.Options.in(data.kafka()).withPort(port));
  }

  private static WeirConfig at(@Nullable EmbeddedBroker broker, WeirConfig config) {
    return broker == null ? config : config.withBootstrapServers(broker.bootstrapServers());
  }

  private static Set<String> encrypted(Weir weir, WeirConfig config) {
    return weir.ports().keySet().stream()
        .filter(config.tls()::encrypts)
        .collect(Collectors.toSet());
  }

  private static Map<String, Integer> ports(Weir weir, @Nullable EmbeddedBroker broker) {
    var ports = new LinkedHashMap<>(weir.ports());
    if (broker != null) ports.put(PortsFile.BROKER, broker.port());
    return ports;
  }
}
