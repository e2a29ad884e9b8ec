package dev.weir.gateway.rest.peers;

import dev.weir.Clock;

/// What one gateway has and the others have not.
///
/// @param mine its claims
/// @param client its way to the others
record Gateway(Mine mine, PeerClient client, Clock clock) {
  String id() {
    return mine.gateway();
  }
}
