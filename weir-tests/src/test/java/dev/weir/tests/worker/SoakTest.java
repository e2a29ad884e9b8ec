package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Message;
import dev.weir.worker.Worker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// 1,000 records in a second for long, while members come and go: for 2 minutes, or as many as
/// `-Dweir.soak.minutes` says; a thirtieth of that is between two changes, and a minute at most.
@Tag("chaos")
@Timeout(2 * 86_400)
class SoakTest {
  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("weir.soak.minutes", 2));
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int PARTITIONS = 6;
  private static final long PER_SECOND = 1_000;

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final WorkerTopic topic = WorkerTopic.create(kafka, PARTITIONS);
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final BitSet seen = new BitSet();
  private long duplicates;

  private long written; // the writing thread's, as long as that lives
  private volatile boolean ended;

  @Test
  void s63_nothing_is_lost_while_members_come_and_go_for_long() throws InterruptedException {
    var every = TIME.dividedBy(30);
    if (every.compareTo(MINUTE) > 0) every = MINUTE;
    var writing = Thread.ofPlatform().start(this::write);
    try (var worker = worker()) {
      worker.start();
      comeAndGo(every.multipliedBy(3));
      var heap = heap();
      var threads = threads();
      var end = System.nanoTime() + TIME.toNanos();
      while (System.nanoTime() - end < 0) comeAndGo(every);
      var heapThen = heap();
      var threadsThen = threads();
      ended = true;
      writing.join();
      Await.until("all are processed", MINUTE, () -> count() == written);

      assertThat(threadsThen).as("threads").isLessThanOrEqualTo(threads + 5);
      // The broker is in this heap as well.
      assertThat(heapThen).as("heap").isLessThan(heap * 5 / 4);
    } finally {
      ended = true;
    }
    // Partitions change hands in peace: nothing that is under way is done again.
    assertThat(duplicates).as("duplicates").isZero();
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  /// A second member comes, and goes after half of that time.
  private void comeAndGo(Duration time) throws InterruptedException {
    try (var other = worker()) {
      other.start();
      Await.passInterruptibly(time.dividedBy(2));
    }
    Await.passInterruptibly(time.dividedBy(2));
  }

  private Worker worker() {
    return topic.worker().each(this::process);
  }

  private void process(Message<byte[], byte[]> message) {
    var number = Integer.parseInt(WorkerTopic.text(message.value()));
    lock.lock();
    try {
      if (seen.get(number)) duplicates++;
      seen.set(number);
    } finally {
      lock.unlock();
    }
  }

  private long count() {
    lock.lock();
    try {
      return seen.cardinality();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    var bytes = new ByteArraySerializer();
    var begun = System.nanoTime();
    try (var producer =
        new KafkaProducer<>(
            java.util.Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            bytes,
            bytes)) {
      while (!ended) {
        var due = Await.since(begun).toMillis() * PER_SECOND / 1_000;
        for (; written < due; written++) {
          var key = "key" + written % 997;
          var value = String.valueOf(written).getBytes(UTF_8);
          var _ = producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), value));
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
