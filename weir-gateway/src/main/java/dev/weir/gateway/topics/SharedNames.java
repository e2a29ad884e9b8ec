package dev.weir.gateway.topics;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/topics` on a port that has the REST proxy, too: ours are those who ask for plain text by its
/// name and for no JSON. What scripts in a browser send, `application/json, text/plain, */*`, asks
/// for JSON.
record SharedNames(Endpoint ours, Endpoint rest) implements Endpoint {
  private static final String TEXT = "text/plain";
  private static final String JSON = "json";

  private Endpoint of(Head head) {
    var accept = head.header("Accept");
    if (accept == null) return rest;
    var wanted = accept.toLowerCase(Locale.ROOT);
    return wanted.contains(TEXT) && !wanted.contains(JSON) ? ours : rest;
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
  public boolean hangsUp(Answer answer) {
    return rest.hangsUp(answer); // neither does, on a shared port
  }

  @Override
  public void handle(Exchange exchange) {
    of(exchange).handle(exchange);
  }
}
