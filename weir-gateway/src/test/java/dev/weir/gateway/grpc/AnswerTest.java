package dev.weir.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.GrpcPort.Status;
import org.junit.jupiter.api.Test;

final class AnswerTest {
  @Test
  void every_level_is_an_acknowledgement() {
    assertThat(Answer.to(Outcome.ACCEPTED)).isEqualTo(new Answer.Ack(Acks.MEMORY));
    assertThat(Answer.to(Outcome.STORED)).isEqualTo(new Answer.Ack(Acks.JOURNAL));
    assertThat(Answer.to(new Outcome.Delivered(1, 2))).isEqualTo(new Answer.Ack(Acks.KAFKA));
  }

  @Test
  void what_is_over_a_rate_ends_the_stream_and_says_when_to_come_again() {
    var problem = Problem.rateLimited("topic 't'", "2 messages in any 60 s", 1_234);

    var end = Answer.end(problem);

    assertThat(end.status()).isEqualTo(Status.RESOURCE_EXHAUSTED);
    assertThat(end.text()).isEqualTo(problem.text());
    assertThat(end.trailers())
        .containsExactly(
            new Field("weir-problem-code", "rate_limited"),
            new Field("grpc-retry-pushback-ms", "1234"));
  }

  @Test
  void every_problem_has_its_code_for_machines() {
    for (var code : Problem.Code.values()) {
      var end = Answer.end(new Problem(code, "what", "why", "remedy"));

      assertThat(end.trailers()).containsExactly(new Field("weir-problem-code", code.label()));
    }
  }
}
