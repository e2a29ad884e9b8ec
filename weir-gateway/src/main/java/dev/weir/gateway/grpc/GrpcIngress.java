package dev.weir.gateway.grpc;

import dev.weir.config.Address;
import dev.weir.config.Predecessor;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.NetException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes messages over gRPC and acknowledges each once it is as safe as the settings ask for; tells
/// of topics, of itself, and how it is.
///
/// The service has no package, so its name stands alone: `KafkaAmbassador/Produce`.
public final class GrpcIngress implements AutoCloseable {
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
  /// @throws NetException if that cannot be done, with the reason
  public static GrpcIngress start(
      Address.Tcp address, Context context, Supplier<WeirConfig> settings) {
    var terms = new ProduceTerms(context.delivery(), new GrpcMetrics(context.metrics()), settings);
    var counted = settings.get().metrics().also().contains(Predecessor.AMBASSADOR);
    var methods = new HashMap<String, GrpcPort.Method>();
    readers(context, terms)
        .forEach((path, readers) ->
            methods.put(
                path,
                new GrpcPort.Method(
                    readers, counted ? figures(path, context) : GrpcPort.Watcher.NOBODY)));
    return new GrpcIngress(
        GrpcPort.open(context.net(), address, context.delivery().budget(), methods));
  }

  private static GrpcPort.Watcher figures(String path, Context context) {
    return CallFigures.of(path, context.metrics(), context.net().clock());
  }

  private static Map<String, Function<GrpcPort.Call, GrpcPort.Reader>> readers(
      Context context, ProduceTerms terms) {
    var descriptors = Descriptors.load();
    var services = descriptors.services();
    return Map.of(
        "/KafkaAmbassador/Produce",
        call -> new ProduceStream(call, terms),
        "/KafkaAmbassador/ListTopics",
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
