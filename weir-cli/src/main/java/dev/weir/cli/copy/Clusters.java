package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.World;
import java.util.HashMap;

/// The clusters of both ends: the current one, and those that contexts name.
///
/// @param current that of the command's options
record Clusters(Cluster current, World world) {
  Cluster of(End.OfTopic end) {
    return end.context().isEmpty() ? current : Cluster.of(named(), end.context());
  }

  /// Without the variable that says the address of the current one, whatever its context.
  private World named() {
    var env = new HashMap<>(world.env());
    env.remove("WEIR_BOOTSTRAP");
    return new World(
        world.in(), world.out(), world.err(), env, world.folder(), world.terminal(), world.stop());
  }

  /// Of the cluster itself, whatever it is called here.
  static String id(Cluster cluster) {
    return cluster.ask(admin -> admin.describeCluster().clusterId().get());
  }
}
