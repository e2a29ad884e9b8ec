package dev.weir.gateway.rest.consumers;

import dev.weir.Caller;
import dev.weir.Clock;
import dev.weir.Problem;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The consumer instances of this gateway. Any thread.
///
/// There are `consumers.instances` of them at most, those that are about to end included. One that
/// nobody calls for `consumers.idle` is ended, and all are at the stop.
public final class Instances implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Instances.class);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long SWEEP_MILLIS = 1_000;

  /// How long somebody waits for an instance to leave its group.
  private static final Duration END_AT_MOST = Duration.ofSeconds(8);

  private final Map<InstanceName, Instance> instances = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Surroundings around;
  private final Ownership ownership;

  /// @param budget the memory that records count in
  /// @param settings those in force
  public Instances(Budget budget, Ownership ownership, Supplier<WeirConfig> settings, Clock clock) {
    this.around = new Surroundings(budget, settings, clock);
    this.ownership = ownership;
    Thread.ofVirtual().name("consumer-sweep").start(this::sweepOnAndOn);
  }

  /// How many there are, those that are about to end included.
  public int count() {
    return count.get();
  }

  /// Whether it lives here.
  public boolean has(String group, String instance) {
    return instances.containsKey(new InstanceName(group, instance));
  }

  Surroundings around() {
    return around;
  }

  /// The one that a call is for.
  Instance find(Target call) {
    return find(Control.name(call), call.caller());
  }

  /// Throws where it is not here, or is another caller's: that is told nobody else.
  Instance find(InstanceName name, Caller caller) {
    var instance = instances.get(name);
    if (instance == null || !instance.isOf(caller)) throw name.notFound();
    return instance;
  }

  /// Makes one for a caller, and answers what it is called.
  InstanceName create(String group, InstanceConfig config, Caller caller) {
    if (stopped.getCount() == 0) throw RestException.tryLater(Problem.stopping());
    if (around.settings().get().kafka().off()) throw Reader.noKafka();
    var given = config.name();
    var name = new InstanceName(group, given == null ? "rest-consumer-" + newId() : given);
    var most = around.settings().get().consumers().instances();
    if (count.get() >= most)
      throw full(most); // soon said, to a client that makes one after another
    ConsumerProperties.check(ConsumerProperties.of(name, config, around.settings().get()));
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw full(most);
    }
    start(new Instance(name, config, caller.owner(), around));
    return name;
  }

  /// Of 128 bits that nobody guesses.
  private static String newId() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void start(Instance instance) {
    var name = instance.name();
    var present = instances.putIfAbsent(name, instance);
    if (present != null) {
      count.decrementAndGet();
      throw name.exists();
    }
    var claimed = false;
    try {
      claimed = ownership.claim(name.group(), name.name());
    } finally {
      if (!claimed) {
        var counts = instances.remove(name, instance); // else somebody else ends it
        instance.drop();
        if (counts) count.decrementAndGet();
      }
    }
    if (!claimed) throw name.exists();
    instance.start();
    if (stopped.getCount() == 0) instance.close(); // it came too late for the others' end
  }

  private static RestException full(int most) {
    return RestException.tryLater(
        new Problem(
            Problem.Code.RATE_LIMITED, // a client makes too many: 429
            "No consumer instance was made",
            "there are %,d, and consumers.instances is %,d".formatted(most, most),
            "Delete those that nobody needs, or raise consumers.instances",
            5_000));
  }

  /// Ends one, and waits until it has left its group.
  void delete(InstanceName name, Caller caller) {
    var instance = find(name, caller);
    if (!instances.remove(name, instance)) throw name.notFound();
    end(instance);
  }

  /// Ends one that is another gateway's now. Does not wait.
  public void drop(String group, String instance) {
    var dropped = instances.remove(new InstanceName(group, instance));
    if (dropped != null) Thread.ofVirtual().name("consumer-end").start(() -> end(dropped));
  }

  private void end(Instance instance) {
    instance.close();
    if (!instance.awaitEnd(END_AT_MOST)) log.warn("{} does not end", instance.name());
    count.decrementAndGet();
    ownership.release(instance.name().group(), instance.name().name());
  }

  private void sweepOnAndOn() {
    try {
      while (!stopped.await(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) sweep();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends those that nobody calls, and removes those that a mistake has ended.
  void sweep() {
    var idle = around.settings().get().consumers().idle();
    for (var instance : List.copyOf(instances.values())) {
      var ends = instance.idleFor(idle) || instance.isOver();
      if (ends && instances.remove(instance.name(), instance)) {
        Thread.ofVirtual().name("consumer-end").start(() -> end(instance));
      }
    }
  }

  /// Every instance leaves its group, all at one time.
  @Override
  public void close() {
    stopped.countDown();
    var all = List.copyOf(instances.values());
    all.forEach(Instance::close);
    var end = around.clock().nanos() + END_AT_MOST.toNanos();
    for (var instance : all) {
      var left = Math.max(0, end - around.clock().nanos());
      instance.awaitEnd(Duration.ofNanos(left));
      if (instances.remove(instance.name(), instance)) {
        ownership.release(instance.name().group(), instance.name().name());
      }
    }
  }
}
