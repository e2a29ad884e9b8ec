package dev.weir.config.legacy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// librdkafka's user and password, which count for some mechanisms alone.
final class Login {
  private static final String MECHANISM = "sasl.mechanism";
  private static final String USER = "sasl.username";
  private static final String PASSWORD = "sasl.password";
  static final Set<String> OPTIONS = Set.of(MECHANISM, USER, PASSWORD);

  private static final Set<String> WITH_PASSWORD =
      Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

  private final Draft draft;
  private final String prefix;
  private final Map<String, Found> given = new HashMap<>();

  Login(Draft draft, String prefix) {
    this.draft = draft;
    this.prefix = prefix;
  }

  boolean takes(String name, Found found) {
    if (!OPTIONS.contains(name)) return false;
    given.put(name, found);
    return true;
  }

  void finish() {
    var mechanism = given.get(MECHANISM);
    if (mechanism != null) set(MECHANISM, named(mechanism), mechanism);
    var user = given.get(USER);
    if (user == null) return;
    if (mechanism == null || !WITH_PASSWORD.contains(named(mechanism))) {
      draft.note(user.place(), "%s counts for PLAIN and SCRAM alone".formatted(user.key()));
      return;
    }
    if (!logsIn()) {
      draft.note(
          user.place(), "%s counts with security.protocol sasl_… alone".formatted(user.key()));
      return;
    }
    set(USER, user.text(), user);
    var password = given.get(PASSWORD);
    if (password != null) set(PASSWORD, password.text(), password);
  }

  private boolean logsIn() {
    var protocol = draft.value(prefix + "security.protocol");
    return protocol != null && protocol.toUpperCase(Locale.ROOT).startsWith("SASL_");
  }

  private static String named(Found mechanism) {
    return mechanism.text().strip().toUpperCase(Locale.ROOT);
  }

  private void set(String name, String value, Found found) {
    draft.set(prefix + name, value, found.place());
  }
}
