package dev.weir.gateway.net;

import dev.weir.Caller;
import dev.weir.gateway.net.GrpcFrames.Frame;
import dev.weir.gateway.net.GrpcPort.Call;
import dev.weir.gateway.net.GrpcPort.Method;
import dev.weir.gateway.net.GrpcPort.Reader;
import dev.weir.gateway.net.GrpcPort.Status;
import dev.weir.gateway.net.GrpcPort.Watcher;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call on a [GrpcPort]: an HTTP/2 request whose body is the client's messages and whose
/// response is ours, with the status in its trailers. Lives on its event loop; only [#stop] and
/// [#execute] are for any thread.
///
/// Once it has ended or its client has gone, its reader hears nothing more.
final class GrpcCall implements Call {
  private static final String CONTENT_TYPE = "application/grpc";
  private static final String GZIP = "gzip";

  /// HTTP/2's code for a stream that is not needed any more, through nobody's fault.
  private static final long NO_ERROR = 0;

  /// A client that sends so much between two looks at it is not slow.
  private static final int PROGRESS_BYTES = 64 << 10;

  private final Context loop;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final @Nullable String encoding;
  private final GrpcPort port;
  private final Reader reader;
  private final Watcher watcher;
  private final long startedNanos;
  private final GrpcFrames frames;
  private final CallHead head;
  private final CallRoom.Hold hold;
  private final Outgoing outgoing;
  private boolean reading;
  private boolean paused;
  private boolean halfClosed;
  private boolean over;

  /// A message was too large or there was no room: what the client still sends is thrown away until
  /// the call has ended.
  private boolean deaf;

  /// Whether the next look at the client's progress is under way; what it brought since the last
  /// one; and how many had found no room by then.
  private boolean watched;

  private long timer;

  private long progressBytes;
  private long refusalsBefore;

  GrpcCall(Context loop, CallHead head, GrpcPort port, Method method) {
    this.loop = loop;
    this.head = head;
    this.request = head.request();
    this.response = request.response();
    this.outgoing = new Outgoing(loop, response, this::writable);
    this.encoding = request.getHeader("grpc-encoding");
    this.port = port;
    this.frames = new GrpcFrames(port.room().messageBytesMax());
    this.hold = port.room().hold();
    this.watcher = method.watcher();
    this.startedNanos = watcher.started();
    this.reader = method.readers().apply(this);
    port.opened(this);
  }

  @Override
  public @Nullable String field(String name) {
    return request.getHeader(name);
  }

  /// Ends a request that becomes no call.
  static void refuse(
      Context loop, HttpServerRequest request, Status status, String text, List<Field> trailers) {
    prepare(request.response());
    endAtOnce(request.response(), status, text, trailers);
    letGo(loop, request);
  }

  /// Has a stream close whose response has ended: a client that sends on would keep it open. Its
  /// end may be in what is being read, so that comes first.
  static void letGo(Context loop, HttpServerRequest request) {
    loop.runOnContext(_ -> {
      if (!request.isEnded()) request.response().reset(NO_ERROR);
    });
  }

  private static void prepare(HttpServerResponse response) {
    response
        .putHeader("content-type", CONTENT_TYPE)
        .putHeader("grpc-accept-encoding", "identity,gzip");
  }

  /// With nothing sent before it, the status stands in the only headers there are.
  private static void endAtOnce(
      HttpServerResponse response, Status status, String text, List<Field> trailers) {
    putStatus(response.headers(), status, text, trailers);
    var _ = response.end();
  }

  private static void putStatus(MultiMap fields, Status status, String text, List<Field> trailers) {
    fields.set("grpc-status", Integer.toString(status.code));
    if (!text.isEmpty()) fields.set("grpc-message", percentEncoded(text));
    for (var trailer : trailers) fields.set(trailer.name(), trailer.value());
  }

  void listen() {
    prepare(response);
    request.handler(this::received);
    request.endHandler(_ -> {
      halfClosed = true;
      if (!over) reader.ended();
    });
    request.exceptionHandler(_ -> cancelled());
    response.exceptionHandler(_ -> cancelled());
  }

  private void received(Buffer bytes) {
    if (over || deaf) return;
    progressBytes += bytes.length();
    frames.feed(bytes.getBytes());
    read();
  }

  /// Hands over message after message until the reader pauses or there is no whole one left.
  private void read() {
    if (reading) return;
    reading = true;
    for (var frame = next(); frame != null; frame = next()) {
      for (; frame != null; frame = next()) handOver(frame);
      if (!over) reader.caughtUp(); // which may go on that had paused
    }
    reading = false;
    settle();
  }

  /// What is handed over takes its own room, and soon.
  private void handOver(Frame frame) {
    hold.release();
    if (!head.stillIn()) {
      end(Status.UNAUTHENTICATED, "Who calls is not set up any more as they were. Call again");
      return;
    }
    watcher.received();
    switch (frame) {
      case Frame.Message message when message.compressed() -> uncompress(message);
      case Frame.Message(_, var bytes, var from, var to) -> reader.received(bytes, from, to);
      case Frame.Oversized(var bytes) -> {
        deaf = true; // where the next message begins is not known
        reader.oversized(bytes, port.room().messageBytesMax());
      }
    }
  }

