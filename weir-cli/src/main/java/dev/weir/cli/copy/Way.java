package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;

/// Both ends of a copy, open.
///
/// @param cluster of the target; that of the source where the target is a file
record Way(Source source, Target target, Cluster cluster) implements AutoCloseable {
  @Override
  public void close() {
    try (source) {
      target.close();
    }
  }
}
