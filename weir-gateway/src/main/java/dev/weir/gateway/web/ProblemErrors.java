package dev.weir.gateway.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.io.IOException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;

/// As RFC 9457 has them: `{"status":404,"detail":"…"}`.
public final class ProblemErrors implements Errors {
  @Override
  public String type(Head head) {
    return MediaTypes.PROBLEM;
  }

  @Override
  public Answer answer(Head head, Throwable failure) {
    return Errors.super.answer(head, told(KafkaFailures.cause(failure)));
  }

  /// What is between the gateway and Kafka is said as that: a 401 would have the page ask for a
  /// login, and none would help.
  private static Throwable told(Throwable failure) {
    return switch (failure) {
      case AuthenticationException e ->
          say(503, "Kafka does not know the gateway (%s). See kafka.sasl and kafka.ssl", e);
      case AuthorizationException e ->
          say(403, "The gateway's login at Kafka may not (%s). Give it that right", e);
      case TimeoutException e -> silent(e);
      case DisconnectException e -> silent(e);
      default -> failure;
    };
  }

  private static RestException silent(Throwable e) {
    return say(503, "Kafka gave no answer (%s). See whether it is well", e);
  }

  private static RestException say(int status, String words, Throwable e) {
    var why = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    return RestException.plain(status, words.formatted(why)).because(e);
  }

  @Override
  public void write(JsonGenerator json, int status, int code, String message) throws IOException {
    json.writeStartObject();
    json.writeNumberField("status", status);
    json.writeStringField("detail", message);
    json.writeEndObject();
  }
}
