package dev.weir.gateway.push;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `/push` answers when it is known what became of the records. Pure: no I/O, no threads.
///
/// ```
/// {"status":"ok","errors":[]}
/// {"status":"err","errors":[{"error":false,"message":null},{"error":true,"message":"…"}]}
/// ```
final class PushAnswer {
  private static final String JSON = "application/json";
  private static final Answer OK = Answer.of(200, JSON, utf8("{\"status\":\"ok\",\"errors\":[]}"));

  /// The same where all records are at least so safe.
  private static final Answer IN_MEMORY = leveled(OK, Acks.MEMORY);

  private static final Answer IN_JOURNAL = leveled(OK, Acks.JOURNAL);
  private static final Answer IN_KAFKA = leveled(OK, Acks.KAFKA);

  private PushAnswer() {}

  /// Hot.
  static Answer to(PushCodec.Push request, List<Outcome> outcomes) {
    var problem = wholeProblem(request, outcomes);
    if (problem != null && problem.code() == Problem.Code.BATCH_TOO_LARGE) {
      return batchTooLarge(problem);
    }
    if (problem != null && problem.code().retriable()) return Answer.tryLater(problem);
    return request.waitForSend() ? waited(outcomes) : taken(outcomes);
  }

  /// Why the request as a whole may come again or never, or null. What is over a rate is for kprf's
  /// clients no such reason: they know it as an entry for each record. So do they what was lost, if
  /// they waited; who did not wait must not be told `ok` where nothing is safe.
  private static @Nullable Problem wholeProblem(PushCodec.Push request, List<Outcome> outcomes) {
    Problem first = null;
    for (var outcome : outcomes) {
      var problem = refusal(outcome, request.waitForSend());
      if (problem == null || (first != null && first.code() != problem.code())) return null;
      if (first == null) first = problem;
    }
    return first == null || first.code() == Problem.Code.RATE_LIMITED ? null : first;
  }

  private static @Nullable Problem refusal(Outcome outcome, boolean waited) {
    return switch (outcome) {
      case Outcome.Refused(var problem) -> problem;
      case Outcome.Lost(var problem) -> waited ? null : problem;
      case Outcome.Delivered _, Outcome.Stored _, Outcome.Accepted _ -> null;
    };
  }

  /// The answer to a request that is refused as a whole. The first sentence is fixed.
  private static Answer batchTooLarge(Problem problem) {
    return Answer.text(413, "The request payload is too large: " + problem.text() + "\n")
        .coded(problem.code());
  }

  /// The answer to a request that waited. Hot.
  private static Answer waited(List<Outcome> outcomes) {
    var well = allWell(outcomes);
    return well == null ? failed(outcomes) : well;
  }

  /// The answer to a request that did not wait. kprf's clients expect `ok` whatever happened, so
  /// what failed is told in headers. Hot.
  private static Answer taken(List<Outcome> outcomes) {
    var well = allWell(outcomes);
    return well == null ? partlyTaken(outcomes) : well;
  }

  /// Null where a record failed.
  private static @Nullable Answer allWell(List<Outcome> outcomes) {
    if (outcomes.isEmpty()) return OK;
    var weakest = Acks.KAFKA;
    for (var outcome : outcomes) {
      var level = Acks.reachedBy(outcome);
      if (level == null) return null;
      if (level.compareTo(weakest) < 0) weakest = level;
    }
    return switch (weakest) {
      case MEMORY -> IN_MEMORY;
      case JOURNAL -> IN_JOURNAL;
      case KAFKA -> IN_KAFKA;
    };
  }

  private static Answer partlyTaken(List<Outcome> outcomes) {
    var problems = outcomes.stream().flatMap(PushAnswer::problem).toList();
    var first = problems.getFirst();
    return told(OK, outcomes)
        .coded(first.code())
        .because(
            "%d of %d records failed. The first: %s"
                .formatted(problems.size(), outcomes.size(), first.text()));
  }

  /// The level of the records that did not fail, and when those over a rate may come again.
  private static Answer told(Answer answer, List<Outcome> outcomes) {
    var weakest =
        outcomes.stream()
            .map(Acks::reachedBy)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    var leveled = weakest.isEmpty() ? answer : leveled(answer, weakest.get());
    var limited =
        outcomes.stream()
            .flatMap(PushAnswer::problem)
            .filter(problem -> problem.code() == Problem.Code.RATE_LIMITED)
            .mapToLong(Problem::retryAfterMillis)
            .max();
    return limited.isEmpty() ? leveled : leveled.after(limited.getAsLong());
  }

  private static Stream<Problem> problem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _, Outcome.Stored _, Outcome.Accepted _ -> Stream.empty();
      case Outcome.Refused(var problem) -> Stream.of(problem);
      case Outcome.Lost(var problem) -> Stream.of(problem);
    };
  }

  private static Answer leveled(Answer answer, Acks level) {
    return answer.with("Weir-Acks", level.label());
  }

  private static Answer failed(List<Outcome> outcomes) {
    var body = new StringBuilder("{\"status\":\"err\",\"errors\":[");
    for (var i = 0; i < outcomes.size(); i++) {
      if (i > 0) body.append(',');
      body.append(
          switch (outcomes.get(i)) {
            case Outcome.Delivered _, Outcome.Stored _, Outcome.Accepted _ ->
                "{\"error\":false,\"message\":null}";
            case Outcome.Refused(var problem) -> entry(problem);
            case Outcome.Lost(var problem) -> entry(problem);
          });
    }
    return told(Answer.of(500, JSON, utf8(body.append("]}").toString())), outcomes);
  }

  private static String entry(Problem problem) {
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
