package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of random steps through the lanes, without Kafka and with one thread, against what
/// must always hold.
@Timeout(60)
final class LanesModelTest implements Lanes.Crew {
  private static final int STEPS = 30_000;
  private static final int CONCURRENCY = 7;

  private final Plan<byte[], byte[]> plan = plan();
  private final LinkedBlockingQueue<Entry> begun = new LinkedBlockingQueue<>();
  private final List<Entry> running = new ArrayList<>();
  private final List<Entry> copying = new ArrayList<>();
  private final Map<TopicPartition, Tenure> tenures = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<Tenure, Map<String, Long>> last = new HashMap<>();
  private final Lanes lanes = new Lanes(plan, new RetryTopics(plan), 100, this);
  private Random random = new Random();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_records_of_a_key_are_worked_at_one_by_one_and_in_order(long seed) throws Exception {
    go(seed, Ordering.BY_KEY);
  }

  @ParameterizedTest
  @EnumSource(names = {"BY_PARTITION", "NONE"})
  void so_are_those_of_a_partition_and_where_there_is_no_order_all_end(Ordering ordering)
      throws Exception {
    go(6, ordering);
  }

  private static Plan<byte[], byte[]> plan() {
    var plan = Records.plan("localhost:9092");
    plan.breaker = Breaker.off();
    return plan;
  }

  private void go(long seed, Ordering ordering) throws Exception {
    random = new Random(seed);
    plan.ordering = ordering;
    plan.retry = Retry.times(3).from(Duration.ZERO).upTo(Duration.ofNanos(1_000));
    lanes.gates(gates -> gates.concurrency(CONCURRENCY));
    lanes.start("lanes-model", failure -> {});
    try {
      for (var i = 0; i < STEPS; i++) step();
      drain();
    } finally {
      lanes.stop();
    }
  }

  private void step() {
    switch (random.nextInt(20)) {
      case 0 -> assign();
      case 1 -> {
        if (random.nextInt(20) == 0) revoke();
      }
      case 2, 3, 4 -> add();
      case 5 -> ack();
      default -> end();
    }
    take();
    check();
  }

  private void assign() {
    var partition = new TopicPartition("t", random.nextInt(4));
    if (tenures.containsKey(partition)) return;
    var tenure = new Tenure(partition, Offsets.from(-1, ""), 0);
    tenures.put(partition, tenure);
    last.put(tenure, new HashMap<>());
    lanes.divide(tenures.size());
  }

  private void revoke() {
    if (tenures.isEmpty()) return;
    var tenure = List.copyOf(tenures.values()).get(random.nextInt(tenures.size()));
    lanes.departures().close(List.of(tenure));
    lanes.end(List.of(tenure));
    tenures.remove(tenure.source);
  }

  private void add() {
    if (tenures.isEmpty() || lanes.locked(lanes.buffer()::held) > 200) return;
    var tenure = List.copyOf(tenures.values()).get(random.nextInt(tenures.size()));
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var i = random.nextInt(20); i >= 0; i--) records.add(record(tenure.source));
    lanes.add(tenure, records, -1);
  }

  private ConsumerRecord<byte[], byte[]> record(TopicPartition partition) {
    // Holes, as compaction leaves them.
    var offset = next.merge(partition, 1L + random.nextInt(3), Long::sum);
    var key = random.nextInt(5) == 0 ? null : bytes("k" + random.nextInt(10));
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, bytes("v"));
  }

  private void end() {
    if (running.isEmpty()) return;
    var entry = running.remove(random.nextInt(running.size()));
    var end = lanes.ended(entry, entry.call, outcome());
    if (end.course() instanceof Course.Bury) copying.add(entry);
    if (end.course() instanceof Course.Wait wait) lanes.again(entry, wait.time());
    if (end.next() != null) begun.add(end.next());
  }

  private Outcome outcome() {
    return switch (random.nextInt(10)) {
      case 0 -> Outcome.dead(new Exception("dead"));
      case 1, 2 -> Outcome.retry(new Exception("again"));
      case 3 -> Outcome.skip("no");
      default -> Outcome.done();
    };
  }

  private void ack() {
    if (!copying.isEmpty()) lanes.copied(copying.remove(random.nextInt(copying.size())), false);
  }

  private void take() {
    for (var entry = begun.poll(); entry != null; entry = begun.poll()) {
      running.add(entry);
      inOrder(entry);
    }
  }

  private void inOrder(Entry entry) {
    var name = name(entry);
    var offset = entry.record.offset();
    if (name == null) return;
    var before = Objects.requireNonNull(last.get(entry.lane.tenure)).put(name, offset);
    assertThat(before == null || before <= offset).as("%s before %s", before, offset).isTrue();
  }

  /// What it must be in order with.
  private @Nullable String name(Entry entry) {
    return switch (plan.ordering) {
      case BY_KEY -> entry.record.key() == null ? null : text(entry.record.key());
      case BY_PARTITION -> "";
      case NONE -> null;
    };
  }

  private void check() {
    var busy = new HashSet<String>();
    for (var entry : running) {
      var name = name(entry);
      if (name != null)
        assertThat(busy.add(System.identityHashCode(entry.lane.tenure) + name)).isTrue();
    }
    assertThat(running.size()).isLessThanOrEqualTo(CONCURRENCY);
  }

  /// Ends all that is there: all is settled, and nothing is held.
  private void drain() throws Exception {
    while (lanes.locked(lanes.buffer()::held) > 0 || !running.isEmpty()) {
      var entry = running.isEmpty() && copying.isEmpty() ? begun.poll(10, TimeUnit.SECONDS) : null;
      if (entry != null) begun.add(entry);
      take();
      end();
      ack();
    }

    for (var tenure : tenures.values()) {
      assertThat(tenure.offsets.unsettled()).isZero();
      assertThat(tenure.busy).isZero();
      assertThat(tenure.lanes).isEmpty();
      assertThat(tenure.laneCount).isZero();
      assertThat(tenure.held).isZero();
      assertThat(tenure.heldBytes).isZero();
    }
    assertThat(lanes.locked(lanes.gates()::inProgress)).isZero();
  }

  @Override
  public void begin(Entry entry) {
    begun.add(entry);
  }

  @Override
  public void overdue(Entry entry, int call) {
    throw new AssertionError("No outcome comes later here");
  }

  @Override
  public void tell(WorkerEvent event) {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
