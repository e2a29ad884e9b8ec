package dev.weir.gateway.metrics;

import dev.weir.Problem;

/// The numbers that librdkafka has for what went wrong, by which dashboards of its users tell
/// errors apart.
final class LibrdkafkaCode {
  private LibrdkafkaCode() {}

  static String of(Problem.Code code) {
    return switch (code) {
      case TOO_LARGE, BATCH_TOO_LARGE -> "10";
      case INVALID_TOPIC -> "17";
      case NOT_AUTHORISED -> "29";
      case INVALID_MESSAGE -> "87";
      case MEMORY_FULL, WAL_FULL, WAL_FAILED -> "-184";
      case UNAVAILABLE -> "-187";
      case UNKNOWN_TOPIC -> "-188";
      case UNKNOWN_PARTITION -> "-190";
      case TIMED_OUT -> "-192";
      case STOPPING -> "-197";
      case RATE_LIMITED, CORRUPT, BUG -> "-1";
    };
  }
}
