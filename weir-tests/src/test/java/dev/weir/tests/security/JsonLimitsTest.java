package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// JSON that is made to cost, on every way in that takes JSON.
@Tag("S10")
@Timeout(120)
class JsonLimitsTest {
  /// What these are made to cost has no end: minutes of a processor, or all memory.
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private static final String V2 = "application/vnd.kafka.v2+json";
  private static final String V2_JSON = "application/vnd.kafka.json.v2+json";
  private static final String JSON = "application/json";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  /// A way in, and a body for it in which `%s` is where any value may stand.
  record Way(String path, String type, String body) {
    @Override
    public String toString() {
      return path;
    }
  }

  private static final List<Way> WAYS =
      List.of(
          new Way("/push", JSON, "{\"records\":[],\"more\":%s}"),
          new Way("/topics/t/messages:stream", JSON, "{\"value\":\"x\",\"more\":%s}\n"),
          new Way("/topics/t", V2_JSON, "{\"records\":[{\"value\":%s}]}"),
          new Way("/consumers/g", V2, "{\"name\":%s}"),
          new Way("/v3/clusters/weir/topics", JSON, "{\"topic_name\":%s}"),
          new Way("/api/topics/t/messages", JSON, "{\"value\":%s}"));

  /// What is passed over or passed on is not looked into: a number there is text, and so is a name.
  private static final List<String> UNSEEN = List.of("/push", "/topics/t");

  static Stream<Arguments> costly() {
    return Stream.concat(
        WAYS.stream().flatMap(JsonLimitsTest::wrong),
        WAYS.stream()
            .filter(way -> !UNSEEN.contains(way.path()))
            .flatMap(way ->
                Stream.of(
                    Arguments.of(way, "a number of 1,001 digits", "1".repeat(1_001)),
                    Arguments.of(way, "a name twice", "{\"a\":1,\"a\":2}"))));
  }

  private static Stream<Arguments> wrong(Way way) {
    return Stream.of(
        Arguments.of(way, "100,000 open brackets", "[".repeat(100_000)),
        Arguments.of(way, "100,000 open objects", "{\"a\":".repeat(100_000)),
        Arguments.of(way, "300 levels", "[".repeat(300) + "1" + "]".repeat(300)),
        Arguments.of(way, "not a number", "NaN"),
        Arguments.of(way, "infinity", "-Infinity"),
        Arguments.of(way, "what follows", "1} x"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("costly")
  void it_is_refused_at_once(Object way, String what, String value) {
    var begun = System.nanoTime();

    var answer = send((Way) way, value);

    assertThat(answer.body() + answer.statusCode()).matches("(?s).*(400|422|\"error_code\":4).*");
    assertThat(answer.statusCode()).isNotEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
  }

  static Stream<Way> ways() {
    return WAYS.stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a_number_with_a_huge_exponent_costs_nothing(Object way) {
    var begun = System.nanoTime();

    var answer = send((Way) way, "1e999999999");

    assertThat(answer.statusCode()).isBetween(200, 499);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
  }

  @Test
  void a_hundred_thousand_names_cost_little() {
    var names = new StringBuilder("{\"a\":1");
    for (var i = 0; i < 100_000; i++) names.append(",\"n").append(i).append("\":1");
    var begun = System.nanoTime();

    for (var way : WAYS) assertThat(send(way, names + "}").statusCode()).isBetween(200, 499);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
  }

  private static HttpResponse<String> send(Way way, String value) {
    return weir.send(
        HttpRequest.newBuilder(weir.uri(way.path()))
            .header("Content-Type", way.type())
            .POST(BodyPublishers.ofString(way.body().replace("%s", value))));
  }
}
