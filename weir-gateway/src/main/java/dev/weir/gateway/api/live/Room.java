package dev.weir.gateway.api.live;

/// How much of something is in use.
///
/// @param limit 0 where there is none
record Room(long used, long limit) {
  /// Whether so many of a hundred are in use.
  boolean isOver(int percent) {
    return limit > 0 && used >= limit / 100.0 * percent;
  }

  int percent() {
    return limit > 0 ? (int) Math.min(100, Math.round(100.0 * used / limit)) : 0;
  }
}
