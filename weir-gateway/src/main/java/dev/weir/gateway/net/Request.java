package dev.weir.gateway.net;

import static java.util.Objects.requireNonNull;

import dev.weir.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request from its head to its answer.
///
/// ```
/// head ──▶ refused: answered at once, its body thrown away
///    └───▶ reading ──▶ whole: handed to its endpoint, answered from any thread
///              └─────▶ too large, too slow, or the client went away
/// ```
///
/// Its event loop alone touches it, but for [#answer].
final class Request implements Exchange {
  private static final Logger log = LoggerFactory.getLogger(Request.class);
  private static final long PROGRESS_NANOS = 10_000_000_000L;
  private static final int PROGRESS_BYTES = 1 << 10;

  /// How much unread body is worth reading to keep a connection whose request was refused.
  private static final int DISCARDED_BYTES_MAX = 1 << 20;

  /// How long a client has to take note of a refusal before its connection closes.
  private static final long LINGER_MILLIS = 2_000;

  /// How long a client may take to send the rest of a refused request.
  private static final long DISCARD_MILLIS = 10_000;

  /// What an answer may have before it counts as memory in use.
  private static final int SMALL_ANSWER_BYTES = 4 << 10;

  private static final int NO_ERROR = 0; // of HTTP/2
  private static final int LARGE_BYTES = 128 << 10;
  private static final int ID_LENGTH_MAX = 128;
  private static final CharSequence ID = HttpHeaders.createOptimized("X-Request-Id");
  private static final byte[] NO_BODY = {};

  private final HttpLoop loop;
  private final HttpServerRequest http;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final String path;

  /// Its neighbours among the requests that are being read, for [HttpLoop] alone.
  @Nullable Request older;

  @Nullable Request newer;

  private @Nullable Endpoint endpoint;
  private @Nullable Buffer body;
  private long takenBytes;
  private boolean copied;

  /// Whole, refused or gone: nothing more is read, and whoever ended it gives the room back.
  private boolean ended;

  /// The slow-client rule looks at windows of time: when the present one began, and what came in
  /// it.
  private long windowNanos;

  private int windowBytes;

  Request(HttpLoop loop, HttpServerRequest http) {
    this.loop = loop;
    this.http = http;
    var raw = String.valueOf(http.path());
    this.path = raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
  }

  /// Hot.
  void start(@Nullable Endpoint endpoint) {
    var refusal = refusal(endpoint);
    if (refusal != null) {
      refuse(refusal);
      return;
    }
    this.endpoint = endpoint;
    windowNanos = loop.nanos();
    loop.startReading(this);
    http.handler(this::read);
    http.endHandler(_ -> whole());
    http.exceptionHandler(_ -> unreadable());
    if (expectsContinue()) http.response().writeContinue();
  }

