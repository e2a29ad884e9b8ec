package dev.weir.gateway.api.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/// A topic in the list.
///
/// @param perSecond messages that came in, or null before the second look
/// @param note why something is not known, or null
record TopicRow(
    TopicDescription topic,
    @Nullable Long messages,
    @Nullable Long bytes,
    @Nullable Double perSecond,
    @Nullable String policy,
    @Nullable String note) {
  /// Kafka's own topics begin so, also those that it does not call internal.
  private static final String INTERNAL = "__";

  static boolean isInternal(TopicDescription topic) {
    return topic.isInternal() || topic.name().startsWith(INTERNAL);
  }

  static int replication(TopicDescription topic) {
    var partitions = topic.partitions();
    return partitions.isEmpty() ? 0 : partitions.getFirst().replicas().size();
  }

  static boolean isUnderReplicated(TopicPartitionInfo partition) {
    return partition.isr().size() < partition.replicas().size();
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", topic.name());
    json.writeNumberField("partitions", topic.partitions().size());
    json.writeNumberField("replication", replication(topic));
    json.writeStringField("messages", messages == null ? null : messages.toString());
    json.writeFieldName("bytes");
    if (bytes == null) json.writeNull();
    else json.writeNumber(bytes);
    json.writeFieldName("perSecond");
    if (perSecond == null) json.writeNull();
    else json.writeNumber(Math.round(perSecond * 10) / 10.0);
    var behind = topic.partitions().stream().filter(TopicRow::isUnderReplicated).count();
    json.writeNumberField("underReplicated", behind);
    json.writeStringField("policy", policy);
    json.writeBooleanField("internal", isInternal(topic));
    if (note != null) json.writeStringField("note", note);
    json.writeEndObject();
  }
}
