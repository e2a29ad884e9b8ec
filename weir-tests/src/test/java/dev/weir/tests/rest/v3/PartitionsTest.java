package dev.weir.tests.rest.v3;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.rest.meta.Calls;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class PartitionsTest {
  private static final String RIDES = "/v3/clusters/-/topics/rides/partitions";
  private static final String AT = "WEIR/v3/clusters/CLUSTER/topics/rides/partitions";
  private static final String REPLICA =
      """
      {"kind":"KafkaReplica","metadata":{"self":"%s/0/replicas/1",
      "resource_name":"crn:///kafka=CLUSTER/topic=rides/partition=0/replica=1"},
      "cluster_id":"CLUSTER","topic_name":"rides","partition_id":0,"broker_id":1,
      "is_leader":true,"is_in_sync":true,
      "broker":{"related":"WEIR/v3/clusters/CLUSTER/brokers/1"}}\
      """
          .formatted(AT);

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private static final Calls rest = new Calls(weir);

  @BeforeAll
  static void three_messages_in_one_of_two_partitions() {
    rest.createTopic("rides", 2);
    for (var i = 0; i < 3; i++) {
      weir.post(
          "/push",
          "{\"records\":[{\"topic\":\"rides\",\"key\":\"k\",\"data\":\"x\"}],\"wait_for_send\":true}");
    }
  }

  @Test
  void partitions_are_listed_and_described() {
    rest.get(RIDES + "/1").is(200, partition(1));
    rest.get(RIDES)
        .is(
            200,
            """
            {"kind":"KafkaPartitionList","metadata":{"self":"%s","next":null},"data":[%s,%s]}\
            """
                .formatted(AT, partition(0), partition(1)));
  }

  @ParameterizedTest
  @CsvSource({"''", "?offset_type=earliest_and_latest"})
  void offsets_are_the_first_and_the_next(String query) {
    var used = rest.get(RIDES + "/0/offset").body().contains("\"latest_offset\":3") ? 0 : 1;

    rest.get(RIDES + "/" + used + "/offset" + query)
        .is(
            200,
            """
            {"kind":"KafkaPartitionOffset","metadata":{"self":"%1$s/%2$d/offset",
            "resource_name":"crn:///kafka=CLUSTER/topic=rides/partition=%2$d/offset"},
            "cluster_id":"CLUSTER","topic_name":"rides","partition_id":%2$d,
            "earliest_offset":0,"latest_offset":3}\
            """
                .formatted(AT, used));
  }

  @Test
  void other_kinds_of_offsets_are_refused() {
    rest.get(RIDES + "/0/offset?offset_type=latest").fails(400, 400, "offset_type is 'latest'");
  }

  @Test
  void copies_are_listed_and_described() {
    rest.get(RIDES + "/0/replicas/1").is(200, REPLICA);
    rest.get(RIDES + "/0/replicas")
        .is(
            200,
            """
            {"kind":"KafkaReplicaList","metadata":{"self":"%s/0/replicas","next":null},
            "data":[%s]}\
            """
                .formatted(AT, REPLICA));
  }

  @ParameterizedTest
  @CsvSource({
    "none/partitions, 40403, Topic none not found",
    "none/partitions/0, 40403, Topic none not found",
    "none/partitions/0/offset, 40403, Topic none not found",
    "none/partitions/0/replicas, 40403, Topic none not found",
    "rides/partitions/2, 40403, Partition 2 of topic rides not found",
    "rides/partitions/2/offset, 40403, Partition 2 of topic rides not found",
    "rides/partitions/2/replicas/1, 40403, Partition 2 of topic rides not found",
    "rides/partitions/0/replicas/2, 404, Broker 2 has no copy of partition 0 of topic rides",
    "rides/partitions/-1, 404, partition_id '-1' not found",
    "rides/partitions/x, 404, partition_id 'x' not found",
    "rides/partitions/0/replicas/x, 404, broker_id 'x' not found"
  })
  void what_is_not_there_is_named(String path, int code, String message) {
    rest.get("/v3/clusters/-/topics/" + path).fails(404, code, message);
  }

  private static String partition(int number) {
    return """
    {"kind":"KafkaPartition","metadata":{"self":"%1$s/%2$d",
    "resource_name":"crn:///kafka=CLUSTER/topic=rides/partition=%2$d"},
    "cluster_id":"CLUSTER","topic_name":"rides","partition_id":%2$d,
    "leader":{"related":"%1$s/%2$d/replicas/1"},
    "replicas":{"related":"%1$s/%2$d/replicas"},
    "reassignment":{"related":"%1$s/%2$d/reassignment"}}\
    """
        .formatted(AT, number);
  }
}
