package dev.weir.tests.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.rest.meta.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ConfigsTest {
  private static final String US = "/v3/clusters/-";
  private static final String RETENTION = "{\"name\":\"retention.ms\",\"value\":\"%s\"}";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private static final Calls rest = new Calls(weir);

  @Test
  void a_setting_has_its_source_and_what_it_hides() {
    rest.createTopic("plain", 1);

    rest.get(US + "/topics/plain/configs/cleanup.policy")
        .is(
            200,
            """
            {"kind":"KafkaTopicConfig",
            "metadata":{"self":"WEIR/v3/clusters/CLUSTER/topics/plain/configs/cleanup.policy",
            "resource_name":"crn:///kafka=CLUSTER/topic=plain/config=cleanup.policy"},
            "cluster_id":"CLUSTER","topic_name":"plain","name":"cleanup.policy","value":"delete",
            "is_default":true,"is_read_only":false,"is_sensitive":false,
            "source":"DEFAULT_CONFIG",
            "synonyms":[{"name":"log.cleanup.policy","value":"delete","source":"DEFAULT_CONFIG"}]}\
            """);
  }

  @Test
  void settings_of_a_topic_are_listed_by_name() {
    rest.createTopic("listed", 1);

    assertThat(rest.get(US + "/topics/listed/configs").is(200).body())
        .startsWith(
            "{\"kind\":\"KafkaTopicConfigList\",\"metadata\":{\"self\":\"WEIR/v3/clusters/CLUSTER/topics/listed/configs\",\"next\":null},\"data\":[{\"kind\":\"KafkaTopicConfig\"")
        .containsSubsequence("\"name\":\"cleanup.policy\"", "\"name\":\"retention.ms\"");
  }

  @Test
  void a_setting_is_set_and_set_back() {
    rest.createTopic("changed", 1);
    var one = US + "/topics/changed/configs/retention.ms";

    rest.send("PUT", one, "{\"value\":\"1234\"}").is(204, "");
    var set = rest.get(one).body();
    rest.delete(one).is(204, "");
    var reset = rest.get(one).body();

    assertThat(set)
        .contains("\"value\":\"1234\",\"is_default\":false")
        .contains("\"source\":\"DYNAMIC_TOPIC_CONFIG\",\"synonyms\":[{\"name\":\"retention.ms\"");
    assertThat(reset).contains("\"value\":\"604800000\",\"is_default\":true");
  }

  @Test
  void settings_are_altered_all_at_once() {
    rest.createTopic("altered", 1);
    rest.send("PUT", US + "/topics/altered/configs/segment.ms", "{\"value\":5000}").is(204);

    alter(
            "altered",
            """
            {"data":[{"name":"segment.ms","operation":"DELETE"},%s,
            {"name":"cleanup.policy","value":"compact","operation":"SET"}]}\
            """
                .formatted(RETENTION.formatted(77)))
        .is(204, "");

    assertThat(value("altered", "segment.ms")).contains("\"is_default\":true");
    assertThat(value("altered", "retention.ms")).contains("\"value\":\"77\"");
    assertThat(value("altered", "cleanup.policy")).contains("\"value\":\"compact\"");
  }

  @Test
  void settings_are_altered_all_or_none() {
    rest.createTopic("kept", 1);

    alter(
            "kept",
            "{\"data\":[%s,{\"name\":\"segment.ms\",\"value\":\"soon\"}]}"
                .formatted(RETENTION.formatted(77)))
        .fails(400, 40002, "segment.ms");

    assertThat(value("kept", "retention.ms")).contains("\"value\":\"604800000\"");
  }

  @Test
  void an_alteration_may_only_be_judged() {
    rest.createTopic("judged", 1);

    alter("judged", "{\"data\":[%s],\"validate_only\":true}".formatted(RETENTION.formatted(77)))
        .is(204, "");
    alter("judged", "{\"data\":[%s],\"validate_only\":true}".formatted(RETENTION.formatted("x")))
        .fails(400, 40002, "retention.ms");

    assertThat(value("judged", "retention.ms")).contains("\"value\":\"604800000\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | none/configs                |                              | 404 | 40403 | Topic none",
        "GET    | none/configs/retention.ms   |                              | 404 | 40403 | Topic none",
        "PUT    | none/configs/retention.ms   | {\"value\":\"1\"}            | 404 | 40403 | Topic none",
        "DELETE | none/configs/retention.ms   |                              | 404 | 40403 | Topic none",
        "POST   | none/configs:alter          | {\"data\":[]}                | 404 | 40403 | Topic none",
        "GET    | t/configs/retention         |                              | 404 | 404   | retention",
        "PUT    | t/configs/retention         | {\"value\":\"1\"}            | 404 | 404   | retention",
        "DELETE | t/configs/retention         |                              | 404 | 404   | retention",
        "PUT    | t/configs/retention.ms      | {\"value\":\"x\"}            | 400 | 40002 | retention.ms",
        "PUT    | t/configs/retention.ms      | {}                           | 400 | 400   | value is missing",
        "PUT    | t/configs/retention.ms      | {\"valeu\":\"1\"}            | 400 | 400   | did you mean value?",
        "POST   | t/configs:alter | {}                                       | 400 | 400 | data is missing",
        "POST   | t/configs:alter | {\"data\":[{\"name\":\"no\",\"value\":\"1\"}]} | 404 | 404 | no",
        "POST   | t/configs:alter | {\"data\":[{\"value\":\"1\"}]}           | 400 | 400 | data[0].name is missing",
        "POST   | t/configs:alter | {\"data\":[{\"name\":\"retention.ms\"}]} | 400 | 400 | value is missing",
        "POST   | t/configs:alter | {\"data\":[{\"name\":\"retention.ms\",\"operation\":\"ADD\"}]} | 400 | 400 | SET or DELETE",
        "POST   | t/configs:alter | {\"data\":[{\"name\":\"retention.ms\",\"value\":\"1\"},{\"name\":\"retention.ms\",\"value\":\"2\"}]} | 400 | 40002 | retention.ms"
      })
  void what_cannot_be_done_is_named(
      String method, String path, String body, int status, int code, String message) {
    if (rest.get(US + "/topics/t").status() == 404) rest.createTopic("t", 1);
    var text = body == null ? "" : body;

    rest.send(method, US + "/topics/" + path, text).fails(status, code, message);
  }

  @Test
  void settings_of_all_topics_come_in_one_list() {
    rest.createTopic("first", 1);
    rest.createTopic("second", 1);

    assertThat(rest.get(US + "/topics/-/configs").is(200).body())
        .startsWith("{\"kind\":\"KafkaTopicConfigList\",\"metadata\":{\"self\":\"WEIR")
        .containsSubsequence("/topics/-/configs\"", "=first/config=", "=second/config=");
  }

  @Test
  void a_broker_has_settings_too() {
    var one = US + "/brokers/1/configs/log.cleaner.threads";

    rest.send("PUT", one, "{\"value\":\"2\"}").is(204, "");

    assertThat(rest.get(one).is(200).body())
        .startsWith("{\"kind\":\"KafkaBrokerConfig\",\"metadata\":{\"self\":\"WEIR/v3/clusters/")
        .contains("/kafka=CLUSTER/broker=1/config=log.cleaner.threads\"}")
        .contains("\"broker_id\":1,\"name\":\"log.cleaner.threads\",\"value\":\"2\"")
        .contains("\"source\":\"DYNAMIC_BROKER_CONFIG\"");
    rest.send("POST", US + "/brokers/1/configs:alter", alterThreads("DELETE")).is(204, "");
    assertThat(rest.get(one).body()).contains("\"source\":\"DEFAULT_CONFIG\"");
    assertThat(rest.get(US + "/brokers/1/configs").is(200).body())
        .startsWith("{\"kind\":\"KafkaBrokerConfigList\"");
    assertThat(rest.get(US + "/brokers/-/configs").is(200).body()).contains("/brokers/1/configs/");
    rest.send("PUT", US + "/brokers/1/configs/node.id", "{\"value\":\"7\"}")
        .fails(400, 40002, "node.id");
    rest.get(US + "/brokers/1/configs/none").fails(404, 404, "Config none not found");
  }

  @Test
  void all_brokers_together_have_settings() {
    var one = US + "/broker-configs/log.cleaner.io.buffer.size";

    rest.send("PUT", one, "{\"value\":\"600000\"}").is(204, "");

    rest.get(one)
        .is(
            200,
            """
            {"kind":"KafkaClusterConfig","metadata":
            {"self":"WEIR/v3/clusters/CLUSTER/broker-configs/log.cleaner.io.buffer.size",
            "resource_name":"crn:///kafka=CLUSTER/broker-config=log.cleaner.io.buffer.size"},
            "cluster_id":"CLUSTER","config_type":"BROKER","name":"log.cleaner.io.buffer.size",
            "value":"600000","is_default":false,"is_read_only":false,"is_sensitive":false,
            "source":"DYNAMIC_DEFAULT_BROKER_CONFIG",
            "synonyms":[{"name":"log.cleaner.io.buffer.size","value":"600000",
            "source":"DYNAMIC_DEFAULT_BROKER_CONFIG"}]}\
            """);
    assertThat(rest.get(US + "/broker-configs").is(200).body())
        .startsWith("{\"kind\":\"KafkaClusterConfigList\",\"metadata\":{\"self\":\"WEIR/v3/")
        .contains("\"name\":\"log.cleaner.io.buffer.size\"");
    rest.delete(one).is(204, "");
    rest.get(one).fails(404, 404, "log.cleaner.io.buffer.size");
  }

  private static String alterThreads(String operation) {
    return "{\"data\":[{\"name\":\"log.cleaner.threads\",\"operation\":\"%s\"}]}"
        .formatted(operation);
  }

  private static Calls.Got alter(String topic, String body) {
    return rest.send("POST", US + "/topics/" + topic + "/configs:alter", body);
  }

  private static String value(String topic, String name) {
    return rest.get(US + "/topics/" + topic + "/configs/" + name).is(200).body();
  }
}
