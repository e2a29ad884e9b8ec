package dev.weir.gateway.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the answers that are errors.
public interface Errors {
  Logger LOG = LoggerFactory.getLogger(Errors.class);

  /// The media type of an error.
  String type(Head head);

  /// The value: what is wrong, for a machine and in words.
  void write(JsonGenerator json, int status, int code, String message) throws IOException;

  /// The answer to a call that failed.
  default Answer answer(Head head, Throwable failure) {
    var error = failure instanceof RestException known ? known : KafkaFailures.of(failure);
    if (error == null) {
      LOG.error("{} {} failed", head.method(), head.path(), failure);
      error =
          RestException.plain(
              500,
              "Weir made a mistake: %s. Report it with the log, which has the details"
                  .formatted(failure));
    }
    var message = String.valueOf(error.getMessage());
    var answer = answer(head, error.status(), error.code(), message);
    var again = error.retryAfterMillis();
    return again < 0 ? answer : answer.after(again);
  }

  /// The number of what others say, of which there is a status alone.
  default int code(int status) {
    return status;
  }

  /// What others say in plain text.
  default Answer told(Head head, Answer answer) {
    var type = answer.contentType();
    if (type == null || !type.startsWith("text/plain")) return answer;
    var text = new String(answer.body(), StandardCharsets.UTF_8).strip();
    var told = answer(head, answer.status(), code(answer.status()), text);
    return new Answer(told.status(), told.contentType(), told.body(), answer.fields());
  }

  private Answer answer(Head head, int status, int code, String message) {
    return Json.answer(status, type(head), json -> write(json, status, code, message));
  }
}
