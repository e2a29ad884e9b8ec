package dev.weir.cli.bench;

import dev.weir.cli.bench.BenchOptions.Run;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.load.TemporaryTopic;
import dev.weir.cli.terminal.Io;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The topic of a benchmark: one that is there, or one for this run alone.
@Command
final class TopicOption {
  @Parameters(
      arity = "0..1",
      paramLabel = "TOPIC",
      description = "The topic (default: a new one, 'weir-bench-…', which is removed afterwards).")
  private String topic = "";

  @Option(
      names = {"-p", "--partitions"},
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Partitions of the new topic (default: ${DEFAULT-VALUE}).")
  private int partitions = 1;

  @Option(
      names = {"-r", "--replicas"},
      paramLabel = "COUNT",
      description = "Copies of each of them (default: the brokers' setting).")
  private int replicas;

  /// Whether one is named.
  boolean named() {
    return !topic.isEmpty();
  }

  /// What is done while the topic is there.
  interface Use {
    @Nullable Run with(String topic, int partitions) throws Exception;
  }

  /// Uses the topic while it is there.
  ///
  /// @return what was measured; null where it was to stop before that
  @Nullable Run use(Io io, Cluster cluster, Use use) {
    Optional<Run> run =
        cluster.ask(admin -> {
          // Not to be cut off before the topic is removed.
          try (var _ = io.stop().whenAsked(() -> {})) {
            return Optional.ofNullable(
                named() ? useNamed(admin, use) : useNew(io, cluster, admin, use));
          }
        });
    return run.orElse(null);
  }

  private @Nullable Run useNamed(Admin admin, Use use) throws Exception {
    var found = Topics.described(admin, List.of(topic)).values().iterator().next();
    return use.with(topic, found.partitions().size());
  }

  private @Nullable Run useNew(Io io, Cluster cluster, Admin admin, Use use) throws Exception {
    if (partitions < 1) throw BenchOptions.usage("-p has to be 1 or more, and not " + partitions);
    var settings = Map.of("file.delete.delay.ms", "1000");
    var shape = new TemporaryTopic.Shape("weir-bench-", partitions, replicas, settings);
    try (var made = TemporaryTopic.make(io, cluster, admin, shape)) {
      return use.with(made.name(), partitions);
    }
  }
}
