package dev.weir.config.legacy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// librdkafka's user and password as Java's login of the same mechanism.
final class Login {
  private static final String MECHANISM = "sasl.mechanism";
  private static final String USER = "sasl.username";
  private static final String PASSWORD = "sasl.password";
  static final Set<String> OPTIONS = Set.of(MECHANISM, USER, PASSWORD);

  private static final String MODULE = "org.apache.kafka.common.security.";

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
    var module = module(mechanism == null ? "" : named(mechanism));
    if (module == null) {
      draft.note(user.place(), "%s counts for PLAIN and SCRAM alone".formatted(user.key()));
    } else {
      set("sasl.jaas.config", jaas(module, user), user);
    }
  }

  private String jaas(String module, Found user) {
    var password = given.get(PASSWORD);
    return "%s%s required username=\"%s\" password=\"%s\";"
        .formatted(
            MODULE, module, quoted(user.text()), quoted(password == null ? "" : password.text()));
  }

  private static String named(Found mechanism) {
    return mechanism.text().strip().toUpperCase(Locale.ROOT);
  }

  private static @Nullable String module(String mechanism) {
    return switch (mechanism) {
      case "PLAIN" -> "plain.PlainLoginModule";
      case "SCRAM-SHA-256", "SCRAM-SHA-512" -> "scram.ScramLoginModule";
      default -> null;
    };
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private void set(String name, String value, Found found) {
    draft.set(prefix + name, value, found.place());
  }
}
