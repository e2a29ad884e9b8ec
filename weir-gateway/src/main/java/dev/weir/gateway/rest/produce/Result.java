package dev.weir.gateway.rest.produce;

import dev.weir.gateway.web.RestException;

/// What became of a piece of a body of v3 before it could be handed on.
sealed interface Result {
  record Sent(Ready ready) implements Result {}

  record Failed(RestException why) implements Result {}

  /// Blocks where there are schemas.
  static Result of(Desk desk, String topic, Item item) {
    return switch (item) {
      case Item.Bad(var why) -> new Failed(why);
      case Item.Good(var draft) -> of(desk, topic, draft);
    };
  }

  private static Result of(Desk desk, String topic, Draft draft) {
    try {
      return new Sent(desk.ready(topic, draft));
    } catch (RestException e) {
      return new Failed(e);
    }
  }
}
