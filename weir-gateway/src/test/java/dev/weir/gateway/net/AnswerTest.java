package dev.weir.gateway.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerTest {
  @Test
  void over_a_rate_is_429_with_its_code_and_the_time_to_come_again() {
    var problem = Problem.rateLimited("client '10.0.0.1'", "42 messages in any 60 s", 1_001);

    var answer = Answer.tryLater(problem);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo(problem.text() + "\n");
    assertThat(answer.fields())
        .containsExactly(
            new Field("Weir-Problem-Code", "rate_limited"), new Field("Retry-After", "2"));
  }

  @Test
  void no_room_is_503_with_its_code_and_a_second_where_nobody_knows() {
    var answer = Answer.tryLater(Problem.walFull(10));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.fields())
        .containsExactly(new Field("Weir-Problem-Code", "wal_full"), new Field("Retry-After", "1"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "60000, 60"})
  void the_time_to_come_again_is_rounded_up_to_seconds(long millis, String seconds) {
    assertThat(Answer.text(200, "").after(millis).fields())
        .containsExactly(new Field("Retry-After", seconds));
  }
}
