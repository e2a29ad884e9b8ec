package dev.weir.gateway.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class TopicPathTest {
  @Test
  void a_topic_stands_in_the_path() {
    assertThat(TopicPath.of("/topics/t/messages")).isEqualTo(new TopicPath.Messages("t"));
    assertThat(TopicPath.of("/topics/a%20b+c/messages")).isEqualTo(new TopicPath.Messages("a b+c"));
    assertThat(TopicPath.of("/topics/t/stream")).isEqualTo(new TopicPath.Stream("t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/topics/a/b/messages",
        "/topics/a%2Fb/messages",
        "/topics/%zz/messages",
        "/",
        "*"
      })
  void all_else_is_unknown(String path) {
    assertThat(TopicPath.of(path)).isEqualTo(TopicPath.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "//topics/t/messages, /topics/t/messages",
    "/topics//t/messages, /topics/t/messages",
    "/topics/./t/messages/, /topics/t/messages/",
    "/../../topics, /topics",
    "//, /",
    "/topics/%2e%2e/x, /x"
  })
  void an_untidy_path_has_a_tidy_one(String path, String tidy) {
    assertThat(TopicPath.of(path)).isEqualTo(new TopicPath.Untidy(tidy));
  }
}
