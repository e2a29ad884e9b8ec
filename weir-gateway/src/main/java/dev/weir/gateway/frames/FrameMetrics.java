package dev.weir.gateway.frames;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the frames ingress counts, seen from one of its sockets. Any thread.
final class FrameMetrics {
  private final Counter accepted;
  private final Map<Frame.Reason, Counter> invalid;
  private final AtomicInteger connections;

  /// Of `connections` those of this socket.
  private final AtomicInteger unfinished = new AtomicInteger();

  FrameMetrics(Metrics metrics) {
    accepted = metrics.counter("weir_frames_accepted", "Frames whose message was taken in.");
    invalid = new EnumMap<>(Frame.Reason.class);
    connections = new AtomicInteger();
    for (var reason : Frame.Reason.values()) {
      var label = new Label("reason", reason.name().toLowerCase(Locale.ROOT));
      invalid.put(
          reason, metrics.counter("weir_frames_invalid", "Frames that make no sense.", label));
    }
    metrics.gauge("weir_frames_connections", "Clients of the Unix sockets.", connections::get);
  }

  private FrameMetrics(FrameMetrics all) {
    accepted = all.accepted;
    invalid = all.invalid;
    connections = all.connections;
  }

  /// The same counters for one more socket, whose own connections are told apart.
  FrameMetrics socket() {
    return new FrameMetrics(this);
  }

  /// How many connections of this socket are not done, also of clients that have gone.
  int unfinished() {
    return unfinished.get();
  }

  void accepted(int frames) {
    if (frames > 0) accepted.add(frames);
  }

  @SuppressWarnings("NullAway") // every reason has its counter from the constructor on
  void invalid(Frame.Reason reason) {
    invalid.get(reason).add(1);
  }

  void connected() {
    connections.incrementAndGet();
    unfinished.incrementAndGet();
  }

  void disconnected() {
    connections.decrementAndGet();
    unfinished.decrementAndGet();
  }
}
