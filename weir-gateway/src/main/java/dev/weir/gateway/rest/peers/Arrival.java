package dev.weir.gateway.rest.peers;

import java.security.SecureRandom;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a gateway puts right when it has read the log of claims: its own claims are there, those of
/// an earlier run at its address are not.
record Arrival(Membership.Open open, Gateway gateway) {
  private static final Logger log = LoggerFactory.getLogger(Arrival.class);

  /// Nobody waits for it.
  void begin() {
    Thread.ofVirtual().name("peers-arrival").start(this::putRight);
  }

  private void putRight() {
    try {
      open.log().catchUp();
    } catch (KafkaException e) {
      log.debug("The log of consumer instances was not read", e);
      return; // whoever needs it hears of that
    }
    claimAgain();
    if (!open.claims().all(this::isOfAnEarlierRun).isEmpty()) withdrawOldOnes();
  }

  /// After the topic was lost, or could not be written.
  private void claimAgain() {
    for (var claim : gateway.mine().all()) {
      var known = open.claims().has(claim);
      if (!known && gateway.mine().owns(claim.name())) open.log().post(claim, home());
    }
  }

  private Home home() {
    return open.here().home();
  }

  private boolean isOfAnEarlierRun(Standing one) {
    return one.home().equals(home()) && !one.claim().gateway().equals(gateway.id());
  }

  /// Unless the address leads to another gateway, whose claims they may be.
  private void withdrawOldOnes() {
    switch (leadsHere()) {
      case HELD ->
          open.claims()
              .all(this::isOfAnEarlierRun)
              .forEach(one -> open.log().post(one.claim(), null));
      case GONE ->
          log.warn(
              "{} leads to another gateway or program, not to this one: other gateways take its consumer instances for gone. Set peers.address to an address of this gateway alone",
              home().address());
      case SILENT -> log.debug("{} does not answer its own gateway", home().address());
    }
  }

  /// Asks for a claim that this gateway alone knows of.
  private PeerClient.Word leadsHere() {
    var name = new Name("weir", Long.toHexString(new SecureRandom().nextLong()));
    var claim = gateway.mine().begin(name);
    if (claim == null) return PeerClient.Word.SILENT;
    try {
      return gateway.client().ask(new Standing(claim, home(), 0, 0));
    } finally {
      var _ = gateway.mine().end(name);
    }
  }
}
