package dev.weir.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Takes out of the log what Kafka warns of although nobody has to act, and what libraries repeat.
///
/// Each harmless line is named by its logger and a part of its text, so that nothing else of that
/// logger is missed. Of Kafka's warnings while a broker is away, ten a second at times, each logger
/// may give one in ten seconds; so may those of the network for any mishap of one connection, which
/// may be that of thousands.
final class Noise extends Filter<ILoggingEvent> {
  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";
  private static final List<Line> LINES =
      List.of(
          // Every start of a broker.
          new Line(
              "org.apache.kafka.controller.QuorumController", "Performing controller activation"),
          // The first message to a topic that does not exist yet; the producer asks again.
          new Line(CLIENT, "reported a recoverable issue"),
          // Every stop of a broker.
          new Line(CLIENT, "Attempting to close NetworkClient that has already been closed"));

  private record Line(String logger, String part) {
    boolean is(ILoggingEvent event) {
      return event.getLoggerName().equals(logger) && event.getFormattedMessage().contains(part);
    }
  }

  private static final String KAFKA = "org.apache.kafka.";
  private static final String NETWORK = "io.netty.";
  private static final long REPEATED_AFTER_MILLIS = 10_000;

  /// When each of these loggers may warn again. Any thread logs.
  private final Map<String, AtomicLong> nextMillis = new ConcurrentHashMap<>();

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return known(event) || repeated(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static boolean known(ILoggingEvent event) {
    return event.getLevel() == Level.WARN && LINES.stream().anyMatch(line -> line.is(event));
  }

  private static boolean mayRepeat(ILoggingEvent event) {
    var logger = event.getLoggerName();
    return event.getLevel() == Level.WARN
        ? logger.startsWith(KAFKA) || logger.startsWith(NETWORK)
        : event.getLevel() == Level.ERROR && logger.startsWith(NETWORK);
  }

  private boolean repeated(ILoggingEvent event) {
    if (!mayRepeat(event)) return false;
    var next = nextMillis.computeIfAbsent(event.getLoggerName(), _ -> new AtomicLong());
    var due = next.get();
    var now = event.getTimeStamp();
    return now < due || !next.compareAndSet(due, now + REPEATED_AFTER_MILLIS);
  }
}
