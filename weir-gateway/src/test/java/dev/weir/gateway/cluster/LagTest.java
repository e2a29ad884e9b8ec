package dev.weir.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagTest {
  @Test
  void the_greatest_comes_first_then_the_name() {
    var lags = List.of(lag("b", 0, 1, 3), lag("a", 1, 0, 2), lag("a", 0, 0, 2), lag("c", 0, 0, 9));

    assertThat(lags.stream().sorted(Lag.GREATEST_FIRST).map(lag -> lag.partition().toString()))
        .containsExactly("c-0", "a-0", "a-1", "b-0");
  }

  @Test
  void nobody_is_ahead_of_a_topic_that_was_made_anew() {
    assertThat(lag("a", 0, 100, 5).messages()).isZero();
  }

  private static Lag lag(String topic, int partition, long current, long end) {
    return new Lag(new TopicPartition(topic, partition), null, current, end);
  }
}
