package dev.weir.gateway.rest.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The claims that stand, as the log has them. Any thread; the log's reader alone writes.
final class Claims {
  /// Beyond it none are noted; some 500 bytes each.
  private static final int COUNT_MAX = 200_000;

  private final Map<Name, List<Standing>> byName = new HashMap<>();

  /// Gateways are few, and their claims many.
  private final Map<Home, Home> homes = new HashMap<>();

  private int count;

  /// Notes a claim. One that is noted already keeps its place.
  synchronized void stand(Standing one) {
    var list = byName.computeIfAbsent(one.claim().name(), _ -> new ArrayList<>(1));
    var place = indexOf(list, one.claim());
    if (place < 0 && count >= COUNT_MAX) return;
    var home = homes.computeIfAbsent(one.home(), itself -> itself);
    var offset = place < 0 ? one.offset() : list.get(place).offset();
    var noted = new Standing(one.claim(), home, offset, one.millis());
    if (place < 0) {
      list.add(noted);
      count++;
    } else {
      list.set(place, noted);
    }
  }

  private static int indexOf(List<Standing> list, Claim claim) {
    for (var i = 0; i < list.size(); i++) {
      if (list.get(i).claim().equals(claim)) return i;
    }
    return -1;
  }

  synchronized void withdraw(Claim claim) {
    var list = byName.get(claim.name());
    if (list == null || !list.removeIf(one -> one.claim().equals(claim))) return;
    count--;
    if (list.isEmpty()) byName.remove(claim.name());
  }

  /// The oldest claim of a name, or null.
  synchronized @Nullable Standing owner(Name name) {
    var list = byName.get(name);
    if (list == null) return null;
    return list.stream().min(Comparator.comparingLong(Standing::offset)).orElse(null);
  }

  synchronized boolean has(Claim claim) {
    var list = byName.get(claim.name());
    return list != null && indexOf(list, claim) >= 0;
  }

  synchronized List<Standing> all(Predicate<Standing> wanted) {
    return byName.values().stream().flatMap(List::stream).filter(wanted).toList();
  }

  /// Forgets those of whose gateways nothing was heard since then: the log forgets them, too.
  synchronized void forget(long beforeMillis) {
    all(one -> one.millis() < beforeMillis).forEach(one -> withdraw(one.claim()));
    homes.clear();
  }

  synchronized boolean isFull() {
    return count >= COUNT_MAX;
  }

  synchronized int count() {
    return count;
  }
}
