package dev.weir.gateway.push;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.Submission;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `POST /push`: takes a batch of messages and answers at once, or when Kafka has them all.
public final class PushIngress implements Endpoint {
  private static final String JSON = "application/json";

  private final Delivery delivery;

  public PushIngress(Delivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    if (!head.method().equals("POST")) return PushCodec.wrongMethod(head.method());
    var type = head.header("Content-Type");
    return type == null || json(type) ? null : PushCodec.wrongType();
  }

  /// JSON with any parameters.
  private static boolean json(String type) {
    var end = type.indexOf(';');
    var bare = end < 0 ? type : type.substring(0, end);
    return bare.strip().toLowerCase(Locale.ROOT).equals(JSON);
  }

  /// Hot.
  @Override
  public void handle(Exchange exchange) {
    switch (PushCodec.decode(exchange.body())) {
      case PushCodec.Malformed(var text) -> exchange.answer(PushCodec.malformed(text));
      case PushCodec.Push push -> submit(push, exchange);
    }
  }

  private void submit(PushCodec.Push push, Exchange exchange) {
    var acks = push.waitForSend() ? Acks.KAFKA : Acks.MEMORY;
    delivery.submit(
        new Submission(push.messages(), acks, outcomes -> exchange.answer(answer(push, outcomes))));
  }

  private static Answer answer(PushCodec.Push push, List<Outcome> outcomes) {
    var problem = sharedProblem(outcomes);
    if (problem != null && problem.code() == Code.BATCH_TOO_LARGE) {
      return PushCodec.batchTooLarge(problem);
    }
    if (problem != null && problem.code().retriable()) return Answer.tryLater(problem);
    return push.waitForSend() ? PushCodec.waited(outcomes) : PushCodec.taken(outcomes);
  }

  /// Why the request was refused as a whole, or null: the gate lets in all messages or none, so the
  /// first tells.
  private static @Nullable Problem sharedProblem(List<Outcome> outcomes) {
    return !outcomes.isEmpty() && outcomes.getFirst() instanceof Outcome.Refused(var problem)
        ? problem
        : null;
  }
}
