package dev.weir.gateway.topics;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.gateway.cluster.TopicNames;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /topics`: the names of the topics. Two protocols have it: the ambassador's clients get a
/// name a line, which others ask for with `Accept: text/plain`; all else gets a JSON array.
final class NamesEndpoint implements Endpoint {
  private static final String TEXT = "text/plain";
  private static final String JSON = "application/json";
  private static final String JSON_V2 = "application/vnd.kafka.v2+json";

  private final TopicNames topics;

  /// Whether the ambassador's protocol is the only one here.
  private final boolean alone;

  NamesEndpoint(TopicNames topics, boolean alone) {
    this.topics = topics;
    this.alone = alone;
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    if (head.rawPath().endsWith("/")) return Elsewhere.notFound();
    if (head.method().equals("GET")) return null;
    return TopicsAnswer.empty(405).with("Allow", "GET");
  }

  @Override
  public void handle(Exchange exchange) {
    var accept = exchange.header("Accept");
    var _ =
        topics
            .names()
            .whenComplete((names, failure) ->
                exchange.answer(failure == null ? of(names, accept) : failed(failure)));
  }

  private Answer of(List<String> names, @Nullable String accept) {
    var wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
    if (alone || wanted.contains(TEXT)) return Answer.text(200, String.join("\n", names));
    var plainJson = wanted.contains(JSON) && !wanted.contains(JSON_V2);
    return Answer.of(200, plainJson ? JSON : JSON_V2, json(names));
  }

  private static byte[] json(List<String> names) {
    return names.stream()
        .map(name -> '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"')
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Answer failed(Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return TopicsAnswer.error(500, String.valueOf(cause.getMessage()));
  }
}
