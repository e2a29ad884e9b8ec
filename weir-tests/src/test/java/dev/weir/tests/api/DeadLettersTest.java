package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `/api/` tells of dead letters, and does with them.
@Timeout(180)
class DeadLettersTest {
  private static final String DEAD = "/api/deadletters/kafka";
  private static final String REQUEUE = DEAD + "/requeue";
  private static final String DROP = DEAD + "/drop";
  private static final String LIST = "/api/wal/kafka?kind=dead";
  private static final String ALL = "{\"all\":true}";

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("acks.push", "memory");

  private final DeliveryApi api = new DeliveryApi(weir);

  static {
    weir.kafka().with("message.max.bytes", "2000");
  }

  @AfterEach
  void none_is_left() {
    api.post(DROP, ALL);
  }

  /// For partitions that are not there, and too large.
  private void die(String topic, int misplaced, int large) {
    weir.kafka().createTopic(topic, 1);
    if (misplaced > 0) api.push(topic, misplaced, "\"partition\":3,");
    var data = "x".repeat(5_000);
    for (var i = 0; i < large; i++) {
      weir.post(
          "/push", "{\"records\":[{\"topic\":\"%s\",\"data\":\"%s\"}]}".formatted(topic, data));
    }
    api.lane(lane -> lane.path("deadLetters").asInt() == misplaced + large);
  }

  @Test
  void they_are_counted_by_reason_and_listed_with_it() {
    die("counted", 3, 2);

    var counted = api.get(DEAD);
    var large = api.get(LIST + "&reason=too_large").path("messages");

    assertThat(counted.path("count").asInt()).isEqualTo(5);
    assertThat(counted.path("reasons").toString())
        .contains("{\"reason\":\"too_large\",\"count\":2,\"topics\":[\"counted\"]}")
        .contains("{\"reason\":\"unknown_partition\",\"count\":3,");
    assertThat(large).hasSize(2);
    assertThat(large.at("/0/value/text").asText()).hasSize(256);
    assertThat(large.at("/0/value/bytes").asInt()).isEqualTo(5_000);
    assertThat(large.at("/0/reason/why").asText()).isNotBlank();
    var whole = api.get("/api/wal/kafka/%s?kind=dead".formatted(sequence(large, 0)));
    assertThat(whole.at("/value/text").asText()).hasSize(5_000);
    assertThat(api.get(LIST + "&topic=count*").path("messages")).hasSize(5);
    assertThat(api.get(LIST + "&topic=other").path("messages")).isEmpty();
  }

  @Test
  void a_list_goes_on_where_it_ended() {
    die("pages", 5, 0);

    var first = api.get(LIST + "&limit=3");
    var second = api.get(LIST + "&limit=3&cursor=" + first.path("cursor").asText());

    assertThat(first.path("messages")).hasSize(3);
    assertThat(second.path("messages")).hasSize(2);
    assertThat(second.path("cursor").isNull()).isTrue();
    assertThat(sequence(second.path("messages"), 0))
        .isNotEqualTo(sequence(first.path("messages"), 2));
  }

  @Test
  void a_dry_run_tells_what_then_happens() throws Exception {
    die("again", 4, 1);
    var mine = "{\"reason\":\"unknown_partition\"}";

    var dry = api.post(REQUEUE + "?dryRun=true", mine);
    grow("again", 4);
    var real = api.post(REQUEUE, mine);

    assertThat(dry.toString()).isEqualTo("{\"messages\":4,\"dryRun\":true,\"whole\":true}");
    assertThat(real.path("messages").asInt()).isEqualTo(4);
    weir.kafka().topic("again").eventuallyContains("m0", "m1", "m2", "m3");
    api.lane(lane -> lane.path("deadLetters").asInt() == 1 && lane.path("waiting").asInt() == 0);
    assertThat(api.get(LIST).at("/messages/0/reason/code").asText()).isEqualTo("too_large");
  }

  private static void grow(String topic, int partitions) throws Exception {
    try (var admin =
        Admin.create(
            Map.<String, Object>of("bootstrap.servers", weir.kafka().bootstrapServers()))) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
      Await.until(
          "the broker has heard of it",
          () -> {
            var told = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return told.values().stream().allMatch(one -> one.partitions().size() == partitions);
          });
    }
    weir.post("/admin/reload?swap=kafka", ""); // a new producer does not know the old number
  }

  @Test
  void those_that_are_named_are_dropped_and_no_others() {
    die("dropped", 3, 0);
    var listed = api.get(LIST).path("messages");
    var named = "{\"sequences\":[\"%s\"]}".formatted(sequence(listed, 1));

    var dry = api.post(DROP + "?dryRun=true", named);
    var dropped = api.post(DROP, named);

    assertThat(dry.path("messages").asInt()).isOne();
    assertThat(dropped.path("messages").asInt()).isOne();
    var left = api.get(LIST).path("messages");
    assertThat(left).hasSize(2);
    assertThat(left.findValuesAsText("sequence"))
        .containsExactly(sequence(listed, 0), sequence(listed, 2));
  }

  @Test
  void nothing_is_dropped_by_accident() {
    die("kept", 1, 0);

    api.post(422, DROP, "{}");
    api.post(422, DROP, "{\"all\":false}");
    api.post(422, DROP, "{\"all\":true,\"reason\":\"too_large\"}");
    api.post(422, DROP, "{\"sequences\":[]}");
    api.post(400, DROP + "?dryRun=1", ALL);
    assertThat(api.get(LIST + "&topic=%5CE%28*").path("messages")).isEmpty();
    api.post(404, "/api/deadletters/nowhere/drop", ALL);

    assertThat(api.lane().path("deadLetters").asInt()).isOne();
  }

  @Test
  void an_export_has_them_as_envelopes() {
    die("exported", 2, 1);

    var lines = weir.get(DEAD + "/export?reason=unknown_partition").body().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(DeliveryApi.tree(lines.getFirst()).path("value").asText()).isEqualTo("bTA=");
    assertThat(lines.getFirst())
        .startsWith("{\"envelope\":1,\"topic\":\"exported\",\"partition\":3,\"timestamp\":");
  }

  private static String sequence(JsonNode messages, int index) {
    return messages.path(index).path("sequence").asText();
  }
}
