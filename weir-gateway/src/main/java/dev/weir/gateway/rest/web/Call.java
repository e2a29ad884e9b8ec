package dev.weir.gateway.rest.web;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;

/// One call whose body is there. Any thread answers it, once.
public final class Call extends Target {
  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private byte[] body;
  private final Errors errors;

  Call(Exchange exchange, Target target, Errors errors) {
    super(target);
    this.exchange = exchange;
    this.body = exchange.body();
    this.errors = errors;
  }

  /// The caller may keep it.
  public byte[] body() {
    return body;
  }

  /// The same for a caller who waits long and needs it no more: the call lets go of it.
  public byte[] takeBody() {
    var taken = body;
    body = NOTHING;
    return taken;
  }

  public void answer(Answer answer) {
    exchange.answer(answer);
  }

  /// Answers with an error; whatever it is, its client learns the reason.
  public void fail(Throwable failure) {
    exchange.answer(errors.answer(head(), failure));
  }
}
