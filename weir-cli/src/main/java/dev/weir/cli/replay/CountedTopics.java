package dev.weir.cli.replay;

import dev.weir.Message;
import dev.weir.cli.terminal.Io;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Counts messages instead of sending them.
final class CountedTopics implements Replay.Target {
  private final TreeMap<String, Count> counts = new TreeMap<>();

  private record Count(long messages, long bytes) {
    Count plus(Message message) {
      return new Count(messages + 1, bytes + message.sizeBytes());
    }
  }

  @Override
  public void take(Message message, Position at, Position next) {
    var count = counts.getOrDefault(message.topic(), new Count(0, 0));
    counts.put(message.topic(), count.plus(message));
  }

  @Override
  public void finish() {
    // Nothing is on its way.
  }

  void print(Io io) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("TOPIC", "MESSAGES", "BYTES"));
    counts.forEach((topic, count) ->
        rows.add(List.of(topic, Long.toString(count.messages), Long.toString(count.bytes))));
    io.table(rows);
    io.out().flush();
  }
}
