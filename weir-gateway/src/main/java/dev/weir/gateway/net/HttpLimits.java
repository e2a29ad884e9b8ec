package dev.weir.gateway.net;

import dev.weir.delivery.Budget;

/// What bounds the requests of a port: the largest body, and the memory that all bodies share.
public record HttpLimits(int requestBytes, Budget budget) {}
