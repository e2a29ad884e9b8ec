package dev.weir.gateway.net;

import dev.weir.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request is answered with. The body is handed over and never written again.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy an answer would buy nothing
public record Answer(int status, @Nullable String contentType, byte[] body, List<Field> fields) {
  private static final String UNCERTAIN = "Weir-Uncertain";
  private static final String TEXT = "text/plain; charset=utf-8";

  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body, List.of());
  }

  public static Answer text(int status, String text) {
    return of(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A refusal of a request that may succeed later, as it is: 429 over a rate, else 503.
  public static Answer tryLater(Problem problem) {
    var status = problem.code() == Problem.Code.RATE_LIMITED ? 429 : 503;
    return text(status, problem.text() + "\n")
        .coded(problem.code())
        .after(problem.retryAfterMillis());
  }

  /// Names the problem for machines.
  public Answer coded(Problem.Code code) {
    return with("Weir-Problem-Code", code.label());
  }

  /// Some of it may be done all the same: nobody was told in time.
  public Answer uncertain() {
    return with(UNCERTAIN, "true");
  }

  public boolean isUncertain() {
    return has(UNCERTAIN);
  }

  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.name().equals(name));
  }

  /// Says when to come again, in whole seconds as HTTP has it.
  public Answer after(long millis) {
    return with("Retry-After", Long.toString(Math.max(1, Math.ceilDiv(millis, 1_000))));
  }

  public Answer with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Answer(status, contentType, body, List.copyOf(more));
  }

  /// Explains an answer whose body is fixed by an old protocol: what, why and what to do.
  public Answer because(String explanation) {
    return with("Weir-Problem", explanation.replaceAll("[^\\x20-\\x7e]", "?"));
  }
}
