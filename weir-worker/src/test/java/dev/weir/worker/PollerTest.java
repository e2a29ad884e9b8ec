package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the client gave is taken in, or the worker knows nothing of it.
@Timeout(30)
final class PollerTest implements Lanes.Crew {
  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  private final Plan<byte[], byte[]> plan =
      new Plan<>(Kafka.at("localhost:9092"), Bytes.ONE, Bytes.ONE);
  private final RetryTopics retryTopics = new RetryTopics(plan);
  private final Events events = new Events(List.of());
  private final Lanes lanes = new Lanes(plan, retryTopics, 500, this);
  private final Faulty consumer = new Faulty();
  private final Ledger ledger = new Ledger(consumer, lanes, events);
  private final Commits commits = new PlainCommits(consumer, ledger, Duration.ofDays(1));
  private final Group group =
      new Group(plan, retryTopics, consumer, lanes, commits, events, () -> Duration.ZERO);
  private final Poller poller = new Poller(consumer, group, lanes, commits, events);
  private final List<Position> begun = new ArrayList<>();
  private boolean broken;

  /// Kafka's own client without a cluster, which does not know how far it is behind.
  private static final class Faulty extends MockConsumer<byte[], byte[]> {
    Faulty() {
      super("earliest");
    }

    @Override
    public synchronized OptionalLong currentLag(TopicPartition partition) {
      throw new TimeoutException("no answer");
    }
  }

  @BeforeEach
  void both_partitions_are_assigned() throws InterruptedException {
    lanes.start("poller-test", failure -> {});
    consumer.subscribe(List.of("t"));
    consumer.rebalance(List.of(FIRST, SECOND));
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    group.onPartitionsAssigned(List.of(FIRST, SECOND));
    poller.turn();
  }

  @AfterEach
  void stop() {
    lanes.stop();
  }

  @Override
  public void begin(Entry entry) {
    if (broken) throw new OutOfMemoryError("of a test");
    begun.add(entry.position());
  }

  @Override
  public void overdue(Entry entry, int call) {}

  @Override
  public void tell(WorkerEvent event) {}

  @Test
  void records_are_taken_in_though_the_client_cannot_tell_how_far_it_is_behind() throws Exception {
    give(FIRST);
    give(SECOND);

    poller.turn();

    assertThat(begun).containsExactlyInAnyOrder(new Position("t", 0, 0), new Position("t", 1, 0));
  }

  @Test
  void what_an_error_kept_from_being_taken_in_is_below_no_commit() throws Exception {
    give(FIRST);
    give(SECOND);
    broken = true;

    assertThatThrownBy(poller::turn).isInstanceOf(OutOfMemoryError.class);

    assertThat(ledger.news(group.tenures())).allMatch(news -> news.offset() == 0);
  }

  @Test
  void a_log_that_was_cut_below_what_is_no_record_is_read_on() throws Exception {
    consumer.seek(FIRST, 5);
    var passed = ledger.news(group.tenures());

    consumer.seek(FIRST, 3);
    give(FIRST, 3);
    poller.turn();

    assertThat(passed).anyMatch(news -> news.offset() == 5);
    assertThat(begun).containsExactly(new Position("t", 0, 3));
  }

  @Test
  void a_member_whose_last_commit_fails_leaves_all_the_same() {
    Commits failing =
        new Commits() {
          @Override
          public void tick(Collection<Tenure> tenures) {}

          @Override
          public boolean now(Collection<Tenure> tenures, Duration atMost) {
            throw new ProducerFencedException("of a test");
          }

          @Override
          public void close() {}
        };
    var leaving =
        new Group(plan, retryTopics, consumer, lanes, failing, events, () -> Duration.ZERO);

    assertThatThrownBy(() -> leaving.leave(Duration.ZERO, Duration.ZERO))
        .isInstanceOf(ProducerFencedException.class);

    assertThat(consumer.closed()).isTrue();
  }

  private void give(TopicPartition partition) {
    give(partition, 0);
  }

  private void give(TopicPartition partition, long offset) {
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[1], null));
  }
}
