package dev.weir.tests.rest.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MetaTest {
  private static final String V2 = "application/vnd.kafka.v2+json";
  private static final String ONE =
      "{\"partition\":0,\"leader\":1,\"replicas\":[{\"broker\":1,\"leader\":true,\"in_sync\":true}]}";
  private static final String TWO = ONE.replace("\"partition\":0", "\"partition\":1");

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private static final Calls rest = new Calls(weir);

  @BeforeAll
  static void two_partitions() {
    rest.createTopic("rides", 2);
    rest.createTopic("__weir_instances", 1);
  }

  @Test
  void the_root_tells_the_version_as_both_crowds_ask_for_it() {
    var root = rest.get("/").is(200);

    assertThat(root.body()).matches("\\{\"version\":\"(.+)\",\"bridge_version\":\"\\1\"}");
    assertThat(root.type()).isEqualTo(V2);
  }

  @Test
  void brokers_are_listed_by_their_ids() {
    rest.get("/brokers").is(200, "{\"brokers\":[1]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/topics", "/topics/"})
  void topics_are_an_array_of_names_with_the_internal_ones(String path) {
    var names = rest.get(path).is(200);

    assertThat(names.body()).startsWith("[\"").contains("\"rides\"", "\"__weir_instances\"");
    assertThat(names.type()).isEqualTo(V2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/vnd.kafka.v2+json",
        "application/vnd.kafka.v2+json; q=0.9, application/json; q=0.5 | application/vnd.kafka.v2+json",
        "application/vnd.kafka.json.v2+json | application/vnd.kafka.v2+json",
        "application/json | application/json",
        "application/json, text/plain, */* | application/json",
        "text/plain | text/plain; charset=utf-8"
      })
  void topics_come_as_they_are_accepted(String accept, String type) {
    assertThat(rest.get("/topics", accept).is(200).type()).isEqualTo(type);
  }

  @Test
  void the_text_of_the_topics_is_the_ambassadors() {
    assertThat(rest.get("/topics", "text/plain").is(200).body().lines())
        .contains("rides")
        .doesNotContain("__weir_instances");
  }

  @Test
  void an_answer_that_nobody_could_read_is_not_given() {
    rest.get("/topics", "text/html").fails(406, 406, "text/html");
    rest.get("/topics/rides", "text/html").fails(406, 406, "text/html");
  }

  @Test
  void a_topic_has_its_settings_as_texts_and_its_partitions() {
    var topic = rest.get("/topics/rides").is(200);

    assertThat(topic.body())
        .startsWith("{\"name\":\"rides\",\"configs\":{\"cleanup.policy\":\"delete\",")
        .contains("\"retention.ms\":\"604800000\"")
        .endsWith("},\"partitions\":[%s,%s]}".formatted(ONE, TWO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "two%20words", "a%2Fb"})
  void a_topic_that_is_not_there_is_kafkas_own_number(String name) {
    rest.get("/topics/" + name).fails(404, 40403, "Topic ");
  }

  @Test
  void partitions_of_a_topic_are_listed() {
    rest.get("/topics/rides/partitions").is(200, "[%s,%s]".formatted(ONE, TWO));
  }

  @Test
  void a_partition_is_described_alone() {
    rest.get("/topics/rides/partitions/1/").is(200, TWO);
  }

  @Test
  void offsets_are_the_first_and_the_next() {
    rest.createTopic("counted", 1);
    rest.get("/topics/counted/partitions/0/offsets")
        .is(200, "{\"beginning_offset\":0,\"end_offset\":0}");

    weir.post(
        "/push", "{\"records\":[{\"topic\":\"counted\",\"data\":\"x\"}],\"wait_for_send\":true}");

    rest.get("/topics/counted/partitions/0/offsets")
        .is(200, "{\"beginning_offset\":0,\"end_offset\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/0", "/0/offsets"})
  void what_is_beneath_a_topic_that_is_not_there(String path) {
    rest.get("/topics/none/partitions" + path).fails(404, 40401, "Topic none not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/2", "/2/offsets"})
  void a_partition_that_is_not_there(String path) {
    rest.get("/topics/rides/partitions" + path)
        .fails(404, 40402, "Partition 2 of topic rides not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "99999999999", "1.5"})
  void a_partition_whose_number_is_none(String number) {
    rest.get("/topics/rides/partitions/" + number).fails(404, 404, number);
    rest.get("/topics/rides/partitions/" + number + "/offsets").fails(404, 404, number);
  }

  @Test
  void a_body_on_a_read_does_no_harm() {
    rest.send("GET", "/topics/rides/partitions/0", V2, "{}").is(200, ONE);
  }

  @Test
  void other_methods_are_refused() {
    rest.delete("/topics/rides").fails(405, 405, "GET");
  }

  @Test
  void the_process_lives_and_is_ready() {
    rest.get("/healthy").is(200);
    rest.get("/ready").is(200);
  }
}
