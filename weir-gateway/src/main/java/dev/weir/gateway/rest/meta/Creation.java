package dev.weir.gateway.rest.meta;

import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Rights;
import dev.weir.gateway.web.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// `POST /admin/topics`: makes a topic, as Strimzi's bridge does.
///
/// `configs` is ours: an object of texts, or v3's list of names and values.
record Creation(Blocking blocking, Topics topics) implements Resource {
  @Override
  public void check(Target target) {
    Negotiation.checkAccept(target.head().header("Accept"));
    Negotiation.checkControl(target.head().header("Content-Type"));
  }

  @Override
  public void handle(Call call) {
    blocking.run(call, this::create);
  }

  private Answer create(Call call) {
    var topic =
        topic(
            Fields.of(
                call.body(), "topic_name", "partitions_count", "replication_factor", "configs"));
    Rights.check(call.caller(), topic.name());
    try {
      topics.create(topic);
    } catch (TopicExistsException e) {
      throw RestException.plain(409, "Topic %s already exists".formatted(topic.name())).because(e);
    }
    return Json.answer(
        201,
        MediaTypes.V2,
        json -> {
          json.writeStartObject();
          json.writeEndObject();
        });
  }

  private static NewTopic topic(Fields fields) {
    var partitions = Optional.ofNullable(fields.number("partitions_count"));
    var replicas = Optional.ofNullable(fields.number("replication_factor")).map(Creation::small);
    return new NewTopic(fields.needed("topic_name"), partitions, replicas).configs(configs(fields));
  }

  private static short small(int replicas) {
    if (replicas == (short) replicas) return (short) replicas;
    throw new RestException(
        400, 40002, "replication_factor %d is more than Kafka takes".formatted(replicas));
  }

  private static Map<String, String> configs(Fields fields) {
    if (!fields.isList("configs")) return fields.texts("configs");
    var configs = new HashMap<String, String>();
    for (var config : fields.list("configs", "name", "value")) {
      configs.put(config.needed("name"), config.needed("value"));
    }
    return configs;
  }
}
