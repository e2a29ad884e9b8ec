package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a transaction that Kafka does not take at once.
@Timeout(30)
final class TransactionsTest implements Lanes.Crew {
  private static final TopicPartition SOURCE = new TopicPartition("t", 0);

  private final Plan<byte[], byte[]> plan =
      new Plan<>(Kafka.at("localhost:9092"), Bytes.ONE, Bytes.ONE);
  private final Events events = new Events(List.of());
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<Entry> begun = new ArrayList<>();
  private Lanes lanes;
  private Transactions transactions;
  private Tenure tenure;

  @BeforeEach
  void a_partition_is_assigned() {
    plan.transactional = true;
    lanes = new Lanes(plan, new RetryTopics(plan), 500, this);
    consumer.assign(List.of(SOURCE));
    consumer.updateBeginningOffsets(Map.of(SOURCE, 0L));
    var ledger = new Ledger(consumer, lanes, events);
    transactions = new Transactions(plan, consumer, lanes, ledger, () -> producer);
    tenure = new Tenure(SOURCE, Offsets.from(0, ""), 0);
    tenure.behind = true; // the mock has no position
  }

  @AfterEach
  void stop() {
    lanes.stop();
  }

  @Override
  public void begin(Entry entry) {
    begun.add(entry);
  }

  @Override
  public void overdue(Entry entry, int call) {}

  @Override
  public void tell(WorkerEvent event) {}

  @Test
  void one_whose_records_timed_out_while_it_was_undecided_is_made_again() {
    ended(0);
    producer.commitTransactionException = new TimeoutException("no answer");
    assertThat(commit()).isFalse();

    producer.commitTransactionException = new KafkaException("in an error state");
    assertThat(commit()).isFalse();
    producer.commitTransactionException = null;

    assertThat(commit()).isTrue();
    assertThat(producer.history()).hasSize(1);
    assertThat(tenure.committed).isEqualTo(1);
  }

  @Test
  void one_that_fails_again_and_again_takes_in_nothing_more() {
    producer.sendOffsetsToTransactionException = new KafkaException("no coordinator");
    ended(0);
    assertThat(commit()).isFalse();

    ended(1);
    ended(2);
    assertThat(commit()).isFalse();

    assertThat(tenure.held).isEqualTo(2);
    producer.sendOffsetsToTransactionException = null;
    assertThat(commit()).isTrue();
    assertThat(producer.history()).hasSize(3);
    assertThat(tenure.committed).isEqualTo(3);
  }

  private boolean commit() {
    return transactions.now(List.of(tenure), Duration.ZERO);
  }

  private void ended(long offset) {
    var record = new ConsumerRecord<byte[], byte[]>("t", 0, offset, new byte[1], null);
    lanes.add(tenure, List.of(record), offset + 1);
    var entry = begun.removeLast();
    entry.outgoing = List.of(Outgoing.to("out", null, null));
    var unused = lanes.ended(entry, entry.call, Outcome.done());
  }
}
