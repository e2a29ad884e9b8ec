package dev.weir.gateway.tracing;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.List;

/// The request belongs to a trace that nobody keeps. Whoever reads the messages is to know, and not
/// begin one.
record Unsampled(Mark mark) implements Arrival {
  @Override
  public List<Message> marked(List<Message> messages) {
    return mark.on(messages);
  }

  @Override
  public void settled(Outcome outcome) {}

  @Override
  public void end() {}
}
