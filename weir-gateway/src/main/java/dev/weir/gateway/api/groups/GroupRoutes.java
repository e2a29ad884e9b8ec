package dev.weir.gateway.api.groups;

import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.api.stream.Streams;
import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.cluster.Groups;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// The groups, how far behind they are, and how to set them elsewhere.
public final class GroupRoutes {
  static final String ONE = "/api/groups/{group}";

  /// Enough for a line of some centimetres.
  private static final int POINTS = 60;

  private final Blocking blocking;
  private final Groups groups;
  private final Looks looks;
  private final ChangeRoutes changes;

  public GroupRoutes(Surroundings surroundings, Streams streams) {
    var clock = surroundings.clock();
    this.blocking = surroundings.blocking();
    this.groups = new Groups(surroundings.cluster(), new Topics(surroundings.cluster()));
    this.looks = new Looks(groups, clock);
    this.changes = new ChangeRoutes(blocking, groups, looks, new Resetting(groups, clock));
    streams.add(new LagChannel(looks, clock));
  }

  public List<Route> routes() {
    var all = new ArrayList<>(looking());
    all.addAll(changes.routes());
    return all;
  }

  private List<Route> looking() {
    return List.of(
        Route.get(
            "/api/groups",
            Doc.of("Lists the groups of consumers, the furthest behind first.")
                .query("topic", "string", "Only those that read this topic")
                .gives(200, "Groups"),
            blocking.resource(this::list)),
        Route.get(
            "/api/lag/topics",
            Doc.of("Tells how far the groups of each topic are behind.").gives(200, "TopicLags"),
            blocking.resource(_ -> topics())),
        Route.get(
            ONE,
            Doc.of("Tells where a group is in each partition, who is in it, and its last hour.")
                .gives(200, "Group")
                .fails(404),
            blocking.resource(this::one)));
  }

  private Answer list(Call call) {
    var topic = call.query("topic");
    var sight = looks.now();
    var pasts = looks.pasts(POINTS);
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeNumberField("at", sight.look().millis());
      json.writeNumberField("unseen", sight.look().unseen());
      json.writeArrayFieldStart("groups");
      for (var one : sight.standings()) {
        if (topic != null && !one.topics().contains(topic)) continue;
        json.writeStartObject();
        GroupJson.standing(json, one);
        json.writeNumberField("members", one.group().members().size());
        GroupJson.past(json, pasts.of(one.group()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer topics() {
    var sight = looks.now();
    var parts = new TreeMap<String, List<Progress>>();
    for (var one : sight.standings()) {
      for (var topic : one.topics()) {
        parts.computeIfAbsent(topic, _ -> new ArrayList<>()).add(one.in(topic));
      }
    }
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeNumberField("at", sight.look().millis());
      json.writeArrayFieldStart("topics");
      for (var topic : parts.entrySet()) {
        json.writeStartObject();
        json.writeStringField("topic", topic.getKey());
        json.writeNumberField("groups", topic.getValue().size());
        GroupJson.progress(json, Progress.of(topic.getValue()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer one(Call call) {
    var id = call.name("group");
    var sight = looks.now();
    if (sight.of(id) == null) {
      looks.outdate(); // perhaps it is new
      sight = looks.now();
    }
    if (sight.of(id) == null && sight.look().unseen() > 0) {
      sight = looks.alone(group(groups, id));
    }
    var standing = sight.of(id);
    if (standing == null) throw unknown(id);
    var at = sight.look().millis();
    var starts = groups.starts(standing.parts().keySet());
    var past = looks.past(id);
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeNumberField("at", at);
      GroupJson.standing(json, standing);
      GroupJson.members(json, standing.group());
      GroupJson.partitions(json, standing, starts);
      GroupJson.past(json, past);
      json.writeEndObject();
    });
  }

  /// As Kafka tells it now.
  static Group group(Groups groups, String id) {
    try {
      return groups.one(id);
    } catch (GroupIdNotFoundException e) {
      throw unknown(id).because(e);
    }
  }

  private static RestException unknown(String group) {
    return RestException.plain(
        404,
        "There is no group '%s'. Perhaps Kafka forgot it: nobody was in it for long"
            .formatted(group));
  }
}
