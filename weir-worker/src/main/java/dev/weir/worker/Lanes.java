package dev.weir.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Which record is worked at next, and what comes of it. All that changes here does so under one
/// lock, which is held for about a microsecond at a time: an attempt takes it once, to say how it
/// ended and to get the next one.
final class Lanes {
  private final Plan<?, ?> plan;
  private final RetryTopics retryTopics;
  private final Crew crew;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition calm = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Timers timers = new Timers(lock);
  private final Turns turns = new Turns();
  private final Running running = new Running();
  private final Running copying = new Running();
  private final TimeLimit limit;

  /// Waits for a transaction, where there are any.
  private final ArrayDeque<Entry> ended = new ArrayDeque<>();

  private final Tally tally = new Tally();
  private final Gates gates;
  private final Buffer buffer;
  private final Departures departures;
  private long againNanos = Long.MAX_VALUE;

  /// Who does what the lanes decide. Called under the lock: it must return at once.
  interface Crew {
    /// An attempt at that one is to begin; it was taken already.
    void begin(Entry entry);

    /// Partitions go: what was begun and waits for more is not to wait.
    default void hurry() {}

    /// The time is over of an attempt whose outcome was to come later.
    void overdue(Entry entry, int call);

    void tell(WorkerEvent event);
  }

  /// @param pollMax the most records that one poll gives
  Lanes(Plan<?, ?> plan, RetryTopics retryTopics, int pollMax, Crew crew) {
    this.plan = plan;
    this.retryTopics = retryTopics;
    this.crew = crew;
    this.gates = new Gates(plan, System.nanoTime());
    this.buffer = new Buffer(plan, pollMax);
    this.limit = new TimeLimit(plan.timeLimit, running, timers, crew);
    this.departures =
        new Departures(lock, calm, turns, List.of(running, limit.overdue(), copying), crew::hurry);
  }

  /// @param fatal told why no timer fires any more
  void start(String name, Consumer<Throwable> fatal) {
    timers.start(name, fatal);
  }

  /// For those that need a consistent look, or change what the lanes do. Short.
  <T> T locked(Supplier<T> task) {
    lock.lock();
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }

  // --- Records come -----------------------------------------------------------------------------

  /// By the one that polls.
  ///
  /// @param end the offset behind the last record of the partition; -1 where that is not known
  void add(Tenure tenure, List<ConsumerRecord<byte[], byte[]>> records, long end) {
    lock.lock();
    try {
      tenure.end = Math.max(tenure.end, end);
      var now = System.nanoTime();
      var arrival = new Entry.Arrival(now, tenure.end);
      for (var record : records) add(tenure, record, arrival);
      pump(now);
    } finally {
      lock.unlock();
    }
  }

  private void add(Tenure tenure, ConsumerRecord<byte[], byte[]> record, Entry.Arrival arrival) {
    var slot = tenure.offsets.add(record.offset());
    if (slot < 0) return;
    var lane = tenure.lane(plan.ordering, record);
    var entry = new Entry(record, lane, slot, arrival);
    entry.attempts = retryTopics.attempts(record);
    lane.add(entry);
    buffer.add(tenure, entry);
    if (lane.size == 1) ready(lane, arrival.nanos());
    if (plan.ordering == Ordering.BY_KEY && !lane.hot && buffer.isHot(lane)) {
      lane.hot = true;
      crew.tell(new WorkerEvent.HotKey(tenure.partition, record.key(), lane.size));
    }
  }

  // --- Attempts begin ---------------------------------------------------------------------------

  /// The lane's first record may be worked at, when its time has come.
  private void ready(Lane lane, long now) {
    var entry = first(lane);
    var delay = entry.call == 0 ? entry.delayNanos(now) : 0;
    if (delay <= 0) {
      turns.add(lane);
    } else {
      // From when the age was looked up, which is later than when the first of a poll was handled.
      await(lane, Math.max(now, System.nanoTime()) + delay);
    }
  }

  private void await(Lane lane, long dueNanos) {
    lane.state = Lane.State.WAITING;
    timers.at(
        dueNanos,
        lane.tenure,
        () -> {
          if (lane.tenure.closing) return;
          turns.add(lane);
          pump(System.nanoTime());
        });
  }

  private void pump(long now) {
    for (var entry = take(now); entry != null; entry = take(now)) crew.begin(entry);
  }

