package dev.weir.gateway.api.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How fast topics grow, from one look to the next. Pure; the older look is left as it was.
///
/// @param atNanos when the look was taken
/// @param ends what each topic had ever been sent by then
record Rates(long atNanos, Map<String, Long> ends) {
  /// What came in a time longer than this says little of now.
  private static final long NANOS_MAX = Duration.ofMinutes(1).toNanos();

  static Rates none() {
    return new Rates(0, new HashMap<>());
  }

  /// Messages a second between that look and this one; null where nobody can say.
  @Nullable Double since(Rates before, String topic) {
    var then = before.ends.get(topic);
    var now = ends.get(topic);
    var nanos = atNanos - before.atNanos;
    if (then == null || now == null || now < then || nanos <= 0 || nanos > NANOS_MAX) return null;
    return (now - then) * 1e9 / nanos;
  }
}
