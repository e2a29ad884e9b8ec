package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.tests.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// While Kafka is away a caller that waits gets its answer in time, and afterwards all goes on by
/// itself.
@Timeout(240)
class OutageTest {
  private static final FaultProxy network = FaultProxy.on(0);
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final String TIMED_OUT =
      "{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"Message production error: MessageTimedOut (Local: Message timed out)\"}]}";

  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .behind(network)
          .with("kafka.request.timeout.ms", "2000")
          .with("kafka.delivery.timeout.ms", "3000");

  @AfterAll
  static void closeNetwork() {
    network.close();
  }

  @Test
  void a_network_that_swallows_everything_is_told_in_time_and_recovered_from() {
    pushUntilTaken("before");
    network.hang();

    var startNanos = System.nanoTime();
    var during = push("during");
    var waited = Duration.ofNanos(System.nanoTime() - startNanos);

    assertThat(during.statusCode()).isEqualTo(500);
    assertThat(during.body()).isEqualTo(TIMED_OUT);
    assertThat(waited).as("3 s of kafka.delivery.timeout.ms").isLessThan(Duration.ofSeconds(20));

    network.heal();
    pushUntilTaken("after");
    weir.kafka().topic("outage").eventuallyContains("before", "after");
  }

  @Test
  void a_broker_that_was_away_is_found_again() {
    pushUntilTaken("up");
    weir.kafka().stop();

    var during = push("down");
    var ready = weir.get("/readyz");

    assertThat(during.statusCode()).isEqualTo(500);
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("messages wait in the log").contains("does not answer");

    weir.kafka().start();
    pushUntilTaken("up-again");
    weir.kafka().topic("outage").eventuallyContains("up", "up-again");
  }

  /// What comes while Kafka counts as away is refused at once, for a moment after it is back, too.
  private static void pushUntilTaken(String value) {
    Await.until("it is taken again", BACK_WITHIN, () -> push(value).body().equals(OK));
  }

  private static HttpResponse<String> push(String value) {
    return weir.post(
        "/push",
        "{\"records\":[{\"topic\":\"outage\",\"data\":\"%s\"}],\"wait_for_send\":true}"
            .formatted(value));
  }
}