  /// Hot.
  private @Nullable Entry take(long now) {
    if (turns.isEmpty()) return null;
    var before = gates.circuit.state();
    var open = gates.open(now);
    tellBreaker(before);
    if (!open) {
      lookAgain(now);
      return null;
    }
    var halfOpen = gates.circuit.state() == Breaker.State.HALF_OPEN;
    var lane = halfOpen ? turns.triedLongestAgo() : turns.next();
    return lane == null ? null : begin(lane, now);
  }

  private Entry begin(Lane lane, long now) {
    var entry = first(lane);
    lane.state = Lane.State.BUSY;
    lane.triedNanos = now;
    lane.tenure.busy++;
    gates.began(now);
    entry.begin(now);
    running.add(entry);
    limit.watch(now);
    tally.began(entry, now);
    return entry;
  }

  /// The gates are shut: looks again when time alone may have opened them.
  private void lookAgain(long now) {
    var again = gates.againNanos(now);
    if (again == Long.MAX_VALUE) return;
    if (againNanos != Long.MAX_VALUE && againNanos - again <= 0) return;
    againNanos = again;
    timers.at(
        again,
        () -> {
          againNanos = Long.MAX_VALUE;
          pump(System.nanoTime());
        });
  }

  private static Entry first(Lane lane) {
    if (lane.first == null) throw new IllegalStateException("A lane is empty");
    return lane.first;
  }

  // --- Attempts end -----------------------------------------------------------------------------

  /// How an attempt ended.
  ///
  /// @param course null where the answer was late, or the record's partition has gone
  /// @param next the one to go on with
  record End(@Nullable Course course, long tookNanos, @Nullable Entry next) {}

  /// Hot. By the thread that made the attempt, or the one that knows its outcome.
  ///
  /// @param call the attempt's, as it was when it began
  End ended(Entry entry, int call, Outcome said) {
    lock.lock();
    try {
      var now = System.nanoTime();
      var took = now - entry.startedNanos;
      var course = entry.call == call ? course(entry, said, now) : late();
      return new End(course, took, take(now));
    } finally {
      lock.unlock();
    }
  }

