package dev.weir.gateway.grpc;

import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.GrpcPort.Status;
import java.util.Set;

/// One `grpc.health.v1.Health/Check` call: a listener that answers is serving.
///
/// `HealthCheckRequest` has a service's name in field 1, `HealthCheckResponse` the status in field
/// 1. Lives on the call's event loop.
///
/// @param services the names that there are; no name asks for the server as a whole
record HealthCheck(GrpcPort.Call call, Set<String> services) implements Asking {
  static final byte[] SERVING = {1 << 3, 1};
  static final byte[] NOT_SERVING = {1 << 3, 2};
  static final byte[] SERVICE_UNKNOWN = {1 << 3, 3};

  @Override
  public void asked(ProtoFields question) {
    if (knows(services, question)) {
      answer(SERVING);
    } else {
      end(new Answer.End(Status.NOT_FOUND, "There is no such service here"));
    }
  }

  static boolean knows(Set<String> services, ProtoFields question) {
    var service = question.text(1);
    return service.isEmpty() || services.contains(service);
  }
}
