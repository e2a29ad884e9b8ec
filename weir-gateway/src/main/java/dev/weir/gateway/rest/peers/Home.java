package dev.weir.gateway.rest.peers;

/// Where a gateway is reached.
///
/// @param address `host:port`
/// @param place where alone the address leads there; empty for everywhere
record Home(String address, String place) {}
