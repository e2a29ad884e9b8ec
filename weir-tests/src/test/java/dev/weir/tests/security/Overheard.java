package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Listens to all that is logged while a class is tested, at its finest, Kafka's clients included:
/// no secret may be in it.
final class Overheard extends AppenderBase<ILoggingEvent>
    implements BeforeAllCallback, AfterAllCallback {
  private final List<String> secrets;
  private final Set<String> leaks = ConcurrentHashMap.newKeySet();
  private final LongAdder lines = new LongAdder();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  /// What other tests of this process have made of the levels.
  private final Map<Logger, Level> levels = new HashMap<>();

  /// @param secrets texts that are nowhere else
  Overheard(List<String> secrets) {
    this.secrets = secrets;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    setContext(root.getLoggerContext());
    for (var logger : root.getLoggerContext().getLoggerList()) {
      if (logger.getLevel() == null) continue;
      levels.put(logger, logger.getLevel());
      logger.setLevel(logger.equals(root) ? Level.DEBUG : null);
    }
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.increment();
    var thrown = event.getThrowableProxy();
    var text = event.getFormattedMessage();
    if (thrown != null) text += ThrowableProxyUtil.asString(thrown);
    for (var secret : secrets) {
      if (text.contains(secret)) leaks.add(event.getLoggerName() + " tells " + secret);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    root.detachAppender(this);
    levels.forEach(Logger::setLevel);
    assertThat(lines.sum()).as("lines that were looked at").isGreaterThan(100);
    assertThat(leaks).isEmpty();
  }
}
