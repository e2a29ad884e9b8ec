package dev.weir.gateway.api.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.Nearest;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Configs;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// The settings of a topic. Blocks.
record TopicSettings(Cluster cluster, TopicList list) {
  private static final int CHANGES_MAX = 100;
  private static final DescribeConfigsOptions WHOLE =
      new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true);

  Answer all(Call call) {
    var name = call.name("topic");
    var what = "The settings of topic '%s' cannot be shown".formatted(TopicChanges.shown(name));
    var settings = KafkaWords.doing(what, () -> settings(Configs.topic(name)));
    var broker = new LongTimes(cluster).of(settings.values());
    return Json.answer(json -> {
      json.writeStartArray();
      for (var setting : settings.values()) write(json, setting, broker);
      json.writeEndArray();
    });
  }

  private Map<String, ConfigEntry> settings(ConfigResource topic) {
    var config =
        cluster.ask(admin ->
            admin.describeConfigs(List.of(topic), WHOLE).values().values().iterator().next());
    var byName = new TreeMap<String, ConfigEntry>();
    for (var entry : config.entries()) byName.put(entry.name(), entry);
    return byName;
  }

  private static void write(JsonGenerator json, ConfigEntry setting, Map<String, String> broker)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", setting.name());
    json.writeStringField("value", setting.value()); // Kafka tells no secrets: they are null
    json.writeBooleanField("secret", setting.isSensitive());
    json.writeStringField("default", withoutOwn(setting, broker));
    json.writeStringField("origin", origin(setting));
    json.writeStringField("type", setting.type().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("readOnly", setting.isReadOnly());
    var doc = setting.documentation();
    if (doc != null) json.writeStringField("doc", plain(doc));
    json.writeEndObject();
  }

  private static String origin(ConfigEntry setting) {
    return switch (setting.source()) {
      case DYNAMIC_TOPIC_CONFIG -> "topic";
      case DEFAULT_CONFIG -> "default";
      default -> "broker";
    };
  }

  /// What would hold if the topic said nothing; null where nobody knows.
  private static @Nullable String withoutOwn(ConfigEntry setting, Map<String, String> broker) {
    if (setting.source() != ConfigSource.DYNAMIC_TOPIC_CONFIG) return setting.value();
    for (var synonym : setting.synonyms()) {
      if (synonym.source() != ConfigSource.DYNAMIC_TOPIC_CONFIG) return synonym.value();
    }
    return broker.get(setting.name());
  }

  /// Kafka writes its sentences for a web page.
  private static String plain(String doc) {
    return doc.replaceAll("<[^<>]*>", "").replaceAll("\\s+", " ").strip();
  }

  Answer change(Call call) {
    var name = call.name("topic");
    var what = "Topic '%s' was not changed".formatted(TopicChanges.shown(name));
    var changes = changes(call, what);
    var topic = Configs.topic(name);
    var configs = new Configs(cluster);
    var before = KafkaWords.doing(what, () -> settings(topic));
    for (var change : changes) check(what, change.configEntry().name(), before);
    KafkaWords.doing(
        what,
        () -> {
          if (isTrial(call)) configs.validate(topic, changes);
          else configs.alter(topic, changes);
          return what;
        });
    if (!isTrial(call)) list.forget(name);
    var broker = new LongTimes(cluster).of(before.values());
    return Json.answer(json -> {
      json.writeStartArray();
      for (var change : changes) {
        var entry = before.get(change.configEntry().name());
        if (entry != null) write(json, change, entry, withoutOwn(entry, broker));
      }
      json.writeEndArray();
    });
  }

  private static boolean isTrial(Call call) {
    return call.says("dryRun");
  }

  private static List<AlterConfigOp> changes(Call call, String what) {
    var changes =
        Fields.of(call.body(), "changes").list("changes", "name", "value").stream()
            .map(TopicSettings::change)
            .toList();
    if (changes.isEmpty()) throw RestException.plain(400, what + ": changes is empty");
    if (changes.size() > CHANGES_MAX) {
      throw RestException.plain(
          400, "%s: a call may have %d changes at most".formatted(what, CHANGES_MAX));
    }
    var seen = new HashSet<String>();
    for (var change : changes) {
      var name = change.configEntry().name();
      if (!seen.add(name)) {
        throw RestException.plain(400, "%s: %s would be changed twice".formatted(what, name));
      }
    }
    return changes;
  }

  /// No value gives it back to the broker.
  private static AlterConfigOp change(Fields fields) {
    var name = fields.needed("name");
    var value = fields.text("value");
    return new AlterConfigOp(
        new ConfigEntry(name, value), value == null ? OpType.DELETE : OpType.SET);
  }

  private static void check(String what, String name, Map<String, ConfigEntry> known) {
    if (known.containsKey(name)) return;
    var near = Nearest.to(name, known.keySet()).map(" Did you mean '%s'?"::formatted).orElse("");
    throw RestException.plain(
        400, "%s: topics have no setting '%s'.%s".formatted(what, TopicChanges.shown(name), near));
  }

  private static void write(
      JsonGenerator json, AlterConfigOp change, ConfigEntry before, @Nullable String without)
      throws IOException {
    var deletes = change.opType() == OpType.DELETE;
    json.writeStartObject();
    json.writeStringField("name", before.name());
    json.writeStringField("before", before.value());
    var after = deletes ? without : change.configEntry().value();
    json.writeStringField("after", before.isSensitive() ? null : after);
    json.writeStringField("origin", deletes ? "broker" : "topic");
    json.writeEndObject();
  }
}
