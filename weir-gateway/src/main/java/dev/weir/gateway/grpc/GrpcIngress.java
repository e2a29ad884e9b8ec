package dev.weir.gateway.grpc;

import dev.weir.Role;
import dev.weir.config.Predecessor;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.door.Entry;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.NetException;
import dev.weir.gateway.net.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes messages over gRPC and acknowledges each once it is as safe as the settings ask for; tells
/// of topics, of itself, and how it is.
///
/// The service has no package, so its name stands alone: `KafkaAmbassador/Produce`.
public final class GrpcIngress implements AutoCloseable {
  private static final String PRODUCE = "/KafkaAmbassador/Produce";
  private static final String LIST_TOPICS = "/KafkaAmbassador/ListTopics";
  private static final String HEALTH = "/grpc.health.v1.Health/";
  private static final String REFLECTION =
      "/grpc.reflection.%s.ServerReflection/ServerReflectionInfo";

  private final GrpcPort port;

  private GrpcIngress(GrpcPort port) {
    this.port = port;
  }

  /// Opens the port.
  ///
  /// @param settings those in force; they may change at any time
  /// @param entry knows who calls
  /// @throws NetException if that cannot be done, with the reason
  public static GrpcIngress start(
      Place place, Context context, Supplier<WeirConfig> settings, Entry entry) {
    var metrics = new GrpcMetrics(context.metrics());
    var terms =
        new ProduceTerms(
            context.delivery(), metrics, settings, context.tracing(), context.net().clock());
    var counted = settings.get().metrics().also().contains(Predecessor.AMBASSADOR);
    var methods = new HashMap<String, GrpcPort.Method>();
    readers(context, terms)
        .forEach((path, readers) ->
            methods.put(
                path,
                new GrpcPort.Method(
                    readers,
                    counted ? figures(path, context) : GrpcPort.Watcher.NOBODY,
                    porter(path, entry))));
    return new GrpcIngress(
        GrpcPort.open(context.net(), place, context.delivery().budget(), methods));
  }

  /// How it is, is told to everybody.
  private static GrpcPort.Porter porter(String path, Entry entry) {
    if (path.startsWith(HEALTH)) return GrpcPort.Porter.NOBODY;
    return switch (path) {
      case PRODUCE -> entry.calls(Role.PRODUCE);
      case LIST_TOPICS -> entry.calls(Role.READ);
      default -> entry.calls(null);
    };
  }

  private static GrpcPort.Watcher figures(String path, Context context) {
    return CallFigures.of(path, context.metrics(), context.net().clock());
  }

  private static Map<String, Function<GrpcPort.Call, GrpcPort.Reader>> readers(
      Context context, ProduceTerms terms) {
    var descriptors = Descriptors.load();
    var services = descriptors.services();
    return Map.of(
        PRODUCE,
        call -> new ProduceStream(call, terms),
        LIST_TOPICS,
        call -> new ListTopics(call, context.topics()),
        HEALTH + "Check",
        call -> new HealthCheck(call, services),
        HEALTH + "Watch",
        call -> new HealthWatch(call, services),
        REFLECTION.formatted("v1"),
        call -> new Reflection(call, descriptors),
        REFLECTION.formatted("v1alpha"),
        call -> new Reflection(call, descriptors));
  }

  /// The port that is open, also when any free one was asked for.
  public int port() {
    return port.port();
  }

  /// Takes no more calls; the open ones hear about the messages in hand, then that the gateway is
  /// away.
  @Override
  public void close() {
    port.close();
  }
}
