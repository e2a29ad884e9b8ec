package dev.weir.gateway.topics;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import org.jspecify.annotations.Nullable;

/// What the ambassador answers where nothing is.
final class Elsewhere implements Endpoint {
  @Override
  public @Nullable Answer refusal(Head head) {
    return answer(head);
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.answer(answer(exchange));
  }

  static Answer answer(Head head) {
    return switch (TopicPath.of(head.rawPath())) {
      case TopicPath.Untidy(var tidy) -> moved(tidy, head.query());
      case TopicPath.Messages _, TopicPath.Stream _, TopicPath.Unknown _ -> notFound();
    };
  }

  static Answer notFound() {
    return TopicsAnswer.error(404, "404 page not found")
        .because(
            "Nothing is served there. Messages are sent to /topics/{topic}/messages, and GET /topics names the topics.");
  }

  /// To a path alone, so that nobody is sent to another host.
  private static Answer moved(String tidy, @Nullable String query) {
    var path = TopicsAnswer.encoded(tidy);
    return TopicsAnswer.empty(301).with("Location", query == null ? path : path + "?" + query);
  }
}
