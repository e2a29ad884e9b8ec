package dev.weir.gateway.rest.schema;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Fetches what a schema refers to, and what that refers to. Used once, by one thread.
final class References {
  private static final int COUNT_MAX = 100;
  private static final int DEPTH_MAX = 20;
  private static final long CHARACTERS_MAX = 4 << 20;

  private final RegistryCalls calls;
  private final Deadline deadline;
  private final Set<Reference> seen = new HashSet<>();

  /// By name; each after those that it needs.
  private final Map<String, String> texts = new LinkedHashMap<>();

  private long characters;

  private References(RegistryCalls calls, Deadline deadline) {
    this.calls = calls;
    this.deadline = deadline;
  }

  /// The texts by the names that the schema has for them; each comes after those that it needs.
  static Map<String, String> of(Found schema, RegistryCalls calls, Deadline deadline) {
    var all = new References(calls, deadline);
    all.add(schema, 0);
    return all.texts;
  }

  private void add(Found schema, int depth) {
    if (depth > DEPTH_MAX) throw new BadSchema("its references go too deep");
    for (var reference : schema.references()) {
      if (!seen.add(reference)) continue;
      if (seen.size() > COUNT_MAX) throw new BadSchema("it has too many references");
      var found = fetch(reference);
      characters += found.text().length();
      if (characters > CHARACTERS_MAX) throw new BadSchema("its references are too large");
      add(found, depth + 1);
      texts.put(reference.name(), found.text());
    }
  }

  private Found fetch(Reference reference) {
    try {
      return calls.version(reference.subject(), Integer.toString(reference.version()), deadline);
    } catch (Refusal e) {
      throw Failures.noReference(reference, e);
    }
  }
}
