package dev.weir.gateway.cluster;

import org.jspecify.annotations.Nullable;

/// The id of the cluster that messages go to: asked once, and anew where the settings lead to
/// another one. Any thread.
public final class ClusterId {
  private record Answer(String servers, String id) {}

  private final Cluster cluster;
  private volatile @Nullable Answer answer;

  public ClusterId(Cluster cluster) {
    this.cluster = cluster;
  }

  /// Null where nobody has asked yet. Never blocks.
  public @Nullable String known() {
    var present = answer;
    return present != null && present.servers.equals(cluster.servers()) ? present.id : null;
  }

  /// Blocks where it is not known yet: 5 s at most. Throws what Kafka answers.
  public String get() {
    var known = known();
    if (known != null) return known;
    var servers = cluster.servers();
    var id = cluster.ask(admin -> admin.describeCluster().clusterId());
    answer = new Answer(servers, id);
    return id;
  }
}
