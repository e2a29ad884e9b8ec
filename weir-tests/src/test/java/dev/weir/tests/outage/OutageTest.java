package dev.weir.tests.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
final class OutageTest {
  @RegisterExtension final WeirExtension weir = WeirExtension.create();

  @Test
  void what_is_accepted_while_kafka_is_away_arrives_in_order_after_it_returns() {
    push("rides", "before");
    weir.kafka().topic("rides").eventuallyContains("before");

    weir.kafka().stop();
    for (var i = 0; i < 200; i++) push("rides", "away" + i);
    weir.kafka().start();
    push("rides", "after");

    var all = Stream.of(Stream.of("before"), range("away", 200), Stream.of("after"));
    weir.kafka().topic("rides").eventuallyContains(all.flatMap(s -> s).toArray(String[]::new));
  }

  @Test
  void what_waits_when_weir_stops_arrives_after_it_is_started_again() {
    weir.kafka().stop();
    for (var i = 0; i < 50; i++) push("rides", "before" + i);
    weir.stop();
    weir.kafka().start();
    weir.start();
    push("rides", "after");

    var all = Stream.concat(range("before", 50), Stream.of("after"));
    weir.kafka().topic("rides").eventuallyContains(all.toArray(String[]::new));
    assertThat(weir.get("/metrics").body())
        .contains("weir_messages_recovered_total{sink=\"kafka\"} 50");
  }

  private static Stream<String> range(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i);
  }

  private void push(String topic, String data) {
    var answer =
        weir.post(
            "/push",
            """
            {"records":[{"topic":"%s","data":"%s"}],"wait_for_send":false}\
            """
                .formatted(topic, data));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");
  }
}
