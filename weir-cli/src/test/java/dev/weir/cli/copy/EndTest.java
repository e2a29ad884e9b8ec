package dev.weir.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an end of a copy is, by its name.
final class EndTest {
  @Test
  void a_plain_name_is_a_topic_and_one_with_a_slash_that_of_a_context() {
    assertThat(End.parse("orders")).isEqualTo(new End.OfTopic("", "orders"));
    assertThat(End.parse("prod/orders")).isEqualTo(new End.OfTopic("prod", "orders"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"./orders", "../orders", "/tmp/orders", "a.jsonl", "a.jsonl.gz", "b/a.jsonl.zst"})
  void what_looks_like_a_file_is_one(String name) {
    assertThat(End.parse(name)).isEqualTo(new End.OfFile(Path.of(name)));
  }

  @Test
  void a_dash_is_the_stream_and_a_topic_may_look_like_a_file() {
    assertThat(End.parse("-")).isEqualTo(new End.OfStream());
    assertThat(End.parse("topic:a.jsonl")).isEqualTo(new End.OfTopic("", "a.jsonl"));
    assertThat(End.parse("topic:prod/a.jsonl")).isEqualTo(new End.OfTopic("prod", "a.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prod/", "a/b/c"})
  void what_is_none_of_these_is_refused(String name) {
    assertThatThrownBy(() -> End.parse(name)).hasMessageContaining("is neither a topic");
  }
}
