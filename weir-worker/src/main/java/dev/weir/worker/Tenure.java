package dev.weir.worker;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A partition from its assignment until it goes: what is held of it, and what is settled. When it
/// comes back that is another tenure, so that late answers to this one change nothing.
///
/// Owner: the lanes' lock, but for what is final.
final class Tenure {
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
}
