package dev.weir.gateway.health;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;

/// `GET /healthz`: an event loop answers, so the process lives.
public final class Liveness implements Endpoint {
  @Override
  public void handle(Exchange exchange) {
    exchange.answer(Answer.text(200, "alive\n"));
  }
}
