package dev.weir.gateway.grpc;

import dev.weir.gateway.net.GrpcPort;
import java.util.Set;

/// One `grpc.health.v1.Health/Watch` call: it hears that a service is serving, and when the gateway
/// stops, that it is not. Lives on the call's event loop.
record HealthWatch(GrpcPort.Call call, Set<String> services) implements Asking {
  @Override
  public void asked(ProtoFields question) {
    var known = HealthCheck.knows(services, question);
    call.send(known ? HealthCheck.SERVING : HealthCheck.SERVICE_UNKNOWN);
  }

  /// It goes on listening.
  @Override
  public void ended() {}

  @Override
  public void stopping() {
    call.send(HealthCheck.NOT_SERVING);
    Asking.super.stopping();
  }
}
