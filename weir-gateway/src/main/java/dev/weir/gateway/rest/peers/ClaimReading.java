package dev.weir.gateway.rest.peers;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done with the log as it is read. The reader's thread alone calls it.
final class ClaimReading implements ClaimReader.Reading {
  private static final Logger log = LoggerFactory.getLogger(ClaimReading.class);

  /// In a topic that was made anew there is nothing of this gateway until it opens it.
  private static final Duration ASK_EVERY = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofHours(1);

  /// The log forgets what is seven times as old.
  private static final Duration RENEW_AFTER = Duration.ofDays(1);

  private final Gateway gateway;
  private final Claims claims;
  private final Here here;
  private final Opening opening;
  private long askedNanos;
  private long lookedNanos;

  /// The log that is read.
  interface Opening {
    /// Where own claims are renewed; null while it is being opened.
    @Nullable ClaimLog present();

    /// Opens another one. Does not wait.
    void again();
  }

  /// @param claims gets what is read
  ClaimReading(Gateway gateway, Claims claims, Here here, Opening opening) {
    this.gateway = gateway;
    this.claims = claims;
    this.here = here;
    this.opening = opening;
    this.lookedNanos = gateway.clock().nanos();
    this.askedNanos = lookedNanos - ASK_EVERY.toNanos();
  }

  @Override
  public void record(ConsumerRecord<byte[], byte[]> record) {
    var claim = ClaimCodec.claim(record.key());
    if (claim == null) return;
    if (record.value() == null) {
      claims.withdraw(claim);
      if (gateway.mine().withdrawn(claim)) lost(claim.name());
      return;
    }
    var home = ClaimCodec.home(record.value());
    if (home != null && here.sees(home)) {
      claims.stand(new Standing(claim, home, record.offset(), record.timestamp()));
    }
  }

  private void lost(Name name) {
    log.warn(
        "Another gateway could not reach this one and has made consumer instance {} of group {} anew; the one here ends. See that gateways reach each other, and peers.address",
        name.instance(),
        name.group());
    gateway.lost().accept(name);
  }

  @Override
  public void turn() {
    var now = gateway.clock().nanos();
    ask(now);
    if (now - lookedNanos < LOOK_EVERY.toNanos()) return;
    lookedNanos = now;
    var millis = gateway.clock().millis();
    renew(millis - RENEW_AFTER.toMillis());
    claims.forget(millis - ClaimTopic.KEPT.toMillis());
  }

  private void ask(long now) {
    var present = opening.present();
    if (present == null || now - askedNanos < ASK_EVERY.toNanos()) return;
    askedNanos = now;
    if (present.isDeleted()) opening.again();
  }

  private void renew(long beforeMillis) {
    var present = opening.present();
    if (present == null) return;
    claims
        .all(one -> one.millis() < beforeMillis && gateway.mine().holds(one.claim()))
        .forEach(one -> present.post(one.claim(), one.home()));
  }
}
