package dev.weir.cli.cluster;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which gateway a command talks to.
@Command
public final class GatewayAddress {
  private static final String USUAL = "http://127.0.0.1:8082";

  @Option(
      names = {"-g", "--gateway"},
      paramLabel = "URL",
      description =
          "The gateway's address (default: the context's, else the 'weir up' of this folder).")
  private @Nullable String gateway;

  /// The one that was named, else the one before this Kafka.
  public AdminPort port(Cluster cluster) {
    return AdminPort.at(address(cluster), cluster.timeout());
  }

  private String address(Cluster cluster) {
    if (gateway != null) return gateway;
    var connection = cluster.connection();
    var known = connection.gateway();
    if (known != null) return known;
    if (connection.name().isEmpty()) return USUAL;
    throw new Failure(
        ExitCode.USAGE,
        "It is not known which gateway is meant",
        "%s names none".formatted(connection.origin()),
        "Say -g http://host:port, or for good: weir context edit %s --set gateway=http://host:port."
            .formatted(connection.name()));
  }
}
