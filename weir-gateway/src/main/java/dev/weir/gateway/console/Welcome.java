package dev.weir.gateway.console;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import org.jspecify.annotations.Nullable;

/// The root, which leads browsers to the console; what else asks for it gets what was there before.
public record Welcome(Endpoint others) implements Endpoint {
  @Override
  public @Nullable Answer refusal(Head head) {
    var accept = head.header("Accept");
    var browser = head.method().equals("GET") && accept != null && accept.contains("text/html");
    return browser
        ? Answer.text(302, "The console is at /console/.\n").with("Location", "console/")
        : others.refusal(head);
  }

  @Override
  public Answer told(Head head, Answer answer) {
    return others.told(head, answer);
  }

  @Override
  public @Nullable Lines lines(Head head) {
    return others.lines(head);
  }

  @Override
  public void handle(Exchange exchange) {
    others.handle(exchange);
  }
}
