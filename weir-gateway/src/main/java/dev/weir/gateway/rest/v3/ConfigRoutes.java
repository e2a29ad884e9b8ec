package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Configs;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.jspecify.annotations.Nullable;

/// The settings of topics, of brokers, and of all brokers together. The calls are the same for each
/// [ConfigOwner].
record ConfigRoutes(Api api, Cluster cluster, Topics topics, Configs configs) {
  private static final String NAME = "/{name}";

  ConfigRoutes(Api api, Cluster cluster, Topics topics) {
    this(api, cluster, topics, new Configs(cluster));
  }

  List<Route> routes() {
    var routes = new ArrayList<Route>();
    routes.addAll(
        family("/topics/{topic_name}/configs", "a topic", ConfigOwner.TOPIC, this::topic));
    routes.addAll(
        family("/brokers/{broker_id}/configs", "a broker", ConfigOwner.BROKER, this::broker));
    routes.addAll(family("/broker-configs", "all brokers", ConfigOwner.CLUSTER, ConfigOwner::all));
    routes.add(
        api.get(
                "/topics/-/configs",
                Doc.of("Lists the settings of all topics.").gives(200, ConfigOwner.TOPIC + "List"),
                this::ofAllTopics)
            .ofTheirTopics());
    routes.add(
        api.get(
            "/brokers/-/configs",
            Doc.of("Lists the settings of each broker.").gives(200, ConfigOwner.BROKER + "List"),
            this::ofEachBroker));
    return routes;
  }

  private List<Route> family(
      String path, String whose, String kind, Function<Asked, ConfigOwner> owner) {
    return List.of(
        api.get(
            path,
            Doc.of("Lists the settings of %s.".formatted(whose)).gives(200, kind + "List"),
            asked -> list(asked, owner.apply(asked))),
        api.get(
            path + NAME,
            Doc.of("Tells a setting of %s.".formatted(whose)).gives(200, kind),
            asked -> one(asked, owner.apply(asked))),
        api.put(
            path + NAME,
            Doc.of("Sets a setting of %s.".formatted(whose))
                .takes("UpdateConfigRequest")
                .gives(204),
            asked -> set(asked, owner.apply(asked))),
        api.delete(
            path + NAME,
            Doc.of("Gives a setting of %s its default again.".formatted(whose)).gives(204),
            asked -> reset(asked, owner.apply(asked))),
        api.post(
            path + ":alter",
            Doc.of("Changes settings of %s, all or none.".formatted(whose))
                .takes("AlterConfigsRequest")
                .gives(204),
            asked -> alter(asked, owner.apply(asked))));
  }

  private ConfigOwner topic(Asked asked) {
    return ConfigOwner.topic(asked, topics.topic(asked.name("topic_name")).name());
  }

  private ConfigOwner broker(Asked asked) {
    var id = asked.number("broker_id");
    if (!brokers().contains(id)) throw notFound("Broker %d not found".formatted(id));
    return ConfigOwner.broker(asked, id);
  }

  private List<Integer> brokers() {
    return cluster.ask(admin -> admin.describeCluster().nodes()).stream()
        .map(node -> node.id())
        .sorted()
        .toList();
  }

  private Answer list(Asked asked, ConfigOwner owner) {
    return Item.list(
        owner.kind(), owner.address(), items(asked, owner, configs.of(owner.resource())));
  }

  private Answer ofAllTopics(Asked asked) {
    var resources = asked.theirs(topics.names()).stream().map(Configs::topic).toList();
    var items =
        configs.of(resources).stream()
            .sorted((a, b) -> a.resource().name().compareTo(b.resource().name()))
            .flatMap(owned ->
                items(asked, ConfigOwner.topic(asked, owned.resource().name()), owned.entries()));
    return Item.list(ConfigOwner.TOPIC, asked.cluster().address("topics", "-", "configs"), items);
  }

