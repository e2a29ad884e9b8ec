package dev.weir.gateway.rest.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.cluster.Configs;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import java.io.IOException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What v2 tells of topics. Blocks.
///
/// Confluent's proxy has two numbers for a topic that is not there: 40403 for its description, and
/// 40401 for what is beneath it.
record TopicReads(Topics topics, Configs configs) {
  private static final int NO_LEADER = -1;

  /// Those that are the caller's.
  Json.Content names(Call call) {
    var caller = call.caller();
    var names = topics.names().stream().filter(caller::covers).toList();
    return json -> {
      json.writeStartArray();
      for (var name : names) json.writeString(name);
      json.writeEndArray();
    };
  }

  Json.Content topic(Call call) {
    var topic = topics.topic(call.name("topic"));
    var entries = configs.of(Configs.topic(topic.name())).values();
    return json -> {
      json.writeStartObject();
      json.writeStringField("name", topic.name());
      json.writeObjectFieldStart("configs");
      for (var entry : entries) json.writeStringField(entry.name(), entry.value());
      json.writeEndObject();
      json.writeFieldName("partitions");
      write(json, topic);
      json.writeEndObject();
    };
  }

  Json.Content partitions(Call call) {
    var topic = present(call);
    return json -> write(json, topic);
  }

  Json.Content partition(Call call) {
    var partition = presentPartition(call);
    return json -> write(json, partition);
  }

  Json.Content offsets(Call call) {
    var partition = presentPartition(call).partition();
    var bounds = topics.bounds(new TopicPartition(call.name("topic"), partition));
    return json -> {
      json.writeStartObject();
      json.writeNumberField("beginning_offset", bounds.beginning());
      json.writeNumberField("end_offset", bounds.end());
      json.writeEndObject();
    };
  }

  private TopicDescription present(Call call) {
    var name = call.name("topic");
    try {
      return topics.topic(name);
    } catch (UnknownTopicOrPartitionException e) {
      throw RestException.topicNotFound(name).because(e);
    }
  }

  private TopicPartitionInfo presentPartition(Call call) {
    var number = number(call.name("partition"));
    var topic = present(call);
    try {
      return Topics.partition(topic, number);
    } catch (UnknownTopicOrPartitionException e) {
      throw RestException.partitionNotFound(topic.name(), number).because(e);
    }
  }

  private static int number(String text) {
    try {
      var number = Integer.parseInt(text);
      if (number >= 0) return number;
    } catch (NumberFormatException _) {
      // refused below, as negative ones are
    }
    throw RestException.plain(404, "'%s' is no number of a partition".formatted(text));
  }

  private static void write(JsonGenerator json, TopicDescription topic) throws IOException {
    json.writeStartArray();
    for (var partition : topic.partitions()) write(json, partition);
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, TopicPartitionInfo partition) throws IOException {
    var leader = partition.leader();
    json.writeStartObject();
    json.writeNumberField("partition", partition.partition());
    json.writeNumberField("leader", leader == null ? NO_LEADER : leader.id());
    json.writeArrayFieldStart("replicas");
    for (var replica : partition.replicas()) {
      json.writeStartObject();
      json.writeNumberField("broker", replica.id());
      json.writeBooleanField("leader", replica.equals(leader));
      json.writeBooleanField("in_sync", partition.isr().contains(replica));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
