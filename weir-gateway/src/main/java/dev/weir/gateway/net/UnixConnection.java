package dev.weir.gateway.net;

import dev.weir.Caller;
import dev.weir.Role;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// One client of a [UnixPort]. Lives on its event loop.
final class UnixConnection implements UnixPort.Connection {
  /// A closing port takes a client that was silent for this long to have been read to its end.
  private static final long SILENCE_MILLIS = 50;

  private static final Set<Role> SENDS = Set.of(Role.PRODUCE);
  private static final List<String> TOPICS = List.of("*");

  private final Vertx vertx;
  private final Context loop;
  private final NetSocket socket;
  private final Caller caller;
  private boolean paused;
  private boolean silent;

  private UnixConnection(Vertx vertx, NetSocket socket) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.socket = socket;
    this.caller = caller(channel());
  }

  /// Whoever may write to the socket may send to all topics but those that others keep for
  /// themselves. Where the kernel does not tell the user, each connection is a client of its own.
  private static Caller caller(Channel channel) {
    var peer = UnixGuests.of(channel);
    var name = peer == null ? channel.id().asShortText() : Integer.toString(peer.uid());
    return new Caller("unix:" + name, SENDS, TOPICS);
  }

  static void open(Vertx vertx, NetSocket socket, UnixPort.Readers readers) {
    var connection = new UnixConnection(vertx, socket);
    var reader = readers.of(connection);
    socket.handler(buffer -> connection.received(buffer, reader));
    socket.endHandler(_ -> reader.ended());
    socket.shutdownHandler(_ -> reader.stopping());
    socket.drainHandler(_ -> reader.writable());
    // A client that breaks off also ends its stream; nothing more is to be done for it.
    socket.exceptionHandler(_ -> {});
  }

  private void received(Buffer buffer, UnixPort.Reader reader) {
    silent = false;
    reader.received(buffer.getBytes());
  }

  @Override
  public void closeWhenSilent() {
    silent = true;
    vertx.setPeriodic(
        SILENCE_MILLIS,
        timer -> {
          if (silent && !paused) {
            vertx.cancelTimer(timer);
            socket.close();
          }
          silent = true;
        });
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public void pause() {
    if (paused) return;
    paused = true;
    readOn(false);
  }

  @Override
  public void resume() {
    if (!paused) return;
    paused = false;
    silent = false;
    readOn(true);
  }

  /// Netty's own switch: Vert.x 5.0.7, once paused, lets the end of a connection overtake bytes
  /// that it has put aside. This way it never puts any aside.
  private void readOn(boolean on) {
    channel().config().setAutoRead(on);
  }

  private Channel channel() {
    return channel(socket);
  }

  static Channel channel(NetSocket socket) {
    return ((NetSocketInternal) socket).channelHandlerContext().channel();
  }

  @Override
  public void send(byte[] bytes) {
    socket.write(Buffer.buffer(bytes));
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void close() {
    socket.close();
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
  public Runnable after(Duration delay, Runnable task) {
    var timer = vertx.setTimer(delay.toMillis(), _ -> task.run());
    return () -> vertx.cancelTimer(timer);
  }
}
