package dev.weir.gateway.net;

import dev.weir.Caller;
import dev.weir.gateway.net.Cutter.Cut;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request for [Lines]: its body is read as it comes, and its answer goes out beside it. Lives
/// on its event loop; only [#stop] and [#execute] are for any thread.
///
/// Once it has ended or its client has gone, its reader hears nothing more.
final class LinesCall implements Lines.Call {
  /// How long a client that still sends has to read the end of its answer.
  private static final long LINGER_MILLIS = 2_000;

  /// What the network library keeps of a request that pauses, in the worst case.
  private static final int WINDOW_BYTES = 64 << 10;

  /// A client that sends so much between two looks at it is not slow.
  private static final int PROGRESS_BYTES = 1 << 10;

  private static final long NO_ERROR = 0; // of HTTP/2
  private static final long INTERNAL_ERROR = 2; // the same
  private static final long NO_TIMER = -1;

  private final HttpLoop loop;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Head head;

  /// Who sends it where nobody asks.
  private final Caller anybody;

  private final Lines.Reader reader;
  private final Cutter cutter;
  private final CallRoom.Hold hold;
  private final Outgoing outgoing;
  private boolean reading;
  private boolean paused;

  /// No more bytes come; and whether the reader was told so.
  private boolean halfClosed;

  private boolean endTold;
  private boolean over;

  /// There was no room: what the client still sends is thrown away until the answer has ended.
  private boolean deaf;

  /// Nothing of it is left, and its place in the room is another's.
  private boolean left;

  /// Whether the next look at the client's progress is under way; what it brought since the last
  /// one; and how many had found no room by then.
  private boolean watched;

  private long timer;

  /// That of a task of the reader's, or [#NO_TIMER].
  private long laterTimer = NO_TIMER;

  private long progressBytes;
  private long refusalsBefore;

  private LinesCall(Request head, HttpServerRequest request, Lines lines) {
    this.loop = head.loop();
    this.request = request;
    this.response = request.response();
    this.outgoing = new Outgoing(loop.context, response, this::writable);
    this.head = head;
    this.anybody = Caller.anybody(Network.of(head.client()));
    this.hold = loop.room.hold();
    this.reader = lines.open(this);
    this.cutter = lines.form().cutter(reader.lineBytesMax());
  }

  /// It has a place in the room.
  ///
  /// @param id that the answer is marked with
  static void start(Request head, HttpServerRequest request, String id, Lines lines) {
    request
        .response()
        .setChunked(true)
        .putHeader("content-type", lines.form().contentType)
        .putHeader("x-request-id", id);
    for (var field : lines.fields()) request.response().putHeader(field.name(), field.value());
    new LinesCall(head, request, lines).listen();
  }

  private void listen() {
    loop.opened(this);
    request.handler(this::received);
    request.endHandler(_ -> {
      halfClosed = true;
      if (!over) read();
    });
    request.exceptionHandler(_ -> cancelled());
    response.exceptionHandler(_ -> cancelled());
    response.closeHandler(_ -> {
      cancelled();
      leave();
    });
  }

  private void received(Buffer bytes) {
    if (over || deaf) return;
    progressBytes += bytes.length();
    cutter.feed(bytes.getBytes());
    read();
  }

  /// Hands over line after line until the reader pauses or there is no whole one left.
  private void read() {
    if (reading) return;
    reading = true;
    for (var cut = next(); cut != null; cut = next()) {
      // What is handed over takes its own room, and at once.
      hold.release();
      switch (cut) {
        case Cut.Line(var line) -> reader.received(line);
        case Cut.Oversized _ -> reader.oversized();
      }
    }
    reading = false;
    if (halfClosed && !paused && !over && !endTold) {
      endTold = true;
      reader.ended();
    }
    settle();
  }

  private @Nullable Cut next() {
    if (over || paused || deaf) return null;
    var next = cutter.next();
    return next == null && halfClosed ? cutter.last() : next;
  }

  /// Takes room for what is kept, which is more while the call pauses: the client sends on for a
  /// while. Hot.
  private void settle() {
    if (over || deaf) return;
    var keptBytes = (long) cutter.keep() + (paused ? WINDOW_BYTES : 0);
    if (!hold.resize(keptBytes)) {
      noRoom();
    } else if (!hold.isEmpty()) {
      watch();
    }
  }

