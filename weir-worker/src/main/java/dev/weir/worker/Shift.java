package dev.weir.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker from its start to its end: puts the parts together, and runs the thread that polls.
final class Shift<K, V> implements Lanes.Crew {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration ASK_AT_MOST = Duration.ofSeconds(5);
  private static final Duration COMMIT_AT_MOST = Duration.ofSeconds(5);
  private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(3);
  private static final Duration TOLD_AT_MOST = Duration.ofSeconds(1);
  private static final long INTERRUPTED_NANOS = 500_000_000;
  private static final long BACKOFF_FIRST_MILLIS = 100;
  private static final long BACKOFF_LAST_MILLIS = 10_000;

  /// Of an end that nobody asked for.
  static final Duration GRACE = Duration.ofSeconds(30);

  private final Plan<K, V> plan;
  private final RetryTopics retryTopics;
  private final Events events;
  private final Lanes lanes;
  private final Watch watch;
  private final Copies copies;
  private final Endings endings;
  private final Attempt<K, V> attempt;
  private final @Nullable Batches<K, V> batches;
  private final @Nullable Outbox outbox;

  /// Where records go instead of to an attempt; null where attempts are made.
  private final @Nullable Queue<Entry> taker;

  private final ThreadFactory threads;
  private final Thread poll;

  /// Completed when the group is joined, or never will be.
  private final CountDownLatch joined = new CountDownLatch(1);

  private final CountDownLatch ending = new CountDownLatch(1);
  private final CompletableFuture<Worker.Exit> ended = new CompletableFuture<>();

  /// Opened when the listeners know of the end too.
  private final CountDownLatch told = new CountDownLatch(1);

  private volatile long endNanos = Long.MAX_VALUE;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Group group;
  private volatile @Nullable Ledger ledger;

  Shift(Plan<K, V> plan, Work<K, V> work) {
    this(plan, work, null);
  }

  /// @param taker gets what is to be worked at; whoever takes it there says the outcome
  Shift(Plan<K, V> plan, Work<K, V> work, @Nullable Queue<Entry> taker) {
    this.plan = plan;
    this.taker = taker;
    this.retryTopics = new RetryTopics(plan);
    this.events = new Events(plan.listeners);
    this.lanes = new Lanes(plan, retryTopics, ClientSettings.pollMax(plan), this);
    this.watch = new Watch(plan, lanes, events);
    this.copies = new Copies(plan, watch);
    this.endings = new Endings(plan, lanes, copies, events, this::fail);
    this.threads =
        Thread.ofVirtual()
            .name("weir-" + plan.group)
            .inheritInheritableThreadLocals(false)
            .uncaughtExceptionHandler((thread, fault) -> fail(fault))
            .factory();
    var outbox = new Outbox();
    this.outbox = plan.transactional ? outbox : null;
    this.attempt = new Attempt<>(plan, processor(work, outbox));
    this.batches = work instanceof Work.Batch<K, V> batch ? batches(batch) : null;
    this.poll = Thread.ofPlatform().name("weir-" + plan.group + "-poll").unstarted(this::run);
  }

  private static <K, V> Processor<K, V> processor(Work<K, V> work, Outbox outbox) {
    return switch (work) {
      case Work.Single<K, V>(var processor) -> processor;
      case Work.Transformation<K, V>(var transform) -> outbox.filled(transform);
      case Work.Batch<K, V> batch -> message -> Outcome.done(); // called by Batches, not by this
    };
  }

  private Batches<K, V> batches(Work.Batch<K, V> batch) {
    Executor executor = task -> threads.newThread(task).start();
    return new Batches<>(plan, batch, endings, executor, task -> lanes.after(batch.linger(), task));
  }

  // --- The lanes' crew --------------------------------------------------------------------------

  @Override
  public void begin(Entry entry) {
    if (taker != null) {
      taker.add(entry);
    } else if (batches == null) {
      threads.newThread(new Runner<>(attempt, endings, outbox, entry)).start();
    } else {
      batches.add(entry);
    }
  }

  @Override
  public void hurry() {
    if (batches != null) batches.hurry();
  }

