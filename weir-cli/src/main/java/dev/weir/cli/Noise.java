package dev.weir.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/// Takes out of the log what Kafka warns of although nobody has to act.
///
/// Each line is named by its logger and a part of its text, so that nothing else of that logger is
/// missed.
final class Noise extends Filter<ILoggingEvent> {
  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";
  private static final List<Line> LINES =
      List.of(
          // The first start on an empty directory.
          new Line(
              "org.apache.kafka.controller.QuorumController",
              "The metadata log appears to be empty"),
          // The first message to a topic that does not exist yet; the producer asks again.
          new Line(CLIENT, "reported a recoverable issue"),
          // Every stop of a broker.
          new Line(CLIENT, "Attempting to close NetworkClient that has already been closed"));

  private record Line(String logger, String part) {
    boolean is(ILoggingEvent event) {
      return event.getLoggerName().equals(logger) && event.getFormattedMessage().contains(part);
    }
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (event.getLevel() != Level.WARN) return FilterReply.NEUTRAL;
    var noise = LINES.stream().anyMatch(line -> line.is(event));
    return noise ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
