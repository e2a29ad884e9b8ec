package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.util.List;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/// The partitions of a topic, their offsets, and where their copies are.
record PartitionRoutes(Api api, Topics topics) {
  private static final String PARTITION = "KafkaPartition";
  private static final String REPLICA = "KafkaReplica";
  private static final String ALL = "/topics/{topic_name}/partitions";
  private static final String ONE = ALL + "/{partition_id}";
  private static final String BOTH = "earliest_and_latest";

  List<Route> routes() {
    return List.of(
        api.get(
            ALL,
            Doc.of("Lists the partitions of a topic.").gives(200, PARTITION + "List"),
            this::partitions),
        api.get(
            ONE,
            Doc.of("Describes a partition.").gives(200, PARTITION),
            asked -> item(asked, partition(asked)).answer(200)),
        api.get(
            ONE + "/offset",
            Doc.of("Tells the first and the next offset of a partition.")
                .query("offset_type", "string", "Which offsets: " + BOTH + ".")
                .gives(200, PARTITION + "Offset")
                .fails(400),
            this::offset),
        api.get(
            ONE + "/replicas",
            Doc.of("Lists the copies of a partition.").gives(200, REPLICA + "List"),
            this::replicas),
        api.get(
            ONE + "/replicas/{broker_id}",
            Doc.of("Describes the copy that a broker has of a partition.").gives(200, REPLICA),
            this::replica));
  }

  private Answer partitions(Asked asked) {
    var items =
        topics.topic(topic(asked)).partitions().stream().map(partition -> item(asked, partition));
    return Item.list(PARTITION, asked.topic(topic(asked)).address("partitions"), items);
  }

  private Answer offset(Asked asked) {
    var type = asked.call().query("offset_type");
    if (type != null && !type.equals(BOTH)) {
      throw RestException.plain(
          400, "offset_type is '%s', and can only be %s".formatted(type, BOTH));
    }
    var partition = partition(asked).partition();
    var bounds = topics.bounds(new TopicPartition(topic(asked), partition));
    return new Item(PARTITION + "Offset", place(asked, partition).only("offset"))
        .with("cluster_id", asked.id())
        .with("topic_name", topic(asked))
        .with("partition_id", partition)
        .with("earliest_offset", bounds.beginning())
        .with("latest_offset", bounds.end())
        .answer(200);
  }

  private Answer replicas(Asked asked) {
    var partition = partition(asked);
    var items = partition.replicas().stream().map(broker -> item(asked, partition, broker));
    return Item.list(REPLICA, place(asked, partition.partition()).address("replicas"), items);
  }

  private Answer replica(Asked asked) {
    var partition = partition(asked);
    var broker = asked.number("broker_id");
    var found =
        partition.replicas().stream()
            .filter(replica -> replica.id() == broker)
            .findAny()
            .orElseThrow(() -> noReplica(asked, broker));
    return item(asked, partition, found).answer(200);
  }

  private static RestException noReplica(Asked asked, int broker) {
    return RestException.plain(
        404,
        "Broker %d has no copy of partition %s of topic %s"
            .formatted(broker, asked.name("partition_id"), topic(asked)));
  }

  private TopicPartitionInfo partition(Asked asked) {
    var number = asked.number("partition_id");
    return Topics.partition(topics.topic(topic(asked)), number);
  }

  private static String topic(Asked asked) {
    return asked.name("topic_name");
  }

  private static Place place(Asked asked, int partition) {
    return asked.topic(topic(asked)).one("partitions", "partition", partition);
  }

  private static Item item(Asked asked, TopicPartitionInfo partition) {
    var leader = partition.leader();
    var place = place(asked, partition.partition());
    return new Item(PARTITION, place)
        .with("cluster_id", asked.id())
        .with("topic_name", topic(asked))
        .with("partition_id", partition.partition())
        .related("leader", leader == null ? null : replica(place, leader).address())
        .leads("replicas", "replicas")
        .leads("reassignment", "reassignment");
  }

  private static Item item(Asked asked, TopicPartitionInfo partition, Node broker) {
    return new Item(REPLICA, replica(place(asked, partition.partition()), broker))
        .with("cluster_id", asked.id())
        .with("topic_name", topic(asked))
        .with("partition_id", partition.partition())
        .with("broker_id", broker.id())
        .with("is_leader", broker.equals(partition.leader()))
        .with("is_in_sync", partition.isr().contains(broker))
        .related("broker", asked.broker(broker.id()).address());
  }

  private static Place replica(Place partition, Node broker) {
    return partition.one("replicas", "replica", broker.id());
  }
}
