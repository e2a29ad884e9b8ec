package dev.weir.gateway.rest.meta;

import dev.weir.Build;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Configs;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Route;
import dev.weir.gateway.web.Target;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.kafka.common.Node;

/// The calls of v2 about the gateway, the brokers and the topics.
public final class MetaRoutes {
  private static final String VERSION = Build.current().version();

  private final Cluster cluster;
  private final Topics topics;
  private final Blocking blocking;
  private final Supplier<Answer> ready;

  /// @param ready whether messages are taken in; may block
  public MetaRoutes(Cluster cluster, Blocking blocking, Supplier<Answer> ready) {
    this.cluster = cluster;
    this.topics = new Topics(cluster);
    this.blocking = blocking;
    this.ready = ready;
  }

  public List<Route> routes() {
    var reads = new TopicReads(topics, new Configs(cluster));
    return List.of(
        Route.get("/", Doc.of("Tells the version.").gives(200, "Version"), read(_ -> root()))
            .forAll(),
        Route.get(
                "/healthy",
                Doc.of("Tells that the process lives.").gives(200),
                call -> call.answer(Answer.text(200, "alive\n")))
            .forAll(),
        Route.get(
                "/ready",
                Doc.of("Tells whether messages are taken in, or what keeps them out.")
                    .gives(200)
                    .gives(503),
                blocking.resource(_ -> ready.get()))
            .forAll(),
        Route.get(
            "/brokers",
            Doc.of("Lists the ids of the brokers.").gives(200, "Brokers"),
            read(_ -> brokers())),
        Route.get(
                "/topics",
                Doc.of("Lists the names of the topics that are the caller's, Kafka's own included.")
                    .gives(200, "TopicNames"),
                read(reads::names))
            .ofTheirTopics(),
        Route.get(
            "/topics/{topic}",
            Doc.of("Describes a topic.").gives(200, "Topic").fails(404),
            read(reads::topic)),
        Route.get(
            "/topics/{topic}/partitions",
            Doc.of("Lists the partitions of a topic.").gives(200, "PartitionsOfTopic").fails(404),
            read(reads::partitions)),
        Route.get(
            "/topics/{topic}/partitions/{partition}",
            Doc.of("Describes a partition.").gives(200, "Partition").fails(404),
            read(reads::partition)),
        Route.get(
            "/topics/{topic}/partitions/{partition}/offsets",
            Doc.of("Tells the first and the next offset of a partition.")
                .gives(200, "PartitionOffsets")
                .fails(404),
            read(reads::offsets)),
        Route.post(
                "/admin/topics",
                Doc.of("Makes a topic.").takes("NewTopic").gives(201, "Empty").fails(400, 409, 415),
                new Creation(blocking, topics))
            .ofTheirTopics());
  }

  /// What a call gets to know: a JSON value. May block.
  private interface Read {
    Json.Content content(Call call);
  }

  private Resource read(Read read) {
    return new Resource() {
      @Override
      public void check(Target target) {
        Negotiation.checkAccept(target.head().header("Accept"));
      }

      @Override
      public void handle(Call call) {
        blocking.run(call, asked -> Json.answer(200, type(asked), read.content(asked)));
      }
    };
  }

  /// Whoever asks for plain JSON alone is told that it is.
  private static String type(Target target) {
    var accept = target.head().header("Accept");
    if (accept == null) return MediaTypes.V2;
    var wanted = accept.toLowerCase(Locale.ROOT);
    var plain = wanted.contains(MediaTypes.JSON) && !wanted.contains(MediaTypes.V2);
    return plain ? MediaTypes.JSON : MediaTypes.V2;
  }

  private static Json.Content root() {
    return json -> {
      json.writeStartObject();
      json.writeStringField("version", VERSION);
      json.writeStringField("bridge_version", VERSION);
      json.writeEndObject();
    };
  }

  private Json.Content brokers() {
    var nodes = cluster.ask(admin -> admin.describeCluster().nodes());
    var ids = nodes.stream().map(Node::id).sorted().toList();
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("brokers");
      for (var id : ids) json.writeNumber(id);
      json.writeEndArray();
      json.writeEndObject();
    };
  }
}
