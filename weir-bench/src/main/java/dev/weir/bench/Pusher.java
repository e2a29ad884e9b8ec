package dev.weir.bench;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Gives a gateway messages by `POST /push`, many in one request, not waiting for Kafka.
final class Pusher {
  private static final int BATCH = 250;
  private static final int CONNECTIONS = 4;

  private final Weir weir;
  private final String record;

  Pusher(Weir weir, int valueBytes) {
    this.weir = weir;
    this.record = "{\"topic\":\"drain\",\"data\":\"%s\"}".formatted("x".repeat(valueBytes));
  }

  /// So many, as fast as they are taken; fails if one is not.
  void push(long messages) {
    var body = body(BATCH);
    var left = new AtomicLong(messages / BATCH);
    IntStream.range(0, CONNECTIONS)
        .mapToObj(_ -> Thread.ofVirtual().unstarted(() -> pushWhile(left, body)))
        .peek(Thread::start)
        .toList()
        .forEach(Pusher::join);
    if (left.get() > -CONNECTIONS) throw new IllegalStateException("Not all were taken");
  }

  private void pushWhile(AtomicLong left, byte[] body) {
    while (left.getAndDecrement() > 0) {
      var answer = weir.push(body);
      if (!taken(answer.body())) throw new IllegalStateException(answer.body());
    }
  }

  private static boolean taken(String answer) {
    return answer.contains("\"status\":\"ok\"");
  }

  private byte[] body(int records) {
    var list = String.join(",", Collections.nCopies(records, record));
    return "{\"records\":[%s]}".formatted(list).getBytes(StandardCharsets.UTF_8);
  }

  /// So many a second until it is closed.
  Paced paced(int perSecond) {
    return new Paced(perSecond);
  }

  /// Messages that keep coming.
  final class Paced implements AutoCloseable {
    private static final int A_SECOND = 20;

    private final byte[] body;
    private final int messages;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean over;
    private final Thread thread;

    private Paced(int perSecond) {
      this.messages = perSecond / A_SECOND;
      this.body = body(messages);
      this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
      var begun = System.nanoTime();
      for (long sent = 0; !over; sent++) {
        (taken(weir.push(body).body()) ? accepted : refused).addAndGet(messages);
        var dueMillis = (sent + 1) * 1_000 / A_SECOND;
        Pause.millis(Math.max(0, dueMillis - (System.nanoTime() - begun) / 1_000_000));
      }
    }

    long accepted() {
      return accepted.get();
    }

    long refused() {
      return refused.get();
    }

    @Override
    public void close() {
      over = true;
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
