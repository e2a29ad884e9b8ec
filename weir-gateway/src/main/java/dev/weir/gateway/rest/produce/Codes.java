package dev.weir.gateway.rest.produce;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.RestConfig;
import org.jspecify.annotations.Nullable;

/// What stands in `error_code` of a record that failed. Pure.
///
/// @param settings whose numbers they are
record Codes(RestConfig.Codes settings) {
  static final int RETRIABLE = 50_003;

  /// Confluent's numbers have the status in front of two digits.
  private static final int BEHIND_STATUS = 100;

  private static final int LONG_NUMBERS_FROM = 10_000;

  int v2(Problem problem) {
    return shown(
        switch (problem.code()) {
          case NOT_AUTHORISED -> 40_301;
          case UNKNOWN_TOPIC -> 40_401;
          case UNKNOWN_PARTITION -> 40_402;
          case INVALID_TOPIC, TOO_LARGE, BATCH_TOO_LARGE, INVALID_MESSAGE, CORRUPT, BUG -> 50_002;
          case RATE_LIMITED, MEMORY_FULL, WAL_FULL, WAL_FAILED, TIMED_OUT, UNAVAILABLE, STOPPING ->
              RETRIABLE;
        });
  }

  int v3(Problem problem) {
    return shown(
        switch (problem.code()) {
          case NOT_AUTHORISED -> 40_301;
          case UNKNOWN_TOPIC, UNKNOWN_PARTITION -> 40_403;
          case INVALID_TOPIC, INVALID_MESSAGE -> 40_002;
          case TOO_LARGE, BATCH_TOO_LARGE -> 413;
          case RATE_LIMITED -> 429;
          case CORRUPT, BUG -> 50_002;
          case MEMORY_FULL, WAL_FULL, WAL_FAILED, STOPPING -> 503;
          case TIMED_OUT, UNAVAILABLE -> RETRIABLE;
        });
  }

  int shown(int code) {
    var plain = settings == RestConfig.Codes.PLAIN && code >= LONG_NUMBERS_FROM;
    return plain ? code / BEHIND_STATUS : code;
  }

  /// Why a message failed; null where it did not.
  static @Nullable Problem problem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Stored _, Outcome.Delivered _ -> null;
      case Outcome.Refused(var problem) -> problem;
      case Outcome.Lost(var problem) -> problem;
    };
  }
}
