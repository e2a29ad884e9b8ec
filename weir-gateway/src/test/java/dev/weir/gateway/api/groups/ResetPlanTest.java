package dev.weir.gateway.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.api.groups.ResetPlan.Bounds;
import dev.weir.gateway.api.groups.ResetPlan.Step;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Messages from 100 on, the next one is 200.
class ResetPlanTest {
  @Test
  void back_is_read_again_and_on_is_skipped() {
    assertThat(step(150L, 120).again()).isEqualTo(30);
    assertThat(step(150L, 120).skipped()).isZero();
    assertThat(step(150L, 180).skipped()).isEqualTo(30);
  }

  @Test
  void what_kafka_has_deleted_is_neither_read_again_nor_skipped() {
    assertThat(step(20L, 150).skipped()).isEqualTo(50);
    assertThat(step(20L, 100).skipped()).isZero();
  }

  @Test
  void of_a_group_that_was_nowhere_nothing_is_counted() {
    assertThat(step(null, 150).again()).isZero();
    assertThat(step(null, 150).skipped()).isZero();
  }

  private static Step step(@Nullable Long from, long to) {
    return new Step(new TopicPartition("rides", 0), from, to, new Bounds(100, 200));
  }
}
