package dev.weir.gateway.push;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.PushConfig;
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

  /// How an answer is to look.
  ///
  /// @param verbose whether a request that waited is told where its records are
  record Manner(PushConfig config, boolean verbose) {}

  /// Hot.
  static Answer to(PushCodec.Push request, Manner manner, List<Outcome> outcomes) {
    var problem = wholeProblem(request, outcomes);
    if (problem != null && problem.code() == Problem.Code.BATCH_TOO_LARGE) {
      return batchTooLarge(problem);
    }
    if (problem != null && problem.code().retriable()) return later(problem, outcomes);
    if (request.waitForSend()) return waited(manner, outcomes);
    var later = nothingSafe(outcomes);
    return later == null ? taken(manner, outcomes) : later(later, outcomes);
  }

  private static Answer later(Problem problem, List<Outcome> outcomes) {
    return certain(Answer.tryLater(problem), outcomes);
  }

  /// Says so where a record may be in Kafka though its caller was told that it failed.
  private static Answer certain(Answer answer, List<Outcome> outcomes) {
    return outcomes.stream().anyMatch(PushAnswer::mayBeThere) ? answer.uncertain() : answer;
  }

  private static boolean mayBeThere(Outcome outcome) {
    return outcome instanceof Outcome.Lost(var problem) && problem.mayBeDone();
  }

  /// Why nothing of it is safe, though some of it may come again: `ok` would lose that. Or null.
  private static @Nullable Problem nothingSafe(List<Outcome> outcomes) {
    Problem later = null;
    for (var outcome : outcomes) {
      if (Acks.reachedBy(outcome) != null) return null;
      for (var problem : problem(outcome).toList()) {
        if (problem.code().retriable() && problem.code() != Problem.Code.RATE_LIMITED) {
          later = problem;
        }
      }
    }
    return later;
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
  private static Answer waited(Manner manner, List<Outcome> outcomes) {
    var well = allWell(outcomes);
    if (well != null) return manner.verbose() ? located(well, outcomes) : well;
    var http = manner.config().statuses() == PushConfig.Statuses.HTTP;
    var common = http ? commonStatus(outcomes) : 500;
    var answer = certain(failed(common, manner, outcomes), outcomes);
    return common == 503 ? answer.after(0) : answer;
  }

  /// The status that says of every record what became of it, or 500: with another one a client
  /// might send those again that are in Kafka.
  private static int commonStatus(List<Outcome> outcomes) {
    var statuses = outcomes.stream().map(PushAnswer::status).distinct().toList();
    return statuses.size() == 1 ? statuses.getFirst() : 500;
  }

  private static int status(Outcome outcome) {
    var problem = problem(outcome).findFirst();
    if (problem.isEmpty()) return 200;
    var code = problem.get().code();
    return switch (code) {
      case TOO_LARGE, BATCH_TOO_LARGE -> 413;
      case RATE_LIMITED -> 429;
      default -> code.retriable() ? 503 : 500;
    };
  }

  /// The answer to a request that did not wait. kprf's clients expect `ok` whatever happened, so
  /// what failed is told in headers. Hot.
  private static Answer taken(Manner manner, List<Outcome> outcomes) {
    var well = allWell(outcomes);
    if (well != null) return well;
    var refuses = manner.config().overRate() == PushConfig.OverRate.REFUSE;
    return refuses && overRate(outcomes) ? failed(429, manner, outcomes) : partlyTaken(outcomes);
  }

  private static boolean overRate(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(PushAnswer::problem)
        .anyMatch(problem -> problem.code() == Problem.Code.RATE_LIMITED);
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

  private static Answer failed(int status, Manner manner, List<Outcome> outcomes) {
    var body = new StringBuilder("{\"status\":\"err\",\"errors\":[");
    for (var i = 0; i < outcomes.size(); i++) {
      if (i > 0) body.append(',');
      body.append(PushEntry.of(outcomes.get(i)));
    }
    body.append(']');
    if (manner.verbose()) offsets(body, outcomes);
    return told(Answer.of(status, JSON, utf8(body.append('}').toString())), outcomes);
  }

  private static Answer located(Answer answer, List<Outcome> outcomes) {
    var body = new StringBuilder("{\"status\":\"ok\",\"errors\":[]");
    offsets(body, outcomes);
    return new Answer(answer.status(), JSON, utf8(body.append('}').toString()), answer.fields());
  }

  /// Where each record is; null for one that is not in Kafka.
  private static void offsets(StringBuilder body, List<Outcome> outcomes) {
    body.append(",\"offsets\":[");
    for (var i = 0; i < outcomes.size(); i++) {
      if (i > 0) body.append(',');
      if (outcomes.get(i) instanceof Outcome.Delivered(var partition, var offset)) {
        body.append("{\"partition\":").append(partition);
        body.append(",\"offset\":").append(offset).append('}');
      } else {
        body.append("null");
      }
    }
    body.append(']');
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
