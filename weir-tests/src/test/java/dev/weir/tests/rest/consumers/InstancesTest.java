package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.V2;
import static dev.weir.tests.rest.consumers.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 5 of the contract: how instances are made, called and ended.
@Timeout(120)
class InstancesTest {
  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("consumers.instances", "60");

  private final Client client = new Client(weir);

  @Test
  void the_calls_of_the_seed_work_one_after_another() {
    client.topic("topicgo1", 1).produce("topicgo1", "{\"msg\":\"success 4\"}");
    var config =
        """
        {"name": "my_consumer_instance", "format": "json", "auto.offset.reset": "earliest"}\
        """;
    var instance = "/consumers/go_json_consumer/instances/my_consumer_instance";

    var created = client.post("/consumers/go_json_consumer", config);
    var subscribed = client.post(instance + "/subscription", "{\"topics\":[\"topicgo1\"]}");
    var read =
        client.send(
            "GET",
            instance + "/records?timeout=10000",
            "",
            "Accept",
            "application/vnd.kafka.json.v2+json");
    var deleted = client.send("DELETE", instance, "", "Content-Type", V2);
    var again = client.post("/consumers/go_json_consumer", config);

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.type()).isEqualTo(V2);
    assertThat(created.body())
        .isEqualTo(
            "{\"instance_id\":\"my_consumer_instance\",\"base_uri\":\"%s\"}"
                .formatted(weir.uri(instance)));
    assertThat(subscribed.status()).isEqualTo(204);
    assertThat(subscribed.body()).isEmpty();
    assertThat(read.type()).isEqualTo("application/vnd.kafka.json.v2+json");
    assertThat(read.body())
        .startsWith(
            "[{\"topic\":\"topicgo1\",\"key\":null,\"value\":{\"msg\":\"success 4\"},\"partition\":0,\"offset\":0,\"timestamp\":");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(again.status()).isEqualTo(200);
    assertThat(client.delete(instance).status()).isEqualTo(204);
  }

  @Test
  void an_instance_without_a_name_is_given_one() {
    var first = client.post("/consumers/unnamed", "{}");
    var second = client.send("POST", "/consumers/unnamed", "");

    assertThat(first.json().get("instance_id").asText()).startsWith("rest-consumer-");
    assertThat(second.json().get("instance_id").asText())
        .startsWith("rest-consumer-")
        .isNotEqualTo(first.json().get("instance_id").asText());
  }

  @Test
  void a_name_that_lives_in_the_group_is_taken() {
    var group = unique("taken");
    client.create(group, "{\"name\":\"a\"}");

    var same = client.post("/consumers/" + group, "{\"name\":\"a\"}");
    var elsewhere = client.post("/consumers/" + unique("taken"), "{\"name\":\"a\"}");

    assertThat(same.error()).isEqualTo("409/40902");
    assertThat(same.message()).contains("a").contains(group);
    assertThat(same.type()).isEqualTo(V2);
    assertThat(elsewhere.status()).isEqualTo(200);
  }

  @Test
  void the_id_wins_over_the_name() {
    var answer = client.post("/consumers/" + unique("ids"), "{\"name\":\"a\",\"id\":\"b\"}");

    assertThat(answer.json().get("instance_id").asText()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\":\"JSON\"}",
        "{\"format\":\"avro\"}",
        "{\"format\":\"text\",\"auto.offset.reset\":\"none\"}",
        "{\"auto.commit.enable\":\"true\"}",
        "{\"auto.commit.enable\":false}",
        "{\"enable.auto.commit\":true,\"isolation.level\":\"read_committed\"}",
        "{\"fetch.min.bytes\":\"100\",\"consumer.request.timeout.ms\":\"500\"}",
        "{\"fetch.min.bytes\":-1,\"consumer.request.timeout.ms\":500}",
        "{\"responseMinBytes\":10,\"requestWaitMs\":10}",
        "{\"max.poll.records\":\"5\",\"fetch.max.bytes\":1000,\"session.timeout.ms\":10000}",
        "{\"schema.registry.url\":\"http://elsewhere\"}",
      })
  void configurations_of_all_clients_are_taken(String config) {
    var answer = client.post("/consumers/" + unique("configured"), config);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"format\":\"xml\"}                       | 422/42204 | format",
        "{\"format\":7}                             | 422/42204 | format",
        "{\"name\":\"\"}                            | 422/42204 | name",
        "{\"name\":null}                            | 422/42204 | name",
        "{\"name\":{}}                              | 422/42204 | name",
        "{\"colour\":\"red\"}                       | 422/42204 | colour",
        "{\"auto.offset.reset\":\"first\"}          | 422/42204 | earliest",
        "{\"auto.commit.enable\":\"perhaps\"}       | 422/42204 | auto.commit.enable",
        "{\"enable.auto.commit\":3}                 | 422/42204 | enable.auto.commit",
        "{\"isolation.level\":\"read_all\"}         | 422/42204 | isolation.level",
        "{\"fetch.min.bytes\":-2}                   | 422/40001 | fetch.min.bytes",
        "{\"fetch.min.bytes\":\"10000001\"}         | 422/40001 | fetch.min.bytes",
        "{\"fetch.min.bytes\":\"many\"}             | 422/42204 | fetch.min.bytes",
        "{\"consumer.request.timeout.ms\":\"soon\"} | 422/42204 | consumer.request.timeout.ms",
        "{\"max.poll.records\":0}                   | 422/42204 | max.poll.records",
        "{\"session.timeout.ms\":\"x\"}             | 422/42204 | session.timeout.ms",
        "{\"name\":\"..\"}                         | 422/42204 | name cannot be '..'",
        "{\"name\":                                 | 400/400   | JSON",
        "[]                                         | 422/422   | object",
        "\"text\"                                   | 422/422   | object",
      })
  void a_wrong_configuration_is_refused(String config, String error, String named) {
    var answer = client.post("/consumers/wrong", config);

    assertThat(answer.error()).as(answer.body()).isEqualTo(error);
    assertThat(answer.message()).contains(named);
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.kafka.v2+json,       200",
    "application/vnd.kafka.json.v2+json,  200",
    "application/vnd.kafka.binary.v2+json,200",
    "application/json,                    200",
    "Application/Vnd.Kafka.V2+JSON; charset=utf-8, 200",
    "text/plain,                          415",
    "application/x-www-form-urlencoded,   415",
    "application/vnd.kafka.v3+json,       415",
  })
  void control_calls_take_the_types_of_kafka(String type, int status) {
    var answer = client.send("POST", "/consumers/" + unique("typed"), "{}", "Content-Type", type);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 415) assertThat(answer.code()).isEqualTo(415);
  }

  @Test
  void an_answer_that_is_not_wanted_is_refused_before_anything_is_made() {
    var answer =
        client.send(
            "POST",
            "/consumers/unwanted",
            "{\"name\":\"a\"}",
            "Content-Type",
            V2,
            "Accept",
            "text/html");

    assertThat(answer.error()).isEqualTo("406/406");
    assertThat(client.delete("/consumers/unwanted/instances/a").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "DELETE |                     | ",
        "POST   | /subscription       | {\"topics\":[\"t\"]}",
        "GET    | /subscription       | ",
        "DELETE | /subscription       | ",
        "POST   | /assignments        | {\"partitions\":[{\"topic\":\"t\",\"partition\":0}]}",
        "GET    | /assignments        | ",
        "POST   | /positions          | {\"offsets\":[]}",
        "POST   | /positions/beginning| {\"partitions\":[]}",
        "POST   | /positions/end      | {\"partitions\":[]}",
        "POST   | /offsets            | {}",
        "GET    | /offsets            | {\"partitions\":[]}",
        "GET    | /records            | ",
      })
  void every_call_says_that_an_instance_is_not_there(String method, String path, String body) {
    var instance = "/consumers/nobody/instances/nowhere";

    var answer =
        client.send(
            method,
            path == null ? instance : instance + path,
            body == null ? "" : body,
            "Content-Type",
            V2);

    assertThat(answer.error()).as(answer.body()).isEqualTo("404/40403");
    assertThat(answer.message()).contains("not found").contains("nowhere");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,    /consumers/g",
    "GET,    /consumers/g",
    "POST,   /consumers/g/instances/i",
    "PUT,    /consumers/g/instances/i/subscription",
    "DELETE, /consumers/g/instances/i/assignments",
    "GET,    /consumers/g/instances/i/positions",
    "POST,   /consumers/g/instances/i/records",
  })
  void a_wrong_method_is_405(String method, String path) {
    var answer = client.send(method, path, "", "Content-Type", V2);

    assertThat(answer.error()).isEqualTo("405/405");
  }

  @Test
  void names_are_percent_decoded() {
    var topic = unique("decoded");
    client.topic(topic, 1).produce(topic, "1");

    var created =
        client.post(
            "/consumers/my%20group%2Fa",
            "{\"name\":\"ä b/c\",\"format\":\"json\",\"auto.offset.reset\":\"earliest\"}");
    var base = created.json().get("base_uri").asText();
    var path = base.substring(base.indexOf("/consumers"));

    assertThat(path).isEqualTo("/consumers/my%20group%2Fa/instances/%C3%A4%20b%2Fc");
    client.subscribe(path, topic);
    assertThat(client.read(path).all("value")).containsExactly("1");
    assertThat(client.delete(path + "/").status()).isEqualTo(204);
  }

  @Test
  void bodies_and_types_where_none_are_needed_do_no_harm() {
    var topic = unique("lenient");
    client.topic(topic, 1).produce(topic, "1");
    var instance = client.reader("json", topic);

    var read =
        client.send(
            "GET",
            instance + "/records/?timeout=10000",
            "{}",
            "Content-Type",
            "application/vnd.kafka.json.v2+json");
    var told = client.send("GET", instance + "/subscription", "{}", "Content-Type", "text/plain");
    var ended = client.send("DELETE", instance, "{}", "Content-Type", V2);

    assertThat(read.all("value")).containsExactly("1");
    assertThat(told.status()).isEqualTo(200);
    assertThat(ended.status()).isEqualTo(204);
  }

  @Test
  void a_deleted_instance_has_left_its_group() {
    var topic = unique("left");
    client.topic(topic, 1);
    var instance = client.reader("binary", topic);
    assertThat(client.get(instance + "/assignments").json().get("partitions")).hasSize(1);
    assertThat(client.members(Client.group(instance))).isEqualTo(1);

    client.delete(instance);

    assertThat(client.members(Client.group(instance))).isZero();
  }

  @Test
  void a_delete_ends_a_read_that_waits_with_no_records() throws Exception {
    var topic = unique("waiting");
    client.topic(topic, 1);
    var instance = client.reader("binary", topic);
    client.get(instance + "/assignments");
    var read = client.later("GET", instance + "/records?timeout=20000", "");
    var second = client.later("GET", instance + "/records?timeout=20000", "");

    var deleted = client.delete(instance);

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(read.get().status()).isIn(200, 404); // it may have come too late
    assertThat(second.get().status()).isIn(200, 404);
    if (read.get().status() == 200) assertThat(read.get().body()).isEqualTo("[]");
  }

  @Test
  void subscribe_unsubscribe_assign_subscribe_delete_in_a_row() {
    var topic = unique("row");
    client.topic(topic, 1);
    var instance = client.create(unique("row"), "{}");
    var topics = "{\"topics\":[\"%s\"]}".formatted(topic);
    var partitions = "{\"partitions\":[{\"topic\":\"%s\",\"partition\":0}]}".formatted(topic);

    assertThat(client.post(instance + "/subscription", topics).status()).isEqualTo(204);
    assertThat(client.delete(instance + "/subscription").status()).isEqualTo(204);
    assertThat(client.post(instance + "/assignments", partitions).status()).isEqualTo(204);
    assertThat(client.post(instance + "/subscription", topics).error()).isEqualTo("409/40903");
    assertThat(client.delete(instance + "/subscription").status()).isEqualTo(204);
    assertThat(client.post(instance + "/subscription", topics).status()).isEqualTo(204);
    assertThat(client.delete(instance).status()).isEqualTo(204);
  }
}