  private Answer ofEachBroker(Asked asked) {
    var items =
        brokers().stream()
            .map(id -> ConfigOwner.broker(asked, id))
            .flatMap(owner -> items(asked, owner, configs.of(owner.resource())));
    return Item.list(ConfigOwner.BROKER, asked.cluster().address("brokers", "-", "configs"), items);
  }

  private static Stream<Item> items(
      Asked asked, ConfigOwner owner, Map<String, ConfigEntry> entries) {
    return entries.values().stream().map(entry -> item(asked, owner, entry));
  }

  private Answer one(Asked asked, ConfigOwner owner) {
    var entry = configs.of(owner.resource()).get(asked.name("name"));
    if (entry == null) throw owner.unknown(asked.name("name"));
    return item(asked, owner, entry).answer(200);
  }

  private Answer set(Asked asked, ConfigOwner owner) {
    var value = asked.fields("value").text("value");
    return change(asked, owner, List.of(change(OpType.SET, asked.name("name"), value)));
  }

  private Answer reset(Asked asked, ConfigOwner owner) {
    return change(asked, owner, List.of(change(OpType.DELETE, asked.name("name"), null)));
  }

  private Answer alter(Asked asked, ConfigOwner owner) {
    var fields = asked.fields("data", "validate_only");
    if (!fields.has("data")) throw RestException.plain(400, "data is missing");
    var changes =
        fields.list("data", "name", "value", "operation").stream()
            .map(ConfigRoutes::change)
            .toList();
    if (!fields.yes("validate_only")) return change(asked, owner, changes);
    checkNames(owner, changes);
    configs.validate(owner.resource(), changes);
    return asked.done();
  }

  private Answer change(Asked asked, ConfigOwner owner, List<AlterConfigOp> changes) {
    checkNames(owner, changes);
    configs.alter(owner.resource(), changes);
    return asked.done();
  }

  private void checkNames(ConfigOwner owner, List<AlterConfigOp> changes) {
    var seen = new HashSet<String>();
    for (var change : changes) {
      var name = change.configEntry().name();
      if (!seen.add(name)) throw new RestException(400, 40002, name + " would be changed twice");
    }
    if (!owner.listsAll()) return;
    var known = configs.of(owner.resource()).keySet();
    for (var change : changes) {
      var name = change.configEntry().name();
      if (!known.contains(name)) throw owner.unknown(name);
    }
  }

  private static AlterConfigOp change(Fields fields) {
    var name = fields.needed("name");
    var operation = fields.has("operation") ? fields.needed("operation") : OpType.SET.name();
    if (!Set.of("SET", "DELETE").contains(operation)) {
      throw RestException.plain(
          400, "The operation for %s is %s, and can be SET or DELETE".formatted(name, operation));
    }
    return change(OpType.valueOf(operation), name, fields.text("value"));
  }

  private static AlterConfigOp change(OpType operation, String name, @Nullable String value) {
    if (operation == OpType.SET && value == null) {
      throw RestException.plain(400, "%s is to be set, and value is missing".formatted(name));
    }
    return new AlterConfigOp(new ConfigEntry(name, value), operation);
  }

  private static RestException notFound(String message) {
    return RestException.plain(404, message);
  }

  private static Item item(Asked asked, ConfigOwner owner, ConfigEntry entry) {
    return new Item(owner.kind(), owner.place(entry.name()))
        .with("cluster_id", asked.id())
        .with(owner.field(), owner.value())
        .with("name", entry.name())
        .with("value", entry.value())
        .with("is_default", entry.isDefault())
        .with("is_read_only", entry.isReadOnly())
        .with("is_sensitive", entry.isSensitive())
        .with("source", entry.source().name())
        .with("synonyms", entry.synonyms().stream().map(ConfigRoutes::synonym).toList());
  }

  private static Map<String, @Nullable Object> synonym(ConfigEntry.ConfigSynonym synonym) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("name", synonym.name());
    map.put("value", synonym.value());
    map.put("source", synonym.source().name());
    return map;
  }
}
