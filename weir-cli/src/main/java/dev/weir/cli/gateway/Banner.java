package dev.weir.cli.gateway;

import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.Stdout;
import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import java.util.Map;

/// What `up` and `serve` say on stdout when all is ready: one address a line, by its name.
final class Banner {
  private static final String LOOPBACK = "127.0.0.1";

  private final WeirConfig config;
  private final Map<String, Integer> ports;

  Banner(WeirConfig config, Map<String, Integer> ports) {
    this.config = config;
    this.ports = ports;
  }

  void ready(Stdout out) {
    out.line("Weir is ready.");
    addresses(out);
    out.flush();
  }

  /// The same, with what to try next.
  void readyToTry(Stdout out) {
    out.line("Weir is ready.");
    addresses(out);
    hints(out);
    out.flush();
  }

  private void addresses(Stdout out) {
    ports.forEach((name, port) -> row(out, name, address(name, port)));
    if (config.listen().unix() != null) row(out, "unix", config.listen().unix().toString());
    if (!ports.containsKey(PortsFile.BROKER)) row(out, "kafka", config.kafka().bootstrapServers());
    row(out, "data", config.data().toAbsolutePath().normalize().toString());
  }

  /// To be pasted as it stands.
  private void hints(Stdout out) {
    var http = ports.get("http");
    if (http == null) return;
    out.line("");
    out.line("Send a message, then read it back:");
    out.line(
        "  curl -H 'Content-Type: application/json' http://%s:%d/push \\".formatted(host(), http));
    out.line(
        "    -d '{\"records\":[{\"topic\":\"hello\",\"data\":\"world\"}],\"wait_for_send\":true}'");
    out.line("  ./weir consume hello");
    out.line("");
    out.line("Ctrl-C stops it.");
  }

  private static void row(Stdout out, String name, String value) {
    out.line("  %-8s%s".formatted(name, value));
  }

  private String address(String name, int port) {
    return switch (name) {
      case PortsFile.BROKER -> LOOPBACK + ":" + port;
      case "http" -> "http://%s:%d".formatted(host(config.listen().http()), port);
      case "push" -> "http://%s:%d/push".formatted(host(config.listen().push()), port);
      case "topics" -> "http://%s:%d/topics".formatted(host(config.listen().topics()), port);
      case "metrics" -> "http://%s:%d/metrics".formatted(host(config.listen().metrics()), port);
      case "grpc" -> "%s:%d".formatted(host(config.listen().grpc()), port);
      default -> Integer.toString(port);
    };
  }

  private String host() {
    return host(config.listen().http());
  }

  /// A host that a client on this machine can connect to.
  private static String host(Address address) {
    return switch (address) {
      case Address.Tcp(var host, _) when host.equals("0.0.0.0") -> LOOPBACK;
      case Address.Tcp(var host, _) -> host.contains(":") ? "[" + host + "]" : host;
      case Address.Off() -> LOOPBACK;
    };
  }
}
