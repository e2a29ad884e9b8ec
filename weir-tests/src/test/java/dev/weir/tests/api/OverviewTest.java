package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.grpc.ProduceCall;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `/api/overview` and `/api/health`, by what the stream tells.
@Timeout(180)
class OverviewTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private Events events;
  private JsonNode start;

  @BeforeEach
  void listen() throws Exception {
    events = Events.open(weir, "?channels=overview");
    start = events.until(point -> point.has("word"));
  }

  @AfterEach
  void leave() {
    events.close();
  }

  @Test
  void messages_are_counted_by_the_way_they_came() throws Exception {
    push("rides", 2);
    send("/topics/rides/messages", "text/plain", "one");
    send(
        "/topics/rides",
        "application/vnd.kafka.json.v2+json",
        "{\"records\":[{\"value\":1},{\"value\":2},{\"value\":3}]}");
    try (var call = ProduceCall.open(weir.port("grpc"))) {
      call.send("rides", "x", 1);
      call.end();
      assertThat(call.status()).isEqualTo("0");
    }

    var point =
        events.until(now ->
            more(now, "/outcomes/delivered/total") == 7
                && more(now, "/out/kafka/total") == 7
                && now.at("/latency/p50").asDouble() > 0);
    assertThat(more(point, "/in/push/total")).isEqualTo(2);
    assertThat(more(point, "/in/topics/total")).isEqualTo(1);
    assertThat(more(point, "/in/rest/total")).isEqualTo(3);
    assertThat(more(point, "/in/grpc/total")).isEqualTo(1);
  }

  @Test
  void the_books_hold_when_it_is_quiet() throws Exception {
    push("rides", 5);

    var point =
        events.until(now ->
            more(now, "/outcomes/delivered/total") == 5 && !now.at("/audit/moving").asBoolean());

    assertThat(point.at("/audit/holds").asBoolean()).isTrue();
    assertThat(point.at("/audit/waiting").asLong()).isZero();
  }

  @Test
  void what_is_refused_is_told_with_the_remedy() throws Exception {
    push("no such name", 1);

    var point = events.until(now -> more(now, "/outcomes/refused/total") == 1);

    assertThat(point.at("/outcomes/refused/reasons/invalid_topic").asLong()).isPositive();
    assertThat(point.path("wrong"))
        .anySatisfy(wrong -> {
          assertThat(wrong.path("what").asText()).contains("refused in the last minute");
          assertThat(wrong.path("remedy").asText()).contains("A-Z a-z 0-9");
        });
  }

  @Test
  void a_sink_that_is_held_back_is_told_and_so_is_its_return() throws Exception {
    weir.post("/admin/breaker/kafka/trip", "");
    try {
      push("rides", 3);
      var held = events.until(now -> word(now).equals("Held back from Kafka: 3 stored"));

      assertThat(held.at("/word/kind").asText()).isEqualTo("stored");
      assertThat(held.path("away").asInt()).isOne();
      assertThat(held.at("/wrong/0/what").asText()).isEqualTo("Kafka is held back");
      assertThat(held.at("/wrong/0/remedy").asText()).contains("Reset it");
      assertThat(held.at("/wrong/0/since").asLong()).isPositive();
      assertThat(held.at("/audit/waiting").asLong()).isEqualTo(3);
      assertThat(check("Sink 'kafka'").path("kind").asText()).isEqualTo("stored");
    } finally {
      weir.post("/admin/breaker/kafka/reset", "");
    }
    var back =
        events.until(now -> word(now).equals("Flowing") && now.path("waiting").asLong() == 0);
    assertThat(back.path("away").asInt()).isZero();
  }

  @Test
  void the_last_point_and_those_before_it_can_be_asked_for() throws Exception {
    var overview = json("/api/overview");

    assertThat(overview.at("/now/word/kind").asText()).isNotBlank();
    assertThat(overview.path("history")).isNotEmpty();
    assertThat(overview.at("/history/0/outcomes/accepted").has("perSecond")).isTrue();
  }

  @Test
  void the_health_names_what_was_looked_at() throws Exception {
    var names =
        StreamSupport.stream(json("/api/health").path("checks").spliterator(), false)
            .map(check -> check.path("name").asText())
            .toList();

    assertThat(names)
        .containsAll(
            List.of(
                "Messages",
                "Sink 'kafka'",
                "Kafka",
                "Cluster",
                "Version",
                "Partitions",
                "Disk",
                "Log of 'kafka'",
                "Memory for messages",
                "Heap",
                "Files",
                "Java",
                "Ports"));
    assertThat(check("Messages").path("kind").asText()).isEqualTo("fine");
  }

  private static String word(JsonNode point) {
    return point.at("/word/text").asText();
  }

  /// What came since the test began.
  private long more(JsonNode point, String path) {
    return point.at(path).asLong() - start.at(path).asLong();
  }

  private static JsonNode check(String name) throws IOException {
    for (var check : json("/api/health").path("checks")) {
      if (check.path("name").asText().equals(name)) return check;
    }
    throw new AssertionError("no check is named " + name);
  }

  private static JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(weir.get(path).body());
  }

  private static void push(String topic, int count) {
    var record = "{\"topic\":\"%s\",\"data\":\"x\"}".formatted(topic);
    var records = String.join(",", Collections.nCopies(count, record));
    weir.post("/push", "{\"records\":[%s]}".formatted(records));
  }

  private static void send(String path, String type, String body) {
    var answer =
        weir.send(
            HttpRequest.newBuilder(weir.uri(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
