package dev.weir.gateway.api.groups;

import dev.weir.Clock;
import dev.weir.gateway.cluster.Groups;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// When the messages were sent that a group reads next, for those from before what is remembered.
/// Blocks; its owner guards it.
///
/// Kafka finds the offset of a time, not the time of an offset, so the time is sought: each
/// question halves what it may be, on a scale of ages, and one that meets the message ends the
/// search. No message is read.
final class SentTimes {
  /// Down to 1 % of an age of ten years.
  private static final int QUESTIONS = 12;

  private static final double AGE_MILLIS_MIN = 1_000;
  private static final double AGE_MILLIS_MAX = 10 * 365.25 * 86_400_000;

  /// A group that goes on reading is asked for no more often.
  private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private record Known(long offset, long sentMillis, long askedNanos) {}

  private final Groups groups;
  private final Clock clock;
  private final Map<String, Map<TopicPartition, Known>> known = new HashMap<>();

  SentTimes(Groups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  /// In milliseconds since 1970, as far as it was sought.
  @Nullable Long known(String group, TopicPartition partition, long offset) {
    var one = known.getOrDefault(group, Map.of()).get(partition);
    return one == null || one.offset > offset ? null : (Long) one.sentMillis;
  }

  /// Those that are not known well enough.
  Map<TopicPartition, Long> unknown(String group, Map<TopicPartition, Long> offsets) {
    var unknown = new HashMap<>(offsets);
    known
        .getOrDefault(group, Map.of())
        .forEach((partition, one) -> {
          var offset = offsets.get(partition);
          if (offset == null) return;
          var fresh = clock.nanos() - one.askedNanos < AGAIN_NANOS;
          if (offset == one.offset || (fresh && offset > one.offset)) unknown.remove(partition);
        });
    return unknown;
  }

  void retain(Collection<String> present) {
    known.keySet().retainAll(present);
  }

  /// Asks Kafka.
  void seek(String group, Map<TopicPartition, Long> offsets) {
    var searches = new HashMap<TopicPartition, Search>();
    offsets.forEach((partition, offset) -> searches.put(partition, new Search(offset)));
    var now = clock.millis();
    for (var question = 0; question <= QUESTIONS; question++) {
      var asked = new HashMap<TopicPartition, OffsetSpec>();
      for (var one : searches.entrySet()) {
        if (one.getValue().over) continue;
        asked.put(one.getKey(), OffsetSpec.forTimestamp(one.getValue().millis(question, now)));
      }
      if (asked.isEmpty()) break;
      var answers = groups.found(asked);
      searches.forEach((partition, search) -> {
        var answer = answers.get(partition);
        if (answer != null) search.learn(answer);
      });
    }
    var all = known.computeIfAbsent(group, _ -> new HashMap<>());
    searches.forEach((partition, search) -> {
      var sent = search.over ? search.sentMillis : Math.round(now - search.youngest);
      all.put(partition, new Known(search.offset, sent, clock.nanos()));
    });
  }

  /// The search for one.
  private static final class Search {
    private final long offset;
    private double youngest = AGE_MILLIS_MIN;
    private double oldest = AGE_MILLIS_MAX;
    private double asked;
    private boolean over;
    private long sentMillis;

    Search(long offset) {
      this.offset = offset;
    }

    /// The first question is for the oldest message there is: what a group missed is gone, and then
    /// it reads that one next.
    long millis(int question, long now) {
      asked = question == 0 ? AGE_MILLIS_MAX : Math.sqrt(youngest * oldest);
      sentMillis = now; // for a partition of which nothing is left
      return question == 0 ? 0 : Math.round(now - asked);
    }

    void learn(ListOffsetsResultInfo answer) {
      var first = asked == AGE_MILLIS_MAX;
      if (answer.offset() == offset || (first && answer.offset() > offset)) {
        over = true;
        sentMillis = answer.timestamp();
      } else if (first) {
        over = answer.offset() < 0;
      } else if (answer.offset() >= 0 && answer.offset() < offset) {
        oldest = asked; // it was sent after that time
      } else {
        youngest = asked;
      }
    }
  }
}
