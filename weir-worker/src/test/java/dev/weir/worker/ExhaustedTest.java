package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExhaustedTest {
  private static final WorkerBuilder<byte[], byte[]> BUILDER =
      Worker.on(Kafka.at("localhost:9092")).group("mailer");

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä"})
  void a_name_that_no_topic_has_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exhausted.deadLetter(name))
        .withMessageContaining("'" + name + "' is no name of a topic");
  }

  @Test
  void a_worker_that_would_read_its_own_dead_letters_is_refused() {
    var builder = BUILDER.onExhausted(Exhausted.deadLetter("failed"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.topics("signups", "failed").each(message -> {}))
        .withMessageContaining("'failed', which this worker reads");
    assertThat(builder.topics("signups").each(message -> {})).isNotNull();
    assertThat(builder.topics(Pattern.compile(".*")).each(message -> {})).isNotNull();
    assertThat(BUILDER.topics(Pattern.compile(".*")).each(message -> {})).isNotNull();
  }
}
