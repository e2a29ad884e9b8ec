package dev.weir.tests.faults;

/// What one request came to.
///
/// @param sentNanos when it was sent
/// @param tookNanos until its answer was there
/// @param status of HTTP; 0 where there was no answer
/// @param level that it tells; empty where it tells none
/// @param whole whether nothing of it failed
record Answer(long sentNanos, long tookNanos, int status, String level, boolean whole) {
  static final int NONE = 0;

  boolean acknowledged() {
    return status == 200 && whole;
  }

  double tookMillis() {
    return tookNanos / 1e6;
  }
}
