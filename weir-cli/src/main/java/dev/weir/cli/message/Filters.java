package dev.weir.cli.message;

import dev.weir.cli.units.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which messages are meant; all that is asked must be so.
@Command
public final class Filters {
  @Option(
      names = "--grep",
      paramLabel = "REGEX",
      description = "Only where this is found in the key, the value or a header.")
  private @Nullable Pattern grep;

  @Option(
      names = "--key",
      paramLabel = "GLOB",
      description = "Only with such a key: ride-*, user-?.")
  private @Nullable String key;

  @Option(
      names = "--header",
      paramLabel = "NAME=GLOB",
      description = "Only with such a header, or with any of that name. May be repeated.")
  private final List<String> headers = new ArrayList<>();

  @Option(
      names = "--jq",
      paramLabel = "EXPR",
      description =
          "Only where this is true of the value's JSON: '.age >= 18 and .city == \"Oslo\"'.")
  private @Nullable String jq;

  /// Whether anything is asked.
  public boolean any() {
    return grep != null || key != null || jq != null || !headers.isEmpty();
  }

  /// Whether a message is meant. Throws a [dev.weir.cli.terminal.Failure] where nobody can tell
  /// what is asked.
  ///
  /// @param ofKeys makes keys readable
  /// @param ofValues makes values readable
  public Predicate<ConsumerRecord<byte[], byte[]>> filter(Decoder ofKeys, Decoder ofValues) {
    Predicate<ConsumerRecord<byte[], byte[]>> filter = _ -> true;
    if (key != null) {
      var glob = Glob.of(key);
      filter = message -> message.key() != null && glob.test(text(message.key(), ofKeys));
    }
    for (var header : headers) filter = filter.and(header(header));
    var pattern = grep;
    if (pattern != null) filter = filter.and(message -> found(pattern, message, ofKeys, ofValues));
    if (jq != null) {
      var question = Jq.of(jq);
      filter =
          filter.and(
              message -> message.value() != null && question.test(text(message.value(), ofValues)));
    }
    return filter;
  }

  private static Predicate<ConsumerRecord<byte[], byte[]>> header(String asked) {
    var equals = asked.indexOf('=');
    var name = equals < 0 ? asked : asked.substring(0, equals);
    var glob = Glob.of(equals < 0 ? "*" : asked.substring(equals + 1));
    return message -> {
      for (var header : message.headers().headers(name)) {
        if (glob.test(text(header))) return true;
      }
      return false;
    };
  }

  private static boolean found(
      Pattern pattern, ConsumerRecord<byte[], byte[]> message, Decoder ofKeys, Decoder ofValues) {
    if (found(pattern, message.key(), ofKeys)) return true;
    if (found(pattern, message.value(), ofValues)) return true;
    for (var header : message.headers()) {
      if (pattern.matcher(header.key()).find() || pattern.matcher(text(header)).find()) return true;
    }
    return false;
  }

  private static boolean found(Pattern pattern, byte @Nullable [] bytes, Decoder decoder) {
    return bytes != null && pattern.matcher(text(bytes, decoder)).find();
  }

  private static String text(Header header) {
    var value = header.value();
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes, Decoder decoder) {
    return decoder.decode(bytes).text();
  }
}
