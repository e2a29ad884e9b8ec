package dev.weir.cli.cluster;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private GatewayKey key = new GatewayKey();
  @Mixin private GatewayTls tls = new GatewayTls();

  /// Of the `weir up` of this folder, or null where none runs.
  public static @Nullable String ofFolder(World world) {
    return new Running(world).gateway();
  }

  /// The one that was named, else the one before this Kafka.
  public AdminPort port(Cluster cluster) {
    var address = address(cluster);
    var terms = tls.terms(cluster.world(), gateway == null ? cluster.connection().tls() : null);
    return AdminPort.at(address, cluster.timeout(), key.key(cluster.world()), terms);
  }

  /// That of this folder may have a port for them alone.
  private static String ofOperators(String known, World world) {
    var running = new Running(world);
    var operators = running.operators();
    return operators != null && known.equals(running.gateway()) ? operators : known;
  }

  private String address(Cluster cluster) {
    if (gateway != null) return gateway;
    var connection = cluster.connection();
    var known = connection.gateway();
    if (known != null) return ofOperators(known, cluster.world());
    if (connection.name().isEmpty()) return USUAL;
    throw new Failure(
        ExitCode.USAGE,
        "It is not known which gateway is meant",
        "%s names none".formatted(connection.origin()),
        "Say -g http://host:port, or for good: weir context edit %s --set gateway=http://host:port."
            .formatted(connection.name()));
  }
}
