package dev.weir.gateway.rest.v3;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.ClusterId;
import dev.weir.gateway.cluster.Groups;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Route;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The calls of v3 that are about the cluster and not about records.
public final class AdminRoutes {
  private AdminRoutes() {}

  /// All of them.
  ///
  /// @param settings those in force
  public static List<Route> of(
      Cluster cluster, ClusterId id, Blocking blocking, Supplier<WeirConfig> settings) {
    var api = new Api(blocking, id, () -> settings.get().rest());
    var topics = new Topics(cluster);
    return Stream.of(
            new ClusterRoutes(api, cluster).routes(),
            new TopicRoutes(api, topics, () -> settings.get().peers().topic()).routes(),
            new PartitionRoutes(api, topics).routes(),
            new ConfigRoutes(api, cluster, topics).routes(),
            new GroupRoutes(api, new Groups(cluster, topics)).routes())
        .flatMap(List::stream)
        .toList();
  }
}
