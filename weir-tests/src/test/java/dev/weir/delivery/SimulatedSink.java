package dev.weir.delivery;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.delivery.SimulatedKafka.Weather;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// A producer: holds what it is sent and takes it to its cluster, each partition in order.
///
/// As with Kafka's, outcomes come on another thread than the lane's, and what follows a loss of its
/// topic is lost as well until the lane knows of it.
final class SimulatedSink implements Sink {
  private static final int PARTITIONS = 2;
  private static final int BATCH_MAX = 8;

  private static final class Sent {
    final Message message;
    final Consumer<Outcome> done;

    /// In the cluster, which has not said so.
    boolean landed;

    Sent(Message message, Consumer<Outcome> done) {
      this.message = message;
      this.done = done;
    }
  }

  /// One partition's messages.
  private static final class Queue {
    final String topic;
    final int partition;
    final ArrayDeque<Sent> sent = new ArrayDeque<>();
    boolean scheduled;

    Queue(String topic, int partition) {
      this.topic = topic;
      this.partition = partition;
    }
  }

  private final SimulatedKafka kafka;
  private final Timeline timeline;
  private final Chance chance;
  private final Executor lane;
  private final int room;
  private final Map<String, Queue> queues = new TreeMap<>();
  private final Set<String> broken = new TreeSet<>();
  private int heldBytes;
  private boolean closed;

  SimulatedSink(SimulatedKafka kafka, Timeline timeline, Chance chance, Executor lane) {
    this.kafka = kafka;
    this.timeline = timeline;
    this.chance = chance;
    this.lane = lane;
    this.room = chance.between(4, 256) << 10;
    kafka.join(this);
  }

  @Override
  public boolean hasRoom(Message message) {
    return heldBytes == 0 || heldBytes + message.sizeBytes() <= room;
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    var topic = message.topic();
    if (closed) {
      done.accept(new Outcome.Lost(Problem.stopping()));
    } else if (Traffic.poisonous(message) && chance.coin()) {
      done.accept(poisoned());
    } else if (broken.contains(topic) || (kafka.weather(topic) == Weather.AWAY && chance.coin())) {
      done.accept(away());
    } else {
      var partition = partition(message);
      var queue = queues.computeIfAbsent(topic + partition, _ -> new Queue(topic, partition));
      queue.sent.add(new Sent(message, done));
      heldBytes += message.sizeBytes();
      schedule(queue);
    }
  }

  private static int partition(Message message) {
    var key = message.key();
    return key == null ? 0 : key[0] % PARTITIONS;
  }

  private void schedule(Queue queue) {
    if (queue.scheduled || queue.sent.isEmpty()) return;
    queue.scheduled = true;
    var slow = kafka.weather(queue.topic) == Weather.SLOW;
    var nanos =
        slow
            ? chance.spread(100 * Timeline.MILLI, 3 * Timeline.SECOND)
            : chance.spread(Timeline.MILLI / 10, 20 * Timeline.MILLI);
    timeline.after(nanos, () -> drain(queue));
  }

  /// The weather has changed.
  void look() {
    queues.values().forEach(this::schedule);
  }

  private void drain(Queue queue) {
    queue.scheduled = false;
    if (closed) return;
    switch (kafka.weather(queue.topic)) {
      case FINE, SLOW -> {
        for (var n = chance.between(1, BATCH_MAX); n > 0 && !queue.sent.isEmpty(); n--) {
          settle(queue, queue.sent.remove());
        }
        schedule(queue);
      }
      case UNREACHABLE -> {}
      case FROZEN -> land(queue, chance.between(0, BATCH_MAX));
      case AWAY -> loseAll(queue);
    }
  }

  private void settle(Queue queue, Sent sent) {
    heldBytes -= sent.message.sizeBytes();
    if (Traffic.poisonous(sent.message)) {
      sent.done.accept(poisoned());
      return;
    }
    var offset = sent.landed ? 0 : kafka.take(queue.partition, sent.message);
    sent.done.accept(new Outcome.Delivered(queue.partition, offset));
  }

  /// The cluster takes some, without a word.
  private void land(Queue queue, int countMax) {
    var left = countMax;
    for (var sent : queue.sent) {
      if (left == 0) break;
      if (sent.landed || Traffic.poisonous(sent.message)) continue;
      kafka.take(queue.partition, sent.message);
      sent.landed = true;
      left--;
    }
  }

  private void loseAll(Queue queue) {
    var lost = queue.sent.stream().filter(sent -> !sent.landed).toList();
    queue.sent.removeAll(lost);
    broken.add(queue.topic);
    for (var sent : lost) {
      heldBytes -= sent.message.sizeBytes();
      sent.done.accept(away());
    }
    lane.execute(() -> broken.remove(queue.topic));
  }

  /// As the process ends: the cluster has what it has.
  void die() {
    if (closed) return;
    closed = true;
    kafka.leave(this);
    queues.values().forEach(this::leave);
  }

  private void leave(Queue queue) {
    if (queue.sent.isEmpty()) return;
    kafka.unsure();
    switch (kafka.weather(queue.topic)) {
      case FINE, SLOW, FROZEN -> land(queue, chance.between(0, queue.sent.size()));
      case UNREACHABLE, AWAY -> {}
    }
  }

  @Override
  public void close(Duration atMost) {
    if (closed) return;
    if (!atMost.isZero()) elsewhere(() -> queues.values().forEach(this::finish));
    die();
    elsewhere(() -> queues.values().stream().map(queue -> queue.sent).forEach(this::stopping));
  }

  private void finish(Queue queue) {
    var weather = kafka.weather(queue.topic);
    if (weather != Weather.FINE && weather != Weather.SLOW) return;
    while (!queue.sent.isEmpty()) settle(queue, queue.sent.remove());
  }

  private void stopping(Collection<Sent> all) {
    for (var sent : all) sent.done.accept(new Outcome.Lost(Problem.stopping()));
  }

  /// On a thread that is not the lane's, while the lane waits.
  private static void elsewhere(Runnable task) {
    CompletableFuture.runAsync(task, Executors.ELSEWHERE).join();
  }

  private Outcome away() {
    return new Outcome.Lost(Problem.away(kafka.name));
  }

  private static Outcome poisoned() {
    return new Outcome.Lost(
        new Problem(Code.INVALID_MESSAGE, "The message was refused", "it is poison", "Drop it"));
  }

  /// The thread that Kafka's producer would have.
  private static final class Executors {
    static final Executor ELSEWHERE =
        task -> Thread.ofPlatform().name("simulated-producer").start(task);
  }
}
