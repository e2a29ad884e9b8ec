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

  /// What stands before the endpoints, such as who is asked and what is carried out once.
  public record Doors(UnaryOperator<Endpoint> names, UnaryOperator<Endpoint> messages) {}

  /// Beside other protocols on one port.
  ///
  /// @param settings those in force; they may change at any time
  /// @param rest answers what is at `/topics` and beneath it and no business of this one
  /// @param doors what stands before ours
  public static Map<String, Endpoint> shared(
      Context context, Supplier<WeirConfig> settings, Endpoint rest, Doors doors) {
    return Map.of(
        "/topics",
        new SharedNames(doors.names().apply(new NamesEndpoint(context.topics())), rest),
        "/topics/*",
        new Shared(doors.messages().apply(messages(context, settings, false)), rest));
  }

  /// Alone on a port, which then is as the ambassador's was: its client takes every answer for a
  /// yes, so what is refused for now ends the connection.
  ///
  /// @param settings those in force; they may change at any time
  /// @param doors what stands before it
  public static Map<String, Endpoint> alone(
      Context context, Supplier<WeirConfig> settings, Doors doors) {
    return Map.of(
        "/topics", doors.names().apply(new NamesEndpoint(context.topics())),
        "/topics/*", doors.messages().apply(messages(context, settings, true)),
        "/*", new Elsewhere());
  }

  private static Endpoint messages(Context context, Supplier<WeirConfig> settings, boolean alone) {
    Supplier<Way> way = () -> way(settings.get());
    var arrived = Context.messages(context.metrics(), "topics");
    var delivery = context.delivery();
    return new MessagesEndpoint(
        submission -> {
          arrived.add(submission.messages().size());
          delivery.submit(submission);
        },
        way,
        context.tracing(),
        alone);
  }

  private static Way way(WeirConfig config) {
    return new Way(
        config.acks().topics(),
        config.partitioner().topics().unchosen(),
        config.limits().messageBytes());
  }
}
