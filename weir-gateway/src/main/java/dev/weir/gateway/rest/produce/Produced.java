package dev.weir.gateway.rest.produce;

import static dev.weir.gateway.rest.produce.AnswerBytes.ascii;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.RestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a produce call of v2 is answered when it is known what became of its records. Pure.
///
/// ```
/// {"offsets":[{"partition":0,"offset":7,"error_code":null,"error":null},
///             {"partition":null,"offset":null,"error_code":50003,"error":"…","message":"…"}],
///  "key_schema_id":null,"value_schema_id":2}
/// ```
///
/// @param partition the one in the path, or null
/// @param async whether the client wants no body
/// @param ids of the schemas
record Produced(
    String topic, @Nullable Integer partition, boolean async, Codes codes, SchemaIds ids) {
  /// Null where there is no schema.
  record SchemaIds(@Nullable Integer key, @Nullable Integer value) {
    static final SchemaIds NONE = new SchemaIds(null, null);
  }

  private static final byte[] OFFSETS = ascii("{\"offsets\":[");
  private static final byte[] PARTITION = ascii("{\"partition\":");
  private static final byte[] OFFSET = ascii(",\"offset\":");
  private static final byte[] GOOD = ascii(",\"error_code\":null,\"error\":null}");
  private static final byte[] SOMEWHERE =
      ascii("{\"partition\":null,\"offset\":null,\"error_code\":null,\"error\":null}");
  private static final byte[] FAILED = ascii("{\"partition\":null,\"offset\":null,\"error_code\":");
  private static final byte[] ERROR = ascii(",\"error\":");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] KEY_SCHEMA = ascii("],\"key_schema_id\":");
  private static final byte[] VALUE_SCHEMA = ascii(",\"value_schema_id\":");
  private static final byte[] NULL = ascii("null");
  private static final byte[] NOTHING = {};

  private static final int ENTRY_BYTES = 64; // as most are
  private static final int FRAME_BYTES = 64;

  static final String LEVEL = "Weir-Acks";

  /// Hot. Throws where the call as a whole failed.
  Answer to(List<Outcome> outcomes) {
    var failed = 0;
    for (var outcome : outcomes) if (Codes.problem(outcome) != null) failed++;
    if (failed == outcomes.size()) {
      var whole = whole(outcomes);
      if (whole != null) throw whole;
    }
    return failed == 0 ? good(outcomes) : partly(outcomes);
  }

  /// Why none of it was taken in, where that is one reason; or null.
  private @Nullable RestException whole(List<Outcome> outcomes) {
    var first = Codes.problem(outcomes.getFirst());
    if (first == null || !outcomes.stream().allMatch(one -> same(one, first))) return null;
    return switch (first.code()) {
      case UNKNOWN_TOPIC -> RestException.topicNotFound(topic);
      case UNKNOWN_PARTITION ->
          partition == null ? null : RestException.partitionNotFound(topic, partition);
      case BATCH_TOO_LARGE -> RestException.plain(413, first.text());
      case RATE_LIMITED, MEMORY_FULL, WAL_FULL, WAL_FAILED, UNAVAILABLE, STOPPING ->
          outcomes.getFirst() instanceof Outcome.Refused ? RestException.tryLater(first) : null;
      case INVALID_TOPIC, TOO_LARGE, INVALID_MESSAGE, NOT_AUTHORISED, TIMED_OUT, CORRUPT, BUG ->
          null;
    };
  }

  private static boolean same(Outcome outcome, Problem first) {
    var problem = Codes.problem(outcome);
    return problem != null && problem.code() == first.code();
  }

  private Answer good(List<Outcome> outcomes) {
    var answer =
        async
            ? new Answer(204, null, NOTHING, List.of())
            : Answer.of(200, MediaTypes.V2, body(outcomes));
    return answer.with(LEVEL, weakest(outcomes).label());
  }

  /// How safe all those are that did not fail, of which there is one.
  private static Acks weakest(List<Outcome> outcomes) {
    var weakest = Acks.KAFKA;
    for (var outcome : outcomes) {
      var level = Acks.reachedBy(outcome);
      if (level != null && level.compareTo(weakest) < 0) weakest = level;
    }
    return weakest;
  }

  private Answer partly(List<Outcome> outcomes) {
    var answer = Answer.of(status(outcomes), MediaTypes.V2, body(outcomes));
    if (outcomes.stream().anyMatch(one -> Acks.reachedBy(one) != null)) {
      answer = answer.with(LEVEL, weakest(outcomes).label());
    }
    return outcomes.stream().anyMatch(Produced::mayBeThere) ? answer.uncertain() : answer;
  }

  private static boolean mayBeThere(Outcome outcome) {
    return outcome instanceof Outcome.Lost(var problem) && problem.mayBeDone();
  }

  /// Who sees a 200 reads the entries, but for those who asked for no answer.
  private int status(List<Outcome> outcomes) {
    var status = 200;
    for (var outcome : outcomes) {
      var problem = Codes.problem(outcome);
      if (problem == null) continue;
      if (problem.code() == Problem.Code.NOT_AUTHORISED) return 403;
      if (async && status == 200) status = httpStatus(problem);
    }
    return status;
  }

  private static int httpStatus(Problem problem) {
    return switch (problem.code()) {
      case UNKNOWN_TOPIC, UNKNOWN_PARTITION -> 404;
      case TOO_LARGE, BATCH_TOO_LARGE -> 413;
      case RATE_LIMITED -> 429;
      default -> problem.code().retriable() ? 503 : 500;
    };
  }

  /// Hot.
  private byte[] body(List<Outcome> outcomes) {
    var body = new AnswerBytes(FRAME_BYTES + ENTRY_BYTES * outcomes.size()).add(OFFSETS);
    for (var i = 0; i < outcomes.size(); i++) {
      if (i > 0) body.add(',');
      entry(body, outcomes.get(i));
    }
    id(body.add(KEY_SCHEMA), ids.key());
    id(body.add(VALUE_SCHEMA), ids.value());
    return body.add('}').bytes();
  }

  private static void id(AnswerBytes body, @Nullable Integer id) {
    if (id == null) {
      body.add(NULL);
    } else {
      body.add((long) id);
    }
  }

  private void entry(AnswerBytes body, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered(var at, var offset) when offset >= 0 ->
          body.add(PARTITION).add((long) at).add(OFFSET).add(offset).add(GOOD);
      case Outcome.Delivered _, Outcome.Stored _, Outcome.Accepted _ -> body.add(SOMEWHERE);
      case Outcome.Refused(var problem) -> failed(body, problem);
      case Outcome.Lost(var problem) -> failed(body, problem);
    }
  }

  private void failed(AnswerBytes body, Problem problem) {
    body.add(FAILED).add((long) codes.v2(problem));
    body.add(ERROR).add(problem.text()).add(MESSAGE).add(problem.text()).add('}');
  }
}
