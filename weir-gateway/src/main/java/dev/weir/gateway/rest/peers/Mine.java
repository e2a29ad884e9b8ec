package dev.weir.gateway.rest.peers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The claims of this gateway: those of its instances, and of those that are about to be made. Any
/// thread.
final class Mine {
  private final String gateway;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Name, Claim> held = new ConcurrentHashMap<>();

  /// Whose claims another gateway has withdrawn, because it took this one for dead.
  private final Set<Name> lost = ConcurrentHashMap.newKeySet();

  Mine(String gateway) {
    this.gateway = gateway;
  }

  String gateway() {
    return gateway;
  }

  /// A new claim, or null where there is one already.
  @Nullable Claim begin(Name name) {
    var claim = new Claim(name, gateway, numbers.incrementAndGet());
    if (held.putIfAbsent(name, claim) != null) return null;
    lost.remove(name);
    return claim;
  }

  boolean holds(Claim claim) {
    return claim.equals(held.get(claim.name()));
  }

  /// Ends what was begun; null where nothing was.
  @Nullable Claim end(Name name) {
    lost.remove(name);
    return held.remove(name);
  }

  /// Hears that a claim was withdrawn. Answers whether somebody else did that.
  boolean withdrawn(Claim claim) {
    if (!claim.gateway().equals(gateway) || !held.remove(claim.name(), claim)) return false;
    lost.add(claim.name());
    return true;
  }

  /// Whether an instance of this name, if there is one here, is nobody's any more.
  boolean lost(Name name) {
    return lost.contains(name);
  }

  List<Claim> all() {
    return List.copyOf(held.values());
  }
}
