package dev.weir.gateway.once;

import dev.weir.Acks;
import dev.weir.Clock;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Metrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has requests with an `Idempotency-Key` carried out once.
///
/// ```
/// request ──▶ Keys ──▶ nobody had this key ──▶ carried out ──▶ KeyLog ──▶ answered
///               ├────▶ in hand: waits for that answer
///               └────▶ done: the same answer again
/// ```
///
/// A key is remembered when its messages are safe, and before anybody is told so. A crash between
/// the two lets a request that nobody had an answer to be carried out twice; none is lost. What is
/// only in memory is remembered there alone: after a crash it has to be sent again, and may be. So
/// is what Kafka gave no answer to in time: it may be there, and a crash may take it away.
public final class Once implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Once.class);
  private static final long TICK_MILLIS = 250;
  private static final long CLOSE_SECONDS = 5;

  /// A longer body is not kept.
  private static final int BODY_BYTES_MAX = 512;

  private static final String LEVEL = "Weir-Acks";

  private final Supplier<WeirConfig> settings;
  private final Clock clock;
  private final Keys keys;
  private final Counter replayed;

  private final KeyLog keyLog;

  /// Owns the log.
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("idempotency").daemon().factory());

  private Once(Supplier<WeirConfig> settings, Metrics metrics, Clock clock) {
    var config = settings.get();
    this.settings = settings;
    this.clock = clock;
    this.keys = new Keys(config.idempotency(), clock, this::forgotten);
    this.keyLog =
        new KeyLog(
            config.data().resolve("idempotency"), config.idempotency().keys(), metrics, clock);
    this.replayed =
        metrics.counter(
            "weir_idempotency_replayed", "Requests that were answered as the first time.");
    metrics.gauge("weir_idempotency_keys", "Keys of requests that are remembered.", keys::count);
  }

  /// Knows what an earlier start of the gateway knew.
  ///
  /// @param settings those in force; that there is a log may change at any time
  public static Once open(Supplier<WeirConfig> settings, Metrics metrics, Clock clock) {
    var once = new Once(settings, metrics, clock);
    try {
      // On the thread that owns the log.
      CompletableFuture.runAsync(() -> once.keyLog.restore(once.keys::restore), once.thread).join();
    } catch (RuntimeException e) {
      once.close();
      throw e;
    }
    var _ =
        once.thread.scheduleAtFixedRate(
            once::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return once;
  }

  /// The same endpoint, for which keys count.
  public Endpoint around(Endpoint endpoint) {
    return new OnceEndpoint(endpoint, keys, this);
  }

  /// What a request was answered; then whoever it is for may be told.
  void settled(String id, Print print, Answer answer, Runnable then) {
    var level = level(answer);
    if (level == null && !answer.isUncertain()) {
      keys.undone(id, answer);
      then.run();
      return;
    }
    var one = new Done(id, print, kept(level, answer), clock.millis());
    Runnable known =
        () -> {
          keys.done(one, answer);
          then.run();
        };
    if (level == null || level.equals(Acks.MEMORY.label()) || !logs()) {
      known.run();
    } else {
      keep(one, known);
    }
  }

  /// What the same request is answered from now on; null where that would be too long.
  private static @Nullable Answer kept(@Nullable String level, Answer answer) {
    if (level == null) return OnceAnswer.UNCERTAIN;
    return answer.body().length <= BODY_BYTES_MAX ? answer : null;
  }

  private boolean logs() {
    return settings.get().routes().stream().anyMatch(route -> route.wal().logs());
  }

  private void keep(Done one, Runnable known) {
    try {
      thread.execute(() -> keyLog.keep(one, known));
    } catch (RejectedExecutionException e) { // the gateway stops; what was asked for is done
      known.run();
    }
  }

  void replayed() {
    replayed.add(1);
  }

  /// How safe the messages are; null where none was taken in.
  private static @Nullable String level(Answer answer) {
    for (var field : answer.fields()) {
      if (field.name().equals(LEVEL)) return field.value();
    }
    return null;
  }

  private void forgotten(Done one) {
    if (!thread.isShutdown()) thread.execute(() -> keyLog.forget(one));
  }

  private void tick() {
    try {
      keys.forgetOld();
      keyLog.tick();
    } catch (RuntimeException e) {
      log.error("The keys of requests were not looked after", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("The keys of requests may not all be on the disk: it does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    keyLog.close();
  }
}
