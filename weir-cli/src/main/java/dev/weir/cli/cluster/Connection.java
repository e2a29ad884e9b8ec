package dev.weir.cli.cluster;

import dev.weir.cli.contexts.Context;
import dev.weir.cli.contexts.Tls;
import dev.weir.cli.terminal.World;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A Kafka and how to talk to it. [Sought] finds it.
///
/// Used by one thread. Its secrets are read when the properties are asked for, once.
public final class Connection {
  private final World world;
  private final String origin;
  private final String servers;
  private final @Nullable Context context;
  private final @Nullable String gateway;
  private final @Nullable Registry registry;
  private final boolean readOnly;
  private final Map<String, String> given;
  private @Nullable Map<String, String> properties;

  Connection(Sought sought, Sought.Found found) {
    world = sought.world();
    origin = found.origin();
    servers = found.servers();
    context = found.context();
    gateway = found.gateway();
    registry = found.registry();
    readOnly = found.readOnly();
    given = sought.properties();
  }

  /// Of its context; empty where none was used.
  public String name() {
    return context == null ? "" : context.name();
  }

  /// What named it: `-b`, `context prod`, `the 'weir up' of this folder`.
  public String origin() {
    return origin;
  }

  public String servers() {
    return servers;
  }

  /// For Kafka's clients, with secrets.
  public Map<String, String> properties() {
    if (properties == null) {
      var all = new LinkedHashMap<String, String>();
      if (context != null) all.putAll(context.settings(world));
      all.putAll(Given.settings(world, given, all));
      properties = all;
    }
    return properties;
  }

  /// The address of a gateway before it, `http://127.0.0.1:8082`; null where none is known.
  public @Nullable String gateway() {
    return gateway;
  }

  /// Whom to believe at an `https` address of that, and who we are there.
  public SSLContext gatewayTerms() {
    return GatewayTls.of(world, tls());
  }

  /// The files of its context, or null.
  public @Nullable Tls tls() {
    return context == null ? null : context.tls();
  }

  /// Null where none is known.
  public @Nullable Registry registry() {
    return registry;
  }

  /// Of the prompt, `red`; null where the context has none.
  public @Nullable String color() {
    return context == null ? null : context.color();
  }

  /// Whether nothing may be changed there.
  public boolean readOnly() {
    return readOnly;
  }

  /// Without the properties, which hold secrets.
  @Override
  public String toString() {
    return "%s (%s)".formatted(servers, origin);
  }
}
