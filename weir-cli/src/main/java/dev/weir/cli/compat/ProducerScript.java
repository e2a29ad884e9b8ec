package dev.weir.cli.compat;

import java.util.List;
import java.util.Map;

/// `kafka-console-producer`.
final class ProducerScript implements Script {
  @Override
  public String name() {
    return "kafka-console-producer";
  }

  @Override
  public List<ScriptOption> options() {
    return List.of(
        ScriptOption.with("--topic", "the topic"),
        ScriptOption.with("--bootstrap-server", "-b"),
        ScriptOption.with("--broker-list", "-b"),
        ScriptOption.with("--request-required-acks", "--acks"),
        ScriptOption.withOr("--compression-codec", "-z", "gzip"),
        ScriptOption.with("--property", "-K, of parse.key and key.separator"),
        ScriptOption.with("--reader-property", "as --property"),
        ScriptOption.with("--reader-config", null),
        ScriptOption.with("--line-reader", null),
        ScriptOption.with("--producer-property", "-X"),
        ScriptOption.with("--command-property", "-X"),
        ScriptOption.with("--producer.config", "-X, for each setting of the file"),
        ScriptOption.with("--command-config", "-X, for each setting of the file"),
        ScriptOption.flag("--sync", "nothing: every message is waited for at the end"),
        ScriptOption.with("--batch-size", "-X batch.size="),
        ScriptOption.with("--max-partition-memory-bytes", "-X batch.size="),
        ScriptOption.with("--max-memory-bytes", "-X buffer.memory="),
        ScriptOption.with("--max-block-ms", "-X max.block.ms="),
        ScriptOption.with("--message-send-max-retries", "-X retries="),
        ScriptOption.with("--metadata-expiry-ms", "-X metadata.max.age.ms="),
        ScriptOption.with("--request-timeout-ms", "-X request.timeout.ms="),
        ScriptOption.with("--retry-backoff-ms", "-X retry.backoff.ms="),
        ScriptOption.with("--socket-buffer-size", "-X send.buffer.bytes="),
        ScriptOption.with("--timeout", "-X linger.ms="));
  }

  @Override
  public OurLine translate(Given given) {
    var ours = OurLine.of("produce", given.needed("--topic")).plain(this, given);
    return keys(ours, given.settings("--property", "--reader-property"));
  }

  private static OurLine keys(OurLine ours, Map<String, String> settings) {
    for (var setting : settings.keySet()) {
      if (!List.of("parse.key", "key.separator", "ignore.error").contains(setting)) {
        throw Given.wrong(
            "kafka-console-producer", "property %s has no like here".formatted(setting));
      }
    }
    var withKey = Boolean.parseBoolean(settings.getOrDefault("parse.key", "false"));
    return ours.addIf(withKey, "-K", settings.getOrDefault("key.separator", "\\t"));
  }
}