  private void noRoom() {
    if (over || deaf) return;
    deaf = true;
    cutter.forget();
    hold.release();
    if (!halfClosed) request.resume();
    reader.noRoom();
  }

  /// Looks after a while at a client that holds room.
  private void watch() {
    if (watched) return;
    watched = true;
    progressBytes = 0;
    refusalsBefore = loop.room.refusals();
    var millis = loop.room.patience().toMillis();
    timer = vertx().setTimer(millis, _ -> look());
  }

  /// A call pauses for the delivery, which is not its client's fault, or for a client that does not
  /// read.
  private void look() {
    watched = false;
    if (over || deaf || hold.isEmpty()) return;
    var slow = progressBytes < PROGRESS_BYTES && (!paused || isFull());
    if (slow && loop.room.refusals() != refusalsBefore) {
      noRoom();
    } else {
      watch();
    }
  }

  private void cancelled() {
    if (over) return;
    finish();
    reader.cancelled();
  }

  private void finish() {
    over = true;
    cutter.forget();
    hold.release();
    if (watched) vertx().cancelTimer(timer);
    if (laterTimer != NO_TIMER) vertx().cancelTimer(laterTimer);
    loop.ended(this);
  }

  /// Called on the event loop.
  void stop() {
    if (!over) reader.stopping();
  }

  @Override
  public Caller caller() {
    var introduction = head.introduction(); // which may come later than the call
    return introduction == null ? anybody : introduction.caller();
  }

  @Override
  public boolean isFull() {
    return !over && outgoing.isFull();
  }

  @Override
  public void send(byte[] line) {
    if (over) return;
    outgoing.gathered().appendBytes(line);
    outgoing.added();
  }

  @Override
  public void flush() {
    if (!over) outgoing.flush();
  }

  private void writable() {
    if (!over) reader.writable();
  }

  @Override
  public boolean answer(Answer answer) {
    if (over || response.headWritten() || !outgoing.isEmpty()) return false;
    response.setStatusCode(answer.status());
    for (var field : answer.fields()) response.putHeader(field.name(), field.value());
    outgoing.gathered().appendBytes(answer.body());
    end();
    return true;
  }

  @Override
  public void later(Duration delay, Runnable task) {
    laterTimer =
        vertx()
            .setTimer(
                delay.toMillis(),
                _ -> {
                  laterTimer = NO_TIMER;
                  if (!over) task.run();
                });
  }

  @Override
  public void end() {
    if (over) return;
    flush();
    finish();
    response
        .end()
        .onComplete(_ -> {
          if (!http2()) leave(); // over HTTP/2 the end may wait for the client
          closeClientsHalf();
        });
    if (!halfClosed) request.resume();
  }

  private void leave() {
    if (left) return;
    left = true;
    loop.room.leave();
  }

  @Override
  public void breakOff() {
    if (over) return;
    finish();
    if (http2()) {
      response.reset(INTERNAL_ERROR);
    } else {
      request.connection().close();
    }
  }

  /// A client in the middle of sending would keep its half of the stream open.
  private void closeClientsHalf() {
    if (halfClosed) return;
    if (http2()) {
      response.reset(NO_ERROR);
    } else {
      vertx()
          .setTimer(
              LINGER_MILLIS,
              _ -> {
                if (!halfClosed) request.connection().close();
              });
    }
  }

  private boolean http2() {
    return request.version() == HttpVersion.HTTP_2;
  }

  private Vertx vertx() {
    return loop.context.owner();
  }

  @Override
  public void pause() {
    if (over || deaf) return;
    paused = true;
    request.pause();
    if (!reading) settle();
  }

  @Override
  public void resume() {
    if (over) return;
    paused = false;
    read();
    if (!paused && !over && !halfClosed) request.resume();
  }

  @Override
  public void execute(Runnable task) {
    if (loop.thread.equals(Thread.currentThread())) {
      task.run();
    } else {
      loop.context.runOnContext(_ -> task.run());
    }
  }
}
