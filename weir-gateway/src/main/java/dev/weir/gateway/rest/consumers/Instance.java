package dev.weir.gateway.rest.consumers;

import dev.weir.Caller;
import dev.weir.Problem;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One consumer for a REST client: a virtual thread that owns a [Reader], and the calls that wait
/// for it. Any thread calls; the calls are carried out one after the other.
final class Instance {
  private static final Logger log = LoggerFactory.getLogger(Instance.class);

  /// So many calls may wait for one instance.
  private static final int CALLS_MAX = 64;

  /// What a call may take beside the wait of a read: those before it, and Kafka.
  private static final Duration CALL_AT_MOST = Duration.ofSeconds(60);

  /// The end of an instance waits so long for an answer that is being made.
  private static final long ANSWER_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  /// What is done for a call.
  interface Work<T> {
    T with(Reader reader, Reading reading);
  }

  /// A call that waits.
  ///
  /// @param ended what it is answered where the instance ends first; null for a refusal
  private record Waiting<T>(
      CompletableFuture<T> answer, Work<T> work, @Nullable Supplier<T> ended) {}

  private final BlockingDeque<Runnable> calls = new LinkedBlockingDeque<>();

  /// The first is whoever makes it.
  private final AtomicInteger callers = new AtomicInteger(1);

  private final CountDownLatch over = new CountDownLatch(1);
  private final InstanceName name;
  private final InstanceConfig config;
  private final String owner;
  private final Surroundings around;
  private final Reader reader;
  private final Reading reading;
  private volatile boolean ending;
  private volatile long calledNanos;

  /// @param owner see [Caller#owner]
  Instance(InstanceName name, InstanceConfig config, String owner, Surroundings around) {
    this.name = name;
    this.config = config;
    this.owner = owner;
    this.around = around;
    this.reader = new Reader(name, config, around, () -> ending);
    this.reading = new Reading(reader);
    this.calledNanos = around.clock().nanos();
  }

  InstanceName name() {
    return name;
  }

  /// Whether somebody may know of it.
  boolean isOf(Caller caller) {
    return owner.equals(caller.owner());
  }

  InstanceConfig config() {
    return config;
  }

  void start() {
    Thread.ofVirtual().name("consumer-" + name).start(this::run);
    calledNanos = around.clock().nanos();
    callers.decrementAndGet();
  }

  /// Has the thread do it, and waits for what comes of it.
  <T> T call(Work<T> work) {
    return call(work, null);
  }

  /// Reads. The caller settles the batch.
  Batch read(ReadRequest request) {
    return call((_, reading) -> reading.read(request), Batch::empty);
  }

  private <T> T call(Work<T> work, @Nullable Supplier<T> ended) {
    if (callers.incrementAndGet() > CALLS_MAX) {
      callers.decrementAndGet();
      throw busy("%d calls already wait for it".formatted(CALLS_MAX));
    }
    calledNanos = around.clock().nanos();
    var waiting = new Waiting<>(new CompletableFuture<T>(), work, ended);
    try {
      calls.addLast(() -> carryOut(waiting));
      if (isOver()) end(waiting);
      return answer(waiting);
    } finally {
      calledNanos = around.clock().nanos();
      callers.decrementAndGet();
    }
  }

  private <T> T answer(Waiting<T> waiting) {
    var atMost = CALL_AT_MOST.plus(around.settings().get().consumers().timeoutAtMost());
    try {
      return waiting.answer().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (TimeoutException e) {
      var late = busy("it did not come to it in %d s".formatted(atMost.toSeconds())).because(e);
      return givenUp(waiting, late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return givenUp(waiting, RestException.tryLater(Problem.stopping()).because(e));
    }
  }

  /// What was answered just now counts all the same: nobody else would settle a batch.
  private static <T> T givenUp(Waiting<T> waiting, RestException why) {
    if (waiting.answer().cancel(false)) throw why;
    try {
      return waiting.answer().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private RestException busy(String why) {
    return RestException.tryLater(
        new Problem(
            Problem.Code.UNAVAILABLE,
            "Consumer instance %s did not take the call".formatted(name),
            why,
            "Call again later; an instance does one thing at a time",
            1_000));
  }

  private <T> void carryOut(Waiting<T> waiting) {
    if (waiting.answer().isDone()) return;
    if (ending) {
      end(waiting);
      return;
    }
    try {
      var value = waiting.work().with(reader, reading);
      var heard = waiting.answer().complete(value);
      if (!heard && value instanceof Batch batch) batch.undone();
    } catch (RuntimeException | Error e) {
      waiting.answer().completeExceptionally(e);
    }
  }

  private <T> void end(Waiting<T> waiting) {
    var ended = waiting.ended();
    if (ended == null) waiting.answer().completeExceptionally(name.notFound());
    else waiting.answer().complete(ended.get());
  }

  private void run() {
    try {
      while (!ending) turn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      log.error("Consumer instance {} ends by a mistake", name, e);
    } finally {
      end();
    }
  }

  private void turn() throws InterruptedException {
    var napNanos = reading.work();
    var batch = reader.inHand();
    if (batch != null) {
      if (batch.settled(napNanos)) reader.settle();
      return;
    }
    var call = calls.pollFirst(napNanos, TimeUnit.NANOSECONDS);
    if (call == null) return;
    call.run();
    reading.wake();
  }

  private void end() {
    ending = true;
    try {
      refuseAll();
      awaitAnswer();
      reader.close();
    } catch (RuntimeException e) {
      log.error("Consumer instance {} did not end well", name, e);
    } finally {
      over.countDown();
      refuseAll();
    }
  }

  private void refuseAll() {
    for (var call = calls.pollFirst(); call != null; call = calls.pollFirst()) call.run();
  }

  /// A client that is being answered has its records.
  private void awaitAnswer() {
    var batch = reader.inHand();
    if (batch == null) return;
    try {
      batch.settled(ANSWER_NANOS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Has it end: a read that waits is answered with what nobody has had yet, which is nothing.
  void close() {
    ending = true;
    calls.addFirst(() -> {}); // wakes the thread
  }

  /// Ends one that was never started.
  void drop() {
    end();
  }

  /// Whether it is over by then.
  boolean awaitEnd(Duration atMost) {
    try {
      return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /// Whether nobody has called for so long.
  boolean idleFor(Duration idle) {
    return callers.get() == 0 && around.clock().nanos() - calledNanos > idle.toNanos();
  }
}
