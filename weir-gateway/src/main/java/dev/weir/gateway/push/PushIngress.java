package dev.weir.gateway.push;

import dev.weir.Submission;
import dev.weir.config.AcksConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `POST /push`: takes a batch of messages and answers when all are as safe as was asked for.
public final class PushIngress implements Endpoint {
  private static final String JSON = "application/json";

  private final Delivery delivery;
  private final Supplier<AcksConfig> levels;

  /// @param levels how safe records must be; they may change at any time
  public PushIngress(Delivery delivery, Supplier<AcksConfig> levels) {
    this.delivery = delivery;
    this.levels = levels;
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

  private void submit(PushCodec.Push request, Exchange exchange) {
    var asked = levels.get();
    var acks = request.waitForSend() ? asked.pushWaiting() : asked.push();
    delivery.submit(
        new Submission(
            request.messages(),
            acks,
            exchange.client(),
            outcomes -> exchange.answer(PushAnswer.to(request, outcomes))));
  }
}
