package dev.weir.cli.compat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `kafka-console-consumer`. It stays for more messages, as the script does.
final class ConsumerScript implements Script {
  private static final Set<String> PRINTED =
      Set.of(
          "print.key",
          "print.value",
          "print.timestamp",
          "print.partition",
          "print.offset",
          "print.headers",
          "key.separator",
          "line.separator",
          "headers.separator",
          "null.literal");

  /// Behind each message, for them to be counted. No message knows it.
  private final String mark = "\u001e" + UUID.randomUUID();

  @Override
  public String name() {
    return "kafka-console-consumer";
  }

  byte[] mark() {
    return mark.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<ScriptOption> options() {
    return List.of(
        ScriptOption.with("--topic", "the topic"),
        ScriptOption.with("--include", "the topic, with -r behind it"),
        ScriptOption.with("--whitelist", "as --include"),
        ScriptOption.with("--bootstrap-server", "-b"),
        ScriptOption.with("--zookeeper", "ignored, and said so"),
        ScriptOption.flag("--from-beginning", "--from start; without it --from end"),
        ScriptOption.with("--offset", "--from, also with earliest and latest"),
        ScriptOption.with("--partition", "-p"),
        ScriptOption.with("--max-messages", "-n"),
        ScriptOption.with("--timeout-ms", "leave -F out: it ends where there is no more now"),
        ScriptOption.with("--group", "-g, from where it is or else from the start"),
        ScriptOption.with("--isolation-level", "--isolation; read_uncommitted if not said"),
        ScriptOption.with("--property", "-f, of print.… and the separators"),
        ScriptOption.with("--formatter-property", "as --property"),
        ScriptOption.with("--consumer-property", "-X"),
        ScriptOption.with("--command-property", "-X"),
        ScriptOption.with("--consumer.config", "-X, for each setting of the file"),
        ScriptOption.with("--command-config", "-X, for each setting of the file"),
        ScriptOption.flag("--skip-message-on-error", "nothing: bytes are printed as they are"),
        ScriptOption.with("--formatter", null),
        ScriptOption.with("--formatter-config", null),
        ScriptOption.with("--key-deserializer", null),
        ScriptOption.with("--value-deserializer", null),
        ScriptOption.flag("--enable-systest-events", null));
  }

  @Override
  public OurLine translate(Given given) {
    var ours = OurLine.of("consume");
    var pattern = given.has("--include") ? given.value("--include") : given.value("--whitelist");
    if (pattern == null) ours.add(given.needed("--topic"));
    else if (given.valueOrWord("--topic") == null) ours.add(pattern, "-r");
    else throw Given.wrong(name(), "--topic and --include exclude one another");
    var isolation = given.value("--isolation-level");
    ours.add("--isolation", isolation == null ? "read_uncommitted" : isolation);
    ours.option("-g", given.value("--group"));
    ours.plain(this, given);
    ours.add("--from", from(given)).addIf(!given.has("--timeout-ms"), "-F");
    var printed = given.settings("--property", "--formatter-property");
    ours.option("-Z", printed.getOrDefault("null.literal", "null"));
    return ours.add("-f", format(printed) + mark);
  }

  private static String from(Given given) {
    var offset = given.value("--offset");
    if (offset != null) return offset;
    var start = given.has("--from-beginning");
    if (given.has("--group")) return "committed";
    return start ? "start" : "end";
  }

  private String format(Map<String, String> settings) {
    for (var setting : settings.keySet()) {
      if (!PRINTED.contains(setting)) {
        throw Given.wrong(name(), "property %s has no like here".formatted(setting));
      }
    }
    var between = escaped(settings.getOrDefault("key.separator", "\t"));
    var format = new StringBuilder();
    // In the order of Kafka's own formatter.
    append(format, settings.get("print.timestamp"), "CreateTime:%T", between);
    append(format, settings.get("print.partition"), "Partition:%p", between);
    append(format, settings.get("print.offset"), "Offset:%o", between);
    append(format, settings.get("print.headers"), "%h", between);
    append(format, settings.get("print.key"), "%k", between);
    append(format, settings.getOrDefault("print.value", "true"), "%v", between);
    return format + escaped(settings.getOrDefault("line.separator", "\n"));
  }

  private static void append(
      StringBuilder format, @Nullable String wanted, String token, String between) {
    if (!Boolean.parseBoolean(wanted)) return;
    if (!format.isEmpty()) format.append(between);
    format.append(token);
  }

  /// For our format, in which these signs have a meaning. The scripts read `\t` as it is written.
  private static String escaped(String text) {
    return text.replace("%", "%%").replace("\n", "\\n").replace("\t", "\\t");
  }
}
