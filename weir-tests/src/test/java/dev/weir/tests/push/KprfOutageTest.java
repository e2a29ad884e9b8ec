package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.net.FaultProxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What kprf lost, or took long for, and its clients want all the same.
@Timeout(180)
class KprfOutageTest {
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final int REQUESTS = 1_000;
  private static final FaultProxy network = FaultProxy.on(0);

  @RegisterExtension static final WeirExtension weir = WeirExtension.create().behind(network);

  @AfterAll
  static void closeNetwork() {
    network.close();
  }

  @Test
  void t16_a_hundred_records_take_one_trip_to_a_broker_that_is_far_away() {
    weir.kafka().createTopic("t16", 1);
    var values = IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);
    assertOk(push("t16-warm-up", true, values));
    network.delay(Duration.ofMillis(100));

    var startNanos = System.nanoTime();
    assertOk(push("t16", true, values));
    var took = Duration.ofNanos(System.nanoTime() - startNanos);
    network.heal();

    assertThat(took).as("one after another they take 20 s").isLessThan(Duration.ofSeconds(8));
    weir.kafka().topic("t16").eventuallyContainsExactly(values);
  }

  @Test
  void t17_a_thousand_records_that_came_while_kafka_was_away_are_all_there_once_in_order() {
    weir.kafka().createTopic("t17", 1);
    assertOk(push("t17", true, "first"));
    weir.kafka().stop();

    var values = IntStream.range(0, REQUESTS).mapToObj(Integer::toString).toList();
    for (var value : values) assertOk(push("t17", false, value));

    weir.kafka().start();
    var all = Stream.concat(Stream.of("first"), values.stream()).toArray(String[]::new);
    weir.kafka().topic("t17").eventuallyContainsExactly(all);
  }

  @Test
  void t18_a_thousand_records_that_were_just_answered_are_all_there_after_a_stop() {
    weir.kafka().createTopic("t18", 1);
    var values = IntStream.range(0, REQUESTS).mapToObj(Integer::toString).toList();
    for (var value : values) assertOk(push("t18", false, value));

    weir.stop();
    weir.start();

    weir.kafka().topic("t18").eventuallyContainsExactly(values.toArray(String[]::new));
  }

  private static HttpResponse<String> push(String topic, boolean wait, String... values) {
    var records =
        Stream.of(values)
            .map(value -> "{\"topic\":\"%s\",\"data\":\"%s\"}".formatted(topic, value))
            .collect(Collectors.joining(","));
    return weir.post("/push", "{\"records\":[%s],\"wait_for_send\":%s}".formatted(records, wait));
  }

  private static void assertOk(HttpResponse<String> answer) {
    assertThat(answer.body()).isEqualTo(OK);
  }
}
