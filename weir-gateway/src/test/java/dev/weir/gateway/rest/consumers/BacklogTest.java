package dev.weir.gateway.rest.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.delivery.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Budget budget = new Budget(1 << 20);
  private final Backlog backlog = new Backlog(budget);

  @Test
  void the_first_record_is_taken_whatever_its_size() {
    add(0, 100, 10);

    assertThat(offsets(backlog.take(5, 10))).containsExactly(0L);
    assertThat(offsets(backlog.take(5, 10))).containsExactly(1L);
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void records_are_taken_while_they_stay_below_the_bound() {
    add(0, 10, 10, 10);

    assertThat(offsets(backlog.take(30, 10))).containsExactly(0L, 1L);
    assertThat(backlog.bytes()).isEqualTo(10);
  }

  @Test
  void no_more_are_taken_than_were_asked_for() {
    add(0, 1, 1, 1);

    assertThat(backlog.take(100, 2)).hasSize(2);
  }

  @Test
  void what_is_put_back_comes_first_again() {
    add(0, 1, 1, 1);
    var taken = backlog.take(100, 2);

    backlog.putBack(taken);

    assertThat(offsets(backlog.take(100, 9))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void all_that_is_held_counts_in_the_budget_until_it_is_given_back() {
    add(0, 100, 100);
    add(1, 100);
    var all = budget.usedBytes();
    var taken = backlog.take(150, 9);

    assertThat(all).isGreaterThan(300);
    assertThat(budget.usedBytes()).isEqualTo(all);
    backlog.forget(Set.of(new TopicPartition("t", 1))::contains);
    assertThat(backlog.count()).isEqualTo(1);
    budget.giveBack(Backlog.weight(taken));
    backlog.clear();
    assertThat(budget.usedBytes()).isZero();
    assertThat(backlog.weight()).isZero();
    assertThat(backlog.bytes()).isZero();
  }

  private void add(int partition, int... sizes) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var size : sizes) {
      records.add(
          new ConsumerRecord<>(
              "t",
              partition,
              records.size(),
              0,
              TimestampType.CREATE_TIME,
              -1,
              size,
              null,
              new byte[size],
              new RecordHeaders(),
              Optional.empty()));
    }
    backlog.add(records);
  }

  private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(ConsumerRecord::offset).toList();
  }
}
