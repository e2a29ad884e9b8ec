package dev.weir.tests.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class RoutesTest {
  private static final String ALL_WELL = "{\"status\":\"ok\",\"errors\":[]}";

  private final Path folder;

  @RegisterExtension final WeirExtension weir;

  RoutesTest(@TempDir Path folder) {
    this.folder = folder;
    this.weir =
        WeirExtension.create()
            .with("sinks.copy.type", "file")
            .with("sinks.copy.path", folder.toString())
            .with("sinks.copy.name", "{bucket}.log")
            .with("sinks.copy.format", "json-lines")
            .with("sinks.kafka.backup", "copy")
            .with("routes.0.topic", "both")
            .with("routes.0.to", "kafka,copy")
            .with("routes.1.topic", "half-*")
            .with("routes.1.to", "copy")
            .with("routes.1.slice.copy", "0.5")
            .with("routes.2.topic", "slow")
            .with("routes.2.rate", "2/m")
            .with("routes.3.topic", "noise-*")
            .with("routes.3.to", "nowhere");
  }

  @Test
  void a_topic_of_two_sinks_has_its_messages_in_both() throws Exception {
    assertThat(push("both", true, "a", "b")).isEqualTo(ALL_WELL);

    weir.kafka().topic("both").eventuallyContains("a", "b");
    assertThat(lines("both")).hasSize(2);
  }

  @Test
  void a_sink_gets_its_share_of_the_messages() throws Exception {
    var all = IntStream.range(0, 400).mapToObj(i -> "m" + i).toArray(String[]::new);

    assertThat(push("half-a", true, all)).isEqualTo(ALL_WELL);

    assertThat(lines("half-a").size()).isBetween(120, 280); // 8 standard deviations
  }

  @Test
  void what_is_over_a_topics_rate_is_refused_and_what_is_not_arrives() {
    var answer = push("slow", true, "1", "2", "3", "4");

    var good = "{\"error\":false,\"message\":null}";
    var refused = "{\"error\":true,\"message\":\"ratelimit\"}";
    assertThat(answer).contains(String.join(",", good, good, refused, refused));
    weir.kafka().topic("slow").eventuallyContains("1", "2");
  }

  @Test
  void a_topic_that_leads_nowhere_is_refused_with_the_reason() {
    var answer = weir.post("/push", "{\"records\":[{\"topic\":\"noise-1\",\"data\":\"x\"}]}");

    assertThat(answer.headers().firstValue("Weir-Problem-Code")).hasValue("unknown_topic");
    assertThat(answer.headers().firstValue("Weir-Problem").orElseThrow())
        .contains("its route leads nowhere");
    assertThat(weir.get("/metrics").body())
        .contains("weir_messages_refused_total{reason=\"unknown_topic\"} 1");
  }

  @Test
  void a_backup_has_a_copy_of_what_is_accepted_while_kafka_is_away_and_kafka_gets_it_all()
      throws Exception {
    push("plain", true, "before");
    weir.kafka().stop();
    while (!weir.get("/metrics").body().contains("weir_breaker_state{sink=\"kafka\"} 1.0")) {
      assertThat(push("plain", false, "away")).isEqualTo(ALL_WELL);
    }
    push("plain", false, "last");
    weir.kafka().start();

    weir.kafka().topic("plain").eventuallyContains("before", "away", "last");
    weir.stop();
    assertThat(lines("plain")).last().asString().contains("last");
  }

  private List<String> lines(String topic) throws IOException {
    return Files.readAllLines(folder.resolve(topic + ".log"));
  }

  private String push(String topic, boolean wait, String... data) {
    var records =
        Stream.of(data)
            .map(one -> "{\"topic\":\"%s\",\"data\":\"%s\"}".formatted(topic, one))
            .collect(Collectors.joining(","));
    var body = "{\"records\":[%s],\"wait_for_send\":%s}".formatted(records, wait);
    return weir.post("/push", body).body();
  }
}
