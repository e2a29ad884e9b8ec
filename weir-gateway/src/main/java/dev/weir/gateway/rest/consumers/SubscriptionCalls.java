package dev.weir.gateway.rest.consumers;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.PeersConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Rights;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/// Says which topics or partitions an instance reads.
record SubscriptionCalls(Instances instances) {
  private record Subscription(Set<String> topics, Set<TopicPartition> partitions) {}

  Answer subscribe(Call call) {
    var instance = instances.find(call);
    var body = Body.read(call.body());
    body.mustBeThere();
    if (body.has("topics") && body.has("topic_pattern")) {
      throw instance.name().illegal("may subscribe to topics or to a topic_pattern, not to both");
    }
    if (body.has("topic_pattern")) {
      return subscribe(instance, Theirs.pattern(call, body.pattern(), peers()));
    }
    if (!body.has("topics")) throw Body.wrong("Neither topics nor topic_pattern is given");
    var topics = body.topics();
    if (topics.isEmpty()) throw Body.wrong("topics is empty; to end a subscription, DELETE it");
    for (var topic : topics) {
      Rights.check(call.caller(), topic);
      Rights.checkReadable(peers(), topic);
    }
    return subscribe(instance, topics);
  }

  private PeersConfig peers() {
    return instances.around().settings().get().peers();
  }

  private static Answer subscribe(Instance instance, Set<String> topics) {
    return instance.call((reader, reading) -> {
      new Positions(reader, reading).checkMaySubscribe();
      reader.opened().membership().subscribe(topics);
      reader.drop(partition -> !topics.contains(partition.topic()));
      return Control.done();
    });
  }

  private static Answer subscribe(Instance instance, Pattern pattern) {
    return instance.call((reader, reading) -> {
      new Positions(reader, reading).checkMaySubscribe();
      reader.opened().membership().subscribe(pattern);
      return Control.done();
    });
  }

  Answer subscription(Call call) {
    var present =
        instances
            .find(call)
            .call((reader, reading) -> {
              var positions = new Positions(reader, reading);
              return new Subscription(positions.topics(), positions.assigned());
            });
    return Control.json(json -> {
      json.writeStartObject();
      Json.strings(json, "topics", new TreeSet<>(present.topics()));
      byTopic(json, Control.ordered(present.partitions()));
      json.writeEndObject();
    });
  }

  /// `"partitions":[{"a":[0,1]},{"b":[0]}]`
  private static void byTopic(JsonGenerator json, List<TopicPartition> partitions)
      throws IOException {
    json.writeArrayFieldStart("partitions");
    var topic = "";
    for (var partition : partitions) {
      if (!partition.topic().equals(topic)) {
        if (!topic.isEmpty()) endTopic(json);
        topic = partition.topic();
        json.writeStartObject();
        json.writeArrayFieldStart(topic);
      }
      json.writeNumber(partition.partition());
    }
    if (!topic.isEmpty()) endTopic(json);
    json.writeEndArray();
  }

  private static void endTopic(JsonGenerator json) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  Answer unsubscribe(Call call) {
    return instances
        .find(call)
        .call((reader, _) -> {
          if (reader.open() != null) reader.opened().membership().leave();
          return Control.done();
        });
  }

  Answer assign(Call call) {
    var instance = instances.find(call);
    var body = Body.read(call.body());
    body.mustBeThere();
    var partitions = Theirs.of(call, body.partitions());
    for (var partition : partitions) Rights.checkReadable(peers(), partition.topic());
    return instance.call((reader, reading) -> {
      new Positions(reader, reading).checkMayAssign();
      var membership = reader.opened().membership();
      if (partitions.isEmpty()) membership.leave();
      else membership.assign(partitions);
      return Control.done();
    });
  }

  Answer assignments(Call call) {
    var assigned =
        instances.find(call).call((reader, reading) -> new Positions(reader, reading).assignment());
    return Control.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("partitions");
      for (var partition : Control.ordered(assigned)) {
        json.writeStartObject();
        json.writeStringField("topic", partition.topic());
        json.writeNumberField("partition", partition.partition());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }
}
