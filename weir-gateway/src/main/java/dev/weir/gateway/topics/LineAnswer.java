package dev.weir.gateway.topics;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import java.nio.charset.StandardCharsets;

/// What the sender of a line hears. Pure.
///
/// ```
/// {"line":1,"partition":0,"offset":17}
/// {"line":2,"acks":"journal"}
/// {"line":3,"error":{"code":"…","what":"…","why":"…","remedy":"…","retriable":false}}
/// ```
sealed interface LineAnswer {
  record Good(Outcome outcome) implements LineAnswer {}

  /// This line fails, and the next ones are read all the same.
  record Bad(Problem problem) implements LineAnswer {}

  /// This line fails for now, and is the last that is answered: its sender goes on from here, so
  /// that nothing overtakes it.
  record Last(Problem problem) implements LineAnswer {}

  /// There is no line any more.
  record Done() implements LineAnswer {}

  LineAnswer DONE = new Done();

  static LineAnswer to(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Stored _, Outcome.Delivered _ -> new Good(outcome);
      case Outcome.Refused(var problem) -> to(problem);
      case Outcome.Lost(var problem) -> to(problem);
    };
  }

  static LineAnswer to(Problem problem) {
    return problem.code().retriable() ? new Last(problem) : new Bad(problem);
  }

  /// The line for a message that is safe. Hot.
  static byte[] encode(long line, Outcome outcome) {
    var text = new StringBuilder(64).append("{\"line\":").append(line);
    switch (outcome) {
      case Outcome.Delivered(var partition, var offset) ->
          text.append(",\"partition\":").append(partition).append(",\"offset\":").append(offset);
      case Outcome.Stored _ -> acks(text, Acks.JOURNAL);
      case Outcome.Accepted _ -> acks(text, Acks.MEMORY);
      case Outcome.Refused _, Outcome.Lost _ -> throw new IllegalArgumentException("it failed");
    }
    return ended(text);
  }

  private static void acks(StringBuilder text, Acks level) {
    text.append(",\"acks\":\"").append(level.label()).append('"');
  }

  /// The line for one that failed.
  static byte[] encode(long line, Problem problem) {
    var text = new StringBuilder(256).append("{\"line\":").append(line);
    text.append(",\"error\":{\"code\":\"").append(problem.code().label()).append('"');
    field(text, "what", problem.what());
    field(text, "why", problem.why());
    field(text, "remedy", problem.remedy());
    text.append(",\"retriable\":").append(problem.code().retriable());
    if (problem.retryAfterMillis() > 0) {
      text.append(",\"retry_after_ms\":").append(problem.retryAfterMillis());
    }
    return ended(text.append('}'));
  }

  private static void field(StringBuilder text, String name, String value) {
    var quoted = JsonStringEncoder.getInstance().quoteAsString(value);
    text.append(",\"").append(name).append("\":\"").append(quoted).append('"');
  }

  private static byte[] ended(StringBuilder text) {
    return text.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
