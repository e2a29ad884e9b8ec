package dev.weir.gateway.rest.peers;

/// A claim that was not withdrawn.
///
/// @param offset its place in the log: the oldest claim of a name is the one that counts
/// @param millis when it was written or renewed
record Standing(Claim claim, Home home, long offset, long millis) {}
