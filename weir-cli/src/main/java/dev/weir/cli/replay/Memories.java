package dev.weir.cli.replay;

import dev.weir.cli.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Where the files were left by the last run, and by this one. One thread.
final class Memories {
  private final String cluster;
  private final String topic;
  private final Consumer<String> say;
  private boolean lost;

  /// @param topic in place of the messages' own; empty for those
  Memories(String cluster, String topic, Consumer<String> say) {
    this.cluster = cluster;
    this.topic = topic;
    this.say = say;
  }

  static Memories of(Cluster cluster, String topic, Consumer<String> say) {
    var id = cluster.ask(admin -> admin.describeCluster().clusterId().get());
    return new Memories(id, topic, say);
  }

  long offset(Path file) {
    try {
      return new ReplayMemory(file, cluster, topic).offset();
    } catch (IOException e) {
      return 0; // damaged at its start, which reading it will tell
    }
  }

  /// A folder that cannot be written to keeps nobody from reading it.
  void remember(Position at) {
    if (lost) return;
    try {
      new ReplayMemory(at.file(), cluster, topic).remember(at.offset());
    } catch (IOException e) {
      lost = true;
      say.accept(
          "weir: where it is cannot be kept beside %s (%s); use --from after an interruption"
              .formatted(at.file(), e));
    }
  }
}
