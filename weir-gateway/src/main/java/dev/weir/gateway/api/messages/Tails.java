package dev.weir.gateway.api.messages;

import dev.weir.Clock;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Target;
import org.jspecify.annotations.Nullable;

/// Lets clients follow topics.
final class Tails implements Resource {
  private final Consumers consumers;
  private final Opening opening;
  private final SchemaReader schemas;
  private final Clock clock;

  Tails(Consumers consumers, Opening opening, SchemaReader schemas, Clock clock) {
    this.consumers = consumers;
    this.opening = opening;
    this.schemas = schemas;
    this.clock = clock;
  }

  @Override
  public void check(Target target) {
    var _ = wish(target);
  }

  private Follower.Wish wish(Target target) {
    var search = Search.of(target.query("q"));
    return new Follower.Wish(
        target.head(),
        target.name("topic"),
        MessageReads.partition(target, search),
        search,
        MessageReads.decoding(schemas, target));
  }

  @Override
  public @Nullable Lines lines(Target target) {
    if (target.head().method().equals("HEAD")) return null;
    var wish = wish(target);
    return Lines.events(call -> new Tail(call, new Follower(wish, consumers, opening, clock)));
  }

  /// A HEAD: there is nothing to follow.
  @Override
  public void handle(Call call) {
    call.answer(Answer.of(200, "text/event-stream", new byte[0]));
  }
}
