package dev.weir.gateway.push;

import dev.weir.Receipt;
import dev.weir.Submission;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.metrics.KprfFigures;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.tracing.Tracing;
import dev.weir.metrics.Counter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `POST /push`: takes a batch of messages and answers when all are as safe as was asked for.
public final class PushIngress implements Endpoint {
  private static final String JSON = "application/json";
  private static final Pattern REPRESENTATION =
      Pattern.compile("(^|[,;\\s])return\\s*=\\s*\"?representation\\b", Pattern.CASE_INSENSITIVE);

  private final Delivery delivery;
  private final Tracing tracing;
  private final Supplier<WeirConfig> settings;
  private final Counter arrived;
  private final @Nullable KprfFigures figures;

  /// @param settings those in force; they may change at any time
  /// @param figures count by kprf's names, or null
  public PushIngress(
      Context context, Supplier<WeirConfig> settings, @Nullable KprfFigures figures) {
    this.delivery = context.delivery();
    this.tracing = context.tracing();
    this.arrived = Context.messages(context.metrics(), "push");
    this.settings = settings;
    this.figures = figures;
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
    var config = settings.get();
    switch (PushCodec.decode(exchange.body(), config.partitioner().push().unchosen())) {
      case PushCodec.Malformed(var text) -> exchange.answer(PushCodec.malformed(text));
      case PushCodec.Push push -> submit(push, config, exchange);
    }
  }

  private void submit(PushCodec.Push request, WeirConfig config, Exchange exchange) {
    var asked = config.acks();
    var acks = request.waitForSend() ? asked.pushWaiting() : asked.push();
    var manner = new PushAnswer.Manner(config.push(), verbose(exchange));
    Receipt receipt = outcomes -> exchange.answer(PushAnswer.to(request, manner, outcomes));
    arrived.add(request.messages().size());
    var submission =
        new Submission(
            request.messages(),
            acks,
            exchange.caller(),
            figures == null ? receipt : counted(figures, request, manner, exchange));
    delivery.submit(tracing.begun("push", exchange::header, submission));
  }

  private static Receipt counted(
      KprfFigures figures, PushCodec.Push request, PushAnswer.Manner manner, Exchange exchange) {
    var done = figures.pushed(request.waitForSend());
    return outcomes -> {
      var answer = PushAnswer.to(request, manner, outcomes);
      figures.settled(request.messages(), outcomes);
      done.accept(answer.status());
      exchange.answer(answer);
    };
  }

  /// Whether the client asked to be told where its records are: `?verbose=1`, or the standard way.
  private static boolean verbose(Head head) {
    var query = head.query();
    if (query != null && List.of(query.split("&")).contains("verbose=1")) return true;
    var prefer = head.header("Prefer");
    return prefer != null && REPRESENTATION.matcher(prefer).find();
  }
}
