package dev.weir.sink.kafka;

import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/// What Kafka's client tells of each broker. It knows them by number alone, so their addresses are
/// learned from the partitions that are looked up. Any thread.
final class BrokerFigures {
  private static final String GROUP = "producer-node-metrics";

  private final Producer<?, ?> producer;
  private final Label sink;
  private final Metrics metrics;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  BrokerFigures(Producer<?, ?> producer, Label sink, Metrics metrics) {
    this.producer = producer;
    this.sink = sink;
    this.metrics = metrics;
  }

  /// Their leaders are brokers that messages go to.
  void learn(List<PartitionInfo> partitions) {
    for (var partition : partitions) {
      var leader = partition.leader();
      if (leader != null && !leader.isEmpty() && known.add(shown(leader))) register(leader);
    }
  }

  private static String shown(Node broker) {
    return "%s:%d/%d".formatted(broker.host(), broker.port(), broker.id());
  }

  private void register(Node broker) {
    ClientFigures.ofBroker(
        name -> figure(name, "node-" + broker.id()),
        metrics,
        sink,
        new Label("broker", shown(broker)));
  }

  /// 0 before there is a connection.
  private double figure(String name, String node) {
    for (var metric : producer.metrics().entrySet()) {
      var key = metric.getKey();
      if (key.name().equals(name)
          && key.group().equals(GROUP)
          && node.equals(key.tags().get("node-id"))) {
        return ClientFigures.number(metric.getValue().metricValue());
      }
    }
    return 0;
  }
}
