package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/api/groups`, beside consumers of both protocols.
@Timeout(180)
class GroupsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(50);

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @BeforeAll
  static void there_are_messages() {
    weir.kafka().createTopic("rides", 1);
    var messages =
        IntStream.range(0, 10)
            .mapToObj("{\"topic\":\"rides\",\"data\":\"%d\"}"::formatted)
            .collect(Collectors.joining(","));
    weir.post("/push", "{\"records\":[%s],\"wait_for_send\":true}".formatted(messages));
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void the_list_tells_of_a_group_that_read_some_and_left(String protocol) throws Exception {
    try (var consumer = joined("left-" + protocol, protocol)) {
      read(consumer, 3);
    }

    // Somebody may have looked just before it left.
    var group =
        Await.first(
            "it is told to be empty",
            () -> inList("left-" + protocol),
            told -> told.path("state").asText().equals("Empty"));

    assertThat(group.path("type").asText()).isEqualTo(protocol);
    assertThat(group.path("members").asInt()).isZero();
    assertThat(group.path("lag").asText()).isEqualTo("7");
    assertThat(group.path("behindMillis").asLong()).isBetween(1L, 120_000L);
    assertThat(group.path("emptyInSeconds").isNull()).isTrue();
    assertThat(group.path("topics")).extracting(JsonNode::asText).containsExactly("rides");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void a_group_is_told_with_its_members_and_partitions(String protocol) throws Exception {
    try (var consumer = joined("here-" + protocol, protocol)) {
      read(consumer, 4);

      var group = told("here-" + protocol, "4");

      assertThat(group.path("state").asText()).isEqualTo("Stable");
      var member = group.path("members").path(0);
      assertThat(member.path("client").asText()).isEqualTo("reader");
      assertThat(member.path("host").asText()).isEqualTo("127.0.0.1");
      assertThat(member.at("/partitions/0/topic").asText()).isEqualTo("rides");
      var partition = group.path("partitions").path(0);
      assertThat(partition.path("committed").asText()).isEqualTo("4");
      assertThat(partition.path("begin").asText()).isEqualTo("0");
      assertThat(partition.path("end").asText()).isEqualTo("10");
      assertThat(partition.path("lag").asText()).isEqualTo("6");
      assertThat(partition.path("member").asText()).isEqualTo(member.path("id").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void what_a_dry_run_shows_is_what_then_happens(String protocol) throws Exception {
    var group = "again-" + protocol;
    try (var consumer = joined(group, protocol)) {
      read(consumer, 9);
    }

    var preview = JSON.readTree(reset(group, true, "{\"to\":\"-8\"}").body());
    var done =
        reset(
            group,
            false,
            "{\"offsets\":[{\"topic\":\"rides\",\"partition\":0,\"offset\":%s}]}"
                .formatted(preview.at("/partitions/0/to")));

    assertThat(preview.path("done").asBoolean()).isFalse();
    assertThat(preview.at("/partitions/0/from").asText()).isEqualTo("9");
    assertThat(preview.at("/partitions/0/to").asText()).isEqualTo("2");
    assertThat(preview.path("again").asText()).isEqualTo("7");
    assertThat(preview.path("skipped").asText()).isEqualTo("0");
    assertThat(preview.path("command").asText())
        .isEqualTo("weir groups reset %s --to -8 --execute".formatted(group));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(JSON.readTree(done.body()).path("done").asBoolean()).isTrue();
    assertThat(committed(group)).isEqualTo("2");
  }

  @Test
  void a_place_is_said_in_many_ways() throws Exception {
    try (var consumer = joined("places", "classic")) {
      read(consumer, 5);
    }

    assertThat(target("places", "start")).isEqualTo("0");
    assertThat(target("places", "latest")).isEqualTo("10");
    assertThat(target("places", "7")).isEqualTo("7");
    assertThat(target("places", "700")).isEqualTo("10");
    assertThat(target("places", "-3")).isEqualTo("7");
    assertThat(target("places", "+2")).isEqualTo("7");
    assertThat(target("places", "-1h")).isEqualTo("0");
    assertThat(target("places", "@0")).isEqualTo("0");
    assertThat(target("places", "-999999999w")).isEqualTo("0");
    assertThat(target("places", "2999-01-01T00:00:00Z")).isEqualTo("10");
    assertThat(reset("places", true, "{\"to\":\"soon\"}").body())
        .contains("'soon' is no place in a topic");
    assertThat(
            reset("places", true, "{\"to\":\"start\",\"topics\":[{\"topic\":\"planes\"}]}").body())
        .contains("Topic planes not found");
    assertThat(reset("places", true, "{}").statusCode()).isEqualTo(400);
    assertThat(told("places", "5").path("lag").asText()).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void nobody_is_set_elsewhere_while_it_reads(String protocol) throws Exception {
    var group = "alive-" + protocol;
    try (var consumer = joined(group, protocol)) {
      read(consumer, 2);

      var preview = reset(group, true, "{\"to\":\"start\"}");
      var refused = reset(group, false, "{\"to\":\"start\"}");
      var kept = weir.send(HttpRequest.newBuilder(weir.uri("/api/groups/" + group)).DELETE());

      assertThat(JSON.readTree(preview.body()).path("refusal").asText()).contains("1 live member");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("reader", "Stop them first");
      assertThat(kept.statusCode()).isEqualTo(409);
      assertThat(told(group, "2").path("members")).hasSize(1);
    }
  }

  @Test
  void a_group_that_nobody_is_in_can_be_forgotten() throws Exception {
    try (var consumer = joined("old", "classic")) {
      read(consumer, 1);
    }

    var gone = weir.send(HttpRequest.newBuilder(weir.uri("/api/groups/old")).DELETE());

    assertThat(gone.statusCode()).as(gone.body()).isEqualTo(204);
    assertThat(weir.get("/api/groups/old").statusCode()).isEqualTo(404);
    assertThat(weir.get("/api/groups/old").body()).contains("There is no group 'old'");
  }

  @Test
  void how_long_messages_wait_is_known_from_before_the_gateway_looked() throws Exception {
    var now = System.currentTimeMillis();
    weir.kafka().createTopic("trams", 1);
    var settings = Map.<String, Object>of("bootstrap.servers", weir.kafka().bootstrapServers());
    var text = new StringSerializer();
    try (var producer = new KafkaProducer<>(settings, text, text)) {
      for (var minutes : List.of(300, 120, 60, 30, 1)) {
        var sent = now - Duration.ofMinutes(minutes).toMillis();
        producer.send(new ProducerRecord<>("trams", 0, sent, null, "x")).get();
      }
    }
    try (var consumer = joined("late", "classic", "trams")) {
      read(consumer, 2);
    }

    var late = inList("late");

    assertThat(Duration.ofMillis(late.path("behindMillis").asLong()))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(62));
  }

  @Test
  void topics_know_who_reads_them() throws Exception {
    weir.kafka().createTopic("taxis", 1);
    try (var consumer = joined("drivers", "classic", "taxis")) {
      consumer.assignment().forEach(consumer::position);
      consumer.commitSync();
    }
    weir.post(
        "/push", "{\"records\":[{\"topic\":\"taxis\",\"data\":\"x\"}],\"wait_for_send\":true}");

    var taxis = behind("/api/lag/topics", "/topics", "topic", "taxis");
    var readers = json("/api/groups?topic=taxis").path("groups");

    assertThat(taxis.path("groups").asInt()).isOne();
    assertThat(readers).extracting(one -> one.path("group").asText()).containsExactly("drivers");
  }

  private static KafkaConsumer<String, String> joined(String group, String protocol) {
    return joined(group, protocol, "rides");
  }

  private static KafkaConsumer<String, String> joined(String group, String protocol, String topic) {
    var settings =
        Map.<String, Object>of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            weir.kafka().bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "reader",
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            protocol,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1);
    var text = new StringDeserializer();
    var consumer = new KafkaConsumer<>(settings, text, text);
    consumer.subscribe(List.of(topic));
    while (consumer.assignment().isEmpty()) consumer.poll(POLL); // the class has a time limit
    return consumer;
  }

  /// From the beginning, and commits.
  private static void read(KafkaConsumer<String, String> consumer, int messages) {
    consumer.seekToBeginning(consumer.assignment());
    for (var read = 0; read < messages; ) read += consumer.poll(POLL).count();
    consumer.commitSync();
  }

  private static HttpResponse<String> reset(String group, boolean dryRun, String wish) {
    return weir.post("/api/groups/%s/reset?dryRun=%s".formatted(group, dryRun), wish);
  }

  private static String target(String group, String to) throws IOException {
    var answer = reset(group, true, "{\"to\":\"%s\"}".formatted(to)).body();
    return JSON.readTree(answer).at("/partitions/0/to").asText();
  }

  private static String committed(String group) throws IOException {
    return json("/api/groups/" + group).at("/partitions/0/committed").asText();
  }

  /// What is told may be a second old.
  private static JsonNode told(String group, String committed) throws IOException {
    return Await.first(
        "it is told",
        () -> json("/api/groups/" + group),
        told -> told.at("/partitions/0/committed").asText().equals(committed));
  }

  private static JsonNode inList(String group) throws IOException {
    return behind("/api/groups", "/groups", "group", group);
  }

  /// The one of this name, as soon as it is told to be behind.
  private static JsonNode behind(String path, String list, String field, String name)
      throws IOException {
    return Await.first(
        name, () -> named(path, list, field, name), one -> one.path("lag").asLong() > 0);
  }

  private static JsonNode named(String path, String list, String field, String name)
      throws IOException {
    for (var one : json(path).at(list)) if (one.path(field).asText().equals(name)) return one;
    return MissingNode.getInstance();
  }

  private static JsonNode json(String path) throws IOException {
    return JSON.readTree(weir.get(path).body());
  }
}
