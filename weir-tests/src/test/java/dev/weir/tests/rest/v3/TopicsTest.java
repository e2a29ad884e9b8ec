package dev.weir.tests.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.rest.meta.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TopicsTest {
  private static final String TOPICS = "/v3/clusters/-/topics";
  private static final String NOTHING_KNOWN = "[]";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private static final Calls rest = new Calls(weir);

  @Test
  void a_topic_is_made_and_there_at_once() {
    var made =
        rest.send(
            "POST",
            TOPICS,
            """
            {"topic_name":"made","partitions_count":2,"replication_factor":1,
            "configs":[{"name":"retention.ms","value":"1234"}]}\
            """);

    made.is(201, item("made", false, 2));
    assertThat(made.location()).isEqualTo("WEIR/v3/clusters/CLUSTER/topics/made");
    rest.get(TOPICS + "/made").is(200, item("made", false, 2));
    assertThat(rest.get(TOPICS + "/made/configs/retention.ms").is(200).body())
        .contains("\"value\":\"1234\"");
  }

  @Test
  void a_name_is_enough() {
    rest.send("POST", TOPICS, "{\"topic_name\":\"named\"}").is(201, item("named", false, 1));
  }

  @Test
  void copies_may_be_assigned_by_hand() {
    var body = "{\"topic_name\":\"assigned\",\"replicas_assignments\":{\"0\":[1],\"1\":[1]}}";

    rest.send("POST", TOPICS, body).is(201, item("assigned", false, 2));
  }

  @Test
  void a_wish_is_judged_without_being_granted() {
    var body = "{\"topic_name\":\"tried\",\"partitions_count\":3,\"validate_only\":true}";

    rest.send("POST", TOPICS, body).is(200, item("tried", false, 3));

    rest.get(TOPICS + "/tried").fails(404, 40403, "Topic tried not found");
  }

  @Test
  void a_wish_that_would_fail_is_told_so() {
    var body = "{\"topic_name\":\"tried\",\"replication_factor\":2,\"validate_only\":true}";

    rest.send("POST", TOPICS, body).fails(400, 40002, "replication factor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                             | 400 | 400   | topic_name is missing",
        "{\"topic\":\"a\"}                              | 400 | 400   | topic is not known",
        "{\"topic_name\":\"a\",\"partition_count\":1}   | 400 | 400   | did you mean partitions_count?",
        "{\"topic_name\":\"a\",\"configs\":[{\"key\":\"b\"}]} | 400 | 400 | configs[0].key is not known",
        "{\"topic_name\":\"a\",\"configs\":{}}          | 400 | 400   | configs is no list",
        "{\"topic_name\":{}}                            | 400 | 400   | topic_name is no text",
        "{\"topic_name\":\"a\",\"validate_only\":\"no\"}| 400 | 400   | validate_only is neither",
        "{\"topic_name\":\"a\",\"partitions_count\":1,\"replicas_assignments\":{\"0\":[1],\"1\":[1]}} | 400 | 40002 | partitions_count is 1",
        "{\"topic_name\":\"a\",\"replicas_assignments\":{\"x\":[1]}} | 400 | 400 | named by no number",
        "{\"topic_name\":\"a\",\"replicas_assignments\":{\"0\":[9]}} | 400 | 40002 | 9",
        "{\"topic_name\":\"a\",\"partitions_count\":-3} | 400 | 40002 | partitions",
        "{\"topic_name\":\"a/b\"}                       | 400 | 40002 | a/b",
        "{\"topic_name\":\"a\",\"configs\":[{\"name\":\"x\",\"value\":\"1\"}]} | 400 | 40002 | x",
        "{\"topic_name\":\"a\",\"topic_name\":\"b\"}    | 400 | 400   | not JSON",
        "{\"topic_name\":\"a\"} {}                      | 400 | 400   | not JSON",
        "''                                             | 422 | 42206 | body is empty"
      })
  void what_cannot_be_made_is_named(String body, int status, int code, String message) {
    rest.send("POST", TOPICS, body).fails(status, code, message);
  }

  @Test
  void one_that_is_there_is_refused() {
    rest.createTopic("there", 1);

    rest.send("POST", TOPICS, "{\"topic_name\":\"there\"}").fails(400, 40002, "there");
  }

  @Test
  void topics_are_listed_by_name_and_internal_ones_are_marked() {
    rest.createTopic("listed-b", 1);
    rest.createTopic("listed-a", 1);
    rest.createTopic("__weir_instances", 1);

    var list = rest.get(TOPICS).is(200).body();

    assertThat(list)
        .startsWith(
            "{\"kind\":\"KafkaTopicList\",\"metadata\":{\"self\":\"WEIR/v3/clusters/CLUSTER/topics\",\"next\":null},\"data\":["
                + item("__weir_instances", true, 1))
        .contains(item("listed-a", false, 1) + "," + item("listed-b", false, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"include_authorized_operations", "includeAuthorizedOperations"})
  void what_may_be_done_is_told_on_demand(String parameter) {
    rest.createTopic("free-" + parameter, 1);

    var topic = rest.get(TOPICS + "/free-" + parameter + "?" + parameter + "=true").is(200);

    assertThat(topic.body()).contains("\"authorized_operations\":[\"ALTER\",");
    assertThat(rest.get(TOPICS + "?" + parameter + "=true").is(200).body())
        .contains("\"authorized_operations\":[\"ALTER\",");
  }

  @Test
  void a_topic_grows_and_never_shrinks() {
    rest.createTopic("grown", 1);

    rest.send("PATCH", TOPICS + "/grown", "{\"partitions_count\":3}")
        .is(200, item("grown", false, 3));

    rest.get(TOPICS + "/grown").is(200, item("grown", false, 3));
    rest.send("PATCH", TOPICS + "/grown", "{\"partitions_count\":2}")
        .fails(400, 40002, "partition");
    rest.send("PATCH", TOPICS + "/grown", "{\"partitions_count\":3}")
        .fails(400, 40002, "partition");
    rest.send("PATCH", TOPICS + "/grown", "{}").fails(400, 400, "partitions_count is missing");
    rest.send("PATCH", TOPICS + "/none", "{\"partitions_count\":3}")
        .fails(404, 40403, "Topic none not found");
  }

  @Test
  void a_deleted_topic_is_gone_at_once_and_its_name_is_free() {
    rest.createTopic("deleted", 1);

    var deleted = rest.delete(TOPICS + "/deleted");

    deleted.is(204, "");
    rest.get(TOPICS + "/deleted").fails(404, 40403, "Topic deleted not found");
    rest.delete(TOPICS + "/deleted").fails(404, 40403, "Topic deleted not found");
    rest.send("POST", TOPICS, "{\"topic_name\":\"deleted\"}").is(201);
  }

  private static String item(String name, boolean internal, int partitions) {
    return """
    {"kind":"KafkaTopic","metadata":{"self":"WEIR/v3/clusters/CLUSTER/topics/NAME",
    "resource_name":"crn:///kafka=CLUSTER/topic=NAME"},
    "cluster_id":"CLUSTER","topic_name":"NAME","is_internal":%s,
    "replication_factor":1,"partitions_count":%d,
    "partitions":{"related":"WEIR/v3/clusters/CLUSTER/topics/NAME/partitions"},
    "configs":{"related":"WEIR/v3/clusters/CLUSTER/topics/NAME/configs"},
    "partition_reassignments":
    {"related":"WEIR/v3/clusters/CLUSTER/topics/NAME/partitions/-/reassignment"},
    "authorized_operations":%s}\
    """
        .formatted(internal, partitions, NOTHING_KNOWN)
        .replaceAll("\\n\\s*", "")
        .replace("NAME", name);
  }
}
