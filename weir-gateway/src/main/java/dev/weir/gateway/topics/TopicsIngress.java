package dev.weir.gateway.topics;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// `/topics`: takes messages whose topic stands in the path, and names the topics.
public final class TopicsIngress {
  private TopicsIngress() {}

  /// Beside other protocols on one port.
  ///
  /// @param settings those in force; they may change at any time
  /// @param rest answers what is at `/topics` and beneath it and no business of this one
  /// @param once has requests with a key carried out once
  public static Map<String, Endpoint> shared(
      Context context, Supplier<WeirConfig> settings, Endpoint rest, UnaryOperator<Endpoint> once) {
    return Map.of(
        "/topics",
        new SharedNames(new NamesEndpoint(context.topics()), rest),
        "/topics/*",
        new Shared(once.apply(messages(context, settings, false)), rest));
  }

  /// Alone on a port, which then is as the ambassador's was: its client takes every answer for a
  /// yes, so what is refused for now ends the connection.
  ///
  /// @param settings those in force; they may change at any time
  /// @param once has requests with a key carried out once
  public static Map<String, Endpoint> alone(
      Context context, Supplier<WeirConfig> settings, UnaryOperator<Endpoint> once) {
    return Map.of(
        "/topics", new NamesEndpoint(context.topics()),
        "/topics/*", once.apply(messages(context, settings, true)),
        "/*", new Elsewhere());
  }

  private static Endpoint messages(Context context, Supplier<WeirConfig> settings, boolean alone) {
    Supplier<Way> way = () -> way(settings.get());
    return new MessagesEndpoint(context.delivery(), way, alone);
  }

  private static Way way(WeirConfig config) {
    return new Way(
        config.acks().topics(),
        config.partitioner().topics().unchosen(),
        config.limits().messageBytes());
  }
}
