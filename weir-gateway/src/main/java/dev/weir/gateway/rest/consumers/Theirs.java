package dev.weir.gateway.rest.consumers;

import dev.weir.config.PeersConfig;
import dev.weir.gateway.web.Rights;
import dev.weir.gateway.web.Target;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Sees to it that an instance reads what is its caller's, and nothing else.
final class Theirs {
  private static final String INTERNAL = "__";

  private Theirs() {}

  /// The same partitions; throws where a topic is another's.
  static Set<TopicPartition> of(Target call, Set<TopicPartition> partitions) {
    var caller = call.caller();
    for (var partition : partitions) Rights.check(caller, partition.topic());
    return partitions;
  }

  /// Throws where a record is of a topic that is another's: by now, for settings change.
  static void check(Target call, List<ConsumerRecord<byte[], byte[]>> records) {
    var caller = call.caller();
    var before = "";
    for (var record : records) {
      if (record.topic().equals(before)) continue; // they come by partition
      before = record.topic();
      Rights.check(caller, before);
    }
  }

  /// What fits a pattern is not known before, so it is for those who have all topics. Those that
  /// begin with `__` are not among them, as with Kafka's own, and nor is the one that the gateways
  /// have for themselves.
  static Pattern pattern(Target call, Pattern pattern, PeersConfig peers) {
    var caller = call.caller();
    Rights.checkAll(caller);
    if (!caller.covers(INTERNAL)) return without(INTERNAL + "|" + own(peers), pattern);
    return peers.off() ? pattern : without(own(peers), pattern);
  }

  private static String own(PeersConfig peers) {
    return Pattern.quote(peers.topic()) + "\\z";
  }

  private static Pattern without(String others, Pattern pattern) {
    try {
      return Pattern.compile("(?!" + others + ")(?:" + pattern.pattern() + ")");
    } catch (PatternSyntaxException e) {
      throw Body.wrong("topic_pattern has a beginning without an end: " + e.getMessage())
          .because(e);
    }
  }
}
