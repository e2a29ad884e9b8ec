package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class WorkerRowTest {
  @Test
  void a_word_says_the_work_the_keys_and_the_partitions() {
    var row = WorkerRow.of("10ms/1000/12/hot", 2);

    assertThat(row).isEqualTo(new WorkerRow(10, 1_000, 12, 30_000, WorkerRow.Kind.HOT));
    assertThat(row.word()).isEqualTo("10ms/1000/12/hot");
  }

  @Test
  void what_is_no_row_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerRow.of("10/1000", 1))
        .withMessageContaining("'10/1000' is not a row");
  }

  @Test
  void no_more_can_be_done_at_once_than_there_are_keys() {
    assertThat(WorkerRow.of("10ms/10/1", 1).idealPerSecond(100)).isEqualTo(1_000);
    assertThat(WorkerRow.of("10ms/1000/1", 1).idealPerSecond(100)).isEqualTo(10_000);
    assertThat(WorkerRow.of("0ms/1000/1", 1).idealPerSecond(100)).isInfinite();
  }

  @Test
  void a_hot_key_needs_a_topic_of_its_own_and_more_at_once_does_not() {
    var row = WorkerRow.of("1ms/1000/1", 1);

    assertThat(WorkerRow.of("1ms/1000/1/wide", 1).topic()).isEqualTo(row.topic());
    assertThat(WorkerRow.of("1ms/1000/1/hot", 1).topic()).isNotEqualTo(row.topic());
  }
}
