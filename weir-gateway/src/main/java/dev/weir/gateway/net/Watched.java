package dev.weir.gateway.net;

import java.util.function.Consumer;

/// A request whose answer somebody else wants to see first, and then gives.
public final class Watched extends PassedOn {
  private final Consumer<Answer> answers;

  public Watched(Exchange exchange, Consumer<Answer> answers) {
    super(exchange);
    this.answers = answers;
  }

  @Override
  public void answer(Answer answer) {
    answers.accept(answer);
  }
}
