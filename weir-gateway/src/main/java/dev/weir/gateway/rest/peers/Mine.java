package dev.weir.gateway.rest.peers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The claims of this gateway. Any thread.
///
/// A claim is held from before it is written until it is withdrawn, by this gateway or, where that
/// takes it for dead, by another one. Once it has won, calls for its instance are answered here.
final class Mine {
  private record Held(Claim claim, boolean won) {}

  private final String gateway;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Name, Held> held = new ConcurrentHashMap<>();

  /// @param gateway the id of this run
  Mine(String gateway) {
    this.gateway = gateway;
  }

  String gateway() {
    return gateway;
  }

  /// A new claim, or null where there is one already.
  @Nullable Claim begin(Name name) {
    var claim = new Claim(name, gateway, numbers.incrementAndGet());
    return held.putIfAbsent(name, new Held(claim, false)) == null ? claim : null;
  }

  void won(Claim claim) {
    held.replace(claim.name(), new Held(claim, false), new Held(claim, true));
  }

  /// Whether calls for this name are answered here.
  boolean owns(Name name) {
    var present = held.get(name);
    return present != null && present.won();
  }

  boolean holds(Claim claim) {
    var present = held.get(claim.name());
    return present != null && present.claim().equals(claim);
  }

  /// Ends what was begun; null where nothing was.
  @Nullable Claim end(Name name) {
    var ended = held.remove(name);
    return ended == null ? null : ended.claim();
  }

  /// Hears that a claim was withdrawn. Answers whether somebody else did that.
  boolean withdrawn(Claim claim) {
    return holds(claim) && end(claim.name()) != null;
  }

  List<Claim> all() {
    return held.values().stream().map(Held::claim).toList();
  }
}
