package dev.weir.config;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Typed reading of one part of the settings.
///
/// A bad value is noted as a problem and the default carries on, so that all problems of a file
/// come out of one start.
final class Section {
  private final Settings settings;
  private final String prefix;

  Section(Settings settings, String prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  Section section(String name) {
    return new Section(settings, prefix + name + ".");
  }

  int count(String key, int byDefault, int min, int max) {
    return value(key, Integer.toString(byDefault), text -> Values.count(text, min, max));
  }

  long size(String key, String byDefault, long min, long max) {
    return value(key, byDefault, text -> Values.size(text, min, max));
  }

  Path path(String key, String byDefault) {
    return value(key, byDefault, Path::of);
  }

  Address address(String key, String byDefault) {
    return value(key, byDefault, Address::parse);
  }

  /// The value of a key by a parser of its own. The parser throws [IllegalArgumentException] with a
  /// text that reads on after the value: `is not a size such as 1MB`.
  <T> T value(String key, String byDefault, Function<String, T> parser) {
    var written = written(key, parser);
    return written != null ? written : use(key, new Given(byDefault, Origin.DEFAULT), parser);
  }

  /// The same for a key without a default: null where nothing usable is written.
  <T> @Nullable T written(String key, Function<String, T> parser) {
    var given = settings.given(prefix + key);
    if (given == null) return null;
    try {
      return use(key, given, parser);
    } catch (IllegalArgumentException e) {
      var shown = Setting.of(prefix + key, given.text(), given.origin()).value();
      settings.problem(
          given.origin(), "%s%s: '%s' %s".formatted(prefix, key, shown, e.getMessage()));
      return null;
    }
  }

  /// A rule over several keys of this section.
  void check(Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException e) {
      var name = prefix.substring(0, prefix.length() - 1);
      settings.problem(new Origin(name, 0), String.valueOf(e.getMessage()));
    }
  }

  private <T> T use(String key, Given given, Function<String, T> parser) {
    var value = parser.apply(given.text());
    settings.use(prefix + key, given);
    return value;
  }
}
