package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Address;
import dev.weir.delivery.Budget;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.HttpPort;
import dev.weir.gateway.net.Net;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import dev.weir.tests.LoopWatch;
import dev.weir.tests.RawHttp;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Nothing keeps an event loop for over 50 ms, and the watch that says so would notice.
@Timeout(180)
class EventLoopTest {
  private static final Duration LONG = Duration.ofMillis(400);

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void no_request_keeps_an_event_loop() throws Exception {
    try (var watch = LoopWatch.start()) {
      for (var i = 0; i < 20; i++) {
        weir.post("/push", push("loops", "x", true));
        weir.post("/push", push("new-topic-" + i, "x", false));
        weir.post("/push", "{\"a\":" + "[".repeat(100_000));
        weir.get("/metrics");
        weir.get("/readyz");
      }
      weir.post("/push", push("loops", "x".repeat(15 << 20), true));
      weir.post("/push", "{\"records\":[" + "{\"topic\":\"many\",\"data\":\"x\"},".repeat(400_000));

      assertThat(watch.blocked()).isEmpty();
    }
  }

  @Test
  void a_stopped_broker_keeps_no_event_loop() throws Exception {
    weir.post("/push", push("stopped", "before", true));
    weir.kafka().stop();
    try (var watch = LoopWatch.start()) {
      for (var i = 0; i < 20; i++) {
        weir.post("/push", push("stopped", "x", false));
        weir.post("/push", push("never-seen-" + i, "x", false));
      }
      weir.get("/readyz");

      assertThat(watch.blocked()).isEmpty();
    } finally {
      weir.kafka().start();
    }
  }

  @Test
  void the_watch_notices_a_loop_that_waits() throws Exception {
    assertNoticed(() -> LockSupport.parkNanos(LONG.toNanos()));
  }

  @Test
  void the_watch_notices_a_loop_that_computes() throws Exception {
    assertNoticed(() -> {
      var end = System.nanoTime() + LONG.toNanos();
      while (System.nanoTime() - end < 0) Thread.onSpinWait();
    });
  }

  /// As often as it takes: the watch may get no processor meanwhile.
  private static void assertNoticed(Runnable task) throws Exception {
    Endpoint slow =
        exchange -> {
          task.run();
          exchange.answer(Answer.text(200, "done"));
        };
    var limits = new HttpLimits(1 << 20, new Budget(1 << 20), Duration.ofSeconds(10));
    var address = new Address.Tcp("127.0.0.1", 0);
    try (var net = Net.start(System::nanoTime);
        var port = HttpPort.open(net, address, Map.of("/slow", slow), limits);
        var watch = LoopWatch.start();
        var http = new RawHttp(port.port())) {
      Await.until(
          "it is noticed",
          () -> {
            http.post("/slow", "").answer();
            return !watch.blocked().isEmpty();
          });
    }
  }

  private static String push(String topic, String data, boolean wait) {
    return "{\"records\":[{\"topic\":\"%s\",\"data\":\"%s\"}],\"wait_for_send\":%s}"
        .formatted(topic, data, wait);
  }
}
