package dev.weir.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A sink that keeps what it is sent until the test says what became of it.
final class FakeSink implements Sink {
  record Sent(Message message, Consumer<Outcome> done) {
    void deliver() {
      done.accept(new Outcome.Delivered(0, 0));
    }
  }

  private final List<Sent> open = new ArrayList<>();
  private final List<String> topics = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final AtomicBoolean forgot = new AtomicBoolean();
  private volatile @Nullable Duration closedWithin;

  /// What happens to each message beside being kept; on the lane's thread.
  volatile Consumer<Sent> onSend = _ -> {};

  /// What happens when the lane asks whether there is room.
  volatile Consumer<Message> onRoom = _ -> {};

  /// Which thread settles the rest at the end: the lane's, unless a test says otherwise.
  volatile Consumer<Runnable> closing = Runnable::run;

  @Override
  public boolean hasRoom(Message message) {
    onRoom.accept(message);
    return true;
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    var sent = new Sent(message, done);
    synchronized (open) {
      topics.add(message.topic());
      texts.add(text(message));
      open.add(sent);
    }
    onSend.accept(sent);
  }

  /// Loses all that it has, and never answers it.
  void loseMemory() {
    takeAll();
    forgot.set(true);
  }

  @Override
  public boolean forgot() {
    return forgot.getAndSet(false);
  }

  @Override
  public void close(Duration atMost) {
    closedWithin = atMost;
    closing.accept(this::giveUp);
  }

  private void giveUp() {
    takeAll().forEach(sent -> sent.done().accept(new Outcome.Lost(Problem.stopping())));
  }

  private static String text(Message message) {
    var value = message.value();
    return value == null ? "" : new String(value, UTF_8);
  }

  @Nullable Duration closedWithin() {
    return closedWithin;
  }

  void deliverFirst() {
    Sent first;
    synchronized (open) {
      first = open.removeFirst();
    }
    first.deliver();
  }

  void deliverAll() {
    takeAll().forEach(Sent::deliver);
  }

  /// Those without an answer, which the test now has to give.
  List<Sent> takeAll() {
    synchronized (open) {
      var all = List.copyOf(open);
      open.clear();
      return all;
    }
  }

  /// Takes one that will be answered by nobody else.
  void forget(Sent sent) {
    synchronized (open) {
      open.remove(sent);
    }
  }

  /// The values of all that came, in order.
  List<String> texts() {
    synchronized (open) {
      return List.copyOf(texts);
    }
  }

  /// Of all that came, in order.
  List<String> topics() {
    synchronized (open) {
      return List.copyOf(topics);
    }
  }
}
