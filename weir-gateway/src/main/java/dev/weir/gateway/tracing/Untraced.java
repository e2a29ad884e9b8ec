package dev.weir.gateway.tracing;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.List;

/// Nothing is traced.
record Untraced() implements Arrival {
  /// Of a request that belongs to no trace.
  static final Arrival NONE = new Untraced();

  @Override
  public boolean isTraced() {
    return false;
  }

  @Override
  public List<Message> marked(List<Message> messages) {
    return messages;
  }

  @Override
  public void settled(Outcome outcome) {}

  @Override
  public void end() {}
}
