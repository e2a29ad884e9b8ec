package dev.weir.gateway.topics;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What `/topics` answers, in the ambassador's words where it had some. Pure: no I/O, no threads.
final class TopicsAnswer {
  private static final byte[] NOTHING = {};
  private static final String ACKS = "Weir-Acks";
  private static final Answer IN_MEMORY = empty(200).with(ACKS, Acks.MEMORY.label());
  private static final Answer IN_JOURNAL = empty(200).with(ACKS, Acks.JOURNAL.label());
  private static final Answer IN_KAFKA = empty(200).with(ACKS, Acks.KAFKA.label());

  private TopicsAnswer() {}

  static Answer empty(int status) {
    return new Answer(status, null, NOTHING, List.of());
  }

  /// As Go's HTTP library writes errors.
  static Answer error(int status, String text) {
    return Answer.text(status, text + "\n").with("X-Content-Type-Options", "nosniff");
  }

  static Answer wrongType(String type) {
    return error(400, "unsupported content type " + printable(type))
        .because(
            "The message is the body, and its Content-Type is text/plain or application/json. Send one of them.");
  }

  static Answer malformed(Problem problem) {
    return error(400, problem.text()).coded(problem.code());
  }

  static Answer wrongMethod(String allowed) {
    return error(405, "This path takes %s. Send the request so.".formatted(allowed))
        .with("Allow", allowed);
  }

  /// Hot.
  static Answer to(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> IN_MEMORY;
      case Outcome.Stored _ -> IN_JOURNAL;
      case Outcome.Delivered(var partition, var offset) ->
          IN_KAFKA
              .with("Weir-Partition", Integer.toString(partition))
              .with("Weir-Offset", Long.toString(offset));
      case Outcome.Refused(var problem) -> failed(problem);
      case Outcome.Lost(var problem) ->
          problem.mayBeDone() ? failed(problem).uncertain() : failed(problem);
    };
  }

  private static Answer failed(Problem problem) {
    if (problem.code().retriable()) {
      return Answer.tryLater(problem).with("X-Content-Type-Options", "nosniff");
    }
    return error(status(problem.code()), problem.text()).coded(problem.code());
  }

  private static int status(Problem.Code code) {
    return switch (code) {
      case INVALID_TOPIC, INVALID_MESSAGE, UNKNOWN_PARTITION -> 400;
      case NOT_AUTHORISED -> 403;
      case UNKNOWN_TOPIC -> 404;
      case TOO_LARGE, BATCH_TOO_LARGE -> 413;
      case RATE_LIMITED -> 429;
      case CORRUPT, BUG -> 500;
      case MEMORY_FULL, WAL_FULL, WAL_FAILED, TIMED_OUT, UNAVAILABLE, STOPPING -> 503;
    };
  }

  /// What a client sent, fit to be sent back: short, and without control characters.
  private static String printable(String text) {
    var cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /// A path as it stands in a URL.
  static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/").replace("+", "%20");
  }
}
