package dev.weir.gateway.api.topics;

import dev.weir.TopicName;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Rights;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/// Topics are made, given more partitions, and deleted. Blocks.
///
/// @param list forgets what was changed
/// @param own the topic in which gateways find each other
record TopicChanges(Topics topics, TopicList list, Supplier<String> own) {
  TopicChanges(Cluster cluster, TopicList list, Supplier<String> own) {
    this(new Topics(cluster), list, own);
  }

  static String shown(String topic) {
    return TopicName.shown(topic);
  }

  Answer create(Call call) {
    var fields = Fields.of(call.body(), "name", "partitions", "replication", "config");
    var name = fields.needed("name");
    if (!TopicName.legal(name)) throw illegal(name);
    Rights.check(call.caller(), name);
    var topic =
        new NewTopic(
                name,
                Optional.ofNullable(fields.number("partitions")),
                Optional.ofNullable(fields.number("replication")).map(TopicChanges::small))
            .configs(fields.texts("config"));
    KafkaWords.doing("Topic '%s' was not made".formatted(shown(name)), () -> topics.create(topic));
    list.forget(name);
    return made(201, topics.topic(name));
  }

  private static RestException illegal(String name) {
    return RestException.plain(
        400,
        "Topic '%s' was not made: a name has 1 to 249 of the characters A-Z a-z 0-9 . _ - and is neither '.' nor '..'. Correct the name"
            .formatted(shown(name)));
  }

  private static short small(int replicas) {
    if (replicas > 0 && replicas <= Short.MAX_VALUE) return (short) replicas;
    throw RestException.plain(
        400, "%d replicas are no number that Kafka takes. Ask for 1 or more".formatted(replicas));
  }

  Answer grow(Call call) {
    var name = call.name("topic");
    var what = "Topic '%s' got no more partitions".formatted(shown(name));
    var wanted = Fields.of(call.body(), "partitions").number("partitions");
    if (wanted == null) throw RestException.plain(400, what + ": partitions is missing");
    keepOwn(what, name);
    var present = KafkaWords.doing(what, () -> topics.topic(name)).partitions().size();
    if (wanted <= present) {
      throw RestException.plain(
          400,
          "%s: it has %d, and Kafka takes none away. Ask for more than %d"
              .formatted(what, present, present));
    }
    KafkaWords.doing(
        what,
        () -> {
          topics.grow(name, wanted);
          return name;
        });
    list.forget(name);
    return made(200, topics.topic(name));
  }

  Answer delete(Call call) {
    var name = call.name("topic");
    var what = "Topic '%s' was not deleted".formatted(shown(name));
    keepOwn(what, name);
    KafkaWords.doing(
        what,
        () -> {
          if (TopicRow.isInternal(topics.topic(name))) throw ours(what);
          topics.delete(name);
          return name;
        });
    list.forget(name);
    return new Answer(204, null, new byte[0], List.of());
  }

  private void keepOwn(String what, String name) {
    if (name.equals(own.get())) {
      throw RestException.plain(
          403, what + ": gateways find each other there (peers.topic). Use Kafka's own tools");
    }
  }

  private static RestException ours(String what) {
    return RestException.plain(
        403, what + ": it is one of Kafka's own. Use Kafka's own tools if that is meant");
  }

  private static Answer made(int status, TopicDescription topic) {
    return Json.answer(
        status,
        MediaTypes.JSON,
        json -> {
          json.writeStartObject();
          json.writeStringField("name", topic.name());
          json.writeNumberField("partitions", topic.partitions().size());
          json.writeNumberField("replication", TopicRow.replication(topic));
          json.writeEndObject();
        });
  }
}
