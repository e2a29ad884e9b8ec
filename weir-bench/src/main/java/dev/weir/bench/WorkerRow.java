package dev.weir.bench;

import java.util.Locale;

/// One line of the table: how long the work takes, and the topic that it is done on.
///
/// @param workMillis what each record sleeps
/// @param keys how many there are, in turns
record WorkerRow(int workMillis, int keys, int partitions, int records, Kind kind) {
  enum Kind {
    PLAIN,
    /// Each twentieth record is one more, all of one key besides the others; they do not count.
    HOT,
    /// For subjects that may have 1,000 records in progress.
    WIDE;

    String word() {
      return this == PLAIN ? "" : "/" + name().toLowerCase(Locale.ROOT);
    }
  }

  /// `10ms/1000/12` is 10 ms of work, 1,000 keys and 12 partitions; `/hot` or `/wide` may follow.
  static WorkerRow of(String word, double scale) {
    var parts = word.split("/", -1);
    if (parts.length < 3 || parts.length > 4 || !parts[0].endsWith("ms")) {
      throw new IllegalArgumentException(
          "'%s' is not a row such as 10ms/1000/12: work, keys, partitions".formatted(word));
    }
    var work = Integer.parseInt(parts[0].substring(0, parts[0].length() - 2));
    var keys = Integer.parseInt(parts[1]);
    var kind = parts.length == 3 ? Kind.PLAIN : Kind.valueOf(parts[3].toUpperCase(Locale.ROOT));
    var records = (int) (records(work, keys, kind) * scale);
    return new WorkerRow(work, keys, Integer.parseInt(parts[2]), records, kind);
  }

  /// As many as take a second or more, where all goes as fast as it can.
  private static int records(int work, int keys, Kind kind) {
    var few = keys < 100; // a record waits for those of its key before it
    if (work == 0) return few ? 50_000 : 200_000;
    if (work < 10) return few ? 10_000 : 80_000;
    if (few) return 3_000;
    return kind == Kind.WIDE ? 120_000 : 15_000;
  }

  WorkerRow with(int records) {
    return new WorkerRow(workMillis, keys, partitions, records, kind);
  }

  boolean is(Kind other) {
    return kind == other;
  }

  String word() {
    return "%dms/%d/%d%s".formatted(workMillis, keys, partitions, kind.word());
  }

  /// Those of the same records have the same topic, whatever is done with them.
  String topic() {
    var hot = is(Kind.HOT) ? "-hot" : "";
    return "keys-%d-partitions-%d-records-%d%s".formatted(keys, partitions, records, hot);
  }

  /// What there cannot be more of in a second; infinite where nothing sleeps.
  double idealPerSecond(int concurrency) {
    return workMillis == 0
        ? Double.POSITIVE_INFINITY
        : Math.min(keys, concurrency) * 1000.0 / workMillis;
  }

  String title() {
    var text =
        String.format(
            Locale.ROOT,
            "%d ms, %,d keys, %d partition%s",
            workMillis,
            keys,
            partitions,
            partitions == 1 ? "" : "s");
    return switch (kind) {
      case PLAIN -> text;
      case HOT -> text + ", and a hot key";
      case WIDE -> text + ", 1,000 at once";
    };
  }
}
