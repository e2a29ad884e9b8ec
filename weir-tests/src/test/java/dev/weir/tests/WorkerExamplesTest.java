package dev.weir.tests;

import dev.weir.testkit.BrokerExtension;
import dev.weir.worker.Kafka;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeAll;
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
