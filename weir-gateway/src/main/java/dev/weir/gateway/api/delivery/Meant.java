package dev.weir.gateway.api.delivery;

import dev.weir.delivery.Kept;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.RestException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Which dead letters a call means: `{"all":true}`, `{"sequences":["17","18"]}`, or those of a
/// `reason`, of a `topic`, or of both. Nothing else counts, so that nothing is dropped by accident.
record Meant(boolean all, @Nullable Set<Long> sequences, @Nullable Wanted wanted) {
  /// Dead letters that are there.
  ///
  /// @param whole whether that is all that was meant; else there are too many to find at a time
  record Found(LongPredicate chosen, long count, boolean whole) {}

  static Meant read(byte[] body) {
    var fields = Fields.of(body, "all", "sequences", "reason", "topic");
    var topic = fields.text("topic");
    var reason = fields.text("reason");
    var filtered = topic != null || reason != null;
    var named = fields.has("sequences") ? fields.wholeNumbers("sequences") : null;
    var ways = (fields.yes("all") ? 1 : 0) + (named == null ? 0 : 1) + (filtered ? 1 : 0);
    if (ways != 1 || (named != null && named.isEmpty())) throw unclear();
    return new Meant(fields.yes("all"), named, filtered ? Wanted.of(topic, reason) : null);
  }

  private static RestException unclear() {
    return RestException.plain(
        422,
        "The body does not say which dead letters are meant. Send {\"all\":true},"
            + " {\"sequences\":[\"17\"]} or {\"reason\":\"too_large\"}");
  }

  /// Looks for them.
  Found in(Kept kept) {
    if (all) return new Found(_ -> true, kept.count(), true);
    if (sequences != null) {
      var there = sequences.stream().filter(one -> kept.holds().test(one)).count();
      return new Found(sequences::contains, there, true);
    }
    var found = new HashSet<Long>();
    var next =
        LogReader.thorough(kept)
            .each(
                0,
                entry -> {
                  if (wanted != null && wanted.test(entry)) found.add(entry.sequence());
                  return true;
                });
    return new Found(found::contains, found.size(), next == null);
  }
}