  /// The outcome of that attempt comes later: its thread is free for another.
  @Nullable Entry later(Entry entry, int call) {
    lock.lock();
    try {
      if (entry.call == call) {
        entry.leave();
        entry.later = true;
        if (entry.timedOut) crew.overdue(entry, call); // nobody will look at its time again
      }
      return take(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Course late() {
    tally.lateIgnored++;
    return null;
  }

  private @Nullable Course course(Entry entry, Outcome said, long now) {
    var tenure = entry.lane.tenure;
    entry.end();
    if (entry.exempt) tenure.exempt--;
    entry.exempt = false;
    gates.ended();
    if (tenure.ended || entry.abandoned) {
      gates.circuit.ended();
      calm(tenure);
      return late();
    }
    if (entry.spared && !entry.timedOut) return spare(entry);
    if (entry.timedOut && !(said instanceof Outcome.Retry)) tally.lateIgnored++;
    var outcome = entry.timedOut ? Outcome.retry(new AttemptTimeout(plan.timeLimit)) : said;
    // What an attempt made that failed after all is not written.
    if (!(outcome instanceof Outcome.Done)) entry.outgoing = List.of();
    tally.ended(outcome, entry, now);
    judge(entry, outcome, now);
    var luck = ThreadLocalRandom.current().nextDouble();
    var more = outcome instanceof Outcome.Retry && retryTopics.next(entry.record) != null;
    var course = Course.after(outcome, entry.attempts, plan, more, luck);
    follow(entry, course, now);
    return course;
  }

  /// It was interrupted for the sake of another one in its batch: as if it had not been tried.
  private @Nullable Course spare(Entry entry) {
    entry.attempts--;
    gates.circuit.ended();
    calm(entry.lane.tenure);
    if (!entry.lane.tenure.closing) turns.add(entry.lane);
    return null;
  }

  /// The breaker's part.
  private void judge(Entry entry, Outcome outcome, long now) {
    var circuit = gates.circuit;
    var before = circuit.state();
    circuit.heard(outcome, entry, now);
    if (circuit.state() == before) return;
    tellBreaker(before);
    pump(now);
  }

  private void tellBreaker(Breaker.State before) {
    var after = gates.circuit.state();
    if (before != after) crew.tell(new WorkerEvent.BreakerChanged(before, after));
  }

  private void follow(Entry entry, Course course, long now) {
    var tenure = entry.lane.tenure;
    switch (course) {
      case Course.Settle(var ignored) -> settle(entry, now);
      case Course.Drop(var ignored) -> settle(entry, now);
      case Course.Wait ignored -> calm(tenure); // until it is told to wait
      case Course.Defer(var ignored) -> copying.add(entry);
      case Course.Bury(var ignored) -> copying.add(entry);
      case Course.Stop(var ignored) -> calm(tenure);
    }
    if (course instanceof Course.Drop) tally.dropped++;
    if (entry.timedOut) tally.timeouts++;
  }

  /// An attempt ended with [Course.Wait]; this follows when the listeners know, so that they are
  /// told of that before they are told of the next attempt.
  void again(Entry entry, Duration time) {
    lock.lock();
    try {
      if (!entry.lane.tenure.closing) await(entry.lane, System.nanoTime() + time.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /// What [#ended] gave to one that cannot go on with it.
  void begin(Entry taken) {
    lock.lock();
    try {
      crew.begin(taken);
    } finally {
      lock.unlock();
    }
  }

  /// Kafka has the copy of a record.
  ///
  /// @param deferred whether in a retry topic
  void copied(Entry entry, boolean deferred) {
    lock.lock();
    try {
      Running.remove(entry);
      if (entry.lane.tenure.ended) {
        tally.lateIgnored++;
        return;
      }
      tally.copied(deferred);
      var now = System.nanoTime();
      settle(entry, now);
      pump(now);
    } finally {
      lock.unlock();
    }
  }

  private void settle(Entry entry, long now) {
    var lane = entry.lane;
    var tenure = lane.tenure;
    if (plan.transactional) {
      ended.add(entry);
    } else {
      settled(entry);
    }
    lane.removeFirst();
    calm(tenure);
    if (lane.first == null) {
      tenure.close(lane);
    } else if (!tenure.closing) {
      ready(lane, now);
    }
    if (tenure.paused && buffer.mayResume(tenure)) room.signal();
  }

  private void settled(Entry entry) {
    entry.lane.tenure.offsets.settle(entry.slot);
    buffer.remove(entry.lane.tenure, entry);
  }

  /// What has ended since it was asked last, oldest first: settled from now on, as it is to be in
  /// the next transaction.
  List<Entry> takeEnded() {
    lock.lock();
    try {
      var taken = new ArrayList<Entry>();
      for (var entry = ended.poll(); entry != null; entry = ended.poll()) {
        if (entry.lane.tenure.ended) continue;
        settled(entry);
        taken.add(entry);
      }
      room.signal();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void calm(Tenure tenure) {
    tenure.busy--;
    if (tenure.busy <= tenure.exempt) calm.signalAll();
  }

  // --- The one that polls -----------------------------------------------------------------------

  Departures departures() {
    return departures;
  }

  /// These are all the partitions now.
  void divide(int partitions) {
    lock.lock();
    try {
      buffer.divide(partitions);
    } finally {
      lock.unlock();
    }
  }

  /// They are gone: what is held of them is forgotten, and answers are late from now on.
  void end(Collection<Tenure> gone) {
    lock.lock();
    try {
      timers.forget(gone);
      for (var tenure : gone) {
        tenure.closing = true;
        tenure.ended = true;
        turns.remove(tenure);
        buffer.remove(tenure);
      }
    } finally {
      lock.unlock();
    }
  }

  Buffer.Flow flow(Collection<Tenure> tenures) {
    lock.lock();
    try {
      return buffer.flow(tenures);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until one of them may be resumed.
  void awaitRoom(Collection<Tenure> tenures, long atMostNanos) throws InterruptedException {
    lock.lock();
    try {
      var left = atMostNanos;
      while (left > 0 && tenures.stream().noneMatch(buffer::mayResume)) {
        left = room.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  // --- From outside -----------------------------------------------------------------------------

  /// Changes what lets attempts begin.
  void gates(Consumer<Gates> change) {
    lock.lock();
    try {
      change.accept(gates);
      pump(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /// Calls that task, under the lock, when that time has passed.
  void after(Duration time, Runnable task) {
    lock.lock();
    try {
      timers.at(System.nanoTime() + time.toNanos(), task);
    } finally {
      lock.unlock();
    }
  }

  /// Attempts that do not end, as reasons. Under the lock.
  List<Health.Reason> stuck() {
    var found = new ArrayList<Health.Reason>();
    for (var entry = limit.overdue().first(); entry != null; entry = entry.after) {
      if (entry.stuck) found.add(TimeLimit.reason(entry));
    }
    return found;
  }

  /// No timer fires any more.
  void stop() {
    lock.lock();
    try {
      timers.close();
    } finally {
      lock.unlock();
    }
  }

  Tally tally() {
    return tally;
  }

  Gates gates() {
    return gates;
  }

  Buffer buffer() {
    return buffer;
  }
}
