package dev.weir.cli.cluster;

import dev.weir.cli.terminal.World;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Kafka and how to talk to it.
///
/// @param name of its context; empty where none was used
/// @param origin what named it: `-b`, `context prod`, `the 'weir up' of this folder`
/// @param properties for Kafka's clients, with secrets
/// @param gateway the address of a gateway before it, `http://127.0.0.1:8082`
/// @param readOnly whether nothing may be changed there
public record Connection(
    String name,
    String origin,
    String servers,
    Map<String, String> properties,
    @Nullable String gateway,
    boolean readOnly) {
  private static final String USUAL = "127.0.0.1:9092";

  static Connection find(World world, @Nullable String bootstrap, Map<String, String> properties) {
    if (bootstrap != null) return new Connection("", "-b", bootstrap, properties, null, false);
    var data = world.folder().resolve(world.env().getOrDefault("WEIR_DATA", "data"));
    var ports = PortsFile.read(data.resolve("weir.ports"));
    var broker = ports.get(PortsFile.BROKER);
    var http = ports.get("http");
    return new Connection(
        "",
        broker == null ? "the usual address" : "the 'weir up' of this folder",
        broker == null ? USUAL : "127.0.0.1:" + broker,
        properties,
        http == null ? null : "http://127.0.0.1:" + http,
        false);
  }

  /// Without the properties, which hold secrets.
  @Override
  public String toString() {
    return "%s (%s)".formatted(servers, origin);
  }
}
