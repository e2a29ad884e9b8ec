package dev.weir.cli.topics;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;

/// The settings that topics have.
final class ConfigKeys {
  private ConfigKeys() {}

  /// Those that this version of Kafka's client knows of.
  static Set<String> usual() {
    var keys = new TreeSet<String>();
    for (var field : TopicConfig.class.getFields()) {
      if (!field.getName().endsWith("_CONFIG") || !Modifier.isStatic(field.getModifiers()))
        continue;
      try {
        keys.add(String.valueOf(field.get(null)));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e); // the fields are public
      }
    }
    return keys;
  }

  /// Fails with the nearest known name where one of them is not known.
  static void check(String what, Collection<String> given, Collection<String> known) {
    for (var key : given) {
      if (known.contains(key)) continue;
      throw new Failure(
          ExitCode.USAGE,
          what,
          "topics have no setting '%s'".formatted(key),
          Nearest.to(key, known)
              .map("Did you mean '%s'?"::formatted)
              .orElse("'weir topics describe NAME -o json' shows those there are."));
    }
  }

  static Failure refused(String what, Throwable why) {
    var text = String.valueOf(why.getMessage()).replaceAll("\\.\\s*$", "");
    return new Failure(ExitCode.USAGE, what, text, "Nothing of it was done.", why);
  }
}
