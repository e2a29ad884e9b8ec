package dev.weir.cli.bench;

import dev.weir.cli.load.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/// The frames of a connection that wait for their answers. One thread starts them, another one
/// reads the answers: a count says that so many are done, a refusal comes before the count that
/// covers it.
final class FrameFlight {
  private static final int ANSWERS = 64 << 10;
  private static final byte DONE = 1;
  private static final byte REFUSED = 2;

  private final SocketChannel channel;
  private final List<byte[]> messages;
  private final Tally tally;
  private final int window;
  private final Semaphore room;

  /// When each was due. The thread that reads sees what the other one has put there.
  private final AtomicLongArray dues;

  /// Of the thread that starts them.
  private long started;

  /// Of the thread that reads.
  private long answered;

  private final Map<Long, String> refused = new HashMap<>();

  FrameFlight(SocketChannel channel, List<byte[]> messages, int window, Tally tally) {
    this.channel = channel;
    this.messages = messages;
    this.tally = tally;
    this.window = window;
    this.room = new Semaphore(window);
    this.dues = new AtomicLongArray(window);
  }

  /// Makes room for one, and notes when it was due.
  ///
  /// @return whether there was room in time
  boolean start(long due, Duration patience) throws InterruptedException {
    if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) return false;
    dues.set((int) (started % window), due);
    started++;
    return true;
  }

  /// The message of the one that was started last.
  byte[] newest() {
    return message(started - 1);
  }

  private byte[] message(long number) {
    return messages.get((int) (number % messages.size()));
  }

  /// Waits for the answers that are still to come, and counts those that do not.
  void end(Duration patience) throws InterruptedException {
    if (room.tryAcquire(window, patience.toNanos(), TimeUnit.NANOSECONDS)) return;
    var missing = window - room.availablePermits();
    if (!patience.isZero()) tally.failed(missing, "no answer", null);
  }

  void broke(IOException why) {
    tally.failed(1, "connection closed", why);
  }

  /// Until the connection is closed.
  void read() {
    var answers = ByteBuffer.allocate(ANSWERS).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (channel.read(answers) >= 0) {
        answers.flip();
        while (isWhole(answers)) take(answers);
        answers.compact();
      }
    } catch (ClosedChannelException e) {
      // That is the end of it.
    } catch (IOException e) {
      broke(e);
    }
  }

  private static boolean isWhole(ByteBuffer answers) {
    return answers.remaining() >= Integer.BYTES
        && answers.remaining() >= Integer.BYTES + answers.getInt(answers.position());
  }

  private void take(ByteBuffer answers) {
    var end = answers.getInt() + answers.position();
    switch (answers.get()) {
      case DONE -> done(answers.getLong());
      case REFUSED -> refused.put(answers.getLong(), code(answers));
      default -> {} // the end of all, or nothing that we know: what has no answer is counted
    }
    answers.position(end);
  }

  private static String code(ByteBuffer answers) {
    var code = new byte[answers.get()];
    answers.get(code);
    return new String(code, StandardCharsets.US_ASCII);
  }

  private void done(long count) {
    for (; answered < count; answered++) {
      var problem = refused.remove(answered + 1);
      if (problem != null) tally.failed(1, problem, new IOException(problem));
      else tally.done(dues.get((int) (answered % window)), 1, message(answered).length);
      room.release();
    }
  }
}
