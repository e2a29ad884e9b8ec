package dev.weir.tests.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Compares what a topic has with what was sent to it.
///
/// | it says | when a record |
/// | --- | --- |
/// | `lost` | was acknowledged and is not there |
/// | `duplicate` | is there once more |
/// | `reordered` | comes first behind a later one of its key, or again and stays the last of its key |
/// | `phantom` | is there and was never sent |
/// | `corrupt` | is not as it was sent |
///
/// What was sent and not acknowledged may be there or not, any number of times.
final class Checker {
  private static final int EXAMPLES_MAX = 10;

  /// How far the reading of one key is.
  private static final class Key {
    final BitSet seen = new BitSet();
    int highest = -1;
    int last = -1;
  }

  private final Map<String, Sent> sent;
  private final Map<String, Key> keys = new HashMap<>();
  private final List<String> reordered = new ArrayList<>();
  private final List<String> phantom = new ArrayList<>();
  private final List<String> corrupt = new ArrayList<>();
  private long read;
  private long duplicates;

  /// @param sent by stream
  Checker(Map<String, Sent> sent) {
    this.sent = sent;
  }

  static Checker of(Load... loads) {
    var sent = new HashMap<String, Sent>();
    for (var load : loads) sent.putAll(load.sent());
    return new Checker(sent);
  }

  /// Takes the next record of a partition.
  void see(ConsumerRecord<byte[], byte[]> record) {
    read++;
    var numbered = Numbered.parse(record.value());
    if (numbered == null || !numbered.stream().equals(text(record.key()))) {
      corrupt.add("offset %d of partition %d".formatted(record.offset(), record.partition()));
      return;
    }
    var stream = sent.get(numbered.stream());
    if (stream == null || numbered.number() >= stream.count()) {
      phantom.add(numbered.stream() + " " + numbered.number());
    } else {
      see(numbered.stream(), numbered.number());
    }
  }

  private void see(String stream, int number) {
    var key = keys.computeIfAbsent(stream, _ -> new Key());
    if (key.seen.get(number)) {
      duplicates++;
    } else if (number < key.highest) {
      reordered.add("%s: %d behind %d".formatted(stream, number, key.highest));
    }
    key.seen.set(number);
    key.highest = Math.max(key.highest, number);
    key.last = number;
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  /// What is to be said once all is read.
  Verdict verdict() {
    keys.forEach((stream, key) -> {
      if (key.last != key.highest) {
        reordered.add("%s ends with %d, not %d".formatted(stream, key.last, key.highest));
      }
    });
    var counts = new Verdict.Counts(acknowledged(), read, duplicates);
    return new Verdict(counts, lost(), firstOf(reordered), firstOf(phantom), firstOf(corrupt));
  }

  private long acknowledged() {
    return sent.values().stream().mapToLong(stream -> stream.acknowledged().cardinality()).sum();
  }

  private List<String> lost() {
    var lost = new ArrayList<String>();
    sent.forEach((stream, all) -> {
      var missing = (BitSet) all.acknowledged().clone();
      var key = keys.get(stream);
      if (key != null) missing.andNot(key.seen);
      if (!missing.isEmpty()) lost.add(stream + " " + missing);
    });
    return firstOf(lost);
  }

  private static List<String> firstOf(List<String> all) {
    if (all.size() <= EXAMPLES_MAX) return List.copyOf(all);
    var some = new ArrayList<>(all.subList(0, EXAMPLES_MAX));
    some.add("and %d more".formatted(all.size() - EXAMPLES_MAX));
    return some;
  }
}
