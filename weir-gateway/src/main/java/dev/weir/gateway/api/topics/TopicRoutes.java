package dev.weir.gateway.api.topics;

import dev.weir.Role;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.cluster.TopicPartitions;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Route;
import java.util.List;

/// The calls about topics.
public final class TopicRoutes {
  private static final String ALL = "/api/topics";
  private static final String ONE = ALL + "/{topic}";

  private final Surroundings surroundings;
  private final TopicList list;

  public TopicRoutes(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.list = new TopicList(surroundings.cluster(), surroundings.clock());
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                ALL,
                Doc.of("Lists the caller's topics with their figures.")
                    .query("internal", "boolean", "Whether to list Kafka's own topics, too.")
                    .gives(200, "TopicFigures")
                    .fails(400, 503),
                waits(this::list))
            .ofTheirTopics(),
        Route.get(
            ONE,
            Doc.of("Describes a topic and its partitions.").gives(200, "TopicDetail").fails(404),
            waits(new TopicDetail(surroundings.cluster(), surroundings.clock())::answer)),
        settings(),
        change(),
        create(),
        grow(),
        delete(),
        send());
  }

  private Resource waits(Resource.Task task) {
    return surroundings.blocking().resource(task);
  }

  private Answer list(Call call) {
    var internal = call.says("internal");
    var rows = KafkaWords.doing("The topics cannot be listed", list::rows);
    return Json.answer(json -> {
      json.writeStartArray();
      for (var row : rows) {
        if (!call.caller().covers(row.topic().name())) continue;
        if (internal || !TopicRow.isInternal(row.topic())) row.write(json);
      }
      json.writeEndArray();
    });
  }

  private TopicSettings topicSettings() {
    return new TopicSettings(surroundings.cluster(), list);
  }

  private Route settings() {
    return Route.get(
        ONE + "/config",
        Doc.of("Lists the settings of a topic; secrets are not told.")
            .gives(200, "TopicSettings")
            .fails(404),
        waits(topicSettings()::all));
  }

  private Route change() {
    return Route.put(
        ONE + "/config",
        Doc.of("Changes settings of a topic, all or none.")
            .query("dryRun", "boolean", "Whether only to tell what would change.")
            .takes("SettingChanges")
            .gives(200, "SettingsChanged")
            .fails(400, 404),
        waits(topicSettings()::change));
  }

  private TopicChanges changes() {
    return new TopicChanges(surroundings.cluster(), list, this::own);
  }

  private String own() {
    var peers = surroundings.settings().get().peers();
    return peers.off() ? "" : peers.topic();
  }

  private Route create() {
    return Route.post(
            ALL,
            Doc.of("Makes a topic.").takes("TopicToMake").gives(201, "TopicMade").fails(400, 409),
            waits(changes()::create))
        .ofTheirTopics();
  }

  private Route grow() {
    return Route.post(
        ONE + "/partitions",
        Doc.of("Gives a topic more partitions.")
            .takes("MorePartitions")
            .gives(200, "TopicMade")
            .fails(400, 404),
        waits(changes()::grow));
  }

  private Route delete() {
    return Route.delete(
        ONE,
        Doc.of("Deletes a topic with all its messages.").gives(204).fails(403, 404),
        waits(changes()::delete));
  }

  private Route send() {
    var partitions = new TopicPartitions(surroundings.cluster(), surroundings.clock());
    return Route.post(
            ONE + "/messages",
            Doc.of("Sends a message, or the same one many times, through the gateway.")
                .takes("MessageToSend")
                .gives(200, "MessageSent")
                .fails(400, 404, 413, 429, 503),
            new Sending(surroundings, partitions))
        .needs(Role.PRODUCE);
  }
}
