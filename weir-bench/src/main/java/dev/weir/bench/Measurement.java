package dev.weir.bench;

import java.util.Locale;

/// One row of the table in one round.
record Measurement(int round, Row row, LoadResult load, CpuTime cpu, Effect effect) {

  /// What came of the load beside its answers.
  ///
  /// @param missing how many accepted messages did not turn up in Kafka; 0 for the floors, which
  ///   send none
  /// @param perSecond what turned up, over the time until the last had
  /// @param peakMib the most memory that the subject has had since its start
  record Effect(long missing, double perSecond, long peakMib) {}

  /// A subject under one kind of load.
  record Row(String subject, String load) {
    static Row of(Subject subject, Mode mode) {
      return new Row(subject.word(), subject.isFloor() ? "any" : mode.word());
    }

    /// The raw producer at the rate that the gateway reached in this mode.
    static Row paced(Mode mode) {
      return new Row(Subject.RAW_PRODUCER.word(), "paced as " + mode.word());
    }

    static Row unpaced() {
      return new Row(Subject.RAW_PRODUCER.word(), "unpaced");
    }
  }

  /// The figure that all of this is about.
  double cpuMicrosPerMessage() {
    return (double) cpu.micros() / Math.max(1, load.accepted());
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "round=%d subject=%s load=%s cpu-micros-per-message=%.2f cpu-micros=%d compiler-micros=%d delivered-per-second=%.1f peak-mib=%d missing=%d %s",
        round,
        row.subject(),
        row.load().replace(' ', '-'),
        cpuMicrosPerMessage(),
        cpu.micros(),
        cpu.compilerMicros(),
        effect.perSecond(),
        effect.peakMib(),
        effect.missing(),
        load.line());
  }
}
