package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.worker.Breaker;
import dev.weir.worker.Exhausted;
import dev.weir.worker.Health;
import dev.weir.worker.Kafka;
import dev.weir.worker.Outcome;
import dev.weir.worker.Probe;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.Worker.Exit;
import dev.weir.worker.WorkerEvent.BreakerChanged;
import dev.weir.worker.WorkerEvent.DeadLettered;
import dev.weir.worker.codec.Codecs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `docs/worker.md` shows; [WorkerPageTest] sees to it that both say the same.
@Timeout(60)
class WorkerExamplesTest {
  @RegisterExtension static final BrokerExtension broker = BrokerExtension.create();

  private static Kafka kafka;

  /// What the processors of the examples have seen.
  private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

  private final Bank bank = order -> Answer.PAID;
  private final Alerts alerts = (what, why) -> seen.add(what);

  record Order(String id, String card, int cents) {}

  enum Answer {
    PAID,
    DUPLICATE,
    DOWN,
    NO_SUCH_CARD
  }

  @FunctionalInterface
  interface Bank {
    Answer charge(Order order);
  }

  @FunctionalInterface
  interface Alerts {
    void raise(Object what, Throwable why);
  }

  @BeforeAll
  static void where() {
    kafka = Kafka.at(broker.bootstrapServers());
  }
}
