package dev.weir.gateway.web;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import java.util.function.UnaryOperator;

/// One call whose body is there. Any thread answers it, once.
public final class Call extends Target {
  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private byte[] body;
  private final Errors errors;
  private final UnaryOperator<Answer> way;

  Call(Exchange exchange, Target target, Errors errors) {
    super(target);
    this.exchange = exchange;
    this.body = exchange.body();
    this.errors = errors;
    this.way = UnaryOperator.identity();
  }

  private Call(Call other, UnaryOperator<Answer> way) {
    super(other);
    this.exchange = other.exchange;
    this.body = other.body;
    this.errors = other.errors;
    this.way = way;
  }

  /// The same call, of which each answer is changed on its way, also the errors.
  public Call answering(UnaryOperator<Answer> change) {
    return new Call(this, answer -> way.apply(change.apply(answer)));
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

  /// Whether nobody would read the answer.
  public boolean isDeserted() {
    return exchange.isDeserted();
  }

  public void answer(Answer answer) {
    exchange.answer(way.apply(answer));
  }

  /// Answers with an error; whatever it is, its client learns the reason.
  public void fail(Throwable failure) {
    answer(errors.answer(head(), failure));
  }
}
