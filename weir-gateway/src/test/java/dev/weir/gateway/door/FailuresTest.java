package dev.weir.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.gateway.Asked;
import dev.weir.gateway.HandClock;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Who was not let in is counted, and told in so many lines and no more.
final class FailuresTest {
  private final HandClock clock = new HandClock();
  private final Metrics metrics = new Metrics();
  private final Failures failures = new Failures(metrics, clock);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger audit = (Logger) LoggerFactory.getLogger("dev.weir.audit");

  @BeforeEach
  void listen() {
    log.start();
    audit.addAppender(log);
  }

  @AfterEach
  void detach() {
    audit.detachAppender(log);
  }

  @Test
  void a_storm_is_no_storm_in_the_log_and_is_counted_whole() {
    for (var i = 0; i < 1_000; i++) fail();
    assertThat(lines()).hasSize(Failures.LINES_MAX);

    clock.advance(Duration.ofSeconds(1));
    fail();

    assertThat(lines()).hasSize(Failures.LINES_MAX + 2);
    assertThat(lines().get(Failures.LINES_MAX)).startsWith("980 more were refused meanwhile");
    assertThat(count("missing")).isEqualTo(1_001);
    assertThat(count("wrong")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "a\rb", "a\u0085b", "a\u009bb", "a\u2028b", "a\u202eb", "a\u0000b"})
  @Tag("S16")
  void what_they_said_they_are_is_no_line_of_its_own_and_moves_no_terminal(String name) {
    failures.note(Reason.WRONG, name, Asked.post("/push"));

    assertThat(lines()).singleElement().asString().startsWith("a?b from ");
  }

  private void fail() {
    failures.note(Reason.MISSING, "somebody", Asked.post("/push"));
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private long count(String reason) {
    return metrics.all().stream()
        .filter(metric -> metric.name().equals("weir_auth_failures"))
        .filter(metric -> metric.labels().contains(new Label("reason", reason)))
        .mapToLong(metric -> metric instanceof Counter counter ? counter.sum() : 0)
        .sum();
  }
}
