package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class WayTest {
  @Test
  void ways_are_chosen_by_their_words_and_keep_their_order() {
    assertThat(Way.list("all")).containsExactly(Way.values());
    assertThat(Way.list("grpc-300,push-1k")).containsExactly(Way.PUSH_1K, Way.GRPC_300);
    assertThat(Way.PRODUCER_4K_LINGER_5.lingerMillis()).isEqualTo("5");
  }

  @Test
  void a_word_that_is_none_of_them_is_named_with_those_that_are() {
    assertThatThrownBy(() -> Way.list("grpc"))
        .hasMessageContaining("'grpc' is none of")
        .hasMessageContaining("grpc-300");
  }

  @Test
  void a_topic_is_posted_as_it_stands() {
    var request = new String(new TopicsRequest("rides", 5).bytes(80), StandardCharsets.US_ASCII);

    assertThat(request)
        .startsWith("POST /topics/rides/messages HTTP/1.1\r\n")
        .contains("Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n" + PushRequest.value(5));
  }
}
