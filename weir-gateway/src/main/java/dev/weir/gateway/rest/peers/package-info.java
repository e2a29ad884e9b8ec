/// Any gateway answers for the consumer instances of all.
///
/// An instance lives in the process that made it. Which one that is stands in a topic of claims,
/// the same for all gateways; a call that reaches another one is passed on.
///
/// ```
/// POST /consumers/g ──▶ Peers ──claim──▶ ClaimLog (Kafka) ◀──reads── every gateway's Claims
/// …/instances/i/… ──▶ PeerResource ──▶ it lives here: the resource itself
///                              └──────▶ elsewhere: PeerClient ──▶ the owner's PeerResource
/// ```
///
/// Start with [Peers]; [Making] is how two gateways that claim one name at once agree.
@NullMarked
package dev.weir.gateway.rest.peers;

import org.jspecify.annotations.NullMarked;
