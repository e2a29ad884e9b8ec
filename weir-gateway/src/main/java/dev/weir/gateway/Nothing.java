package dev.weir.gateway;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import java.util.List;

/// A path where there is nothing, as kprf answers it: without a word.
final class Nothing implements Endpoint {
  private static final Answer NOT_FOUND = new Answer(404, null, new byte[0], List.of());

  @Override
  public Answer refusal(Head head) {
    return NOT_FOUND;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.answer(NOT_FOUND);
  }
}
