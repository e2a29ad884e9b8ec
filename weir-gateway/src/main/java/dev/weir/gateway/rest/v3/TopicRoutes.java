package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Rights;
import dev.weir.gateway.web.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/// The topics: they are listed, made, described, grown and deleted.
///
/// @param own the topic in which gateways find each other
record TopicRoutes(Api api, Topics topics, Supplier<String> own) {
  private static final String KIND = "KafkaTopic";
  private static final String ONE = "/topics/{topic_name}";
  private static final String OPERATIONS = "include_authorized_operations";
  private static final String OPERATIONS_CAMEL = "includeAuthorizedOperations";

  List<Route> routes() {
    return List.of(
        api.get(
                "/topics",
                operations(Doc.of("Lists the topics that are the caller's, Kafka's own included."))
                    .gives(200, KIND + "List"),
                this::list)
            .ofTheirTopics(),
        api.post(
                "/topics",
                Doc.of("Makes a topic, or with validate_only tells whether that would work.")
                    .takes("CreateTopicRequest")
                    .gives(201, KIND)
                    .gives(200, KIND),
                this::create)
            .ofTheirTopics(),
        api.get(ONE, operations(Doc.of("Describes a topic.")).gives(200, KIND), this::describe),
        api.patch(
            ONE,
            Doc.of("Gives a topic more partitions.").takes("UpdateTopicRequest").gives(200, KIND),
            this::grow),
        api.delete(ONE, Doc.of("Deletes a topic.").gives(204), this::delete));
  }

  private static Doc operations(Doc doc) {
    return doc.query(OPERATIONS, "boolean", "Whether to tell what this gateway may do with it.");
  }

  private Answer list(Asked asked) {
    var operations = asked.wants(OPERATIONS, OPERATIONS_CAMEL);
    var items =
        topics.topics(asked.theirs(topics.names()), operations).stream()
            .sorted(Comparator.comparing(TopicDescription::name))
            .map(topic -> item(asked, topic));
    return Item.list(KIND, asked.cluster().address("topics"), items);
  }

  private Answer describe(Asked asked) {
    var operations = asked.wants(OPERATIONS, OPERATIONS_CAMEL);
    return item(asked, topics.topic(asked.name("topic_name"), operations)).answer(200);
  }

  private Answer create(Asked asked) {
    var wish = NewTopicWish.of(asked.fields(NewTopicWish.known()));
    var topic = wish.topic();
    Rights.check(asked.call().caller(), topic.name());
    if (wish.validateOnly()) {
      return item(asked, Shape.of(topic, topics.validate(topic))).answer(200);
    }
    var item = item(asked, Shape.of(topic, topics.create(topic)));
    return item.answer(201).with("Location", item.place().address());
  }

  private Answer grow(Asked asked) {
    var name = asked.name("topic_name");
    var count = asked.fields("partitions_count").number("partitions_count");
    if (count == null) throw RestException.plain(400, "partitions_count is missing");
    topics.topic(name); // so that what is not there is named
    topics.grow(name, count);
    return item(asked, topics.topic(name)).answer(200);
  }

  private Answer delete(Asked asked) {
    var name = asked.name("topic_name");
    topics.topic(name);
    topics.delete(name);
    return asked.done();
  }

  private Item item(Asked asked, TopicDescription topic) {
    return item(asked, Shape.of(topic));
  }

  private Item item(Asked asked, Shape topic) {
    return new Item(KIND, asked.topic(topic.name()))
        .with("cluster_id", asked.id())
        .with("topic_name", topic.name())
        .with("is_internal", topic.internal() || topic.name().equals(own.get()))
        .with("replication_factor", topic.replicas())
        .with("partitions_count", topic.partitions())
        .leads("partitions", "partitions")
        .leads("configs", "configs")
        .leads("partition_reassignments", "partitions", "-", "reassignment")
        .with("authorized_operations", topic.operations());
  }

  /// What is told of a topic.
  private record Shape(
      String name, boolean internal, int replicas, int partitions, List<String> operations) {
    static Shape of(TopicDescription topic) {
      var partitions = topic.partitions();
      var replicas = partitions.isEmpty() ? 0 : partitions.getFirst().replicas().size();
      return new Shape(
          topic.name(),
          topic.isInternal(),
          replicas,
          partitions.size(),
          operations(topic.authorizedOperations()));
    }

    /// Of one that was just made, or could be.
    static Shape of(NewTopic wished, CreateTopicsResult made) {
      var name = wished.name();
      var replicas = number(made.replicationFactor(name), wished.replicationFactor());
      var partitions = number(made.numPartitions(name), wished.numPartitions());
      return new Shape(name, false, replicas, partitions, List.of());
    }

    /// Brokers do not tell everybody.
    private static int number(KafkaFuture<Integer> told, int wished) {
      return told.toCompletionStage()
          .exceptionally(_ -> wished)
          .toCompletableFuture()
          .getNow(wished);
    }

    private static List<String> operations(@Nullable Set<AclOperation> operations) {
      return operations == null
          ? List.of()
          : operations.stream().map(AclOperation::name).sorted().toList();
    }
  }
}
