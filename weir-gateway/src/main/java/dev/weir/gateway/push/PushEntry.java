package dev.weir.gateway.push;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.Outcome;
import dev.weir.Problem;

/// The entry of one record in an answer: whether it failed, and in which words of kprf's.
final class PushEntry {
  private static final String GOOD = "{\"error\":false,\"message\":null}";

  private PushEntry() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _, Outcome.Stored _, Outcome.Accepted _ -> GOOD;
      case Outcome.Refused(var problem) -> failed(problem);
      case Outcome.Lost(var problem) -> failed(problem);
    };
  }

  private static String failed(Problem problem) {
    return "{\"error\":true,\"message\":\"%s\"}".formatted(escaped(message(problem)));
  }

  /// kprf's texts, on which dashboards match; the texts for what kprf did not know are Weir's own.
  private static String message(Problem problem) {
    return switch (problem.code()) {
      case INVALID_TOPIC -> "invalid topic: " + problem.text();
      case TOO_LARGE, BATCH_TOO_LARGE ->
          production("MessageSizeTooLarge", "Broker: Message size too large");
      case INVALID_MESSAGE ->
          production("InvalidRecord", "Broker: Broker failed to validate record");
      case UNKNOWN_TOPIC -> production("UnknownTopic", "Local: Unknown topic");
      case UNKNOWN_PARTITION -> production("UnknownPartition", "Local: Unknown partition");
      case NOT_AUTHORISED ->
          production("TopicAuthorizationFailed", "Broker: Topic authorization failed");
      case RATE_LIMITED -> "ratelimit";
      case MEMORY_FULL, WAL_FULL, WAL_FAILED -> production("QueueFull", "Local: Queue full");
      case TIMED_OUT -> production("MessageTimedOut", "Local: Message timed out");
      case UNAVAILABLE -> production("AllBrokersDown", "Local: All broker connections are down");
      case STOPPING -> "KafkaError (Client dropped)";
      case CORRUPT, BUG -> problem.text();
    };
  }

  private static String production(String code, String description) {
    return "Message production error: %s (%s)".formatted(code, description);
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
