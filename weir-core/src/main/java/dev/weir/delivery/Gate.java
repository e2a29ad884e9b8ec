package dev.weir.delivery;

import dev.weir.Caller;
import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.Role;
import dev.weir.TopicName;
import dev.weir.config.LimitsConfig;
import dev.weir.delivery.Shares.Share;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Lets submissions in while there is room, and so bounds everything behind it. Any thread.
final class Gate {
  /// What a message costs beside its bytes: its objects here and its record in Kafka's producer.
  private static final int OVERHEAD_BYTES = 512;

  /// A topic that is Weir's alone; empty where there is none.
  private final String own;

  private volatile LimitsConfig limits;
  private final Budget budget;
  private final Shares shares;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean closed;

  Gate(LimitsConfig limits, Budget budget, Clock clock) {
    this(limits, budget, clock, "");
  }

  /// The same.
  ///
  /// @param own a topic that nobody may send to, or empty
  Gate(LimitsConfig limits, Budget budget, Clock clock, String own) {
    this.limits = limits;
    this.budget = budget;
    this.shares = new Shares(clock);
    this.own = own;
  }

  /// Hot. The share of the room of a client that is about to send.
  Share share(Caller caller) {
    return shares.of(caller.name());
  }

  /// Takes room for all of them or for none, so that a refused caller may simply send it all again.
  @Nullable Problem enter(List<Message> messages) {
    return enter(messages, null);
  }

  /// The same.
  ///
  /// @param share that of the client who sends them; null for what is no client's
  @Nullable Problem enter(List<Message> messages, @Nullable Share share) {
    var count = messages.size();
    var cost = cost(messages);
    if (count > limits.inFlight() || cost > limits.memory()) {
      return Problem.batchTooLarge(count, cost, limits.inFlight(), limits.memory());
    }
    var crowded = !roomy();
    // Counted before `closed` is looked at: who closes sees either the count or the refusal.
    if (inside.addAndGet(count) > limits.inFlight()) {
      inside.addAndGet(-count);
      return Problem.tooManyInFlight(limits.inFlight());
    }
    if (closed) {
      inside.addAndGet(-count);
      return Problem.stopping();
    }
    if (!budget.take(cost)) {
      inside.addAndGet(-count);
      return Problem.memoryFull(limits.memory());
    }
    if (share == null) return null;
    if (crowded && shares.exceeded(share, count, cost, limits.inFlight(), limits.memory())) {
      budget.giveBack(cost);
      inside.addAndGet(-count);
      return Problem.shareFull(shares.clients());
    }
    share.add(count, cost);
    return null;
  }

  /// What is wrong with this one, whatever the room.
  @Nullable Problem refusal(Message message, Caller caller) {
    var topic = message.topic();
    if (!TopicName.legal(topic)) return Problem.invalidTopic(topic);
    if (!caller.may(Role.PRODUCE, topic)) return Problem.notTheirs(caller.name(), topic);
    if (own.equals(topic)) return Problem.ownTopic(own);
    var sizeBytes = message.sizeBytes();
    return sizeBytes > limits.messageBytes()
        ? Problem.tooLarge(topic, sizeBytes, limits.messageBytes())
        : null;
  }

  /// Counts one in whatever the room: what comes back from the log, bounded by what may be on its
  /// way to the sink.
  void owe(Message message, @Nullable Share share) {
    var cost = cost(message);
    budget.owe(cost);
    inside.incrementAndGet();
    if (share != null) share.add(1, cost);
  }

  /// Whether half of the room is free, so that something may come in that can wait.
  boolean roomy() {
    return inside.get() < Math.max(1, limits.inFlight() / 2)
        && budget.usedBytes() < limits.memory() / 2;
  }

  /// The same for those that go again without having been posted.
  void leave(List<Message> messages, @Nullable Share share) {
    for (var message : messages) leave(message, share);
  }

  /// Hot.
  void leave(Message message, @Nullable Share share) {
    var cost = cost(message);
    budget.giveBack(cost);
    inside.decrementAndGet();
    if (share != null) share.add(-1, -cost);
  }

  /// How many may be inside.
  int insideMax() {
    return limits.inFlight();
  }

  /// Has other limits count from now on.
  void limits(LimitsConfig others) {
    limits = others;
    budget.limit(others.memory());
  }

  void close() {
    closed = true;
  }

  int inside() {
    return inside.get();
  }

  private static long cost(List<Message> messages) {
    var sum = 0L;
    for (var message : messages) sum += cost(message);
    return sum;
  }

  private static long cost(Message message) {
    return (long) message.sizeBytes() + OVERHEAD_BYTES;
  }
}
