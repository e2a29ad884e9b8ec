package dev.weir.gateway.rest.web;

import dev.weir.config.RestConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the answers that are errors: `{"error_code":40401,"message":"…"}`.
///
/// @param settings those in force
record Errors(Supplier<RestConfig> settings) {
  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  Answer answer(Head head, Throwable failure) {
    var error = failure instanceof RestException known ? known : KafkaFailures.of(failure);
    if (error == null) {
      log.error("{} {} failed", head.method(), head.path(), failure);
      error =
          RestException.plain(
              500,
              "Weir made a mistake: %s. Report it with the log, which has the details"
                  .formatted(failure));
    }
    return answer(head, error);
  }

  /// What others say in plain text.
  Answer told(Head head, Answer answer) {
    var type = answer.contentType();
    if (type == null || !type.startsWith("text/plain")) return answer;
    var text = new String(answer.body(), StandardCharsets.UTF_8).strip();
    var told = answer(head, answer.status(), answer.status(), text);
    return new Answer(told.status(), told.contentType(), told.body(), answer.fields());
  }

  private static Answer answer(Head head, int status, int code, String message) {
    return Json.answer(
        status,
        type(head),
        json -> {
          json.writeStartObject();
          json.writeNumberField("error_code", code);
          json.writeStringField("message", message);
          json.writeEndObject();
        });
  }

  private Answer answer(Head head, RestException error) {
    var plain = settings.get().codes() == RestConfig.Codes.PLAIN;
    var code = plain ? error.status() : error.code();
    var answer = answer(head, error.status(), code, String.valueOf(error.getMessage()));
    var again = error.retryAfterMillis();
    return again < 0 ? answer : answer.after(again);
  }

  private static String type(Head head) {
    var v3 = head.path().equals("/v3") || head.path().startsWith("/v3/");
    return v3 ? MediaTypes.JSON : MediaTypes.V2;
  }
}
