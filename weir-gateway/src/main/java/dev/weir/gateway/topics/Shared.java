package dev.weir.gateway.topics;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import org.jspecify.annotations.Nullable;

/// What is beneath `/topics` on a port that has the REST proxy, too: its paths and ours differ in
/// their last part.
record Shared(Endpoint ours, Endpoint rest) implements Endpoint {
  private Endpoint of(Head head) {
    return switch (TopicPath.of(head.rawPath())) {
      case TopicPath.Messages _, TopicPath.Stream _ -> ours;
      case TopicPath.Untidy _, TopicPath.Unknown _ -> rest;
    };
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    return of(head).refusal(head);
  }

  @Override
  public Answer told(Head head, Answer answer) {
    return of(head).told(head, answer);
  }

  @Override
  public @Nullable Lines lines(Head head) {
    return of(head).lines(head);
  }

  @Override
  public boolean hangsUp(Answer answer) {
    return rest.hangsUp(answer); // neither does, on a shared port
  }

  @Override
  public void handle(Exchange exchange) {
    of(exchange).handle(exchange);
  }
}
