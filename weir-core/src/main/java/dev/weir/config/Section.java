package dev.weir.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Typed reading of one part of the settings.
///
/// A bad value is noted as a problem and the default carries on, so that all problems of a file
/// come out of one start.
final class Section {
  /// How "none" is written.
  static final String OFF = "off";

  private static final URI NO_URL = URI.create(OFF);
  private static final Rate NO_RATE = new Rate(0, Duration.ZERO);

  private final Settings settings;
  private final String prefix;

  Section(Settings settings, String prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  Section section(String name) {
    return new Section(settings, prefix + name + ".");
  }

  /// Notes what is written for a key, for the reference; a text unless this says otherwise.
  Section as(String key, String type) {
    settings.type(prefix + key, type);
    return this;
  }

  int count(String key, int byDefault, int min, int max) {
    return as(key, "number")
        .value(key, Integer.toString(byDefault), text -> Values.count(text, min, max));
  }

  long size(String key, String byDefault, long min, long max) {
    return as(key, "size").value(key, byDefault, text -> Values.size(text, min, max));
  }

  Duration duration(String key, String byDefault, String min, String max) {
    return as(key, "duration").value(key, byDefault, text -> Values.duration(text, min, max));
  }

  boolean yes(String key, boolean byDefault) {
    return as(key, "true|false").value(key, Boolean.toString(byDefault), Values::yes);
  }

  /// Null for `off`, which is the default.
  @Nullable URI urlOrOff(String key) {
    var url = as(key, "URL").value(key, OFF, text -> text.equals(OFF) ? NO_URL : Values.url(text));
    return url.equals(NO_URL) ? null : url;
  }

  <E extends Enum<E>> E choice(String key, E byDefault) {
    var type = byDefault.getDeclaringClass();
    return as(key, Values.choices(type, "|"))
        .value(key, Values.written(byDefault), text -> Values.choice(text, type));
  }

  /// So many messages in a time; null for `off`, which is the default.
  @Nullable Rate rate(String key) {
    return as(key, "rate").rate(key, Values::rate);
  }

  /// So many bytes in a time; null for `off`, which is the default.
  @Nullable Rate byteRate(String key) {
    return as(key, "rate of bytes").rate(key, Values::byteRate);
  }

  private @Nullable Rate rate(String key, Function<String, Rate> parser) {
    var rate = value(key, OFF, text -> text.equals(OFF) ? NO_RATE : parser.apply(text));
    return rate.equals(NO_RATE) ? null : rate;
  }

  Path path(String key, String byDefault) {
    return as(key, "path").value(key, byDefault, Path::of);
  }

  /// The same for a path that there need not be: null for `off`, which is the default.
  @Nullable Path pathOrOff(String key) {
    var path = path(key, OFF);
    return path.toString().equals(OFF) ? null : path;
  }

  Address address(String key, String byDefault) {
    return as(key, "address").value(key, byDefault, Address::parse);
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
      refuse(key, given, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// The same for a key that has no default because there is none that would be right.
  <T> @Nullable T required(String key, String why, Function<String, T> parser) {
    if (settings.given(prefix + key) == null) problem("%s is missing: %s".formatted(key, why));
    return written(key, parser);
  }

  /// Whether somebody wrote this, and be it the default.
  boolean isWritten(String key) {
    return settings.given(prefix + key) != null;
  }

  /// The names of the sections in this one, without those that only variables tell of.
  Set<String> names() {
    return settings.names(prefix);
  }

  /// The ends of all variables that may belong here.
  List<String> variables() {
    return settings.variables(prefix);
  }

  /// A value that could be read, but cannot be right. The reason reads on after it.
  void refuse(String key, String reason) {
    var given = settings.given(prefix + key);
    if (given == null) {
      problem("%s %s".formatted(key, reason));
    } else {
      refuse(key, given, reason);
    }
  }

  private void refuse(String key, Given given, String reason) {
    var shown = Setting.of(prefix + key, given.text(), given.origin()).value();
    settings.problem(given.origin(), "%s%s: '%s' %s".formatted(prefix, key, shown, reason));
  }

  /// A problem of the section as a whole, after which it has no unknown keys.
  void refuse(String reason) {
    problem(reason);
    overlook();
  }

  /// Reads no more of this section: what it belongs to is a problem already.
  void overlook() {
    settings.overlook(prefix);
  }

  private void problem(String text) {
    settings.problem(settings.origin(prefix), "%s: %s".formatted(name(), text));
  }

  private String name() {
    return prefix.substring(0, prefix.length() - 1);
  }

  /// A rule over several keys of this section.
  void check(Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException e) {
      settings.problem(new Origin(name(), 0), String.valueOf(e.getMessage()));
    }
  }

  private <T> T use(String key, Given given, Function<String, T> parser) {
    var value = parser.apply(given.text());
    settings.use(prefix + key, given);
    return value;
  }
}
