package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AnswerReaderTest {
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
  private static final String BUSY =
      "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length:0\r\n\r\n";

  private final AnswerReader reader = new AnswerReader();

  @Test
  void answers_that_come_together_are_told_apart() {
    give(OK + BUSY + OK);

    assertThat(reader.next()).isEqualTo(200);
    assertThat(reader.next()).isEqualTo(429);
    assertThat(reader.next()).isEqualTo(200);
    assertThat(reader.next()).isZero();
  }

  @Test
  void an_answer_that_comes_byte_by_byte_counts_once_when_it_is_whole() {
    int answers = 0;

    for (char letter : (OK + OK).toCharArray()) {
      give(String.valueOf(letter));
      answers += reader.next() == 200 ? 1 : 0;
    }

    assertThat(answers).isEqualTo(2);
  }

  @Test
  void more_answers_than_the_buffer_holds_go_through_it_one_after_another() {
    int answers = 0;

    for (int i = 0; i < 10_000; i++) {
      give(OK);
      answers += reader.next() == 200 ? 1 : 0;
    }

    assertThat(answers).isEqualTo(10_000);
  }

  @Test
  void an_answer_without_a_length_is_an_error() {
    give("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");

    assertThatThrownBy(reader::next).hasMessageContaining("Content-Length");
  }

  private void give(String text) {
    reader.space().put(text.getBytes(StandardCharsets.US_ASCII));
  }
}
