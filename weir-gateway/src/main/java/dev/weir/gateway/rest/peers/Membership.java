package dev.weir.gateway.rest.peers;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.web.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This gateway's part in the log of claims: it is opened by the first who needs it, and anew where
/// it failed. Any thread that may wait.
///
/// What was read of the claims outlives the log, so that calls find their way while Kafka is away.
final class Membership implements ClaimReading.Opening, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final Duration OPEN_AT_MOST = Duration.ofSeconds(15);

  /// How long it is alone where Kafka forbids the topic, until it tries again.
  private static final Duration ALONE = Duration.ofMinutes(1);

  /// The log, and what it is read into.
  ///
  /// @param here where this gateway is
  record Open(ClaimLog log, Claims claims, Here here) {}

  private final ClaimTopic topic;
  private final Supplier<WeirConfig> settings;
  private final Supplier<Map<String, Integer>> ports;
  private final Gateway gateway;

  /// Held by whoever opens the log.
  private final ReentrantLock opening = new ReentrantLock();

  /// Written by who holds the lock, read by all.
  private volatile @Nullable Open open;

  private volatile Claims claims = new Claims();
  private volatile boolean closed;

  /// These are for who holds the lock.
  private boolean forbidden;

  private long forbiddenNanos;

  Membership(
      Cluster cluster,
      Supplier<WeirConfig> settings,
      Supplier<Map<String, Integer>> ports,
      Gateway gateway) {
    this.topic = new ClaimTopic(cluster, settings.get().peers().topic());
    this.settings = settings;
    this.ports = ports;
    this.gateway = gateway;
  }

  /// The claims as far as they were read.
  Claims claims() {
    return claims;
  }

  /// The log if it is open, or null.
  @Override
  public @Nullable ClaimLog present() {
    var present = open;
    return present == null ? null : present.log();
  }

  /// The log, opened where it has to be; null where this gateway is alone.
  @Nullable Open open() {
    var kafka = settings.get().kafka();
    if (kafka.off()) return null;
    var present = open;
    if (present != null && present.log().serves(kafka)) return present;
    try {
      if (!opening.tryLock(OPEN_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) throw slow();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    try {
      return openAlone();
    } finally {
      opening.unlock();
    }
  }

  private static KafkaException slow() {
    return new KafkaException("the log of consumer instances is being opened, and that takes long");
  }

  private @Nullable Open openAlone() {
    var kafka = settings.get().kafka();
    var present = open;
    if (closed) throw new KafkaException("the gateway is stopping");
    if (present != null && present.log().serves(kafka)) return present;
    if (forbidden && gateway.clock().nanos() - forbiddenNanos < ALONE.toNanos()) return null;
    open = null;
    if (present != null) present.log().close();
    try {
      return opened();
    } catch (AuthorizationException e) {
      forbid(e);
      return null;
    }
  }

  private Open opened() {
    var here = here();
    var fresh = new Claims();
    var reading = new ClaimReading(gateway, fresh, here, this);
    var opened = new Open(ClaimLog.open(settings.get().kafka(), topic, reading), fresh, here);
    open = opened;
    claims = fresh;
    forbidden = false;
    new Arrival(opened, gateway).begin();
    return opened;
  }

  private Here here() {
    try {
      var here = Here.find(settings.get(), ports.get());
      if (here != null) return here;
    } catch (IOException e) {
      throw new KafkaException("the address of this gateway cannot be told; set peers.address", e);
    }
    throw RestException.plain(503, "The gateway is starting: no port is open yet. Try again");
  }

  @Override
  public void again() {
    Thread.ofVirtual().name("peers-again").start(this::tryToOpen);
  }

  private void tryToOpen() {
    try {
      var _ = open();
    } catch (KafkaException | RestException e) {
      log.debug("The log of consumer instances was not opened anew", e); // the next one tries
    }
  }

  /// Kafka does not let this gateway into the topic.
  void forbid(AuthorizationException why) {
    if (!forbidden) {
      log.warn(
          "This gateway answers for its own consumer instances alone: {}. Allow the topic {} (describe, create, read, write), or set peers.address to off",
          why.getMessage(),
          topic.name());
    }
    forbidden = true;
    forbiddenNanos = gateway.clock().nanos();
  }

  @Override
  public void close() {
    closed = true;
    opening.lock(); // who has it waits for Kafka, and that is bounded
    try {
      var present = open;
      open = null;
      if (present != null) present.log().close();
    } finally {
      opening.unlock();
    }
  }
}
