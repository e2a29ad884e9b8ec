package dev.weir.gateway.net;

import dev.weir.delivery.Budget;
import java.time.Duration;

/// What bounds the requests of a port.
///
/// @param requestBytes the largest body
/// @param budget the memory that all bodies share
/// @param answerAtMost the longest that an answer may take; a connection that is silent for longer
///   is closed
public record HttpLimits(int requestBytes, Budget budget, Duration answerAtMost) {}
