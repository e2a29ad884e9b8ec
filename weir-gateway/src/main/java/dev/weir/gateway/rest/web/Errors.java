package dev.weir.gateway.rest.web;

import dev.weir.config.RestConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
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

  private Answer answer(Head head, RestException error) {
    var plain = settings.get().codes() == RestConfig.Codes.PLAIN;
    var code = plain ? error.status() : error.code();
    var answer =
        Json.answer(
            error.status(),
            type(head),
            json -> {
              json.writeStartObject();
              json.writeNumberField("error_code", code);
              json.writeStringField("message", error.getMessage());
              json.writeEndObject();
            });
    var again = error.retryAfterMillis();
    return again < 0 ? answer : answer.after(again);
  }

  private static String type(Head head) {
    var v3 = head.path().equals("/v3") || head.path().startsWith("/v3/");
    return v3 ? MediaTypes.JSON : MediaTypes.V2;
  }
}
