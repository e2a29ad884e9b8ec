package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.broker.EmbeddedBroker.Options;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(180)
final class QuietLogTest {
  /// What the test's own producer hears of a topic that has no leader yet, and that a busy machine
  /// is slow.
  private static final String NOT_THE_BROKERS =
      ".*\\.clients\\.producer\\..*|.*\\.EventPerformanceMonitor";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir Path directory;

  @BeforeEach
  void listen() {
    EmbeddedBroker.QUIET_LOGGERS.forEach(
        (name, level) -> logger(name).setLevel(Level.valueOf(level)));
    log.start();
    logger(Logger.ROOT_LOGGER_NAME).addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger(Logger.ROOT_LOGGER_NAME).detachAppender(log);
  }

  @Test
  void a_normal_start_and_stop_warn_of_nothing() throws Exception {
    for (var value : List.of("on a new directory", "on an existing one")) {
      try (var broker = EmbeddedBroker.start(Options.in(directory))) {
        new Topic(broker.bootstrapServers(), "rides").write(value);
      }
    }

    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .filteredOn(event -> !event.getLoggerName().matches(NOT_THE_BROKERS))
        .extracting(ILoggingEvent::getLoggerName, ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
