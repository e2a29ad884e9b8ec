package dev.weir.gateway.rest.peers;

import dev.weir.Clock;
import java.util.function.Consumer;

/// What one gateway has and the others have not.
///
/// @param mine its claims
/// @param client its way to the others
/// @param lost hears of names that another gateway has taken
record Gateway(Mine mine, PeerClient client, Clock clock, Consumer<Name> lost) {
  String id() {
    return mine.gateway();
  }
}
