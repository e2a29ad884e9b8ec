package dev.weir.gateway.grpc;

import dev.weir.gateway.net.GrpcPort;
import java.util.Set;

/// One `grpc.health.v1.Health/Watch` call: it hears that a service is serving, and when the gateway
/// stops, that it is not. Lives on the call's event loop.
final class HealthWatch implements Asking {
  private final GrpcPort.Call call;
  private final Set<String> services;
  private boolean asked;

  /// @param services the names that there are
  HealthWatch(GrpcPort.Call call, Set<String> services) {
    this.call = call;
    this.services = services;
  }

  @Override
  public GrpcPort.Call call() {
    return call;
  }

  @Override
  public void asked(ProtoFields question) {
    if (asked) return;
    asked = true;
    var known = HealthCheck.knows(services, question);
    call.send(known ? HealthCheck.SERVING : HealthCheck.SERVICE_UNKNOWN);
  }

  /// It goes on listening.
  @Override
  public void ended() {
    if (!asked) Asking.super.ended();
  }

  @Override
  public void stopping() {
    call.send(HealthCheck.NOT_SERVING);
    Asking.super.stopping();
  }
}
