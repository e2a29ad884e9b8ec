package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.Problem;
import dev.weir.gateway.frames.Frame.Reason;
import dev.weir.gateway.net.UnixPort;
import org.jspecify.annotations.Nullable;

/// Reads the frames of one client, as far as there is room for them.
///
/// A message that is refused for now is not given up, be it for want of room or over a rate: the
/// [Convoy] offers it again until it is taken, and nothing more is read meanwhile. The client then
/// waits in its own `write`. The same is done where there is no room for a frame that is still
/// coming: see [FrameRoom]. What may be kept without room is one read of at most 64 KiB, and what
/// was cut from it: how much comes is not known before.
///
/// On a level above memory a client that is not answered is read when what came before is safe: how
/// far it may run ahead is all that the level can mean there. Lives on the connection's event loop.
final class FrameReader implements UnixPort.Reader {
  /// So many frames may be on their way at a time.
  static final int WINDOW = 1 << 10;

  /// A client that brings so much between two looks at it is not slow.
  private static final int PROGRESS_BYTES = 64 << 10;

  private final UnixPort.Connection connection;
  private final Intake intake;
  private final FrameCodec codec;
  private final Reply reply;
  private final Convoy convoy;
  private final FrameRoom.Hold hold;

  private boolean reading;
  private boolean waitingForRoom;
  private boolean ended;
  private boolean finished;

  /// Why nothing more is read: the connection closes once all that was read is done.
  private @Nullable Problem ending;

  /// Calls off the next look at the client's progress; what it brought since the last one; and how
  /// many had found no room by then.
  private @Nullable Runnable unwatch;

  private long progressBytes;
  private long refusalsBefore;

  FrameReader(UnixPort.Connection connection, Intake intake, FrameCodec codec, Reply reply) {
    this.connection = connection;
    this.intake = intake;
    this.codec = codec;
    this.reply = reply;
    this.convoy = new Convoy(connection, intake, reply, this::read);
    this.hold = intake.room().hold();
    intake.metrics().connected();
  }

  @Override
  public void received(byte[] bytes) {
    progressBytes += bytes.length;
    codec.feed(bytes);
    read();
  }

  /// The client may have gone before the last of its messages found room. Who is answered sends
  /// again what was not counted, so of that nothing more is taken: it would only be there twice.
  @Override
  public void ended() {
    ended = true;
    reply.gone();
    convoy.look(); // what only waited to be told
    if (reply.isRead()) {
      if (isFull()) codec.abandon(); // whole frames that were not looked at
      convoy.stop();
    }
    read();
  }

  /// Who is answered sends again what was not, so nothing more is read of it.
  @Override
  public void stopping() {
    if (!reply.isRead()) {
      connection.closeWhenSilent();
    } else {
      codec.abandon();
      ending = Problem.stopping();
      convoy.stop();
      read();
    }
  }

  @Override
  public void writable() {
    convoy.look();
    reply.writable();
    read();
  }

  private void finish() {
    finished = true;
    if (codec.end() instanceof Frame.Invalid(var reason)) intake.metrics().invalid(reason);
    hold.release();
    // Ten seconds of connections that are gone would be many.
    if (unwatch != null) unwatch.run();
    intake.metrics().disconnected();
  }

  /// Takes frame after frame until the delivery has to think, or there is no whole one left.
  private void read() {
    if (reading || finished) return;
    reading = true;
    var more = !convoy.waits();
    while (more) more = step() && !convoy.waits();
    reading = false;
    var over = convoy.isStopped() || convoy.size() == 0;
    if (ended && over) {
      finish();
    } else {
      settle();
    }
  }

  /// Hands on as many as there may be at a time; answers whether there were any. Hot.
  private boolean step() {
    var room = window() - convoy.size();
    var count = 0;
    for (; count < room; count++) {
      var frame = codec.next();
      if (frame == null) break;
      take(frame);
    }
    convoy.offer();
    return count > 0;
  }

  private int window() {
    return !reply.isRead() && intake.acks().get() != Acks.MEMORY ? 1 : WINDOW;
  }

  private void take(Frame frame) {
    switch (frame) {
      case Frame.Whole(var message) -> convoy.add(message);
      case Frame.Invalid(var reason) -> {
        intake.metrics().invalid(reason);
        if (reason == Reason.TOO_LARGE) {
          ending = reason.problem();
        } else {
          convoy.add(reason.problem());
        }
      }
    }
  }

  /// Reads on if nothing waits and there is room for what is kept. Hot.
  private void settle() {
    var roomy = hold.resize(keptBytes());
    if (!hold.isEmpty()) watch();
    if (convoy.isStopped() && ending == null) ending = Problem.stopping();
    if (ending != null && convoy.size() == 0) {
      reply.ending(ending);
      connection.close();
    } else if (isFull()) {
      excuse();
      connection.pause(); // until something moves, which leads back here
    } else if (roomy) {
      connection.resume();
    } else {
      waitForRoom();
    }
  }

  private boolean isFull() {
    return ending != null || convoy.waits() || convoy.size() >= window();
  }

  private long keptBytes() {
    return codec.keep() + convoy.waitingBytes();
  }

  private void waitForRoom() {
    excuse();
    connection.pause();
    if (waitingForRoom) return;
    waitingForRoom = true;
    connection.after(Convoy.RETRY, this::tryAgain);
  }

  private void tryAgain() {
    waitingForRoom = false;
    if (ended || isFull()) return;
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
    ending = Reason.SLOW.problem();
    read();
  }
}
