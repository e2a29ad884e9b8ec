package dev.weir.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/// Sets the log up in code: no file to find, to read and to disagree with.
public final class Logging {
  private static final List<String> LIBRARIES =
      List.of("org.apache.kafka", "kafka", "io.netty", "io.vertx", "state.change.logger");

  /// What clients sent may stand in a message: it begins no line, and moves no terminal.
  private static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %logger{0}: "
          + "%replace(%replace(%msg){'[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]', '?'}){'\\n(?! )', '$0  '}%n";

  /// As SLF4J names what it takes in place of a library for logs.
  private static final String PROVIDER = "slf4j.provider";

  private Logging() {}

  /// No log in this process. To be called before anything logs: what is never started takes no
  /// time, 60 ms of a short command.
  public static void none() {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty(PROVIDER, NOP_FallbackServiceProvider.class.getName());
  }

  public static void service(LogFormat format, boolean verbose) {
    configure(format, verbose, Level.WARN);
  }

  public static void command(LogFormat format, boolean verbose) {
    configure(format, verbose, verbose ? Level.WARN : Level.OFF);
  }

  private static void configure(LogFormat format, boolean verbose, Level libraries) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
    context.reset();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(verbose ? Level.DEBUG : Level.INFO);
    LIBRARIES.forEach(name -> context.getLogger(name).setLevel(libraries));
    root.addAppender(stderr(context, encoder(context, format)));
  }

  private static ConsoleAppender<ILoggingEvent> stderr(
      LoggerContext context, Encoder<ILoggingEvent> encoder) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.addFilter(new Noise());
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    var encoder =
        switch (format) {
          case HUMAN -> human();
          case JSON -> new JsonLines();
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  static Encoder<ILoggingEvent> human() {
    var encoder = new PatternLayoutEncoder();
    encoder.setPattern(PATTERN);
    return encoder;
  }
}
