package dev.weir.gateway.api.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Clock;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/// One topic with its partitions. Blocks.
record TopicDetail(Cluster cluster, Clock clock) {
  private static final Duration LOOK_AT_MOST = Duration.ofSeconds(5);

  Answer answer(Call call) {
    var name = call.name("topic");
    var topic =
        KafkaWords.doing(
            "Topic '%s' cannot be shown".formatted(TopicChanges.shown(name)),
            () -> new Topics(cluster).topic(name));
    var deadline = Deadline.in(LOOK_AT_MOST, clock);
    var figures = Figures.of(List.of(topic), cluster, deadline);
    return Json.answer(json -> write(json, topic, figures, deadline.note()));
  }

  private static void write(
      JsonGenerator json, TopicDescription topic, Figures figures, @Nullable String note)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", topic.name());
    json.writeBooleanField("internal", TopicRow.isInternal(topic));
    json.writeNumberField("replication", TopicRow.replication(topic));
    json.writeStringField("messages", text(figures.messages(topic)));
    number(json, "bytes", figures.bytes(topic));
    json.writeArrayFieldStart("partitions");
    for (var partition : topic.partitions()) write(json, topic.name(), partition, figures);
    json.writeEndArray();
    if (note != null) json.writeStringField("note", note);
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, String topic, TopicPartitionInfo partition, Figures figures)
      throws IOException {
    var key = new TopicPartition(topic, partition.partition());
    var leader = partition.leader();
    var led = leader != null && !leader.isEmpty();
    json.writeStartObject();
    json.writeNumberField("partition", partition.partition());
    number(json, "leader", led ? Long.valueOf(leader.id()) : null);
    ids(json, "replicas", partition.replicas());
    ids(json, "inSync", partition.isr());
    json.writeStringField("begin", text(of(figures.begins(), key)));
    json.writeStringField("end", text(of(figures.ends(), key)));
    number(json, "bytes", of(figures.bytes(), key));
    json.writeEndObject();
  }

  private static @Nullable Long of(Map<TopicPartition, Long> figures, TopicPartition partition) {
    return figures.get(partition);
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }

  private static void number(JsonGenerator json, String name, @Nullable Long number)
      throws IOException {
    json.writeFieldName(name);
    if (number == null) json.writeNull();
    else json.writeNumber(number);
  }

  private static void ids(JsonGenerator json, String name, List<Node> nodes) throws IOException {
    json.writeArrayFieldStart(name);
    for (var node : nodes) json.writeNumber(node.id());
    json.writeEndArray();
  }
}
