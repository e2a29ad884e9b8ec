package dev.weir.gateway.frames;

import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.UnixPort;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// What the frames ingress counts, seen from one of its sockets. Any thread.
final class FrameMetrics {
  private final Counter arrived;
  private final Counter accepted;
  private final Map<Frame.Reason, Counter> invalid;
  private final AtomicInteger connections;
  private final Counter refused;
  private final List<UnixPort> ports;

  /// Of `connections` those of this socket.
  private final AtomicInteger unfinished = new AtomicInteger();

  FrameMetrics(Metrics metrics) {
    arrived = Context.messages(metrics, "frames");
    accepted = metrics.counter("weir_frames_accepted", "Frames whose message was taken in.");
    invalid = new EnumMap<>(Frame.Reason.class);
    connections = new AtomicInteger();
    ports = new CopyOnWriteArrayList<>();
    for (var reason : Frame.Reason.values()) {
      var label = new Label("reason", reason.name().toLowerCase(Locale.ROOT));
      invalid.put(
          reason, metrics.counter("weir_frames_invalid", "Frames that make no sense.", label));
    }
    metrics.gauge("weir_frames_connections", "Clients of the Unix sockets.", connections::get);
    refused = metrics.counter("weir_unix_refused", "Clients of the Unix sockets who may not come.");
    metrics.gauge(
        "weir_unix_away",
        "Unix sockets whose file is gone or another's.",
        () -> ports.stream().filter(UnixPort::isAway).count());
  }

  private FrameMetrics(FrameMetrics all) {
    arrived = all.arrived;
    accepted = all.accepted;
    invalid = all.invalid;
    connections = all.connections;
    refused = all.refused;
    ports = all.ports;
  }

  /// The same counters for one more socket, whose own connections are told apart.
  FrameMetrics socket() {
    return new FrameMetrics(this);
  }

  /// How many connections of this socket are not done, also of clients that have gone.
  int unfinished() {
    return unfinished.get();
  }

  void opened(UnixPort port) {
    ports.add(port);
  }

  void refused() {
    refused.add(1);
  }

  void arrived(int messages) {
    if (messages > 0) arrived.add(messages);
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
