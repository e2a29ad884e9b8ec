package dev.weir.gateway.rest.peers;

/// Where a gateway is reached.
///
/// @param address `host:port`
/// @param place where alone the address leads there; empty for everywhere
/// @param tls whether it speaks TLS there
record Home(String address, String place, boolean tls) {
  /// One in clear text.
  Home(String address, String place) {
    this(address, place, false);
  }
}
