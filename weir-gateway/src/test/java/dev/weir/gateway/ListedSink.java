package dev.weir.gateway;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.sink.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A sink that keeps what it is sent in a list, and answers at once or when it is told to.
public final class ListedSink implements Sink {
  /// One message and its answer, which is given once.
  public static final class Sent {
    private final Message message;
    private final Consumer<Outcome> done;
    private final AtomicBoolean answered = new AtomicBoolean();

    Sent(Message message, Consumer<Outcome> done) {
      this.message = message;
      this.done = done;
    }

    public Message message() {
      return message;
    }

    public void deliver() {
      answer(new Outcome.Delivered(0, 0));
    }

    public void lose(Problem.Code code) {
      answer(new Outcome.Lost(new Problem(code, "It was lost", "the test says so", "Carry on")));
    }

    private void answer(Outcome outcome) {
      if (answered.compareAndSet(false, true)) done.accept(outcome);
    }
  }

  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private volatile boolean answering;

  private ListedSink(boolean answering) {
    this.answering = answering;
  }

  public static ListedSink answering() {
    return new ListedSink(true);
  }

  public static ListedSink silent() {
    return new ListedSink(false);
  }

  /// Answers all that it has, and from now on at once.
  public void release() {
    answering = true;
    sent.forEach(Sent::deliver);
  }

  /// What `Delivery.start` asks for.
  public Sink open(Executor lane) {
    return this;
  }

  public List<Sent> sent() {
    return sent;
  }

  /// Every message as `topic/key=value`, in the order of their coming.
  public List<String> lines() {
    return sent.stream().map(one -> line(one.message())).toList();
  }

  public static String line(Message message) {
    return "%s/%s=%s".formatted(message.topic(), text(message.key()), text(message.value()));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    var one = new Sent(message, done);
    sent.add(one);
    if (answering) one.deliver();
  }

  @Override
  public void close(Duration atMost) {
    release();
  }
}
