package dev.weir.gateway.grpc;

import dev.weir.gateway.net.Context;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/// What the gRPC ingress counts. Any thread.
final class GrpcMetrics {
  private final Counter arrived;
  private final Counter accepted;
  private final Counter refused;
  private final AtomicInteger streams = new AtomicInteger();

  GrpcMetrics(Metrics metrics) {
    arrived = Context.messages(metrics, "grpc");
    accepted = metrics.counter("weir_grpc_messages_accepted", "Messages taken in over gRPC.");
    refused = metrics.counter("weir_grpc_streams_refused", "Produce calls ended for want of room.");
    metrics.gauge("weir_grpc_streams", "Produce calls that are open.", streams::get);
  }

  void arrived(int messages) {
    arrived.add(messages);
  }

  void accepted() {
    accepted.add(1);
  }

  void refused() {
    refused.add(1);
  }

  void streamOpened() {
    streams.incrementAndGet();
  }

  void streamClosed() {
    streams.decrementAndGet();
  }
}
