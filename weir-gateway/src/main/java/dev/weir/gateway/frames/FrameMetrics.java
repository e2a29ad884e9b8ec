package dev.weir.gateway.frames;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the frames ingress counts. Any thread.
final class FrameMetrics {
  private final Counter accepted;
  private final Map<Frame.Reason, Counter> invalid = new EnumMap<>(Frame.Reason.class);
  private final AtomicInteger connections = new AtomicInteger();

  FrameMetrics(Metrics metrics) {
    accepted = metrics.counter("weir_frames_accepted", "Frames whose message was taken in.");
    for (var reason : Frame.Reason.values()) {
      var label = new Label("reason", reason.name().toLowerCase(Locale.ROOT));
      invalid.put(
          reason, metrics.counter("weir_frames_invalid", "Frames that make no sense.", label));
    }
    metrics.gauge("weir_frames_connections", "Clients of the Unix sockets.", connections::get);
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
  }

  void disconnected() {
    connections.decrementAndGet();
  }
}
