package dev.weir.gateway.net;

import dev.weir.Caller;
import dev.weir.Problem;
import dev.weir.config.Address;
import dev.weir.delivery.Budget;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A gRPC listener over HTTP/2, with TLS or without: streams of messages in, streams of messages
/// out.
///
/// A [Call] and its [Reader] live on one event loop. Opened and closed by any other thread.
public final class GrpcPort implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GrpcPort.class);

  /// The largest message that is read, where `limits.memory` is large enough for it.
  public static final int MESSAGE_BYTES_MAX = 4 << 20;

  /// How long the calls that are open may take to end when the port closes.
  private static final long DRAIN_AT_MOST_MILLIS = 5_000;

  /// How long a client may hold room that others need without sending on.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  /// Wider than one stream's, or a stream that does not read would hold up its connection.
  private static final int CONNECTION_WINDOW_BYTES = 16 << 20;

  /// Of one connection in 30 s; beyond that it is closed.
  private static final int RESETS_MAX = 100_000;

  /// Of one connection in 30 s: some clients send a ping with each read, to learn how fast the way
  /// is.
  private static final int CONTROL_FRAMES_MAX = 100_000;

  /// How a call ends. The names and numbers are gRPC's.
  public enum Status {
    OK(0),
    UNKNOWN(2),
    INVALID_ARGUMENT(3),
    NOT_FOUND(5),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14),
    UNAUTHENTICATED(16);

    final int code;

    Status(int code) {
      this.code = code;
    }
  }

  /// The server's end of one call, to be used on its event loop but for [#execute].
  public interface Call {
    /// Whether the client has yet to read much of what was sent.
    boolean isFull();

    /// Sends a message, at the latest with the next flush.
    default void send(byte[] message) {
      send(message, message.length);
    }

    /// Sends the first bytes of an array, which is the caller's again at once.
    void send(byte[] bytes, int length);

    /// Writes what was sent and is still gathered; an end does so too.
    void flush();

    /// Who calls, and what they may do.
    Caller caller();

    /// The first field of the call's metadata of this name, or null.
    default @Nullable String field(String name) {
      return null;
    }

    /// The certificate that the client has shown, of somebody whom this port believes; or null.
    default @Nullable X509Certificate certificate() {
      return null;
    }

    /// Ends the call after all that was sent.
    default void end(Status status, String text) {
      end(status, text, List.of());
    }

    /// The same, with more trailers for machines; their values are plain ASCII.
    void end(Status status, String text, List<Field> trailers);

    /// Reads no more until `resume`; what was read before may still arrive.
    void pause();

    void resume();

    /// Runs a task on the call's event loop: at once if that is where the caller is.
    void execute(Runnable task);

    /// Runs a task on the call's event loop after a while, also if the call is over by then.
    void after(Duration delay, Runnable task);
  }

  /// What becomes of the messages of one call. Called on its event loop.
  public interface Reader {
    /// A message: the bytes from one place up to another. They are the reader's during this call
    /// only.
    void received(byte[] bytes, int from, int to);

    /// All that has come whole so far was handed over: the time to act on several as one.
    default void caughtUp() {}

    /// Whether the reader keeps some of what was handed over until there is room for it.
    default boolean keepsSome() {
      return false;
    }

    /// A message that is longer than may be was skipped.
    void oversized(long bytes, int bytesMax);

    /// A message cannot be uncompressed: the call should end, with this status or another.
    void unreadable(Status status, String why);

    /// There is no room for what the client has begun to send, or what it holds is wanted by others
    /// while it sends nothing. It was thrown away with all that follows: the call should end.
    void noRoom();

    /// The client sends nothing more and waits for its answers.
    void ended();

    /// The call is over and the reader hears nothing more. Called once for every call.
    ///
    /// @param status how it ended, or null where the client has gone and nobody reads any answer
    default void over(@Nullable Status status) {}

    /// A call that was full has room again.
    default void writable() {}

    /// The port closes: the call should end soon.
    void stopping();
  }

  /// What is done about the calls of a method.
  ///
  /// @param readers makes the reader of a call
  /// @param porter judges a call before that
  public record Method(Function<Call, Reader> readers, Watcher watcher, Porter porter) {}

  /// Says who calls and whether they may, and introduces them.
  public interface Porter {
    /// What is said of a call that is let in.
    Judgement IN = new Judgement.In();

    Porter NOBODY = _ -> IN;

    /// On the call's event loop.
    Judgement judge(Head head);
  }

  /// What is said of a call before its first message.
  public sealed interface Judgement {
    record In() implements Judgement {}

    /// It is not carried out.
    ///
    /// @param trailers for machines; their values are plain ASCII
    record Out(Status status, String text, List<Field> trailers) implements Judgement {}

    /// It takes a while to tell.
    ///
    /// @param last blocks until that is known; it answers no other one of this kind
    record Later(Supplier<Judgement> last) implements Judgement {}
  }

  /// Counts what goes on, whatever the reader makes of it. On the calls' event loops.
  public interface Watcher {
    Watcher NOBODY = new Watcher() {};

    /// Tells the time, to have it back at the end.
    default long started() {
      return 0;
    }

    default void received() {}

    default void sent() {}

    /// A call has ended.
    ///
    /// @param status null where the client has gone
    default void over(@Nullable Status status, long startedNanos) {}
  }

  private final Map<String, Method> methods;
  private final CallRoom room;
  private final Set<GrpcCall> calls = ConcurrentHashMap.newKeySet();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Listeners listeners;

  private GrpcPort(Net net, Place place, CallRoom room, Map<String, Method> methods) {
    this.methods = methods;
    this.room = room;
    this.listeners =
        Listeners.open(net, place.address(), shared -> listen(net, place.encryption(), shared));
  }

  /// Opens the port.
  ///
  /// @param budget of which a part is for messages that have not come whole
  /// @param methods by their paths, as `/package.Service/Method`
  /// @throws NetException if it cannot be opened
  public static GrpcPort open(Net net, Place place, Budget budget, Map<String, Method> methods) {
    return open(net, place, new CallRoom(budget, PATIENCE), methods);
  }

  /// The same without TLS.
  public static GrpcPort open(
      Net net, Address.Tcp address, Budget budget, Map<String, Method> methods) {
    return open(net, Place.plain(address), budget, methods);
  }

  static GrpcPort open(Net net, Place place, CallRoom room, Map<String, Method> methods) {
    return new GrpcPort(net, place, room, methods);
  }

  public int port() {
    return listeners.port();
  }

  private Future<Integer> listen(Net net, @Nullable Encryption encryption, SocketAddress address) {
    var server = server(net, encryption);
    servers.add(server);
    return server
        .connectionHandler(connection -> {
          Http2Guard.allow(connection, CONTROL_FRAMES_MAX);
          HangUps.forgive(connection);
        })
        .invalidRequestHandler(NoHttp::answer)
        .requestHandler(request -> accept(net.vertx().getOrCreateContext(), request))
        .listen(address)
        .map(HttpServer::actualPort);
  }

  private HttpServer server(Net net, @Nullable Encryption encryption) {
    // One connection leaves half of the calls to the others.
    var options = httpOptions(room.windowBytes(), Math.max(1, room.callsMax() / 2));
    if (encryption == null) return net.vertx().createHttpServer(options);
    var within = encryption.within(options, HttpVersion.HTTP_2, HttpVersion.HTTP_1_1);
    return encryption.follow(net.vertx().createHttpServer(within));
  }

  private void accept(Context loop, HttpServerRequest request) {
    var contentType = request.getHeader("content-type");
    if (request.version() != HttpVersion.HTTP_2
        || contentType == null
        || !contentType.matches("application/grpc(\\+proto)?")) {
      request.response().setStatusCode(UNSUPPORTED_MEDIA_TYPE).end();
      if (request.version() == HttpVersion.HTTP_2) GrpcCall.letGo(loop, request);
      return;
    }
    var method = methods.get(request.path());
    if (method == null) {
      GrpcCall.refuse(
          loop, request, Status.UNIMPLEMENTED, "There is no method " + request.path(), List.of());
    } else if (!room.enter()) {
      refuseFull(loop, request);
    } else {
      request.response().closeHandler(_ -> room.leave());
      judge(loop, request, method);
    }
  }

  private void refuseFull(Context loop, HttpServerRequest request) {
    var text =
        ("%,d calls are open, and limits.memory has no room for another. Send again later, on"
                + " fewer streams, or raise limits.memory.")
            .formatted(room.callsMax());
    var code = new Field("weir-problem-code", Problem.Code.MEMORY_FULL.label());
    GrpcCall.refuse(loop, request, Status.RESOURCE_EXHAUSTED, text, List.of(code));
  }

  private void judge(Context loop, HttpServerRequest request, Method method) {
    var head = new CallHead(request);
    switch (method.porter().judge(head)) {
      case Judgement.Later(var last) -> {
        request.pause(); // what comes meanwhile is for the call that it may become
        Thread.ofVirtual()
            .name("door")
            .start(() -> {
              var judgement = said(last);
              loop.runOnContext(_ -> {
                if (request.response().closed()) return; // the client did not wait
                judged(loop, head, method, judgement);
                request.resume();
              });
            });
      }
      case Judgement other -> judged(loop, head, method, other);
    }
  }

  /// Nobody else hears of a mistake there, and the client waits.
  private static Judgement said(Supplier<Judgement> last) {
    try {
      return last.get();
    } catch (RuntimeException e) {
      log.error("It cannot be told who calls", e);
      return new Judgement.Out(
          Status.INTERNAL,
          "It cannot be told who calls: Weir made a mistake. Report it with the log",
          List.of());
    }
  }

  private void judged(Context loop, CallHead head, Method method, Judgement judgement) {
    switch (judgement) {
      case Judgement.In _ -> new GrpcCall(loop, head, this, method).listen();
      case Judgement.Out(var status, var text, var trailers) ->
          GrpcCall.refuse(loop, head.request(), status, text, trailers);
      case Judgement.Later _ -> throw new IllegalStateException("it was to be judged by now");
    }
  }

  CallRoom room() {
    return room;
  }

  void opened(GrpcCall call) {
    calls.add(call);
    if (closed.get()) call.stop(); // it came while the others were told
  }

  void ended(GrpcCall call) {
    calls.remove(call);
  }

  private static HttpServerOptions httpOptions(int windowBytes, int streamsMax) {
    var options = new HttpServerOptions();
    // A stream may be silent for hours, so there is no idle limit: this finds clients that are
    // gone.
    options.setTcpKeepAlive(true);
    // A client may give up as many calls as it likes: one costs no more than one that ends well.
    options.setHttp2RstFloodMaxRstFramePerWindow(RESETS_MAX);
    return options
        .setInitialSettings(
            new Http2Settings()
                .setInitialWindowSize(windowBytes)
                .setMaxConcurrentStreams(streamsMax))
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES);
  }

  /// Takes no more calls, lets the open ones end for a bounded time, and closes.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    calls.forEach(GrpcCall::stop);
    var drained =
        servers.stream()
            .map(server -> server.shutdown(DRAIN_AT_MOST_MILLIS, TimeUnit.MILLISECONDS))
            .toList();
    Net.await(Future.join(drained), "The gRPC calls did not end");
    listeners.close();
  }
}
