package dev.weir.tests.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import dev.weir.tests.rest.meta.Calls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class GroupsTest {
  private static final String GROUPS = "/v3/clusters/-/consumer-groups";
  private static final String AT = "WEIR/v3/clusters/CLUSTER/consumer-groups";
  private static final Duration TURN = Duration.ofMillis(50);

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private static final Calls rest = new Calls(weir);

  @BeforeAll
  static void five_and_three_messages() {
    rest.createTopic("rides", 2);
    fill(0, 5);
    fill(1, 3);
  }

  private static void fill(int partition, int messages) {
    for (var i = 0; i < messages; i++) {
      weir.post(
          "/push",
          """
          {"records":[{"topic":"rides","data":"x","partition":%d}],"wait_for_send":true}\
          """
              .formatted(partition));
    }
  }

  @Test
  void a_group_is_described_with_its_members_and_their_partitions() {
    try (var consumer = joined("classic", "readers")) {
      consumer.commitSync(committed(1, 3));
      var id = consumer.groupMetadata().memberId();

      rest.get(GROUPS + "/readers").is(200, group("readers", false, "range", "STABLE", "CLASSIC"));
      rest.get(GROUPS + "/readers/consumers/" + id).is(200, member("readers", id));
      rest.get(GROUPS + "/readers/consumers")
          .is(200, list("KafkaConsumer", AT + "/readers/consumers", member("readers", id)));
      rest.get(GROUPS + "/readers/consumers/" + id + "/assignments")
          .is(
              200,
              list(
                  "KafkaConsumerAssignment",
                  AT + "/readers/consumers/" + id + "/assignments",
                  assignment("readers", id, 0) + "," + assignment("readers", id, 1)));
      rest.get(GROUPS + "/readers/consumers/" + id + "/assignments/rides/partitions/1")
          .is(200, assignment("readers", id, 1));
    }
  }

  @Test
  void lag_is_told_for_each_partition_the_greatest_first_and_in_all() {
    try (var consumer = joined("classic", "late")) {
      consumer.commitSync(committed(1, 3));
      var id = consumer.groupMetadata().memberId();

      rest.get(GROUPS + "/late/lags/rides/partitions/0").is(200, lag("late", id, 0, 1, 5));
      rest.get(GROUPS + "/late/lags")
          .is(
              200,
              list(
                  "KafkaConsumerLag",
                  AT + "/late/lags",
                  lag("late", id, 0, 1, 5) + "," + lag("late", id, 1, 3, 3)));
      rest.get(GROUPS + "/late/lag-summary")
          .is(
              200,
              """
              {"kind":"KafkaConsumerGroupLagSummary","metadata":{"self":"%1$s/late/lag-summary",
              "resource_name":"crn:///kafka=CLUSTER/consumer-group=late/lag-summary"},
              "cluster_id":"CLUSTER","consumer_group_id":"late",
              "max_lag":4,"total_lag":4,"max_lag_consumer_id":"%2$s","max_lag_client_id":"me",
              "max_lag_instance_id":null,"max_lag_topic_name":"rides","max_lag_partition_id":0,
              "max_lag_consumer":{"related":"%1$s/late/consumers/%2$s"},
              "max_lag_partition":
              {"related":"WEIR/v3/clusters/CLUSTER/topics/rides/partitions/0"}}\
              """
                  .formatted(AT, id));
    }
  }

  @Test
  void a_group_that_only_has_offsets_is_simple_and_has_a_lag() throws Exception {
    alter("simple", new TopicPartition("rides", 0), 2);

    rest.get(GROUPS + "/simple").is(200, group("simple", true, "", "EMPTY", "CLASSIC"));
    assertThat(rest.get(GROUPS + "/simple/lags").is(200).body())
        .contains("\"consumer_id\":\"\",\"instance_id\":null,\"client_id\":\"\"")
        .contains("\"current_offset\":2,\"log_end_offset\":5,\"lag\":3");
    assertThat(rest.get(GROUPS + "/simple/consumers").is(200).body()).endsWith("\"data\":[]}");
  }

  @Test
  void a_topic_that_is_gone_holds_nobody_up() throws Exception {
    rest.createTopic("gone", 1);
    alter("left", new TopicPartition("gone", 0), 0);
    rest.delete("/v3/clusters/-/topics/gone").is(204);

    var atOnce = Duration.ofSeconds(4);
    var took =
        Await.quickest(
            atOnce,
            () -> {
              var begun = System.nanoTime();
              rest.get(GROUPS + "/left/lag-summary");
              return Await.since(begun);
            });

    assertThat(took).isLessThan(atOnce);
  }

  @Test
  void a_group_with_nothing_committed_has_no_lag() {
    try (var consumer = joined("classic", "fresh")) {
      assertThat(consumer.assignment()).hasSize(2);

      rest.get(GROUPS + "/fresh/lags").is(200, list("KafkaConsumerLag", AT + "/fresh/lags", ""));
      assertThat(rest.get(GROUPS + "/fresh/lag-summary").is(200).body())
          .contains("\"max_lag\":0,\"total_lag\":0,\"max_lag_consumer_id\":\"\"");
      rest.get(GROUPS + "/fresh/lags/rides/partitions/0").fails(404, 404, "rides-0");
    }
  }

  @Test
  void a_group_of_the_new_protocol_is_described_by_its_type() {
    try (var consumer = joined("consumer", "modern")) {
      consumer.commitSync(committed(2, 2));

      rest.get(GROUPS + "/modern").is(200, group("modern", false, "uniform", "STABLE", "CONSUMER"));
      assertThat(rest.get(GROUPS + "/modern/lag-summary").is(200).body())
          .contains("\"max_lag\":3,\"total_lag\":4");
    }
  }

  @Test
  void a_group_that_shares_partitions_is_described_by_its_type() {
    try (var consumer =
        new KafkaShareConsumer<>(
            settings("sharers"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("rides"));
      Await.until(
          "it has joined",
          () -> {
            var _ = consumer.poll(TURN);
            return rest.get(GROUPS + "/sharers").body().contains("\"STABLE\"");
          });

      rest.get(GROUPS + "/sharers").is(200, group("sharers", false, "", "STABLE", "SHARE"));
      assertThat(rest.get(GROUPS + "/sharers/consumers").is(200).body())
          .contains("\"client_id\":\"me\"");
      rest.get(GROUPS + "/sharers/lags").is(200);
      assertThat(rest.get(GROUPS).is(200).body()).contains("\"type\":\"SHARE\"");
    }
  }

  @Test
  void groups_are_listed_by_their_ids() throws Exception {
    alter("listed-b", new TopicPartition("rides", 0), 2);
    alter("listed-a", new TopicPartition("rides", 0), 2);

    assertThat(rest.get(GROUPS).is(200).body())
        .startsWith(list("KafkaConsumerGroup", AT, "").replace("]}", ""))
        .contains(
            group("listed-a", true, "", "EMPTY", "CLASSIC")
                + ","
                + group("listed-b", true, "", "EMPTY", "CLASSIC"));
  }

  @Test
  void a_name_with_a_slash_and_blanks_is_found() throws Exception {
    alter("my team/group", new TopicPartition("rides", 0), 2);

    assertThat(rest.get(GROUPS + "/my%20team%2Fgroup").is(200).body())
        .contains("\"self\":\"" + AT + "/my%20team%2Fgroup\"")
        .contains("\"consumer_group_id\":\"my team/group\"");
  }

  @ParameterizedTest
  @CsvSource({
    "none, 40405, Consumer group none not found",
    "none/consumers, 40405, Consumer group none not found",
    "none/lag-summary, 40405, Consumer group none not found",
    "none/lags, 40405, Consumer group none not found",
    "none/lags/rides/partitions/0, 40405, Consumer group none not found",
    "known/consumers/x, 404, Consumer x not found in group known",
    "known/consumers/x/assignments, 404, Consumer x not found in group known",
    "known/lags/rides/partitions/7, 404, rides-7",
    "known/lags/rides/partitions/x, 404, partition_id 'x' not found"
  })
  void what_is_not_there_is_named(String path, int code, String message) throws Exception {
    alter("known", new TopicPartition("rides", 0), 2);

    rest.get(GROUPS + "/" + path).fails(404, code, message);
  }

  private static void alter(String group, TopicPartition partition, long offset)
      throws ExecutionException, InterruptedException {
    try (var admin = rest.admin()) {
      admin
          .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(long first, long second) {
    return Map.of(
        new TopicPartition("rides", 0), new OffsetAndMetadata(first, ""),
        new TopicPartition("rides", 1), new OffsetAndMetadata(second, ""));
  }

  private static Map<String, Object> settings(String group) {
    return Map.of(
        "bootstrap.servers", weir.kafka().bootstrapServers(), "group.id", group, "client.id", "me");
  }

  private static Consumer<byte[], byte[]> joined(String protocol, String group) {
    var settings = new HashMap<>(settings(group));
    settings.put("group.protocol", protocol);
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of("rides"));
    for (var turn = 0; turn < 400 && consumer.assignment().size() < 2; turn++) consumer.poll(TURN);
    return consumer;
  }

  private static String group(
      String id, boolean simple, String assignor, String state, String type) {
    return flat(
        """
        {"kind":"KafkaConsumerGroup","metadata":{"self":"%1$s/%2$s",
        "resource_name":"crn:///kafka=CLUSTER/consumer-group=%2$s"},
        "cluster_id":"CLUSTER","consumer_group_id":"%2$s","is_simple":%3$s,
        "partition_assignor":"%4$s","state":"%5$s","type":"%6$s",
        "is_mixed_consumer_group":false,
        "coordinator":{"related":"WEIR/v3/clusters/CLUSTER/brokers/1"},
        "consumers":{"related":"%1$s/%2$s/consumers"},
        "lag_summary":{"related":"%1$s/%2$s/lag-summary"}}\
        """
            .formatted(AT, id, simple, assignor, state, type));
  }

  private static String member(String group, String id) {
    return flat(
        """
        {"kind":"KafkaConsumer","metadata":{"self":"%1$s/%2$s/consumers/%3$s",
        "resource_name":"crn:///kafka=CLUSTER/consumer-group=%2$s/consumer=%3$s"},
        "cluster_id":"CLUSTER","consumer_group_id":"%2$s","consumer_id":"%3$s",
        "instance_id":null,"client_id":"me",
        "assignments":{"related":"%1$s/%2$s/consumers/%3$s/assignments"}}\
        """
            .formatted(AT, group, id));
  }

  private static String assignment(String group, String id, int partition) {
    return flat(
        """
        {"kind":"KafkaConsumerAssignment","metadata":
        {"self":"%1$s/%2$s/consumers/%3$s/assignments/rides/partitions/%4$d","resource_name":
        "crn:///kafka=CLUSTER/consumer-group=%2$s/consumer=%3$s/assignment=rides/partition=%4$d"},
        "cluster_id":"CLUSTER","consumer_group_id":"%2$s","consumer_id":"%3$s",
        "topic_name":"rides","partition_id":%4$d,
        "partition":{"related":"WEIR/v3/clusters/CLUSTER/topics/rides/partitions/%4$d"},
        "lag":{"related":"%1$s/%2$s/lags/rides/partitions/%4$d"}}\
        """
            .formatted(AT, group, id, partition));
  }

  private static String lag(String group, String id, int partition, long current, long end) {
    return flat(
        """
        {"kind":"KafkaConsumerLag","metadata":{"self":"%1$s/%2$s/lags/rides/partitions/%4$d",
        "resource_name":"crn:///kafka=CLUSTER/consumer-group=%2$s/lag=rides/partition=%4$d"},
        "cluster_id":"CLUSTER","consumer_group_id":"%2$s",
        "topic_name":"rides","partition_id":%4$d,"consumer_id":"%3$s","instance_id":null,
        "client_id":"me","current_offset":%5$d,"log_end_offset":%6$d,"lag":%7$d}\
        """
            .formatted(AT, group, id, partition, current, end, end - current));
  }

  private static String list(String kind, String self, String items) {
    return flat(
        "{\"kind\":\"%sList\",\"metadata\":{\"self\":\"%s\",\"next\":null},\"data\":[%s]}"
            .formatted(kind, self, items));
  }

  private static String flat(String json) {
    return json.replaceAll("\\n\\s*", "");
  }
}
