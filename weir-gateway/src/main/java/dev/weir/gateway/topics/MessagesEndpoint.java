package dev.weir.gateway.topics;

import dev.weir.Submission;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.tracing.Tracing;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `/topics/{topic}/messages`: takes a body as one message, and answers when it is as safe as was
/// asked for. `/topics/{topic}/stream` takes many, a line each, where it is not the ambassador's
/// port.
final class MessagesEndpoint implements Endpoint {
  private final Consumer<Submission> delivery;
  private final Supplier<Way> way;
  private final Tracing tracing;

  /// Whether the ambassador's protocol is the only one here.
  private final boolean alone;

  /// @param delivery takes submissions of one message each
  /// @param way what the settings say; they may change at any time
  MessagesEndpoint(
      Consumer<Submission> delivery, Supplier<Way> way, Tracing tracing, boolean alone) {
    this.delivery = delivery;
    this.way = way;
    this.tracing = tracing;
    this.alone = alone;
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    return switch (TopicPath.of(head.rawPath())) {
      case TopicPath.Messages _ -> refusalOfMessage(head);
      case TopicPath.Stream _ when !alone -> refusalOfStream(head);
      case TopicPath.Stream _, TopicPath.Untidy _, TopicPath.Unknown _ -> Elsewhere.answer(head);
    };
  }

  /// The ambassador takes every method.
  private @Nullable Answer refusalOfMessage(Head head) {
    var method = head.method();
    if (!alone && !method.equals("POST") && !method.equals("PUT")) {
      return TopicsAnswer.wrongMethod("POST, PUT");
    }
    var type = head.header("Content-Type");
    if (type == null) return TopicsAnswer.wrongType("");
    return legal(type) ? null : TopicsAnswer.wrongType(type);
  }

  /// With any parameters.
  private static boolean legal(String type) {
    var end = type.indexOf(';');
    var bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return bare.equals("text/plain") || bare.equals("application/json");
  }

  private @Nullable Answer refusalOfStream(Head head) {
    if (!head.method().equals("POST")) return TopicsAnswer.wrongMethod("POST");
    try {
      var _ = Wishes.acks(head, way.get());
      return null;
    } catch (Wishes.WishException e) {
      return TopicsAnswer.malformed(e.problem());
    }
  }

  @Override
  public @Nullable Lines lines(Head head) {
    if (!(TopicPath.of(head.rawPath()) instanceof TopicPath.Stream(var topic))) return null;
    try {
      var present = way.get();
      var acks = Wishes.acks(head, present);
      var codec = new LineCodec(topic, present.unchosen());
      var asked = new Way(acks, 0, present.messageBytes());
      var arrival = tracing.open("topics", head::header);
      return call ->
          new MessageStream(call, new MessageStream.Onward(delivery, arrival), codec, asked);
    } catch (Wishes.WishException e) {
      throw new IllegalStateException("a request that was let in is refused", e);
    }
  }

  /// Its client takes a status for a yes, so there is none where the message may be sent again.
  @Override
  public boolean hangsUp(Answer answer) {
    return alone
        && (answer.status() >= 500
            || answer.status() == 401
            || answer.status() == 429
            || answer.status() == 408
            || answer.has("Retry-After"));
  }

  /// Hot.
  @Override
  public void handle(Exchange exchange) {
    if (!(TopicPath.of(exchange.rawPath()) instanceof TopicPath.Messages(var topic))) {
      exchange.answer(Elsewhere.answer(exchange));
      return;
    }
    try {
      submit(exchange, topic, Wishes.of(exchange, way.get()));
    } catch (Wishes.WishException e) {
      exchange.answer(TopicsAnswer.malformed(e.problem()));
    }
  }

  private void submit(Exchange exchange, String topic, Wishes wishes) {
    var submission =
        new Submission(
            List.of(wishes.message(topic, exchange.body())),
            wishes.acks(),
            exchange.caller(),
            outcomes -> exchange.answer(TopicsAnswer.to(outcomes.getFirst())));
    delivery.accept(tracing.begun("topics", exchange::header, submission));
  }
}
