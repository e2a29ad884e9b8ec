package dev.weir.gateway.rest.peers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The claims of this gateway. Any thread.
///
/// ```
/// begin ──▶ BEGUN ──▶ won ──▶ WON: calls for its instance are answered here
///             │                └──▶ withdrawn by another gateway ──▶ LOST
///             └──────▶ end, from wherever it is
/// ```
///
/// A claim is held from before it is written. One that is lost keeps its name from being claimed
/// here until the instance is ended.
final class Mine {
  private enum State {
    BEGUN,
    WON,
    LOST
  }

  private record Held(Claim claim, State state) {}

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
    return held.putIfAbsent(name, new Held(claim, State.BEGUN)) == null ? claim : null;
  }

  void won(Claim claim) {
    held.replace(claim.name(), new Held(claim, State.BEGUN), new Held(claim, State.WON));
  }

  /// Whether calls for this name are answered here.
  boolean owns(Name name) {
    var present = held.get(name);
    return present != null && present.state() == State.WON;
  }

  boolean holds(Claim claim) {
    var present = held.get(claim.name());
    return present != null && present.claim().equals(claim) && present.state() != State.LOST;
  }

  /// Ends what was begun; null where nothing was.
  @Nullable Claim end(Name name) {
    var ended = held.remove(name);
    return ended == null ? null : ended.claim();
  }

  /// Hears that a claim was withdrawn. Answers whether an instance lost its name by that.
  boolean withdrawn(Claim claim) {
    return held.replace(claim.name(), new Held(claim, State.WON), new Held(claim, State.LOST));
  }

  List<Claim> all() {
    return held.values().stream().map(Held::claim).toList();
  }
}
