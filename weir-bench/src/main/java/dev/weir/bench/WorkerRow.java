package dev.weir.bench;

import java.util.Locale;

/// One line of the table: how long the work takes, and the topic that it is done on.
///
/// @param workMillis what each record sleeps
/// @param keys how many there are, in turns
/// @param hot whether each twentieth record is one more, all of one key besides those
record WorkerRow(int workMillis, int keys, int partitions, int records, boolean hot) {
  /// `10ms/1000/12` is 10 ms of work, 1,000 keys and 12 partitions.
  static WorkerRow of(String word, double scale) {
    var hot = word.endsWith("/hot");
    var parts = (hot ? word.substring(0, word.length() - 4) : word).split("/", -1);
    if (parts.length != 3 || !parts[0].endsWith("ms")) {
      throw new IllegalArgumentException(
          "'%s' is not a row such as 10ms/1000/12: work, keys, partitions".formatted(word));
    }
    var work = Integer.parseInt(parts[0].substring(0, parts[0].length() - 2));
    var keys = Integer.parseInt(parts[1]);
    var records = (int) (records(work, keys) * scale);
    return new WorkerRow(work, keys, Integer.parseInt(parts[2]), records, hot);
  }

  /// As many as take a second or more, where all goes as fast as it can.
  private static int records(int work, int keys) {
    var few = keys < 100; // a record waits for those of its key before it
    if (work == 0) return 200_000;
    if (work < 10) return few ? 10_000 : 40_000;
    return few ? 3_000 : 15_000;
  }

  WorkerRow with(int records) {
    return new WorkerRow(workMillis, keys, partitions, records, hot);
  }

  String word() {
    return "%dms/%d/%d%s".formatted(workMillis, keys, partitions, hot ? "/hot" : "");
  }

  String topic() {
    return "work-%d-%d-%d-%d%s".formatted(workMillis, keys, partitions, records, hot ? "-hot" : "");
  }

  /// What there cannot be more of in a second; infinite where nothing sleeps.
  double idealPerSecond(int concurrency) {
    return workMillis == 0
        ? Double.POSITIVE_INFINITY
        : Math.min(keys, concurrency) * 1000.0 / workMillis;
  }

  String title() {
    return String.format(
        Locale.ROOT,
        "%d ms, %,d keys, %d partition%s%s",
        workMillis,
        keys,
        partitions,
        partitions == 1 ? "" : "s",
        hot ? ", and a hot key" : "");
  }
}
