package dev.weir.gateway.door;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.PassedOn;
import java.util.function.UnaryOperator;

/// A request whose answer is changed on its way.
final class Told extends PassedOn {
  private final UnaryOperator<Answer> change;

  Told(Exchange exchange, UnaryOperator<Answer> change) {
    super(exchange);
    this.change = change;
  }

  @Override
  public void answer(Answer answer) {
    super.answer(change.apply(answer));
  }
}