  private @Nullable Frame next() {
    return over || paused || deaf ? null : frames.next();
  }

  private void uncompress(Frame.Message message) {
    if (!GZIP.equals(encoding)) {
      unreadable(Status.UNIMPLEMENTED, "The compression of the message is not known; use gzip");
      return;
    }
    var bytesMax = port.room().messageBytesMax();
    var zipped = Arrays.copyOfRange(message.bytes(), message.from(), message.to());
    switch (Unpacked.of(Packing.GZIP, zipped, bytesMax, port.room().whole())) {
      case Unpacked.Plain(var bytes) -> reader.received(bytes, 0, bytes.length);
      case Unpacked.TooLarge _ -> reader.oversized(bytesMax + 1L, bytesMax);
      case Unpacked.Bomb _ ->
          unreadable(
              Status.RESOURCE_EXHAUSTED,
              "The message unfolds to over 1 MiB and over 100 times what was sent; send it without"
                  + " compression");
      case Unpacked.NoRoom _ -> noRoom();
      case Unpacked.Broken(var why) ->
          unreadable(Status.INVALID_ARGUMENT, "The message cannot be uncompressed: " + why);
    }
  }

  private void unreadable(Status status, String why) {
    deaf = true;
    reader.unreadable(status, why);
  }

  /// Takes room for what is kept, which is more while the call pauses: the client may fill its
  /// window. Hot.
  private void settle() {
    if (over || deaf) return;
    var keptBytes = (long) frames.keep() + (paused ? port.room().windowBytes() : 0);
    if (!hold.resize(keptBytes)) {
      // A reader that keeps some waits for that very room, and not for long.
      if (!reader.keepsSome()) noRoom();
    } else if (!hold.isEmpty()) {
      watch();
    }
  }

  private void noRoom() {
    if (over || deaf) return;
    deaf = true;
    frames.forget();
    hold.release();
    if (!halfClosed) request.resume();
    reader.noRoom();
  }

  /// Looks after a while at a client that holds room.
  private void watch() {
    if (watched) return;
    watched = true;
    progressBytes = 0;
    refusalsBefore = port.room().refusals();
    timer = loop.owner().setTimer(port.room().patience().toMillis(), _ -> look());
  }

  /// A call pauses for the delivery, which is not its client's fault, or for a client that does not
  /// read.
  private void look() {
    watched = false;
    if (over || deaf || hold.isEmpty()) return;
    var slow = progressBytes < PROGRESS_BYTES && (!paused || isFull());
    if (slow && port.room().refusals() != refusalsBefore) {
      noRoom();
    } else {
      watch();
    }
  }

  private void cancelled() {
    if (!over) finish(null);
  }

  private void finish(@Nullable Status status) {
    over = true;
    frames.forget();
    hold.release();
    if (watched) loop.owner().cancelTimer(timer);
    port.ended(this);
    reader.over(status);
    watcher.over(status, startedNanos);
  }

  void stop() {
    execute(() -> {
      if (!over) reader.stopping();
    });
  }

  @Override
  public Caller caller() {
    return head.caller();
  }

  @Override
  public @Nullable X509Certificate certificate() {
    return Shown.certificate(request);
  }

  @Override
  public boolean isFull() {
    return !over && outgoing.isFull();
  }

  @Override
  public void send(byte[] bytes, int length) {
    if (over) return;
    watcher.sent();
    outgoing.gathered().appendByte((byte) 0).appendInt(length).appendBytes(bytes, 0, length);
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
  public void end(Status status, String text, List<Field> trailers) {
    if (over) return;
    flush();
    finish(status);
    if (response.headWritten()) {
      putStatus(response.trailers(), status, text, trailers);
      response.end().onComplete(_ -> closeClientsHalf());
    } else {
      endAtOnce(response, status, text, trailers);
      loop.runOnContext(_ -> closeClientsHalf());
    }
    if (!halfClosed) request.resume();
  }

  /// A client in the middle of sending would keep its half of the stream open.
  private void closeClientsHalf() {
    if (!halfClosed) response.reset(NO_ERROR);
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
    if (!paused && !over) request.resume();
  }

  @Override
  public void execute(Runnable task) {
    if (loop.equals(Vertx.currentContext())) {
      task.run();
    } else {
      loop.runOnContext(_ -> task.run());
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    loop.owner().setTimer(delay.toMillis(), _ -> task.run());
  }

  /// What gRPC asks of a status text: printable ASCII, the rest as `%` and two digits a byte.
  static String percentEncoded(String text) {
    var encoded = new StringBuilder();
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b));
      }
    }
    return encoded.toString();
  }
}
