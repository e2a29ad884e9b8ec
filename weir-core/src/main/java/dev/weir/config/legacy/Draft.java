package dev.weir.config.legacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A translation while it is written. Of a key that is set twice the later counts.
final class Draft {
  private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+:|localhost:|\\[::1]:");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private final String program;
  private final Place byDefault;
  private final Map<String, Translation.Entry> entries = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final List<Translation.Problem> problems = new ArrayList<>();

  Draft(String program) {
    this.program = program;
    this.byDefault = new Place("as " + program, 0);
  }

  String program() {
    return program;
  }

  void set(String key, String value, Place place) {
    entries.put(key, new Translation.Entry(key, value, place.name(), place.line()));
  }

  /// What the program did without being told.
  void set(String key, String value) {
    set(key, value, byDefault);
  }

  /// Where a key was set, or what the program did without being told.
  Place place(String key) {
    var entry = entries.get(key);
    return entry == null ? byDefault : new Place(entry.place(), entry.line());
  }

  @Nullable String value(String key) {
    var entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  void note(Place place, String text) {
    notes.add("%s: %s".formatted(place, text));
  }

  void problem(Place place, String text) {
    problems.add(new Translation.Problem(place.name(), place.line(), text));
  }

  /// Whether others reach a port: the predecessors asked nobody who they are.
  private boolean isOpen() {
    return entries.values().stream()
        .filter(entry -> entry.key().matches("listen\\.(push|topics|rest|metrics|grpc|http)"))
        .anyMatch(entry -> isOpen(entry.value()));
  }

  private static boolean isOpen(String address) {
    return !address.equals("off") && !LOOPBACK.matcher(address).lookingAt();
  }

  /// The text as a whole number; null, and a problem, where it is none.
  @Nullable Long whole(Found found) {
    var text = found.text().strip();
    if (WHOLE.matcher(text).matches()) return Long.valueOf(text);
    problem(found.place(), "%s: '%s' is not a whole number".formatted(found.key(), text));
    return null;
  }

  Translation finished() {
    if (isOpen()) set("insecure", "true");
    return new Translation(
        program, List.copyOf(entries.values()), List.copyOf(notes), List.copyOf(problems));
  }
}
