package dev.weir.gateway.push;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The bytes of `/push`, both ways. Pure: no I/O, no threads.
///
/// ```
/// request  {"records":[{"topic":"t","data":"x","key":"k","partition":0}],"wait_for_send":true}
/// answer   {"status":"ok","errors":[]}
///          {"status":"err","errors":[{"error":false,"message":null},{"error":true,"message":"…"}]}
/// ```
final class PushCodec {
  private static final String JSON = "application/json";
  private static final Answer ALL_WELL =
      Answer.of(200, JSON, utf8("{\"status\":\"ok\",\"errors\":[]}"));

  /// What a body turned out to be.
  sealed interface Decoded {}

  record Push(List<Message> messages, boolean waitForSend) implements Decoded {}

  record Malformed(String text) implements Decoded {}

  private PushCodec() {}

  static Decoded decode(byte[] body) {
    var plain = PushScanner.read(body);
    return plain == null ? PushReader.read(body) : plain;
  }

  static Answer wrongMethod(String method) {
    return Answer.text(405, "HTTP method not allowed")
        .with("Allow", "POST")
        .because("/push takes POST and this was %s. Send the records with POST.".formatted(method));
  }

  static Answer wrongType() {
    return Answer.text(415, "The request's content-type is not supported")
        .with("Accept", JSON)
        .because("/push takes application/json. Send that Content-Type, or none.");
  }

  static Answer malformed(String text) {
    return Answer.text(400, "Request body deserialize error: " + text);
  }

  /// The answer to a request that is refused as a whole. The first sentence is fixed.
  static Answer batchTooLarge(Problem problem) {
    return Answer.text(413, "The request payload is too large: " + problem.text() + "\n");
  }

  /// The answer to a request that waited for Kafka.
  static Answer waited(List<Outcome> outcomes) {
    for (var outcome : outcomes) {
      if (!(outcome instanceof Outcome.Delivered)) return failed(outcomes);
    }
    return ALL_WELL;
  }

  /// The answer to a request that did not wait. kprf's clients expect `ok` whatever happened, so
  /// what was refused is told in a header.
  static Answer taken(List<Outcome> outcomes) {
    for (var outcome : outcomes) {
      if (outcome instanceof Outcome.Refused first) return partlyTaken(outcomes, first.problem());
    }
    return ALL_WELL;
  }

  private static Answer partlyTaken(List<Outcome> outcomes, Problem first) {
    var refused = outcomes.stream().filter(Outcome.Refused.class::isInstance).count();
    return ALL_WELL.because(
        "%d of %d records refused. The first: %s"
            .formatted(refused, outcomes.size(), first.text()));
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
    return Answer.of(500, JSON, utf8(body.append("]}").toString()));
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
      case BUG -> problem.text();
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
