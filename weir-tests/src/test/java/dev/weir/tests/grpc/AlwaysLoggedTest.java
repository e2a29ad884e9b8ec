package dev.weir.tests.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every message goes through the log, and still to Kafka once.
@Timeout(120)
class AlwaysLoggedTest {
  private static final long PERIOD_NANOS = 300_000_000;

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("wal.mode", "always").with("wal.resend-period", "300ms");

  @Test
  void w4_twenty_messages_are_delivered_once_however_long_one_waits() {
    try (var call = ProduceCall.open(weir.port("grpc"))) {
      for (var i = 1; i <= 20; i++) call.send("w4", "m" + i, i);
      assertThat(call.end()).isEqualTo("0");
    }

    Await.pass(Duration.ofNanos(3 * PERIOD_NANOS));

    assertThat(weir.kafka().topic("w4").records(20)).hasSize(20);
    assertThat(weir.kafka().topic("w4").recordsNow()).hasSize(20);
  }
}
