package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.RestException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Moves an instance, and commits where it is.
record OffsetCalls(Instances instances) {
  Answer seek(Call call) {
    var instance = instances.find(call);
    var body = Body.read(call.body());
    body.mustBeThere();
    var times = body.timestamps();
    var offsets = new HashMap<TopicPartition, Long>();
    body.offsets().forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    if (!body.has("offsets") && !body.has("timestamps")) {
      throw Body.wrong("Neither offsets nor timestamps is given");
    }
    Theirs.of(call, times.keySet());
    Theirs.of(call, offsets.keySet());
    return instance.call((reader, reading) -> {
      var positions = new Positions(reader, reading);
      positions.checkAssigned(times.keySet()); // before anything moves
      if (!offsets.isEmpty()) positions.seek(offsets);
      positions.seekTimes(times);
      return Control.done();
    });
  }

  Answer seekBeginning(Call call) {
    var instance = instances.find(call);
    var partitions = partitions(call);
    return instance.call((reader, reading) -> {
      new Positions(reader, reading).seekBeginning(partitions);
      return Control.done();
    });
  }

  Answer seekEnd(Call call) {
    var instance = instances.find(call);
    var partitions = partitions(call);
    return instance.call((reader, reading) -> {
      new Positions(reader, reading).seekEnd(partitions);
      return Control.done();
    });
  }

  private static Set<TopicPartition> partitions(Call call) {
    var body = Body.read(call.body());
    body.mustBeThere();
    return Theirs.of(call, body.partitions());
  }

  Answer commit(Call call) {
    var instance = instances.find(call);
    var strimzi = instance.config().strimzi();
    var given = Body.read(call.body()).offsets();
    var commit = strimzi ? given : next(given);
    Theirs.of(call, given.keySet());
    var async = "true".equalsIgnoreCase(call.query("async"));
    instance.call((reader, reading) -> {
      new Positions(reader, reading).commit(commit, async);
      return true;
    });
    return strimzi ? Control.done() : Answer.of(200, MediaTypes.V2, "[]".getBytes(ISO_8859_1));
  }

  /// Confluent's clients name the last record that they are done with, and Kafka the next one.
  private static Map<TopicPartition, OffsetAndMetadata> next(
      Map<TopicPartition, OffsetAndMetadata> last) {
    var next = new HashMap<TopicPartition, OffsetAndMetadata>();
    last.forEach((partition, offset) -> next.put(partition, next(offset)));
    return next;
  }

  private static OffsetAndMetadata next(OffsetAndMetadata last) {
    if (last.offset() == Long.MAX_VALUE) throw Body.wrong("offset is too large");
    return new OffsetAndMetadata(last.offset() + 1, last.metadata());
  }

  Answer committed(Call call) {
    var instance = instances.find(call);
    var asked = Theirs.of(call, asked(call));
    var committed =
        instance.call((reader, reading) -> new Positions(reader, reading).committed(asked));
    return Control.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("offsets");
      for (var partition : Control.ordered(committed.keySet())) {
        var offset = requireNonNull(committed.get(partition));
        json.writeStartObject();
        json.writeStringField("topic", partition.topic());
        json.writeNumberField("partition", partition.partition());
        json.writeNumberField("offset", offset.offset());
        json.writeStringField("metadata", offset.metadata());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  /// In the body, or in the query for those that cannot send a body with a GET.
  private static Set<TopicPartition> asked(Call call) {
    var body = Body.read(call.body());
    if (body.has("partitions")) return body.partitions();
    var topic = call.query("topic");
    var partition = call.query("partition");
    if (topic != null) return Set.of(new TopicPartition(topic, number(partition)));
    if (!body.empty()) return body.partitions(); // says what is wrong
    throw new RestException(
        404,
        40402,
        "No partition was named: send {\"partitions\":[{\"topic\":…,\"partition\":…}]}, or add"
            + " ?topic=…&partition=… to the address");
  }

  private static int number(@Nullable String partition) {
    try {
      var number = Integer.parseInt(String.valueOf(partition));
      if (number >= 0) return number;
    } catch (NumberFormatException e) {
      throw Body.wrong("partition has to be a whole number from 0 on: " + partition).because(e);
    }
    throw Body.wrong("partition has to be a whole number from 0 on: " + partition);
  }
}
