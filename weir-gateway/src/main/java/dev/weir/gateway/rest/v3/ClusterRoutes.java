package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;

/// The cluster and its brokers.
record ClusterRoutes(Api api, Cluster cluster) {
  private static final String CLUSTER = "KafkaCluster";
  private static final String BROKER = "KafkaBroker";

  List<Route> routes() {
    return List.of(
        Route.get(
                Api.ROOT,
                Doc.of("Lists the clusters: there is one.").gives(200, CLUSTER + "List"),
                api.any(this::clusters))
            .forAll(), // who only sends needs the id, too
        api.get(
                "",
                Doc.of("Describes the cluster.").gives(200, CLUSTER),
                asked -> item(asked).answer(200))
            .forAll(),
        api.get(
            "/brokers", Doc.of("Lists the brokers.").gives(200, BROKER + "List"), this::brokers),
        api.get(
            "/brokers/{broker_id}",
            Doc.of("Describes a broker.").gives(200, BROKER),
            asked -> item(asked, broker(asked)).answer(200)));
  }

  private Answer clusters(Asked asked) {
    var self = Place.root(asked.call().links(), "").address("clusters");
    return Item.list(CLUSTER, self, Stream.of(item(asked)));
  }

  private Item item(Asked asked) {
    var controller = cluster.ask(admin -> admin.describeCluster().controller());
    var place = asked.cluster();
    return new Item(CLUSTER, place)
        .with("cluster_id", asked.id())
        .related("controller", controller == null ? null : asked.broker(controller.id()).address())
        .leads("acls", "acls")
        .leads("brokers", "brokers")
        .leads("broker_configs", "broker-configs")
        .leads("consumer_groups", "consumer-groups")
        .leads("topics", "topics")
        .leads("partition_reassignments", "topics", "-", "partitions", "-", "reassignment");
  }

  private Answer brokers(Asked asked) {
    var items =
        nodes().stream().sorted(Comparator.comparingInt(Node::id)).map(node -> item(asked, node));
    return Item.list(BROKER, asked.cluster().address("brokers"), items);
  }

  private Node broker(Asked asked) {
    var id = asked.number("broker_id");
    return nodes().stream()
        .filter(node -> node.id() == id)
        .findAny()
        .orElseThrow(() -> RestException.plain(404, "Broker %d not found".formatted(id)));
  }

  private Collection<Node> nodes() {
    return cluster.ask(admin -> admin.describeCluster().nodes());
  }

  private static Item item(Asked asked, Node node) {
    return new Item(BROKER, asked.broker(node.id()))
        .with("cluster_id", asked.id())
        .with("broker_id", node.id())
        .with("host", node.host())
        .with("port", node.port())
        .with("rack", node.rack())
        .leads("configs", "configs")
        .leads("partition_replicas", "partition-replicas");
  }
}
