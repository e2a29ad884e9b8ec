package dev.weir.tests.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class OutageTest {
  @TempDir static Path folder;

  @RegisterExtension
  final WeirExtension weir = WeirExtension.create().with("data", folder.toString());

  @Test
  void what_is_accepted_while_kafka_is_away_arrives_in_order_after_it_returns() {
    push("before");
    weir.kafka().topic("rides").eventuallyContains("before");

    weir.kafka().stop();
    for (var i = 0; i < 200; i++) push("away" + i);
    weir.kafka().start();
    push("after");

    var all = new java.util.ArrayList<String>();
    all.add("before");
    IntStream.range(0, 200).forEach(i -> all.add("away" + i));
    all.add("after");
    weir.kafka().topic("rides").eventuallyContains(all.toArray(String[]::new));
  }

  private void push(String data) {
    var answer =
        weir.post(
            "/push",
            """
            {"records":[{"topic":"rides","data":"%s"}],"wait_for_send":false}\
            """
                .formatted(data));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");
  }
}
