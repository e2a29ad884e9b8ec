package dev.weir.worker;

import java.time.Instant;

/// Why a record goes to the dead letters, or to a retry topic.
///
/// @param attempts made so far, those before a retry topic among them
record Failure(Throwable why, int attempts, Instant time) {}
