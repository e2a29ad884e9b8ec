package dev.weir.gateway.api.live;

import dev.weir.delivery.SinkState;
import java.util.List;
import java.util.Map;

/// All figures of one moment, as far as there is one: they are read one after the other while
/// messages move.
///
/// @param nanos for measuring
/// @param millis since 1970
/// @param in messages that came in, by the way that they came
/// @param books of each sink
/// @param refused messages by reason, without those that have none
/// @param lost the same
/// @param files open ones, sockets too, as they were some seconds ago at most
/// @param delivery how long it took
record Reading(
    long nanos,
    long millis,
    Map<String, Long> in,
    Map<String, Books> books,
    Map<String, Long> refused,
    Map<String, Long> lost,
    Spread delivery,
    List<SinkState> sinks,
    Room memory,
    Room inFlight,
    Machine machine,
    Room files) {

  /// Of all sinks together.
  Books all() {
    var all = new Books();
    books.values().forEach(all::add);
    return all;
  }

  /// So many a second.
  double perSecond(long total, long then, Reading before) {
    var elapsed = nanos - before.nanos;
    return elapsed <= 0 ? 0 : Math.max(0, (total - then) * 1e9 / elapsed);
  }
}