  @Override
  public void overdue(Entry entry, int call) {
    var why = new AttemptTimeout(plan.timeLimit);
    threads
        .newThread(() -> {
          var next = endings.ended(entry, call, Outcome.retry(why));
          if (next != null) lanes.begin(next);
        })
        .start();
  }

  @Override
  public void tell(WorkerEvent event) {
    events.keep(event);
  }

  // --- From outside -----------------------------------------------------------------------------

  void start() {
    lanes.start("weir-" + plan.group + "-timer", this::fail);
    poll.start();
  }

  void awaitJoined() throws InterruptedException {
    joined.await();
  }

  Worker.Exit awaitEnd() throws InterruptedException {
    try {
      var exit = ended.get();
      awaitTold();
      return exit;
    } catch (ExecutionException e) {
      return new Worker.Exit.Failed(e);
    }
  }

  /// Not for long: a listener may be what waits for this one.
  private void awaitTold() throws InterruptedException {
    if (Thread.currentThread().equals(poll)) return;
    if (!told.await(TOLD_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
      log.debug("A listener has not come back from the end of group '{}'", plan.group);
    }
  }

  /// Begins to end; a later call may only shorten the time.
  void end(Duration grace) {
    endNanos = Math.min(endNanos, System.nanoTime() + grace.toNanos());
    ending.countDown();
  }

  private void fail(Throwable cause) {
    var first = failure == null;
    if (first) failure = cause;
    end(cause instanceof Error ? Duration.ZERO : GRACE);
    if (first) log.error("The worker of group '{}' failed, and ends", plan.group, cause);
  }

  /// Waits for the end, unless it is this thread that the end must wait for.
  Worker.Exit awaitEnd(Duration grace) {
    var known = exit();
    if (Thread.currentThread().equals(poll)) {
      return known != null ? known : new Worker.Exit.Interrupted(unfinished());
    }
    lanes.departures().exempt(Thread.currentThread());
    try {
      var atMost = grace.plus(Duration.ofSeconds(20)).toMillis();
      var exit = ended.get(atMost, TimeUnit.MILLISECONDS);
      awaitTold();
      return exit;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("The worker of group '{}' does not end", plan.group, e);
    }
    var now = exit();
    return now != null ? now : new Worker.Exit.Interrupted(unfinished());
  }

  private List<Position> unfinished() {
    return lanes.departures().unfinished(tenures());
  }

  Lanes lanes() {
    return lanes;
  }

  Endings endings() {
    return endings;
  }

  /// Null before the end.
  Worker.@Nullable Exit exit() {
    return ended.getNow(null);
  }

  Collection<Tenure> tenures() {
    var now = group;
    return now == null ? List.of() : now.tenures();
  }

  Set<Partition> assignment() {
    return tenures().stream()
        .map(tenure -> tenure.partition)
        .collect(Collectors.toUnmodifiableSet());
  }

  Health health() {
    var exit = ended.getNow(null);
    if (exit instanceof Worker.Exit.Failed(var cause)) return new Health.Down(cause);
    if (exit != null) return new Health.Down(null);
    return watch.health(group, ledger);
  }

  Stats stats() {
    return Snapshot.of(lanes, tenures(), events);
  }

  // --- The thread that polls --------------------------------------------------------------------

  private void run() {
    var unfinished = new ArrayList<Position>();
    try {
      var consumer = open();
      if (consumer != null) work(consumer, unfinished);
    } catch (InterruptedException e) {
      fail(new IllegalStateException("The thread that polls was interrupted", e));
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      lanes.stop();
      copies.close(Duration.ZERO);
      finish(exit(unfinished));
    }
  }

  private void finish(Worker.Exit exit) {
    ended.complete(exit);
    joined.countDown();
    events.tellKept();
    events.tell(new WorkerEvent.Stopped(exit));
    told.countDown();
  }

  private Worker.Exit exit(List<Position> unfinished) {
    var cause = failure;
    if (cause != null) return new Worker.Exit.Failed(cause);
    return unfinished.isEmpty()
        ? new Worker.Exit.Drained()
        : new Worker.Exit.Interrupted(unfinished);
  }

  /// Null where the end came first.
  private @Nullable Consumer<byte[], byte[]> open() throws InterruptedException {
    for (var backoff = BACKOFF_FIRST_MILLIS; ; backoff = longer(backoff)) {
      try {
        var protocol = GroupProtocol.choose(plan, ASK_AT_MOST, () -> ending.getCount() == 0);
        return new KafkaConsumer<>(ClientSettings.consumer(plan, protocol));
      } catch (KafkaException e) {
        if (Fatal.is(e)) throw Fatal.explained(e, plan);
        watch.polled(e);
        if (ending.await(backoff, TimeUnit.MILLISECONDS)) return null;
      }
    }
  }

  private static long longer(long backoff) {
    return Math.min(2 * backoff, BACKOFF_LAST_MILLIS);
  }

  private void work(Consumer<byte[], byte[]> consumer, List<Position> unfinished)
      throws InterruptedException {
    var ledger = new Ledger(consumer, lanes, events);
    var commits =
        plan.transactional
            ? new Transactions(plan, consumer, lanes, ledger)
            : new PlainCommits(consumer, ledger, plan.commitEvery);
    var grace = ClientSettings.revokeGrace(plan);
    var group = new Group(plan, retryTopics, consumer, lanes, commits, events, () -> left(grace));
    var poller = new Poller(consumer, group, lanes, commits, events);
    this.ledger = ledger;
    this.group = group;
    try {
      subscribe(consumer, group);
      poll(poller, group);
      unfinished.addAll(drain(poller, group));
    } finally {
      try {
        group.leave(COMMIT_AT_MOST, LEAVE_AT_MOST);
      } finally {
        commits.close();
      }
    }
  }

  private void subscribe(Consumer<byte[], byte[]> consumer, Group group) {
    var pattern = plan.pattern;
    var made =
        pattern == null
            ? copies.prepare(plan.topics, ASK_AT_MOST)
            : copies.prepare(pattern, ASK_AT_MOST);
    if (!made) {
      log.info("Not all retry topics are there yet; each is made when the first message needs it");
    }
    if (pattern != null) {
      consumer.subscribe(retryTopics.subscription(pattern), group);
      return;
    }
    var topics = new ArrayList<>(plan.topics);
    for (var topic : plan.topics) topics.addAll(retryTopics.of(topic));
    consumer.subscribe(topics, group);
  }

  private void poll(Poller poller, Group group) throws InterruptedException {
    var backoff = BACKOFF_FIRST_MILLIS;
    while (ending.getCount() > 0) {
      try {
        poller.turn();
        watch.polled(null);
        backoff = BACKOFF_FIRST_MILLIS;
      } catch (KafkaException e) {
        if (Fatal.is(e)) {
          fail(Fatal.explained(e, plan));
          return;
        }
        log.debug("A poll failed, and is made again", e);
        watch.polled(e);
        var unused = ending.await(backoff, TimeUnit.MILLISECONDS);
        backoff = longer(backoff);
      }
      if (group.joined()) joined.countDown();
      watch.look(group.tenures());
    }
  }

  /// Of that time, as much as the end of the worker leaves.
  private Duration left(Duration grace) {
    if (ending.getCount() > 0) return grace;
    var left = Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    return left.compareTo(grace) < 0 ? left : grace;
  }

  /// Lets what is under way end, as long as there is time.
  ///
  /// @return what had not ended by then
  private List<Position> drain(Poller poller, Group group) {
    var departures = lanes.departures();
    departures.close(group.tenures());
    while (!departures.awaitCalm(group.tenures(), Duration.ofMillis(50).toNanos())) {
      if (endNanos - System.nanoTime() <= 0) break;
      keep(poller);
      departures.close(group.tenures()); // also what came meanwhile
    }
    var unfinished = departures.unfinished(group.tenures());
    if (unfinished.isEmpty()) return unfinished;
    departures.abandon(group.tenures());
    departures.awaitCalm(group.tenures(), INTERRUPTED_NANOS);
    return unfinished;
  }

  private static void keep(Poller poller) {
    try {
      poller.keep();
    } catch (KafkaException e) {
      log.debug("A poll failed while the worker ends", e);
    }
  }
}