  private @Nullable Answer refusal(@Nullable Endpoint endpoint) {
    if (endpoint == null) return Refusals.notFound(path);
    var refusal = endpoint.refusal(this);
    if (refusal != null) return refusal;
    var encoding = http.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Refusals.encoded(encoding);
    }
    var length = declaredLength();
    if (length > loop.limits.requestBytes()) {
      return Refusals.tooLarge(length, loop.limits.requestBytes());
    }
    // Looked at and not taken: a slow client must not hold room for bytes that it has not sent.
    var budget = loop.limits.budget();
    return budget.usedBytes() + length > budget.limitBytes() ? noRoom() : null;
  }

  /// -1 where the body does not say how long it is.
  private long declaredLength() {
    var length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) return http2() || chunked() ? -1 : 0;
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1; // the decoder before us refuses such a request; if it did not, the body is counted
    }
  }

  private boolean chunked() {
    return http.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private boolean http2() {
    return http.version() == HttpVersion.HTTP_2;
  }

  private boolean take(long bytes) {
    if (bytes > 0 && !loop.limits.budget().take(bytes)) return false;
    takenBytes += bytes;
    return true;
  }

  /// Hot.
  private void read(Buffer chunk) {
    if (ended) return;
    windowBytes += chunk.length();
    body = body == null ? chunk : grown(body).appendBuffer(chunk);
    var length = body.length();
    if (length > loop.limits.requestBytes()) {
      refuse(Refusals.tooLarge(-1, loop.limits.requestBytes()));
    } else if (length > takenBytes && !take(length - takenBytes)) {
      refuse(noRoom());
    }
  }

  /// The first chunk is the network's own buffer: only a copy of it may grow.
  private Buffer grown(Buffer body) {
    if (copied) return body;
    copied = true;
    return Buffer.buffer(2 * body.length()).appendBuffer(body);
  }

  private Answer noRoom() {
    return Refusals.noRoom(loop.limits.budget().limitBytes());
  }

  /// A large body takes long to decode, and an event loop has other connections to serve.
  private void whole() {
    if (ended) return;
    ended = true;
    loop.endReading(this);
    if (body != null && body.length() > LARGE_BYTES) {
      Thread.ofVirtual().name("large-body").start(this::handle);
    } else {
      handle();
    }
  }

  private void handle() {
    try {
      requireNonNull(endpoint).handle(this);
    } catch (RuntimeException e) {
      log.error("{} {} failed", method(), path, e);
      answer(Refusals.bug(e));
    } finally {
      giveBack();
    }
  }

  /// The client went away, or what it sends is no body, such as a chunk without a size: the library
  /// closes the connection then, before an answer could leave.
  private void unreadable() {
    if (!ended) stopReading();
  }

  /// Ends a request whose body is still coming, for a port that closes.
  void stop() {
    if (!ended) refuse(Answer.tryLater(Problem.stopping()));
  }

  private void stopReading() {
    ended = true;
    loop.endReading(this);
    giveBack();
  }

  private void giveBack() {
    loop.limits.budget().giveBack(takenBytes);
    takenBytes = 0;
    body = null;
  }

  void endIfSlow(long nowNanos) {
    if (ended || nowNanos - windowNanos < PROGRESS_NANOS) return;
    if (windowBytes < PROGRESS_BYTES) {
      refuse(Refusals.tooSlow());
    } else {
      windowNanos = nowNanos;
      windowBytes = 0;
    }
  }

  /// Answers before the body is there. What still comes of it is thrown away: where that is little,
  /// the connection stays usable; else it closes when the client had time to take note.
  private void refuse(Answer answer) {
    stopReading();
    http.handler(_ -> {});
    var over = http.isEnded() || declaredLength() == 0;
    if (over || http2()) {
      answer(answer);
    } else if (littleComes(answer)) {
      answer(answer);
      closeUnlessEnded(DISCARD_MILLIS);
    } else {
      answer(answer.with("Connection", "close"));
      http.endHandler(_ -> http.connection().close());
      closeUnlessEnded(LINGER_MILLIS);
    }
  }

  private boolean littleComes(Answer answer) {
    var length = declaredLength();
    var known = length >= 0 && length <= DISCARDED_BYTES_MAX;
    // Who asked whether to send the body will send it or not: nobody knows what comes next.
    return known && !expectsContinue() && answer.status() != 408;
  }

  private void closeUnlessEnded(long afterMillis) {
    loop.context
        .owner()
        .setTimer(
            afterMillis,
            _ -> {
              if (!http.isEnded()) http.connection().close();
            });
  }

  private boolean expectsContinue() {
    return http.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
  }

  @Override
  public void answer(Answer answer) {
    if (!answered.compareAndSet(false, true)) {
      throw new IllegalStateException("%s %s is answered twice".formatted(method(), path));
    }
    if (loop.thread.equals(Thread.currentThread())) {
      write(answer);
    } else {
      loop.context.runOnContext(_ -> write(answer));
    }
  }

  private void write(Answer answer) {
    var response = http.response();
    if (response.closed()) return; // the client went away; there is nobody to tell
    response.setStatusCode(answer.status());
    response.putHeader(ID, id());
    var contentType = answer.contentType();
    if (contentType != null) response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    for (var field : answer.fields()) response.putHeader(field.name(), field.value());
    var bytes = answer.body().length > SMALL_ANSWER_BYTES ? answer.body().length : 0;
    loop.limits.budget().owe(bytes);
    response.end(Buffer.buffer(answer.body())).onComplete(written -> written(written, bytes));
  }

  /// The answer is with the network, or never will be.
  private void written(AsyncResult<Void> written, int bytes) {
    loop.limits.budget().giveBack(bytes);
    if (written.failed()) {
      http.connection().close();
    } else if (http2() && !http.isEnded()) {
      // Nothing more of a refused upload is wanted.
      http.response().reset(NO_ERROR);
    }
  }

  /// The client's own id where it sent one, so that its log and ours can be laid side by side.
  private String id() {
    var given = http.getHeader(ID);
    return given != null && given.length() <= ID_LENGTH_MAX ? given : loop.nextId();
  }

  @Override
  public String method() {
    return http.method().name();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return http.query();
  }

  @Override
  public String client() {
    return Net.client(http.remoteAddress());
  }

  @Override
  public @Nullable String header(String name) {
    return http.getHeader(name);
  }

  @Override
  public byte[] body() {
    return body == null ? NO_BODY : body.getBytes();
  }
}
