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
    ports.forEach((name, port) -> {
      row(out, name, address(name, port));
      if (name.equals(operators())) row(out, "console", address(name, port) + "/console/");
    });
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
        "  curl %s-H 'Content-Type: application/json' %s://%s:%d/push \\"
            .formatted(
                config.tls().encrypts("http") ? "--cacert CA.pem " : "",
                config.tls().scheme("http"),
                host(),
                http));
    out.line(
        "    -d '{\"records\":[{\"topic\":\"hello\",\"data\":\"world\"}],\"wait_for_send\":true}'");
    out.line("  ./weir consume hello");
    out.line("");
    out.line("Or see it all in a browser, at the address of the console.");
    out.line("");
    out.line("Ctrl-C stops it.");
  }

  private static void row(Stdout out, String name, String value) {
    out.line("  %-8s%s".formatted(name, value));
  }

  /// The name of the port that has the console.
  private String operators() {
    return ports.containsKey("admin") ? "admin" : "http";
  }

  private String address(String name, int port) {
    return switch (name) {
      case PortsFile.BROKER -> LOOPBACK + ":" + port;
      case "http" -> http(name, config.listen().http(), port);
      case "push" -> http(name, config.listen().push(), port) + "/push";
      case "topics" -> http(name, config.listen().topics(), port) + "/topics";
      case "metrics" -> http(name, config.listen().metrics(), port) + "/metrics";
      case "admin" -> http(name, config.listen().admin(), port);
      case "rest" -> http(name, config.listen().rest(), port);
      case "grpc" -> "%s:%d".formatted(host(config.listen().grpc()), port);
      default -> Integer.toString(port);
    };
  }

  private String http(String name, Address address, int port) {
    return "%s://%s:%d".formatted(config.tls().scheme(name), host(address), port);
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
