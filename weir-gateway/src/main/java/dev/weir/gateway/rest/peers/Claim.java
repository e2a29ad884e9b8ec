package dev.weir.gateway.rest.peers;

/// That a gateway has, or is about to make, the instance of a name.
///
/// @param gateway the id of its present run
/// @param number tells the claims of one run from each other: who withdraws one withdraws no later
///   one
record Claim(Name name, String gateway, long number) {}
