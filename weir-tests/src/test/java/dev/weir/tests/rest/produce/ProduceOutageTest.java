package dev.weir.tests.rest.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// While Kafka is away, calls of v2 end in time.
@Timeout(120)
class ProduceOutageTest {
  private static final String GOOD = "{\"records\":[{\"value\":1}]}";
  private static final Duration BACK_WITHIN = Duration.ofMinutes(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("kafka.request.timeout.ms", "2000")
          .with("kafka.delivery.timeout.ms", "3000");

  private final Produce produce = new Produce(weir);

  @Test
  void records_fail_as_retriable_and_go_on_when_kafka_is_back() {
    Await.until("records are taken again", BACK_WITHIN, this::taken);
    weir.kafka().stop();

    var during = timed("outage");
    var unknown = timed("nobody-knows");
    var later = timed("outage");
    var async = timed("outage?async=true");

    weir.kafka().start();
    assertThat(during.statusCode()).isEqualTo(200);
    assertThat(Produce.read(during).at("/offsets/0/error_code").asInt()).isEqualTo(50003);
    assertThat(Produce.read(during).at("/offsets/0/error").asText()).isNotBlank();
    assertRetriable(unknown);
    assertRetriable(later);
    assertThat(async.statusCode()).isEqualTo(204);
    Await.until("records are taken again", BACK_WITHIN, this::taken);
  }

  /// In its entry, or as a whole where nothing was even tried.
  private static void assertRetriable(HttpResponse<String> answer) {
    if (answer.statusCode() == 200) {
      assertThat(Produce.read(answer).at("/offsets/0/error_code").asInt()).isEqualTo(50003);
    } else {
      ProduceErrorsTest.refused(answer, 503, 503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  private HttpResponse<String> timed(String topic) {
    var startNanos = System.nanoTime();
    var answer = produce.json(topic, GOOD);
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(ANSWER_WITHIN);
    return answer;
  }

  private boolean taken() {
    var answer = produce.json("outage", GOOD);
    return answer.statusCode() == 200 && Produce.read(answer).at("/offsets/0/error_code").isNull();
  }
}
