package dev.weir.delivery;

import dev.weir.Acks;
import dev.weir.Problem;
import dev.weir.config.RouteConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the messages of some topics go.
final class Route {
  /// One of the sinks, and the share of the messages that it gets.
  record Branch(Lane lane, double share) {
    boolean always() {
      return share >= 1;
    }
  }

  final RouteConfig config;
  final List<Branch> branches;

  /// The only way to go, for every message; null where there are several, or a share is drawn.
  final @Nullable Lane only;

  private final Map<Acks, Parcel.Terms> terms = new EnumMap<>(Acks.class);

  Route(RouteConfig config, List<Branch> branches) {
    this.config = config;
    this.branches = branches;
    this.only =
        branches.size() == 1 && branches.getFirst().always() ? branches.getFirst().lane() : null;
    for (var asked : Acks.values()) {
      terms.put(asked, new Parcel.Terms(config.level(asked), config.wal()));
    }
  }

  /// Hot. What is asked of a message for which its ingress asks this.
  @SuppressWarnings("NullAway") // every level has its terms from the constructor on
  Parcel.Terms terms(Acks asked) {
    return terms.get(asked);
  }

  /// Why its sinks do not all take a message in that asks for this, or null.
  @Nullable Problem refusal(Acks asked) {
    return refusal(branches.stream().map(Branch::lane).toList(), terms(asked));
  }

  /// Why none of these lanes can take a message in right now, or null.
  static @Nullable Problem refusal(List<Lane> lanes, Parcel.Terms terms) {
    for (var lane : lanes) {
      var problem = lane.refusal(terms);
      if (problem != null) return problem;
    }
    return null;
  }
}
