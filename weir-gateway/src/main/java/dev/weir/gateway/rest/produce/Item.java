package dev.weir.gateway.rest.produce;

import dev.weir.gateway.web.RestException;

/// What a piece of a body of v3 turned out to be.
sealed interface Item {
  record Good(Draft draft) implements Item {}

  record Bad(RestException why) implements Item {}

  static Item read(byte[] piece, DraftReader.Absent absent) {
    try {
      return new Good(DraftReader.read(piece, absent));
    } catch (RestException e) {
      return new Bad(e);
    }
  }

  default boolean hasSchema() {
    return this instanceof Good(var draft) && draft.hasSchema();
  }
}
