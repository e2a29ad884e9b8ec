package dev.weir.gateway.web;

import dev.weir.gateway.net.Lines;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An answer that is longer than memory should hold. Its [Source] runs on a thread of its own,
/// which waits while the client has much to read yet; the rest lives on the request's event loop.
///
/// One that is not whole breaks off, and does not end as if it were.
public final class Download implements Lines.Onlooker {
  private static final Logger log = LoggerFactory.getLogger(Download.class);

  /// What is on its way to the event loop and the client.
  private static final int AHEAD_BYTES_MAX = 2 << 20;

  private static final long STUCK_SECONDS = 60;

  private final Lines.Call call;
  private final String what;
  private final Source source;
  private final Semaphore room = new Semaphore(AHEAD_BYTES_MAX);

  /// What was sent to a client who has yet to read: its room is given back later.
  private int owedBytes;

  private volatile boolean over;

  /// @param what it is, for the log
  public Download(Lines.Call call, String what, Source source) {
    this.call = call;
    this.what = what;
    this.source = source;
  }

  /// Where the bytes come from.
  @FunctionalInterface
  public interface Source {
    /// Hands over all there is, and answers whether it did. Blocks.
    boolean pour(Client client) throws Exception;
  }

  /// Who gets them.
  public interface Client {
    /// Hands over some bytes, never to be written again; answers whether more are wanted. Blocks
    /// while there is no room.
    boolean take(byte[] bytes);

    /// Whether nobody waits for the rest.
    boolean isGone();
  }

  @Override
  public void ended() {
    Thread.ofVirtual().name("download").start(this::run);
  }

  private void run() {
    var whole = all();
    call.execute(() -> end(whole));
  }

  /// Whether all of it was handed over.
  private boolean all() {
    try {
      return source.pour(new Waiting());
    } catch (Exception e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      log.warn("A download of {} was broken off", what, e);
      return false;
    }
  }

  private final class Waiting implements Client {
    @Override
    public boolean take(byte[] bytes) {
      var count = Math.min(bytes.length, AHEAD_BYTES_MAX);
      if (!hasRoom(count) || over) return false;
      call.execute(() -> send(bytes, count));
      return true;
    }

    @Override
    public boolean isGone() {
      return over;
    }
  }

  private boolean hasRoom(int bytes) {
    try {
      return room.tryAcquire(bytes, STUCK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void send(byte[] bytes, int count) {
    if (over) return;
    call.send(bytes);
    owedBytes += count;
    if (!call.isFull()) writable();
  }

  private void end(boolean whole) {
    if (over) return;
    over = true;
    if (whole) {
      call.end();
    } else {
      call.breakOff();
    }
  }

  @Override
  public void writable() {
    room.release(owedBytes);
    owedBytes = 0;
  }

  @Override
  public void cancelled() {
    over = true;
    room.release(AHEAD_BYTES_MAX);
  }

  @Override
  public void stopping() {
    end(false);
    room.release(AHEAD_BYTES_MAX);
  }
}
