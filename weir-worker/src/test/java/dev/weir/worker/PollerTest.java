package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the client gave is taken in, or the worker knows nothing of it: on a real broker, with a
/// consumer that cannot tell how far it is behind.
@Timeout(60)
final class PollerTest implements Lanes.Crew {
  @TempDir static Path directory;
  static EmbeddedBroker broker;
  private static int tests;

  private final String topic = "poller" + ++tests;
  private final TopicPartition first = new TopicPartition(topic, 0);
  private final TopicPartition second = new TopicPartition(topic, 1);
  private final Plan<byte[], byte[]> plan = plan(topic);
  private final RetryTopics retryTopics = new RetryTopics(plan);
  private final Events events = new Events(List.of());
  private final Lanes lanes = new Lanes(plan, retryTopics, 500, this);
  private final KafkaConsumer<byte[], byte[]> real =
      new KafkaConsumer<>(ClientSettings.consumer(plan));
  private final Consumer<byte[], byte[]> consumer =
      new FailingCalls<Consumer<byte[], byte[]>>(real)
          .fail("currentLag", new TimeoutException("no answer"))
          .client(consumerType());
  private final Ledger ledger = new Ledger(consumer, lanes, events);
  private final Commits commits = new PlainCommits(consumer, ledger, Duration.ofDays(1));
  private final Group group =
      new Group(plan, retryTopics, consumer, lanes, commits, events, () -> Duration.ZERO);
  private final Poller poller = new Poller(consumer, group, lanes, commits, events);
  private final List<Position> begun = new CopyOnWriteArrayList<>();
  private boolean broken;

  private static Plan<byte[], byte[]> plan(String group) {
    var plan = Records.plan(broker.bootstrapServers());
    plan.group = group;
    return plan;
  }

  @SuppressWarnings("unchecked")
  private static Class<Consumer<byte[], byte[]>> consumerType() {
    return (Class<Consumer<byte[], byte[]>>) (Class<?>) Consumer.class;
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
  void both_partitions_are_assigned() throws Exception {
    Topics.make(broker.bootstrapServers(), topic, 2);
    lanes.start("poller-test", failure -> {});
    consumer.subscribe(List.of(topic), group);
    while (group.tenures().size() < 2) poller.turn();
  }

  @AfterEach
  void stop() {
    lanes.stop();
    real.close();
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
    write(first, 1);
    write(second, 1);

    while (begun.size() < 2) poller.turn();

    assertThat(begun)
        .containsExactlyInAnyOrder(new Position(topic, 0, 0), new Position(topic, 1, 0));
  }

  @Test
  void what_an_error_kept_from_being_taken_in_is_below_no_commit() {
    write(first, 1);
    write(second, 1);
    broken = true;

    assertThatThrownBy(() -> turns(100)).isInstanceOf(OutOfMemoryError.class);

    assertThat(ledger.news(group.tenures())).allMatch(news -> news.offset() == 0);
  }

  private void turns(int count) throws InterruptedException {
    for (var i = 0; i < count; i++) poller.turn();
  }

  @Test
  void a_log_that_was_cut_below_what_is_no_record_is_read_on() throws Exception {
    consumer.seek(first, 5);
    var passed = ledger.news(group.tenures());

    write(first, 4);
    consumer.seek(first, 3);
    while (begun.isEmpty()) poller.turn();

    assertThat(passed).anyMatch(news -> news.offset() == 5);
    assertThat(begun).containsExactly(new Position(topic, 0, 3));
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

    assertThatThrownBy(() -> real.poll(Duration.ZERO)).hasMessageContaining("closed");
  }

  private static void write(TopicPartition partition, int records) {
    var settings = ClientSettings.producer(Kafka.at(broker.bootstrapServers()), "w", Map.of());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      for (var i = 0; i < records; i++) {
        var record =
            new ProducerRecord<byte[], byte[]>(
                partition.topic(), partition.partition(), new byte[1], null);
        var unused = producer.send(record);
      }
    }
  }
}
