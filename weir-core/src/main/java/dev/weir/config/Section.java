package dev.weir.config;

import java.nio.file.Path;
import java.util.function.Function;

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

  boolean has(String key) {
    return settings.given(prefix + key) != null;
  }

  /// The value of a key by a parser of its own. The parser throws [IllegalArgumentException] with a
  /// text that reads on after the value: `is not a size such as 1MB`.
  <T> T value(String key, String byDefault, Function<String, T> parser) {
    var fallback = new Given(byDefault, Origin.DEFAULT);
    var written = settings.given(prefix + key);
    if (written == null) return use(key, fallback, parser);
    try {
      return use(key, written, parser);
    } catch (IllegalArgumentException e) {
      var shown = Setting.of(prefix + key, written.text(), written.origin()).value();
      settings.problem(
          written.origin(), "%s%s: '%s' %s".formatted(prefix, key, shown, e.getMessage()));
      return use(key, fallback, parser);
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
