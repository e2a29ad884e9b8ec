package dev.weir.gateway.topics;

import dev.weir.Caller;
import dev.weir.gateway.cluster.TopicNames;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /topics`: the names of the topics that are the caller's, one a line.
record NamesEndpoint(TopicNames topics) implements Endpoint {
  @Override
  public @Nullable Answer refusal(Head head) {
    if (head.rawPath().endsWith("/")) return Elsewhere.notFound();
    if (head.method().equals("GET")) return null;
    return TopicsAnswer.empty(405).with("Allow", "GET");
  }

  @Override
  public void handle(Exchange exchange) {
    var caller = exchange.caller();
    var _ =
        topics
            .names()
            .whenComplete((names, failure) ->
                exchange.answer(
                    failure == null ? Answer.text(200, told(names, caller)) : failed(failure)));
  }

  private static String told(List<String> names, Caller caller) {
    return names.stream().filter(caller::covers).collect(Collectors.joining("\n"));
  }

  private static Answer failed(Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return TopicsAnswer.error(500, String.valueOf(cause.getMessage()));
  }
}
