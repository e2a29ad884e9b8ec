package dev.weir.config;

import java.nio.file.Path;
import java.time.Duration;

/// `wal:` — the write-ahead log. Each sink has one of its own, in a folder of its name.
///
/// @param mode for topics whose route names none
/// @param limitBytes what one sink's log may take of the disk
/// @param segmentBytes the size of one file
/// @param resendPeriod how often waiting messages are sent; zero: as soon as the sink takes them
/// @param resendRate how many waiting messages are sent a second at most; 0: as many as it takes
public record WalConfig(
    Path path,
    WalMode mode,
    long limitBytes,
    int segmentBytes,
    Duration resendPeriod,
    long resendRate) {
  private static final long MIB = 1 << 20;
  private static final long SEGMENT_MAX = 1 << 30;
  private static final long LIMIT_MAX = 1L << 50;
  private static final int SEGMENTS_MIN = 4;

  static WalConfig read(Section section, Path data, LimitsConfig limits) {
    var wal =
        new WalConfig(
            section.path("path", data.resolve("wal").toString()),
            section.choice("mode", WalMode.FALLBACK),
            section.size("limit", "10GB", SEGMENTS_MIN * MIB, LIMIT_MAX),
            (int) section.size("segment", segment(limits), MIB, SEGMENT_MAX),
            section.duration("resend-period", "0s", "0s", "24h"),
            section.as("resend-rate", "rate").value("resend-rate", "0", WalConfig::resendRate));
    wal.check(section, limits.messageBytes());
    return wal;
  }

  private void check(Section section, int messageBytes) {
    if (limitBytes < (long) SEGMENTS_MIN * segmentBytes) {
      section.refuse(
          "limit",
          "must hold %d files of wal.segment (%,d bytes); raise it, or lower that"
              .formatted(SEGMENTS_MIN, segmentBytes));
    }
    if (segmentBytes < 2L * messageBytes) {
      section.refuse(
          "segment",
          "must hold 2 messages of limits.message-bytes (%,d bytes); raise it, or lower that"
              .formatted(messageBytes));
    }
  }

  /// Larger where the largest message is.
  private static String segment(LimitsConfig limits) {
    var largest = Math.ceilDiv(2L * limits.messageBytes(), MIB);
    return Math.clamp(largest, 64, SEGMENT_MAX / MIB) + "MB";
  }

  private static long resendRate(String text) {
    if (text.equals("0")) return 0;
    var rate = Values.rate(text);
    if (rate.per().equals(Duration.ofSeconds(1))) return rate.amount();
    throw new IllegalArgumentException("is not a rate a second such as 5000/s, or 0 for any");
  }
}
