package dev.weir.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoggingTest {
  @Test
  void a_line_for_machines_is_one_object_with_the_stack_inside() throws IOException {
    var event = event(Level.ERROR, "dev.weir.X", "a \"quoted\"\nline", new IOException("disk"));

    var line = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);

    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    assertThat(fields(line))
        .containsEntry("level", "ERROR")
        .containsEntry("logger", "dev.weir.X")
        .containsEntry("message", "a \"quoted\"\nline")
        .containsEntry("thread", Thread.currentThread().getName())
        .hasEntrySatisfying("ts", ts -> assertThat(ts).matches("2.*T.*Z"))
        .hasEntrySatisfying(
            "stack_trace", trace -> assertThat(trace).contains("IOException: disk"));
  }

  @Test
  @Tag("S16")
  void what_a_client_sent_begins_no_line_and_moves_no_terminal() {
    var encoder = Logging.human();
    encoder.setContext(new LoggerContext());
    encoder.start();
    var message = "asked for with a.b\n12:00:00.000 INFO  Door: fine\r\u009b2J\u001b[2J\n  é:\tend";

    var lines = new String(encoder.encode(event(Level.INFO, "dev.weir.X", message, null)), UTF_8);

    assertThat(lines)
        .endsWith(
            "X: asked for with a.b\n  12:00:00.000 INFO  Door: fine??2J?[2J\n  é:\tend"
                + System.lineSeparator());
  }

  @Test
  void only_the_known_noise_is_taken_out() {
    var client = "org.apache.kafka.clients.NetworkClient";
    var noise = "The metadata response reported a recoverable issue with correlation id 6";

    assertThat(decision(Level.WARN, client, noise)).isEqualTo(FilterReply.DENY);
    assertThat(decision(Level.WARN, client, "Bootstrap broker disconnected"))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decision(Level.ERROR, client, noise)).isEqualTo(FilterReply.NEUTRAL);
  }

  @ParameterizedTest
  @CsvSource({
    "WARN, org.apache.kafka.clients.NetworkClient",
    "WARN, io.netty.channel.DefaultChannelPipeline",
    "ERROR, io.netty.handler.codec.http2.DefaultHttp2Connection",
  })
  void what_a_logger_of_a_library_repeats_is_said_once_in_ten_seconds(String level, String logger) {
    var noise = new Noise();

    var replies =
        Stream.of(0, 1, 9_999, 10_000, 10_001)
            .map(millis ->
                noise.decide(at(millis, event(Level.valueOf(level), logger, "away", null))));

    assertThat(replies)
        .containsExactly(
            FilterReply.NEUTRAL,
            FilterReply.DENY,
            FilterReply.DENY,
            FilterReply.NEUTRAL,
            FilterReply.DENY);
    assertThat(noise.decide(event(Level.WARN, "dev.weir.delivery.Ledger", "lost", null)))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  private static LoggingEvent at(int millis, LoggingEvent event) {
    event.setInstant(Instant.ofEpochMilli(1_000_000_000L + millis));
    return event;
  }

  private static FilterReply decision(Level level, String logger, String message) {
    return new Noise().decide(event(level, logger, message, null));
  }

  private static LoggingEvent event(
      Level level, String logger, String message, @Nullable Throwable error) {
    var source = new LoggerContext().getLogger(logger);
    return new LoggingEvent("", source, level, message, error, null);
  }

  private static Map<String, String> fields(String line) throws IOException {
    var fields = new LinkedHashMap<String, String>();
    try (var json = new JsonFactory().createParser(line)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        }
      }
    }
    return fields;
  }
}
