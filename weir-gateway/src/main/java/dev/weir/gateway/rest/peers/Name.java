package dev.weir.gateway.rest.peers;

/// What an instance is known by.
record Name(String group, String instance) {}
