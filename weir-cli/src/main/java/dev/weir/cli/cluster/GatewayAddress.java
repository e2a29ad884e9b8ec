package dev.weir.cli.cluster;

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
      description = "The gateway's address (default: the 'weir up' of this folder).")
  private @Nullable String gateway;

  /// The one that was named, else the one before this Kafka.
  public AdminPort port(Cluster cluster) {
    return AdminPort.at(address(cluster), cluster.timeout());
  }

  private String address(Cluster cluster) {
    if (gateway != null) return gateway;
    var known = cluster.connection().gateway();
    return known == null ? USUAL : known;
  }
}
