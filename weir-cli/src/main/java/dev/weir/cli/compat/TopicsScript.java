package dev.weir.cli.compat;

import dev.weir.cli.units.Glob;
import java.util.List;

/// `kafka-topics`.
final class TopicsScript implements Script {
  @Override
  public String name() {
    return "kafka-topics";
  }

  @Override
  public List<ScriptOption> options() {
    return List.of(
        ScriptOption.flag("--create", "topics create"),
        ScriptOption.flag("--list", "topics list -o name"),
        ScriptOption.flag("--describe", "topics describe; topics list --wide if none is named"),
        ScriptOption.flag("--alter", "topics alter"),
        ScriptOption.flag("--delete", "topics delete --yes"),
        ScriptOption.with("--topic", "the topic; the word behind the action will do as well"),
        ScriptOption.with("--bootstrap-server", "-b"),
        ScriptOption.with("--zookeeper", "ignored, and said so"),
        ScriptOption.with("--command-config", "-X, for each setting of the file"),
        ScriptOption.with("--partitions", "-p"),
        ScriptOption.with("--replication-factor", "-r"),
        ScriptOption.with("--config", "-c"),
        ScriptOption.with("--delete-config", "-c KEY="),
        ScriptOption.flag("--if-not-exists", "--if-not-exists"),
        ScriptOption.flag("--if-exists", "--if-exists, of topics delete"),
        ScriptOption.flag("--exclude-internal", "leave --internal out"),
        ScriptOption.flag("--under-replicated-partitions", "--under-replicated"),
        ScriptOption.flag("--force", "nothing"),
        ScriptOption.with("--replica-assignment", null),
        ScriptOption.flag("--unavailable-partitions", null),
        ScriptOption.flag("--under-min-isr-partitions", null),
        ScriptOption.flag("--at-min-isr-partitions", null),
        ScriptOption.flag("--topics-with-overrides", null),
        ScriptOption.with("--topic-id", null));
  }

  @Override
  public OurLine translate(Given given) {
    var ours = action(given).plain(this, given);
    for (var key : given.values("--delete-config")) ours.add("-c", key + "=");
    return ours;
  }

  private static OurLine action(Given given) {
    if (given.has("--create")) return OurLine.of("topics", "create", given.needed("--topic"));
    if (given.has("--list")) {
      var line = OurLine.of("topics", "list", "-o", "name");
      line.addIf(!given.has("--exclude-internal"), "--internal");
      var topic = given.valueOrWord("--topic");
      return line.addIf(topic != null, String.valueOf(topic));
    }
    if (given.has("--describe")) {
      var topic = given.valueOrWord("--topic");
      if (topic != null) return OurLine.of("topics", "describe", topic);
      var behind = given.has("--under-replicated-partitions");
      return behind ? OurLine.of("topics", "describe") : OurLine.of("topics", "list", "--wide");
    }
    // The script asks nobody.
    if (given.has("--alter")) {
      return OurLine.of("topics", "alter", given.needed("--topic"), "--yes");
    }
    if (given.has("--delete")) {
      return OurLine.of("topics", "delete", named(given), "--yes")
          .addIf(given.has("--if-exists"), "--if-exists");
    }
    throw Given.wrong(
        given.script(), "--create, --list, --describe, --alter or --delete is missing");
  }

  /// The script's patterns are other ones than ours, which would fit other topics.
  private static String named(Given given) {
    var topic = given.needed("--topic");
    if (!Glob.isIn(topic)) return topic;
    throw Given.wrong(given.script(), "'%s' is a pattern; name what to delete".formatted(topic));
  }
}
