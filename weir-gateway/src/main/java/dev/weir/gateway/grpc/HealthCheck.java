package dev.weir.gateway.grpc;

import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.GrpcPort.Status;
import java.util.Set;

/// One `grpc.health.v1.Health/Check` call: a listener that answers is serving.
///
/// `HealthCheckRequest` has a service's name in field 1, `HealthCheckResponse` the status in field
/// 1, where 1 is `SERVING`. Lives on the call's event loop.
record HealthCheck(GrpcPort.Call call) implements GrpcPort.Reader {
  private static final byte[] SERVING = {1 << 3, 1};

  /// No name asks for the server as a whole.
  private static final Set<String> SERVICES = Set.of("", GrpcIngress.SERVICE);

  @Override
  public void received(byte[] message) {
    var service = "";
    var fields = new ProtoFields(message);
    while (fields.next()) {
      if (fields.is(1, ProtoFields.BYTES)) service = fields.text();
    }
    if (SERVICES.contains(service)) {
      call.send(SERVING.clone());
      call.end(Status.OK, "");
    } else {
      call.end(Status.NOT_FOUND, "There is no such service here");
    }
  }

  @Override
  public void oversized(long bytes, int bytesMax) {
    end(Answer.oversized(bytes, bytesMax));
  }

  @Override
  public void noRoom() {
    end(Answer.NO_ROOM);
  }

  private void end(Answer.End end) {
    call.end(end.status(), end.text(), end.trailers());
  }

  @Override
  public void ended() {
    call.end(Status.INVALID_ARGUMENT, "The check came without a request");
  }

  @Override
  public void cancelled() {}

  @Override
  public void stopping() {
    call.end(Status.UNAVAILABLE, "The gateway is stopping");
  }
}
