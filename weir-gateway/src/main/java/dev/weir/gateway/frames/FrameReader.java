package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Submission;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.frames.Frame.Reason;
import dev.weir.gateway.net.UnixPort;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands the frames of one client to the delivery, one after the other, so that their order stays.
///
/// There is no answer on the wire, so a message for which there is no room is not given up: it is
/// offered again until it is taken, and nothing more is read meanwhile. The client then waits in
/// its own `write`. Lives on the connection's event loop.
final class FrameReader implements UnixPort.Reader {
  /// How long a message without room waits before it is offered again.
  private static final Duration RETRY = Duration.ofMillis(10);

  private final UnixPort.Connection connection;
  private final Delivery delivery;
  private final FrameMetrics metrics;
  private final FrameCodec codec;

  /// Offered to the delivery, and not yet answered.
  private @Nullable Message offered;

  private boolean reading;
  private boolean ended;

  FrameReader(
      UnixPort.Connection connection, Delivery delivery, FrameMetrics metrics, FrameCodec codec) {
    this.connection = connection;
    this.delivery = delivery;
    this.metrics = metrics;
    this.codec = codec;
    metrics.connected();
  }

  @Override
  public void received(byte[] bytes) {
    codec.feed(bytes);
    read();
  }

  /// The client may have gone before the last of its messages found room.
  @Override
  public void ended() {
    ended = true;
    if (offered == null) finish();
  }

  private void finish() {
    if (codec.end() instanceof Frame.Invalid(var reason)) metrics.invalid(reason);
    metrics.disconnected();
  }

  /// Takes frame after frame until the delivery has to think, or there is no whole one left.
  private void read() {
    if (reading) return;
    reading = true;
    for (var frame = next(); frame != null; frame = next()) take(frame);
    reading = false;
    if (offered == null) {
      if (ended) finish();
      connection.resume();
    } else {
      connection.pause();
    }
  }

  private @Nullable Frame next() {
    return offered == null ? codec.next() : null;
  }

  private void take(Frame frame) {
    switch (frame) {
      case Frame.Whole(var message) -> offer(message);
      case Frame.Invalid(var reason) -> {
        metrics.invalid(reason);
        if (reason == Reason.TOO_LARGE) connection.close();
      }
    }
  }

  private void offer(Message message) {
    offered = message;
    delivery.submit(
        new Submission(
            List.of(message),
            Acks.MEMORY,
            outcomes -> connection.execute(() -> answered(message, outcomes.getFirst()))));
  }

  private void answered(Message message, Outcome outcome) {
    switch (outcome) {
      case Outcome.Refused(var problem) when problem.code() == Problem.Code.MEMORY_FULL -> {
        connection.after(RETRY, () -> offer(message));
        return;
      }
      case Outcome.Refused _, Outcome.Lost _ -> {} // counted by the delivery; nobody to tell
      case Outcome.Accepted _, Outcome.Delivered _ -> metrics.accepted();
    }
    offered = null;
    read();
  }
}
