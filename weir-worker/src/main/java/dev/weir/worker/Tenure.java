package dev.weir.worker;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A partition from its assignment until it goes: what is held of it, and what is settled. When it
/// comes back that is another tenure, so that late answers to this one change nothing.
///
/// Owner: the lanes' lock, but for what is final.
final class Tenure {
  private static final Key WHOLE = new Key(new byte[0]);

  final TopicPartition source;
  final Partition partition;

  /// No record of it is processed before its timestamp is that old.
  final long delayMillis;

  final Offsets offsets;
  final Map<Key, Lane> lanes = new HashMap<>();
  final ArrayDeque<Lane> ready = new ArrayDeque<>();

  /// Whether it waits for a turn, as it has ready lanes.
  boolean inTurn;

  /// Those without a key among them, which [#lanes] does not have.
  int laneCount;

  int held;
  long heldBytes;

  /// Attempts and copies under way.
  int busy;

  /// How many of them wait for the worker's end themselves, and are not waited for.
  int exempt;

  /// Nothing begins any more: it goes.
  boolean closing;

  /// It is gone; answers are late.
  boolean ended;

  boolean paused;

  /// The offset behind its last record, as far as is known; -1 where it is not.
  long end = -1;

  /// The offset behind the last record that came. By the thread that polls.
  long next = -1;

  /// When [#end] was asked for last; 0 if it never was. By the thread that polls.
  long askedNanos;

  /// The consumer gave records that are not all taken in: where it is says nothing then. It stays
  /// so where an error comes between, and ends the worker. By the thread that polls.
  boolean behind;

  /// What Kafka has of it; -1 and the empty text where it has nothing.
  long committed = -1;

  String committedMap = "";

  /// Since when [Offsets#committable] has not moved.
  long movedNanos;

  long movedTo = -1;
  boolean stalled;

  Tenure(TopicPartition source, Offsets offsets, long delayMillis) {
    this.source = source;
    this.partition = new Partition(source.topic(), source.partition());
    this.offsets = offsets;
    this.delayMillis = delayMillis;
  }

  /// The lane of a record that has come; opened where there is none. Hot.
  Lane lane(Ordering ordering, ConsumerRecord<byte[], byte[]> record) {
    var key = key(ordering, record);
    var known = key == null ? null : lanes.get(key);
    if (known != null) return known;
    var lane = new Lane(this, key);
    laneCount++;
    if (key != null) lanes.put(key, lane);
    return lane;
  }

  /// What its lane is named by; null where it waits for nobody.
  private static @Nullable Key key(Ordering ordering, ConsumerRecord<byte[], byte[]> record) {
    return switch (ordering) {
      case BY_KEY -> record.key() == null ? null : new Key(record.key());
      case BY_PARTITION -> WHOLE;
      case NONE -> null;
    };
  }

  /// It is empty. Hot.
  void close(Lane lane) {
    laneCount--;
    if (lane.key != null) lanes.remove(lane.key);
  }
}
