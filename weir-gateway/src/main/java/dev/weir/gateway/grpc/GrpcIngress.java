package dev.weir.gateway.grpc;

import dev.weir.Acks;
import dev.weir.config.Address;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.NetException;
import java.util.Map;
import java.util.function.Supplier;

/// Takes messages over gRPC and acknowledges each once it is as safe as the settings ask for.
///
/// The service has no package, so its name stands alone: `KafkaAmbassador/Produce`.
public final class GrpcIngress implements AutoCloseable {
  static final String SERVICE = "KafkaAmbassador";

  private final GrpcPort port;

  private GrpcIngress(GrpcPort port) {
    this.port = port;
  }

  /// Opens the port.
  ///
  /// @param acks how safe a message must be before it is acknowledged; that may change at any time
  /// @throws NetException if that cannot be done, with the reason
  public static GrpcIngress start(Address.Tcp address, Context context, Supplier<Acks> acks) {
    var metrics = new GrpcMetrics(context.metrics());
    return new GrpcIngress(
        GrpcPort.open(
            context.net(),
            address,
            context.delivery().budget(),
            Map.of(
                "/" + SERVICE + "/Produce",
                call -> new ProduceStream(call, context.delivery(), metrics, acks),
                "/grpc.health.v1.Health/Check",
                HealthCheck::new)));
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
