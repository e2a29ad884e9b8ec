package dev.weir.gateway.net;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands before the HTTP decoder of a connection, and hands it whole heads and well-cut bodies
/// alone: nothing that the decoder could end elsewhere than another program, and nothing behind it.
///
/// ```
/// FIRST ─▶ HEAD ◀──▶ BODY, CHUNKS
///   │        └─▶ SHUT: answered or closed, and all that follows is thrown away
///   └─▶ out of the way: TLS, HTTP/2
/// ```
///
/// A head has to come whole within a time; the wait for the next one has no such end. On the
/// connection's event loop.
final class HttpGuard extends ChannelInboundHandlerAdapter {
  private enum State {
    FIRST,
    HEAD,
    BODY,
    CHUNKS,
    SHUT
  }

  private static final AttributeKey<HttpGuard> KEY = AttributeKey.valueOf(HttpGuard.class, "guard");
  private static final byte[] HTTP2 =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /// What the library calls its handler for it.
  private static final String TLS = "ssl";

  /// No HTTP in any reading of it: the decoder says so in the place of what was kept from it.
  private static final byte[] NO_HTTP = "X / X\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private final Duration headAtMost;

  /// Whether it stands behind TLS.
  private final boolean within;

  private @Nullable ChannelHandlerContext context;
  private final HeadCheck head = new HeadCheck();
  private ChunkCheck chunks = new ChunkCheck();
  private State state = State.FIRST;

  /// A part of a head.
  private @Nullable ByteBuf waiting;

  private long bodyLeft;

  /// Whether HTTP/2 may come behind the first request, which asked for it.
  private boolean upgrading;

  private boolean upgradable;
  private boolean aside;
  private @Nullable Future<?> timer;
  private @Nullable Breach breach;
  private @Nullable Runnable broken;

  private HttpGuard(Channel channel, Duration headAtMost, boolean within) {
    this.channel = channel;
    this.headAtMost = headAtMost;
    this.within = within;
    this.upgradable = !within;
  }

  /// For a connection that was just accepted.
  static void place(Channel channel, Duration headAtMost) {
    var guard = new HttpGuard(channel, headAtMost, false);
    channel.attr(KEY).set(guard);
    channel.pipeline().addFirst(guard);
  }

  /// That of a connection, or null where it has none.
  static @Nullable HttpGuard of(HttpConnection connection) {
    return connection instanceof ConnectionBase base ? base.channel().attr(KEY).get() : null;
  }

  /// What was wrong with the head that the decoder could not read, or null.
  @Nullable Breach breach() {
    return breach;
  }

  /// Who answers where the body that is coming now turns out to be none.
  void whenBroken(Runnable broken) {
    this.broken = broken;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    startTimer();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    if (state == State.SHUT) {
      bytes.release();
      return;
    }
    var before = waiting;
    waiting = null;
    if (before == null) {
      read(context, bytes);
    } else {
      before.writeBytes(bytes);
      bytes.release();
      read(context, before);
    }
  }

  /// Hands on what is good, keeps what is not whole, and ends with what is wrong. Hot.
  private void read(ChannelHandlerContext context, ByteBuf in) {
    var end = in.writerIndex();
    var at = in.readerIndex();
    for (var next = -1; at < end && next != at; ) {
      next = at;
      at = step(in, at, end);
    }
    if (breach != null) {
      end(context, in, at, breach);
    } else if (aside) {
      standAside(context, in);
    } else if (at < end) {
      keep(context, in, at);
    } else {
      context.fireChannelRead(in);
    }
  }

  /// Up to where the next part is good; where it began if it is not, or not whole.
  private int step(ByteBuf in, int at, int end) {
    return switch (state) {
      case FIRST -> first(in, at, end);
      case HEAD -> upgrading ? first(in, at, end) : head(in, at, end);
      case BODY -> body(at, end);
      case CHUNKS -> chunks(in, at, end);
      case SHUT -> at;
    };
  }

  private int first(ByteBuf in, int at, int end) {
    var other = other(in, at, end);
    if (other < 0) return at;
    switchOver();
    aside = other > 0;
    if (aside) return at;
    state = State.HEAD;
    return head(in, at, end);
  }

  private int head(ByteBuf in, int at, int end) {
    var to = endOfHead(in, at, end);
    breach = tooLong(in, at, to < 0 ? end : to);
    if (to < 0 || breach != null) return at;
    var bytes = new byte[to - at];
    in.getBytes(at, bytes);
    breach = head.read(bytes);
    if (breach != null) return at;
    endTimer();
    broken = null;
    if (upgradable && head.upgrade()) upgrade();
    upgradable = false;
    bodyLeft = head.length();
    if (head.chunked()) chunks = new ChunkCheck();
    state = head.chunked() ? State.CHUNKS : bodyLeft > 0 ? State.BODY : State.HEAD;
    return to;
  }

