package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a transaction that Kafka does not take at once: on a real broker, with a
/// producer some of whose calls fail.
@Timeout(60)
final class TransactionsTest implements Lanes.Crew {
  @TempDir static Path directory;
  static EmbeddedBroker broker;
  private static int tests;

  private final String name = "transactions" + ++tests;
  private final TopicPartition source = new TopicPartition(name, 0);
  private final TopicPartition made = new TopicPartition(name + "-made", 0);
  private final Plan<byte[], byte[]> plan = Records.plan(broker());
  private final Events events = new Events(List.of());
  private final List<Entry> begun = new ArrayList<>();
  private final Lanes lanes = new Lanes(plan, new RetryTopics(plan), 500, this);
  private final Tenure tenure = new Tenure(source, Offsets.from(0, ""), 0);
  private final Consumer<byte[], byte[]> consumer =
      new KafkaConsumer<>(ClientSettings.consumer(plan));
  private final FailingCalls<Producer<byte[], byte[]>> producer =
      new FailingCalls<>(new KafkaProducer<byte[], byte[]>(Transactions.settings(plan)));
  private final Transactions transactions =
      new Transactions(
          plan,
          consumer,
          lanes,
          new Ledger(consumer, lanes, events),
          () -> producer.client(producerType()));

  @SuppressWarnings("unchecked")
  private static Class<Producer<byte[], byte[]>> producerType() {
    return (Class<Producer<byte[], byte[]>>) (Class<?>) Producer.class;
  }

  private static String broker() {
    return broker.bootstrapServers();
  }

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(directory));
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @BeforeEach
  void a_partition_is_assigned() throws Exception {
    for (var one : List.of(source, made)) Topics.make(broker(), one.topic(), 1);
    plan.transactional = true;
    consumer.assign(List.of(source));
    tenure.behind = true; // the records are not from the topic, so its position says nothing
  }

  @AfterEach
  void stop() {
    lanes.stop();
    transactions.close();
    consumer.close();
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
    producer.fail("commitTransaction", new TimeoutException("no answer"));
    assertThat(commit()).isFalse();

    producer.fail("commitTransaction", new KafkaException("in an error state"));
    assertThat(commit()).isFalse();
    producer.mend();

    assertThat(commit()).isTrue();
    assertThat(committed(1)).isEqualTo(1);
    assertThat(tenure.committed).isEqualTo(1);
  }

  @Test
  void one_that_fails_again_and_again_takes_in_nothing_more() {
    producer.fail("sendOffsetsToTransaction", new KafkaException("no coordinator"));
    ended(0);
    assertThat(commit()).isFalse();

    ended(1);
    ended(2);
    assertThat(commit()).isFalse();

    assertThat(tenure.held).isEqualTo(2);
    producer.mend();
    assertThat(commit()).isTrue();
    assertThat(committed(3)).isEqualTo(3);
    assertThat(tenure.committed).isEqualTo(3);
  }

  private boolean commit() {
    return transactions.now(List.of(tenure), Duration.ZERO);
  }

  /// How many of those who read what is committed see; at least so many, and what comes soon after.
  private int committed(int wanted) {
    var settings = new HashMap<>(ClientSettings.consumer(plan));
    settings.put("isolation.level", "read_committed");
    try (var reader = new KafkaConsumer<byte[], byte[]>(settings)) {
      reader.assign(List.of(made));
      reader.seekToBeginning(List.of(made));
      var found = 0;
      var more = true;
      while (found < wanted || more) {
        var polled = reader.poll(Duration.ofSeconds(1)).count();
        more = polled > 0;
        found += polled;
      }
      return found;
    }
  }

  private void ended(long offset) {
    var record = new ConsumerRecord<byte[], byte[]>(name, 0, offset, new byte[1], null);
    lanes.add(tenure, List.of(record), offset + 1);
    var entry = begun.removeLast();
    entry.outgoing = List.of(Outgoing.to(made.topic(), null, null));
    var unused = lanes.ended(entry, entry.call, Outcome.done());
  }
}
