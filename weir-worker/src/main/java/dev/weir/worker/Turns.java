package dev.weir.worker;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The lanes whose first record waits to be worked at. Turns go round over the partitions, and over
/// the lanes of a partition. Owner: the lanes' lock.
final class Turns {
  private final ArrayDeque<Tenure> turns = new ArrayDeque<>();

  /// Hot.
  boolean isEmpty() {
    return turns.isEmpty();
  }

  /// Hot.
  void add(Lane lane) {
    var tenure = lane.tenure;
    lane.state = Lane.State.READY;
    tenure.ready.add(lane);
    if (tenure.inTurn) return;
    tenure.inTurn = true;
    turns.add(tenure);
  }

  /// Hot.
  @Nullable Lane next() {
    for (var tenure = turns.poll(); tenure != null; tenure = turns.poll()) {
      var lane = tenure.ready.poll();
      tenure.inTurn = !tenure.ready.isEmpty();
      if (tenure.inTurn) turns.add(tenure);
      if (lane != null) return lane;
    }
    return null;
  }

  /// The one whose last attempt is longest ago, so that a record that always fails is not the only
  /// one that is tried.
  @Nullable Lane triedLongestAgo() {
    Lane found = null;
    for (var tenure : turns) {
      for (var lane : tenure.ready) {
        if (found == null || lane.triedNanos < found.triedNanos) found = lane;
      }
    }
    if (found != null) found.tenure.ready.remove(found);
    return found;
  }

  void remove(Tenure tenure) {
    tenure.ready.clear();
    if (tenure.inTurn) turns.remove(tenure);
    tenure.inTurn = false;
  }
}
