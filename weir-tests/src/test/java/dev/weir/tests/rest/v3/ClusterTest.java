package dev.weir.tests.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.rest.meta.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ClusterTest {
  private static final String CLUSTER =
      """
      {"kind":"KafkaCluster","metadata":{"self":"WEIR/v3/clusters/CLUSTER",
      "resource_name":"crn://kafka.example.com/kafka=CLUSTER"},
      "cluster_id":"CLUSTER",
      "controller":{"related":"WEIR/v3/clusters/CLUSTER/brokers/1"},
      "acls":{"related":"WEIR/v3/clusters/CLUSTER/acls"},
      "brokers":{"related":"WEIR/v3/clusters/CLUSTER/brokers"},
      "broker_configs":{"related":"WEIR/v3/clusters/CLUSTER/broker-configs"},
      "consumer_groups":{"related":"WEIR/v3/clusters/CLUSTER/consumer-groups"},
      "topics":{"related":"WEIR/v3/clusters/CLUSTER/topics"},
      "partition_reassignments":{"related":
      "WEIR/v3/clusters/CLUSTER/topics/-/partitions/-/reassignment"}}\
      """;

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("rest.crn-authority", "kafka.example.com");

  private static final Calls rest = new Calls(weir);

  @Test
  void there_is_one_cluster() {
    var clusters = rest.get("/v3/clusters");

    clusters.is(
        200,
        """
        {"kind":"KafkaClusterList","metadata":{"self":"WEIR/v3/clusters","next":null},
        "data":[%s]}\
        """
            .formatted(CLUSTER));
    assertThat(clusters.type()).isEqualTo("application/json");
  }

  @Test
  void the_cluster_is_described_by_its_id_and_by_the_sign_for_the_one() {
    rest.get("/v3/clusters/" + rest.cluster()).is(200, CLUSTER);
    rest.get("/v3/clusters/-").is(200, CLUSTER);
    rest.get("/v3/clusters/-/").is(200, CLUSTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/topics", "/brokers", "/topics/t/configs", "/consumer-groups/g"})
  void another_cluster_is_not_found(String path) {
    rest.get("/v3/clusters/other" + path).fails(404, 404, "Cluster other not found");
  }

  @Test
  void brokers_are_listed_and_described() {
    var server = weir.kafka().bootstrapServers().split(":", -1);
    var broker =
        """
        {"kind":"KafkaBroker","metadata":{"self":"WEIR/v3/clusters/CLUSTER/brokers/1",
        "resource_name":"crn://kafka.example.com/kafka=CLUSTER/broker=1"},
        "cluster_id":"CLUSTER","broker_id":1,"host":"%s","port":%s,"rack":null,
        "configs":{"related":"WEIR/v3/clusters/CLUSTER/brokers/1/configs"},
        "partition_replicas":{"related":"WEIR/v3/clusters/CLUSTER/brokers/1/partition-replicas"}}\
        """
            .formatted(server[0], server[1]);

    rest.get("/v3/clusters/-/brokers/1").is(200, broker);
    rest.get("/v3/clusters/-/brokers")
        .is(
            200,
            """
            {"kind":"KafkaBrokerList",
            "metadata":{"self":"WEIR/v3/clusters/CLUSTER/brokers","next":null},"data":[%s]}\
            """
                .formatted(broker));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "x", "-1"})
  void a_broker_that_is_not_there(String id) {
    rest.get("/v3/clusters/-/brokers/" + id).fails(404, 404, id);
    rest.get("/v3/clusters/-/brokers/" + id + "/configs").fails(404, 404, id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "application/json; charset=utf-8"})
  void json_may_be_asked_for(String accept) {
    assertThat(rest.get("/v3/clusters", accept).is(200).type()).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/vnd.kafka.v2+json", "text/html"})
  void there_is_nothing_but_json(String accept) {
    rest.get("/v3/clusters", accept).fails(406, 406, accept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/vnd.kafka.v2+json", "text/plain"})
  void nothing_but_json_is_taken(String type) {
    rest.send("POST", "/v3/clusters/-/topics", type, "{}").fails(415, 415, type);
  }

  @Test
  void errors_are_plain_json_too() {
    assertThat(rest.get("/v3/clusters/other").type()).isEqualTo("application/json");
    rest.get("/v3/nothing").fails(404, 404, "/v3/nothing");
    rest.delete("/v3/clusters").fails(405, 405, "GET");
  }
}
