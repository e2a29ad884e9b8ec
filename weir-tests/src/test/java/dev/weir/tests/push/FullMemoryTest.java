package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Memory is bounded: beyond the budget a request is refused, at once and clearly, and what was
/// taken in before is delivered when Kafka is back.
@Timeout(180)
class FullMemoryTest {
  private static final int TRIES_MAX = 200;
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";

  @RegisterExtension
  final WeirExtension weir =
      WeirExtension.create()
          .with("wal.mode", "in-memory") // with a log, what waits leaves memory
          .with("acks.push", "memory")
          .with("limits.memory", "1MB")
          .with("limits.request-bytes", "512KB")
          .with("kafka.delivery.timeout.ms", "120000");

  @Test
  void a_full_gateway_refuses_at_once_and_delivers_all_that_it_took() {
    weir.post("/push", push(false, "first"));
    weir.kafka().topic("full").eventuallyContains("first");
    weir.kafka().stop();

    var taken = new ArrayList<String>();
    var answer = fill(taken);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Weir-Problem-Code")).contains("memory_full");
    assertThat(answer.body())
        .contains("not taken in")
        .contains("limits.memory (1,048,576 bytes)")
        .contains("Send it again later");
    assertThat(weir.post("/push", push(true, "x".repeat(20_000))).statusCode()).isEqualTo(503);
    assertThat(weir.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(weir.get("/healthz").statusCode()).isEqualTo(200);

    weir.kafka().start();
    weir.kafka().topic("full").eventuallyContains(taken.toArray(String[]::new));
    assertThat(weir.post("/push", push(true, "after")).body()).isEqualTo(OK);
    assertThat(weir.kafka().topic("full").recordsNow()).hasSize(taken.size() + 2);
  }

  @Test
  void what_could_never_be_taken_in_is_not_told_to_come_again() {
    var records = "{\"topic\":\"many\",\"data\":\"x\"},".repeat(10_000);
    var tooMany = "{\"records\":[" + records + "{\"topic\":\"many\",\"data\":\"x\"}]}";

    var answer = weir.post("/push", tooMany);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("10,001 messages").contains("Send fewer messages");
    assertThat(weir.post("/push", push(true, "fits")).body()).isEqualTo(OK);
    assertThat(weir.get("/metrics").body())
        .containsPattern("weir_messages_in_memory 0(\\.0)?\\n")
        .contains("weir_messages_refused_total{reason=\"batch_too_large\"} 10001");
  }

  private HttpResponse<String> fill(List<String> taken) {
    HttpResponse<String> answer;
    do {
      var value = taken.size() + "x".repeat(20_000);
      answer = weir.post("/push", push(false, value));
      if (answer.statusCode() == 200) taken.add(value);
    } while (answer.statusCode() == 200 && taken.size() < TRIES_MAX);
    return answer;
  }

  private static String push(boolean wait, String data) {
    return "{\"records\":[{\"topic\":\"full\",\"data\":\"%s\"}],\"wait_for_send\":%s}"
        .formatted(data, wait);
  }
}
