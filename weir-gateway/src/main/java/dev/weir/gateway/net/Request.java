package dev.weir.gateway.net;

import static java.util.Objects.requireNonNull;

import dev.weir.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.List;
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
  private static final int INTERNAL_ERROR = 2;
  private static final int CANCEL = 8;
  private static final int ID_LENGTH_MAX = 128;
  private static final String HOST = "Host";

  private final HttpLoop loop;
  private final HttpServerRequest http;
  private final Framing framing;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final String rawPath;
  private final String path;

  /// Its neighbours among the requests that are being read, for [HttpLoop] alone.
  @Nullable Request older;

  @Nullable Request newer;

  /// Set before anybody asks, by whoever judges the request: maybe another thread.
  private volatile @Nullable Introduction introduction;

  private final @Nullable Watch watch;
  private @Nullable Endpoint endpoint;
  private @Nullable Body body;

  /// Whom it counts for, and since when.
  private HttpFigures.@Nullable Way way;

  private long begunNanos;

  /// Whole, refused or gone: nothing more is read, and whoever ended it gives the room back.
  private boolean ended;

  /// The connection ends with the answer.
  private boolean closing;

  /// The slow-client rule looks at windows of time: when the present one began, and what came in
  /// it.
  private long windowNanos;

  private int windowBytes;

  /// Ends a large answer that is not read.
  private long unreadTimer;

  /// @param watch what the log hears of it, or null
  Request(HttpLoop loop, HttpServerRequest http, @Nullable Watch watch) {
    this.loop = loop;
    this.http = http;
    this.watch = watch;
    this.framing = new Framing(http);
    this.rawPath = String.valueOf(http.path());
    this.path = withoutEnd(rawPath);
  }

  private static String withoutEnd(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /// Hot. Has its answer counted.
  void counted(HttpFigures.Way by) {
    way = by;
    begunNanos = loop.nanos();
  }

  /// Hot.
  void start(@Nullable Endpoint endpoint) {
    this.endpoint = endpoint;
    try {
      begin(endpoint);
    } catch (RuntimeException e) {
      log.error("{} {} failed", method(), path, e);
      refuse(Refusals.bug(e));
    }
  }

  private void begin(@Nullable Endpoint endpoint) {
    var refusal = refusal(endpoint);
    if (refusal != null) {
      refuse(refusal);
      return;
    }
    var lines = requireNonNull(endpoint).lines(this);
    if (lines != null) {
      readLines(lines);
    } else {
      readBody();
    }
  }

  /// Why none of the body is read, or null.
  private @Nullable Answer refusal(@Nullable Endpoint endpoint) {
    var breach = framing.breach();
    if (breach != null) return told(Answer.text(breach.status(), breach.text));
    if (leavesUnread()) return told(Refusals.unread(loop.limits.unreadBytes()));
    return endpoint == null ? Refusals.notFound(path) : endpoint.refusal(this);
  }

  /// Over HTTP/1 the library takes the next request when there is room for its answer.
  private boolean leavesUnread() {
    return framing.http2() && Http2Guard.unreadBytes(http.connection()) > loop.limits.unreadBytes();
  }

  private void readLines(Lines lines) {
    var encoding = framing.encoding();
    if (encoding != null) {
      refuse(told(Refusals.encoded(encoding, "identity")));
      return;
    }
    if (!loop.room.enter()) {
      refuse(told(Refusals.noRoom(loop.limits.budget().limitBytes())));
      return;
    }
    if (framing.expectsContinue()) http.response().writeContinue();
    LinesCall.start(this, http, id(), lines);
  }

  private void readBody() {
    var encoding = framing.encoding();
    var packing = encoding == null ? null : Packing.named(encoding);
    if (encoding != null && packing == null) {
      refuse(told(Refusals.encoded(encoding, Packing.NAMES)));
      return;
    }
    var refusal = announced(framing.declaredLength());
    if (refusal != null) {
      refuse(told(refusal));
      return;
    }
    body = new Body(loop.limits, packing);
    windowNanos = loop.nanos();
    loop.startReading(this);
    http.handler(this::read);
    http.endHandler(_ -> whole());
    http.exceptionHandler(_ -> unreadable());
    framing.whenBroken(this::broken);
    if (framing.expectsContinue()) http.response().writeContinue();
  }

  /// Why a body of the length that was announced is not read, or null.
  private @Nullable Answer announced(long length) {
    if (length > loop.limits.requestBytes()) {
      return Refusals.tooLarge(length, loop.limits.requestBytes());
    }
    // Looked at and not taken: a slow client must not hold room for bytes that it has not sent.
    var budget = loop.limits.budget();
    return budget.usedBytes() + length > budget.limitBytes()
        ? Refusals.noRoom(budget.limitBytes())
        : null;
  }

  /// Hot.
  private void read(Buffer chunk) {
    if (ended) return;
    windowBytes += chunk.length();
    var refusal = requireNonNull(body).add(chunk);
    if (refusal != null) refuse(told(refusal));
  }

  private void whole() {
    if (ended) return;
    ended = true;
    loop.endReading(this);
    if (requireNonNull(body).isLarge()) {
      Thread.ofVirtual().name("large-body").start(this::handle);
    } else {
      handle();
    }
  }

  private void handle() {
    try {
      var refusal = requireNonNull(body).unpack();
      if (refusal != null) {
        giveBack(); // before anybody may come again for it
        answer(told(refusal));
      } else {
        requireNonNull(endpoint).handle(this);
      }
    } catch (RuntimeException e) {
      log.error("{} {} failed", method(), path, e);
      answer(told(Refusals.bug(e)));
    } finally {
      giveBack();
    }
  }

  /// The client went away, or what it sends is no body, such as a chunk without a size: the library
  /// closes the connection then, before an answer could leave.
  private void unreadable() {
    if (!ended) stopReading();
  }

  /// What comes is no body in chunks, and where the next request begins is not known.
  private void broken() {
    closing = true;
    if (ended) http.connection().close();
    else refuse(told(Refusals.chunks()));
  }

  /// Ends a request whose body is still coming, for a port that closes.
  void stop() {
    if (!ended) refuse(told(Answer.tryLater(Problem.stopping())));
  }

  private void stopReading() {
    ended = true;
    loop.endReading(this);
    giveBack();
  }

  private void giveBack() {
    if (body != null) body.release();
  }

  void endIfSlow(long nowNanos) {
    if (ended || nowNanos - windowNanos < PROGRESS_NANOS) return;
    if (windowBytes < PROGRESS_BYTES) {
      refuse(told(Refusals.tooSlow()));
    } else {
      windowNanos = nowNanos;
      windowBytes = 0;
    }
  }

  private Answer told(Answer answer) {
    return endpoint == null ? answer : endpoint.told(this, answer);
  }

  /// Answers before the body is there. What still comes of it is thrown away: where that is little,
  /// the connection stays usable; else it closes when the client had time to take note.
  private void refuse(Answer answer) {
    stopReading();
    http.handler(_ -> {});
    var over = http.isEnded() || framing.declaredLength() == 0;
    if (over || framing.http2()) {
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
    var length = framing.declaredLength();
    var known = length >= 0 && length <= DISCARDED_BYTES_MAX;
    // Who asked whether to send the body will send it or not: nobody knows what comes next.
    return known && !framing.expectsContinue() && answer.status() != 408;
  }

  private void closeUnlessEnded(long afterMillis) {
    vertx()
        .setTimer(
            afterMillis,
            _ -> {
              if (!http.isEnded()) http.connection().close();
            });
  }

  private Vertx vertx() {
    return loop.context.owner();
  }

  @Override
  public boolean isDeserted() {
    return http.response().closed();
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
    try {
      put(answer);
    } catch (RuntimeException e) {
      log.error("The answer to {} {} could not be written", method(), path, e);
      hangUp();
    }
  }

  private void put(Answer answer) {
    var response = http.response();
    var hangsUp = endpoint != null && endpoint.hangsUp(answer);
    var gone = response.closed();
    if (way != null) way.answered(gone || hangsUp ? 0 : answer.status(), loop.nanos() - begunNanos);
    if (gone) return; // the client went away; there is nobody to tell
    if (hangsUp) {
      hangUp();
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader(Watch.ID, id());
    var contentType = answer.contentType();
    if (closing) response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    if (contentType != null) response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    for (var field : answer.fields()) response.putHeader(field.name(), field.value());
    var bytes = answer.body().length > SMALL_ANSWER_BYTES ? answer.body().length : 0;
    if (bytes > 0) owe(bytes);
    response.end(body(answer)).onComplete(written -> written(written, bytes));
  }

  /// The library leaves out the body of an answer to a HEAD over HTTP/1 alone.
  private Buffer body(Answer answer) {
    if (!framing.http2() || !method().equals("HEAD")) return Buffer.buffer(answer.body());
    http.response().putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(answer.body().length));
    return Buffer.buffer();
  }

  /// The only failure that some clients see.
  private void hangUp() {
    if (framing.http2()) {
      http.response().reset(INTERNAL_ERROR);
    } else {
      http.connection().close();
    }
  }

  /// Has a large answer count until it is read, and that for no longer than a connection may be
  /// silent: over HTTP/2 the connection never is where its client likes to ping.
  private void owe(int bytes) {
    loop.limits.budget().owe(bytes);
    if (!framing.http2()) return;
    Http2Guard.addUnread(http.connection(), bytes);
    var patience = loop.limits.silentAtMost().toMillis();
    unreadTimer = vertx().setTimer(patience, _ -> http.response().reset(CANCEL));
  }

  private void giveBack(int bytes) {
    loop.limits.budget().giveBack(bytes);
    if (!framing.http2()) return;
    Http2Guard.addUnread(http.connection(), -bytes);
    vertx().cancelTimer(unreadTimer);
  }

  /// The answer is with the network, or never will be.
  private void written(AsyncResult<Void> written, int bytes) {
    if (bytes > 0) giveBack(bytes);
    if (closing || (written.failed() && !framing.http2())) {
      http.connection().close();
    } else if (framing.http2() && !http.isEnded()) {
      // Nothing more of a refused upload is wanted.
      http.response().reset(NO_ERROR);
    }
  }

  /// The client's own id where it sent one, so that its log and ours can be laid side by side.
  private String id() {
    var given = http.getHeader(Watch.ID);
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
  public String rawPath() {
    return rawPath;
  }

  @Override
  public @Nullable String query() {
    return http.query();
  }

  @Override
  public boolean isEncrypted() {
    return http.isSSL();
  }

  @Override
  public @Nullable X509Certificate certificate() {
    return Shown.certificate(http);
  }

  @Override
  public String client() {
    return Net.client(http.remoteAddress());
  }

  @Override
  public void introduce(Introduction somebody) {
    introduction = somebody;
    if (watch != null) watch.introduce(somebody.caller());
  }

  @Override
  public @Nullable Introduction introduction() {
    return introduction;
  }

  HttpLoop loop() {
    return loop;
  }

  @Override
  public @Nullable String header(String name) {
    var value = http.getHeader(name);
    return value == null && name.equals(HOST) ? authority() : value;
  }

  /// HTTP/2 has it in the place of a `Host`.
  private @Nullable String authority() {
    var authority = framing.http2() ? http.authority() : null;
    return authority == null ? null : authority.toString();
  }

  /// Hot.
  @Override
  public List<Field> fields(String prefix) {
    return Field.beginning(prefix, http.headers());
  }

  @Override
  public byte[] body() {
    return requireNonNull(body).bytes();
  }
}
