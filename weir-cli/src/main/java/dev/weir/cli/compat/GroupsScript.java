package dev.weir.cli.compat;

import dev.weir.cli.units.Glob;
import java.util.List;
import java.util.Map;

/// `kafka-consumer-groups`.
final class GroupsScript implements Script {
  /// Where a reset goes to, in our words before and behind the value.
  private static final Map<String, String> POINTS =
      Map.of(
          "--to-earliest", "start",
          "--to-latest", "end",
          "--to-current", "committed");

  @Override
  public String name() {
    return "kafka-consumer-groups";
  }

  @Override
  public List<ScriptOption> options() {
    return List.of(
        ScriptOption.flag("--list", "groups list -o name"),
        ScriptOption.flag("--describe", "groups describe; lag --per-partition for --all-groups"),
        ScriptOption.flag("--delete", "groups delete --yes"),
        ScriptOption.flag("--reset-offsets", "groups reset"),
        ScriptOption.with("--group", "the group"),
        ScriptOption.flag("--all-groups", "all groups"),
        ScriptOption.flag("--members", "groups members"),
        ScriptOption.flag("--offsets", "what groups describe shows"),
        ScriptOption.flag("--state", "groups list"),
        ScriptOption.flag("--verbose", "nothing: all is shown"),
        ScriptOption.with("--bootstrap-server", "-b"),
        ScriptOption.with("--zookeeper", "ignored, and said so"),
        ScriptOption.with("--command-config", "-X, for each setting of the file"),
        ScriptOption.with("--timeout", "--timeout, in milliseconds"),
        ScriptOption.with("--topic", "-t"),
        ScriptOption.flag("--all-topics", "leave -t out"),
        ScriptOption.flag("--to-earliest", "--to start"),
        ScriptOption.flag("--to-latest", "--to end"),
        ScriptOption.flag("--to-current", "--to committed"),
        ScriptOption.with("--to-offset", "--to"),
        ScriptOption.with("--to-datetime", "--to"),
        ScriptOption.with("--by-duration", "--to -1h, of PT1H"),
        ScriptOption.with("--from-file", "--from-file"),
        ScriptOption.flag("--export", "--export /dev/stdout"),
        ScriptOption.flag("--execute", "--execute --yes"),
        ScriptOption.flag("--dry-run", "leave --execute out"),
        ScriptOption.with("--shift-by", null),
        ScriptOption.flag("--delete-offsets", null),
        ScriptOption.flag("--validate-regex", null));
  }

  @Override
  public OurLine translate(Given given) {
    var ours = action(given).plain(this, given);
    var timeout = given.value("--timeout");
    return ours.addIf(timeout != null, "--timeout", timeout + "ms");
  }

  private OurLine action(Given given) {
    if (given.has("--list")) {
      return given.has("--state")
          ? OurLine.of("groups", "list")
          : OurLine.of("groups", "list", "-o", "name");
    }
    if (given.has("--describe")) return describe(given);
    if (given.has("--delete")) {
      return OurLine.of("groups", "delete").add(groups(given)).add("--yes");
    }
    if (given.has("--reset-offsets")) return reset(given);
    throw Given.wrong(name(), "--list, --describe, --delete or --reset-offsets is missing");
  }

  private static OurLine describe(Given given) {
    if (given.has("--all-groups")) return OurLine.of("lag", "--per-partition");
    if (given.has("--state")) return OurLine.of("groups", "list", one(given));
    var word = given.has("--members") ? "members" : "describe";
    return OurLine.of("groups", word, one(given));
  }

  /// The script has no patterns, and asks nobody.
  private static String[] groups(Given given) {
    if (given.has("--all-groups")) return new String[] {"*"};
    given.needed("--group");
    return given.values("--group").stream().map(Glob::literal).toArray(String[]::new);
  }

  /// Of several the rest would be left out, and nobody would know.
  private static String one(Given given) {
    if (given.values("--group").size() <= 1) return given.needed("--group");
    throw Given.wrong(given.script(), "several --group have no like here, but with --delete");
  }

  private static OurLine reset(Given given) {
    if (given.has("--execute") && given.has("--dry-run")) {
      throw Given.wrong(given.script(), "--execute and --dry-run exclude one another");
    }
    var ours = OurLine.of("groups", "reset", one(given));
    POINTS.forEach((option, point) -> ours.addIf(given.has(option), "--to", point));
    ours.option("--to", given.value("--to-offset")).option("--to", given.value("--to-datetime"));
    var back = given.value("--by-duration");
    if (back != null) ours.add("--to", ago(back));
    return ours.addIf(given.has("--export"), "--export", "/dev/stdout")
        .addIf(given.has("--execute"), "--execute", "--yes");
  }

  /// `PT1H` is written `-1h` here.
  private static String ago(String iso) {
    try {
      return "-%ds".formatted(java.time.Duration.parse(iso).toSeconds());
    } catch (java.time.format.DateTimeParseException e) {
      throw Given.wrong("kafka-consumer-groups", "'%s' is no duration such as PT1H".formatted(iso));
    }
  }
}
