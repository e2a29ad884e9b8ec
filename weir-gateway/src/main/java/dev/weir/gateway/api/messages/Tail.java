package dev.weir.gateway.api.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.MediaTypes;
import java.util.concurrent.atomic.AtomicBoolean;

/// The client's end of one tail. Lives on its call's event loop; a [Follower] on a thread of its
/// own has the other end, and calls what says so.
///
/// One event at most is on its way to a client. While it does not read, messages are dropped, and
/// counted.
final class Tail implements Lines.Onlooker {
  private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  private final Lines.Call call;
  private final Follower follower;

  /// Whether the client has yet to take the last event. Set by the follower, and cleared here.
  private final AtomicBoolean busy = new AtomicBoolean();

  private boolean over;

  Tail(Lines.Call call, Follower follower) {
    this.call = call;
    this.follower = follower;
  }

  /// A GET has no body, so this is the beginning.
  @Override
  public void ended() {
    if (!over) follower.start(this);
  }

  /// Whether one more event may be sent. The follower's.
  boolean isFree() {
    return !busy.get();
  }

  /// Sends an event. The follower's.
  void send(String name, byte[] data) {
    busy.set(true);
    call.execute(() -> {
      if (over) return;
      call.send("event: %s\ndata: ".formatted(name).getBytes(UTF_8));
      call.send(data);
      call.send("\n\n".getBytes(UTF_8));
      flushed();
    });
  }

  /// Says that it lives. The follower's.
  void comment() {
    busy.set(true);
    call.execute(() -> {
      if (over) return;
      call.send(COMMENT);
      flushed();
    });
  }

  private void flushed() {
    call.flush();
    if (!call.isFull()) busy.set(false);
  }

  /// Ends it with an error: as the answer, or as the last event where it has begun. The follower's.
  void fail(Answer problem) {
    call.execute(() -> {
      if (over) return;
      over = true;
      if (call.answer(problem.with("Content-Type", MediaTypes.PROBLEM))) return;
      call.send("event: failed\ndata: ".getBytes(UTF_8));
      call.send(problem.body());
      call.send("\n\n".getBytes(UTF_8));
      call.end();
    });
  }

  @Override
  public void writable() {
    busy.set(false);
  }

  @Override
  public void cancelled() {
    over = true;
    follower.stop();
  }

  @Override
  public void stopping() {
    if (over) return;
    cancelled();
    call.end();
  }
}
