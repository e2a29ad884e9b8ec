package dev.weir.gateway.rest.peers;

import dev.weir.gateway.web.RestException;

/// How a name is claimed for a gateway.
///
/// ```
/// write the claim ──▶ read the log as far as it ──▶ ours is the oldest: won
///                          ▲                   └──▶ an older one stands: ask its gateway
///                          │                             ├── holds it: lost, ours is withdrawn
///                          └── withdraw the older one ◀──┴── is gone, or knows nothing of it
/// ```
///
/// The order of the log is the same for all, so of two that claim a name at once one sees the
/// other, and gives way. A gateway holds a claim from before it is written, so who was first is
/// found to hold it whenever it is asked. An older claim is withdrawn only when ours stands:
/// whoever claims the name anew after that sees ours.
record Making(Membership.Open open, Gateway gateway) {
  /// More gateways than that do not die while they make instances of one name.
  private static final int ROUNDS = 8;

  /// Whether the claim won. Waits for Kafka and for a gateway that has an older claim.
  boolean wins(Claim claim) {
    open.log().settle(claim, open.here().home());
    for (var round = 0; round < ROUNDS; round++) {
      var owner = open.claims().owner(claim.name());
      if (owner == null) break; // somebody took this gateway for dead
      if (owner.claim().equals(claim)) return isWon(claim);
      if (isHeld(owner)) return false;
      open.log().settle(owner.claim(), null);
    }
    throw unsettled(claim);
  }

  /// It may have been withdrawn by somebody since it was looked at.
  private boolean isWon(Claim claim) {
    gateway.mine().won(claim);
    if (open.claims().has(claim)) return true;
    throw unsettled(claim);
  }

  private static RestException unsettled(Claim claim) {
    return RestException.plain(
        503,
        "Consumer instance %s of group %s could not be claimed: other gateways come and go. Try again"
            .formatted(claim.name().instance(), claim.name().group()));
  }

  /// Whether a gateway stands by its claim.
  boolean isHeld(Standing one) {
    if (one.claim().gateway().equals(gateway.id())) return gateway.mine().holds(one.claim());
    return switch (gateway.client().ask(one)) {
      case HELD -> true;
      case GONE -> false;
      case SILENT ->
          throw RestException.plain(
              503,
              "Consumer instance %s of group %s may be on the gateway at %s, which does not answer. Try again, or take another name"
                  .formatted(
                      one.claim().name().instance(),
                      one.claim().name().group(),
                      one.home().address()));
    };
  }
}
