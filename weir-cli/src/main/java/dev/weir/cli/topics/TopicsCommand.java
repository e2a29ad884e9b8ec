package dev.weir.cli.topics;

import com.fasterxml.jackson.core.JsonFactory;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.PartitionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir topics`: what the cluster holds.
@Command(
    name = "topics",
    description = "List the topics.",
    footer = {"", "Example: weir topics -o name"})
public final class TopicsCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|name|json",
      defaultValue = "table",
      description = "How to list them (default: ${DEFAULT-VALUE}).")
  private Kind kind = Kind.TABLE;

  @Option(names = "--internal", description = "Also Kafka's own topics.")
  private boolean internal;

  /// How the list looks.
  enum Kind {
    TABLE,
    NAME,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    var topics = new TreeMap<String, List<PartitionInfo>>();
    cluster.read(consumer -> topics.putAll(consumer.listTopics(cluster.timeout())));
    if (!internal) topics.keySet().removeIf(name -> name.startsWith("__"));
    switch (kind) {
      case TABLE -> table(topics);
      case NAME -> topics.keySet().forEach(io.out()::line);
      case JSON -> json(topics);
    }
    io.out().flush();
    return ExitCode.OK;
  }

  private void table(Map<String, List<PartitionInfo>> topics) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("NAME", "PARTITIONS"));
    topics.forEach(
        (name, partitions) -> rows.add(List.of(name, Integer.toString(partitions.size()))));
    io.table(rows);
  }

  private void json(Map<String, List<PartitionInfo>> topics) throws IOException {
    try (var json = new JsonFactory().createGenerator(io.out())) {
      json.writeStartArray();
      for (var topic : topics.entrySet()) {
        json.writeStartObject();
        json.writeStringField("name", topic.getKey());
        json.writeNumberField("partitions", topic.getValue().size());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }
}
