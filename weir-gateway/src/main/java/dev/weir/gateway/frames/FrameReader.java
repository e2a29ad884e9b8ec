package dev.weir.gateway.frames;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Submission;
import dev.weir.gateway.frames.Frame.Reason;
import dev.weir.gateway.net.UnixPort;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands the frames of one client to the delivery, one after the other, so that their order stays.
///
/// There is no answer on the wire, so a message that is refused for now is not given up, be it for
/// want of room or over a rate: it is offered again until it is taken, and nothing more is read
/// meanwhile. The client then waits in its own `write`. The same is done where there is no room for
/// a frame that is still coming: see [FrameRoom]. What may be kept without room is one read of at
/// most 64 KiB: how much comes is not known before.
///
/// On a level above memory the next message is taken when the one before it is safe, or a refusal
/// that comes late could let it overtake. Lives on the connection's event loop.
final class FrameReader implements UnixPort.Reader {
  /// How long what found no room waits before it tries again.
  private static final Duration RETRY = Duration.ofMillis(10);

  /// The same for what the log or the sink refused: that takes longer to change.
  private static final Duration RETRY_LATER = Duration.ofMillis(100);

  /// And the longest time, also where a rate allows the message only later.
  private static final Duration RETRY_AT_MOST = Duration.ofSeconds(1);

  /// More than a message costs beside its bytes.
  private static final int MESSAGE_OVERHEAD_BYTES = 1 << 10;

  /// A client that brings so much between two looks at it is not slow.
  private static final int PROGRESS_BYTES = 64 << 10;

  private final UnixPort.Connection connection;
  private final Intake intake;
  private final FrameCodec codec;
  private final FrameRoom.Hold hold;

  /// Offered to the delivery, and not yet taken or refused for good.
  private @Nullable Message offered;

  private boolean reading;
  private boolean waitingForRoom;
  private boolean ended;

  /// Calls off the next look at the client's progress; what it brought since the last one; and how
  /// many had found no room by then.
  private @Nullable Runnable unwatch;

  private long progressBytes;
  private long refusalsBefore;

  FrameReader(UnixPort.Connection connection, Intake intake, FrameCodec codec) {
    this.connection = connection;
    this.intake = intake;
    this.codec = codec;
    this.hold = intake.room().hold();
    intake.metrics().connected();
  }

  @Override
  public void received(byte[] bytes) {
    progressBytes += bytes.length;
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
    if (codec.end() instanceof Frame.Invalid(var reason)) intake.metrics().invalid(reason);
    hold.release();
    // Ten seconds of connections that are gone would be many.
    if (unwatch != null) unwatch.run();
    intake.metrics().disconnected();
  }

  /// Takes frame after frame until the delivery has to think, or there is no whole one left.
  private void read() {
    if (reading) return;
    reading = true;
    for (var frame = next(); frame != null; frame = next()) take(frame);
    reading = false;
    if (ended && offered == null) {
      finish();
    } else {
      settle();
    }
  }

  private @Nullable Frame next() {
    return offered == null ? codec.next() : null;
  }

  private void take(Frame frame) {
    switch (frame) {
      case Frame.Whole(var message) -> offer(message);
      case Frame.Invalid(var reason) -> {
        intake.metrics().invalid(reason);
        if (reason == Reason.TOO_LARGE) connection.close();
      }
    }
  }

  /// Looks for room first, for a message that is going to be taken in the end was not refused.
  private void offer(Message message) {
    offered = message;
    if (intake.room().leaves((long) message.sizeBytes() + MESSAGE_OVERHEAD_BYTES)) {
      submit(message);
    } else {
      offerAgain(message, RETRY);
    }
  }

  private void submit(Message message) {
    intake
        .delivery()
        .accept(
            new Submission(
                List.of(message),
                intake.acks().get(),
                connection.client(),
                outcomes -> connection.execute(() -> answered(message, outcomes.getFirst()))));
  }

  private void offerAgain(Message message, Duration pause) {
    excuse();
    connection.after(pause, () -> offer(message));
  }

  private void answered(Message message, Outcome outcome) {
    switch (outcome) {
      case Outcome.Refused(var problem) when passes(problem) -> {
        offerAgain(message, pause(problem));
        return;
      }
      case Outcome.Refused _, Outcome.Lost _ -> {} // counted by the delivery; nobody to tell
      case Outcome.Accepted _, Outcome.Stored _, Outcome.Delivered _ -> intake.metrics().accepted();
    }
    offered = null;
    read();
  }

  /// Whether the same message may be taken later, by this gateway.
  private static boolean passes(Problem problem) {
    return problem.code().retriable() && problem.code() != Problem.Code.STOPPING;
  }

  private static Duration pause(Problem problem) {
    if (problem.code() == Problem.Code.MEMORY_FULL) return RETRY;
    var told = Duration.ofMillis(problem.retryAfterMillis());
    if (told.isZero()) return RETRY_LATER;
    return told.compareTo(RETRY_AT_MOST) < 0 ? told : RETRY_AT_MOST;
  }

  /// Reads on if nothing waits and there is room for what is kept. Hot.
  private void settle() {
    var roomy = hold.resize(keptBytes());
    if (!hold.isEmpty()) watch();
    if (offered != null) {
      connection.pause(); // until it is answered, which leads back here
    } else if (roomy) {
      connection.resume();
    } else {
      waitForRoom();
    }
  }

  private long keptBytes() {
    return (long) codec.keep() + (offered == null ? 0 : offered.sizeBytes());
  }

  private void waitForRoom() {
    excuse();
    connection.pause();
    if (waitingForRoom) return;
    waitingForRoom = true;
    connection.after(RETRY, this::tryAgain);
  }

  private void tryAgain() {
    waitingForRoom = false;
    if (ended || offered != null) return;
    if (hold.insist(keptBytes())) {
      connection.resume();
      watch();
    } else {
      waitForRoom();
    }
  }

  /// Looks after a while at a client that holds room.
  private void watch() {
    if (unwatch != null) return;
    progressBytes = 0;
    refusalsBefore = intake.room().refusals();
    unwatch = connection.after(intake.room().patience(), this::look);
  }

  private void look() {
    unwatch = null;
    if (hold.isEmpty()) return;
    var slow = progressBytes < PROGRESS_BYTES;
    if (slow && intake.room().refusals() != refusalsBefore) {
      closeAsSlow();
    } else {
      watch();
    }
  }

  /// What a client did not bring while it was made to wait is not its fault.
  private void excuse() {
    progressBytes = PROGRESS_BYTES;
  }

  private void closeAsSlow() {
    intake.metrics().invalid(Reason.SLOW);
    codec.abandon();
    hold.release();
    connection.close();
  }
}
