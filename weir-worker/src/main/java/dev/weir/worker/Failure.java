package dev.weir.worker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why a record goes to the dead letters, or to a retry topic.
///
/// @param attempts made so far, those before a retry topic among them
/// @param telemetry what the copy belongs to; null where no attempt got as far
record Failure(Throwable why, int attempts, Instant time, @Nullable Telemetry telemetry) {
  Failure(Throwable why, int attempts, Instant time) {
    this(why, attempts, time, null);
  }
}
