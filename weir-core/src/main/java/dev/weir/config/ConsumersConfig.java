package dev.weir.config;

import java.time.Duration;
import java.util.Locale;

/// `consumers:` — the consumers that the gateway keeps for REST clients.
///
/// @param instances how many there may be at one time
/// @param idle how long one lives that nobody calls
/// @param timeout how long a read waits for records where nobody says
/// @param timeoutAtMost the longest that a read may be asked to wait
/// @param maxBytes the most that one read answers, counting keys and values
/// @param badRecord what becomes of a record that is not of the instance's format
/// @param dialect whose numbers and answers commits have
/// @param reset where a group without offsets begins: `earliest`, `latest` or `none`
/// @param autoCommit whether what was handed out is committed every few seconds
/// @param fetchMinBytes how many bytes a read waits for; -1 for any
public record ConsumersConfig(
    int instances,
    Duration idle,
    Duration timeout,
    Duration timeoutAtMost,
    int maxBytes,
    BadRecord badRecord,
    Dialect dialect,
    Reset reset,
    boolean autoCommit,
    int fetchMinBytes) {
  /// How long a read waits for a group to give its instance partitions.
  public static final Duration JOIN_AT_MOST = Duration.ofSeconds(10);

  private static final int FETCH_MIN_BYTES_MAX = 10_000_000;

  /// What becomes of a record that is not of the instance's format.
  public enum BadRecord {
    /// The read fails, and the next one begins at the same record.
    FAIL,
    /// It is left out.
    SKIP,
    /// Its value is given in base64, with an `error` beside it.
    BINARY
  }

  /// What an offset in a commit means.
  public enum Dialect {
    /// The settings that an instance is made with tell which.
    AUTO,
    /// The last record that was consumed; the answer is 200.
    CONFLUENT,
    /// The next record to consume; the answer is 204.
    STRIMZI
  }

  /// Where a group without offsets begins.
  public enum Reset {
    EARLIEST,
    LATEST,
    NONE;

    /// As Kafka writes it.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The longest that a read may take: first its group gives it its partitions, then it waits.
  public Duration answerAtMost() {
    return JOIN_AT_MOST.plus(timeoutAtMost);
  }

  static ConsumersConfig read(Section section) {
    var config =
        new ConsumersConfig(
            section.count("instances", 1_000, 1, 100_000),
            section.duration("idle", "5m", "1s", "24h"),
            section.duration("timeout", "1s", "1ms", "10m"),
            section.duration("timeout-at-most", "1m", "1ms", "10m"),
            (int) section.size("max-bytes", "64MB", 1, 1 << 30),
            section.choice("bad-record", BadRecord.FAIL),
            section.choice("dialect", Dialect.AUTO),
            section.choice("auto-offset-reset", Reset.LATEST),
            section.yes("auto-commit", true),
            section.count("fetch-min-bytes", -1, -1, FETCH_MIN_BYTES_MAX));
    section.check(config::fit);
    return config;
  }

  private void fit() {
    if (timeout.compareTo(timeoutAtMost) > 0) {
      throw new IllegalArgumentException(
          "consumers.timeout may not be longer than consumers.timeout-at-most");
    }
  }
}