  private void upgrade() {
    upgrading = true;
    channel.pipeline().addAfter(requireNonNull(context).name(), null, new Switchover());
  }

  /// What waited for the client leaves.
  private void switchOver() {
    if (upgrading && channel.pipeline().get(Switchover.class) != null) {
      channel.pipeline().remove(Switchover.class);
    }
    upgrading = false;
  }

  /// Behind the blank line, or -1 where it has not come. Blank lines before a head count as its
  /// own.
  private static int endOfHead(ByteBuf in, int from, int end) {
    var begun = false;
    for (var line = from; ; ) {
      var lf = in.indexOf(line, end, (byte) '\n');
      if (lf < 0) return -1;
      var blank = lf == line || (lf == line + 1 && in.getByte(line) == '\r');
      if (blank && begun) return lf + 1;
      begun |= !blank;
      line = lf + 1;
    }
  }

  /// What is wrong with a head, or a part of one, that is longer than a head may be, or null.
  private static @Nullable Breach tooLong(ByteBuf in, int at, int end) {
    var line = in.indexOf(at, end, (byte) '\n');
    var lineBytes = (line < 0 ? end : line) - at;
    if (lineBytes > HeadCheck.LINE_BYTES_MAX + 1) return Breach.LONG_LINE;
    return end - at > HeadCheck.HEAD_BYTES_MAX ? Breach.LARGE_HEAD : null;
  }

  private int body(int at, int end) {
    var some = (int) Math.min(bodyLeft, end - at);
    bodyLeft -= some;
    if (bodyLeft == 0) state = State.HEAD;
    return at + some;
  }

  private int chunks(ByteBuf in, int at, int end) {
    var to = chunks.read(in, at, end);
    if (chunks.whole()) state = State.HEAD;
    if (chunks.broken()) breach = Breach.NO_HTTP;
    return to;
  }

  /// 1 where the connection turns to something else than HTTP/1, -1 where that is not clear yet.
  private int other(ByteBuf in, int at, int end) {
    if (beforeTls()) return 1;
    var known = Math.min(HTTP2.length, end - at);
    for (var i = 0; i < known; i++) if (in.getByte(at + i) != HTTP2[i]) return 0;
    return known == HTTP2.length ? 1 : -1;
  }

  /// Whether nothing that is to be understood comes past here. What is no TLS either, the handler
  /// of that cuts off at once.
  private boolean beforeTls() {
    return !within && channel.pipeline().get(TLS) != null;
  }

  /// For a guard within TLS, or for one of another protocol.
  private void standAside(ChannelHandlerContext context, ByteBuf in) {
    endTimer();
    var pipeline = context.pipeline();
    if (beforeTls()) {
      var next = new HttpGuard(channel, headAtMost, true);
      channel.attr(KEY).set(next);
      pipeline.addAfter(TLS, null, next);
    } else {
      var now = context.executor().ticker().nanoTime();
      pipeline.addAfter(context.name(), null, new Http2Guard(channel, now));
    }
    state = State.SHUT;
    context.fireChannelRead(in);
    pipeline.remove(this);
  }

  private void keep(ChannelHandlerContext context, ByteBuf in, int at) {
    var part = context.alloc().buffer(in.writerIndex() - at);
    part.writeBytes(in, at, in.writerIndex() - at);
    waiting = part;
    if (timer == null) startTimer();
    handOn(context, in, at);
  }

  private static void handOn(ChannelHandlerContext context, ByteBuf in, int at) {
    in.writerIndex(at);
    if (in.isReadable()) context.fireChannelRead(in);
    else in.release();
  }

  private void end(ChannelHandlerContext context, ByteBuf in, int at, Breach wrong) {
    var inBody = state == State.CHUNKS;
    breach = wrong;
    state = State.SHUT;
    endTimer();
    switchOver();
    handOn(context, in, at);
    var told = broken;
    if (!inBody) {
      context.fireChannelRead(Unpooled.wrappedBuffer(NO_HTTP));
    } else if (told != null) {
      told.run();
    } else {
      var _ = channel.close();
    }
  }

  private void startTimer() {
    timer = channel.eventLoop().schedule(this::slow, headAtMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void endTimer() {
    if (timer != null) timer.cancel(false);
    timer = null;
  }

  private void slow() {
    timer = null;
    var part = waiting;
    waiting = null;
    if (part == null || context == null) {
      if (state != State.SHUT) {
        var _ = channel.close();
      }
    } else {
      end(context, part, part.readerIndex(), Breach.SLOW);
      context.fireChannelReadComplete(); // what is written meanwhile leaves then
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    endTimer();
    letGo();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    letGo();
  }

  private void letGo() {
    if (waiting != null) waiting.release();
    waiting = null;
  }
}
