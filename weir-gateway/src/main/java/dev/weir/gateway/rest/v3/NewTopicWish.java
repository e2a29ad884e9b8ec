package dev.weir.gateway.rest.v3;

import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.RestException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/// A topic that a client wishes for. Pure.
///
/// @param validateOnly whether it is only to be told whether that would work
record NewTopicWish(NewTopic topic, boolean validateOnly) {
  static NewTopicWish of(Fields fields) {
    return new NewTopicWish(topic(fields).configs(configs(fields)), fields.yes("validate_only"));
  }

  static String[] known() {
    return new String[] {
      "topic_name",
      "partitions_count",
      "replication_factor",
      "replicas_assignments",
      "configs",
      "validate_only"
    };
  }

  private static NewTopic topic(Fields fields) {
    var name = fields.needed("topic_name");
    var partitions = Optional.ofNullable(fields.number("partitions_count"));
    var replicas = Optional.ofNullable(fields.number("replication_factor"));
    var assignments = fields.numbers("replicas_assignments");
    if (assignments.isEmpty())
      return new NewTopic(name, partitions, replicas.map(NewTopicWish::small));
    check(partitions, assignments.size(), "partitions_count");
    for (var brokers : assignments.values()) check(replicas, brokers.size(), "replication_factor");
    return new NewTopic(name, assignments);
  }

  private static short small(int replicas) {
    if (replicas == (short) replicas) return (short) replicas;
    throw refused("replication_factor %d is more than Kafka takes".formatted(replicas));
  }

  private static void check(Optional<Integer> said, int assigned, String name) {
    if (said.isEmpty() || said.get() == assigned) return;
    throw refused(
        "%s is %d, and replicas_assignments has %d. Leave %s out"
            .formatted(name, said.get(), assigned, name));
  }

  private static RestException refused(String why) {
    return new RestException(400, 40002, why);
  }

  private static Map<String, String> configs(Fields fields) {
    var configs = new HashMap<String, String>();
    for (var config : fields.list("configs", "name", "value")) {
      configs.put(config.needed("name"), config.text("value"));
    }
    return configs;
  }
}
