package dev.weir.config;

import static org.apache.kafka.clients.CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;
import static org.apache.kafka.common.config.SaslConfigs.SASL_JAAS_CONFIG;
import static org.apache.kafka.common.config.SaslConfigs.SASL_MECHANISM;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// `sasl.username` and `sasl.password` of a cluster, as Kafka's clients in other languages have
/// them, in the place of Java's `sasl.jaas.config`.
public final class KafkaLogin {
  private static final String USER = "sasl.username";
  private static final String PASSWORD = "sasl.password";
  private static final String MODULE = "org.apache.kafka.common.security.";
  private static final String PLAIN = "PLAIN";
  private static final Set<String> MECHANISMS = Set.of(PLAIN, "SCRAM-SHA-256", "SCRAM-SHA-512");

  private KafkaLogin() {}

  /// Adds what Kafka's client needs to log in, where there is a user.
  static void read(Section section, Map<String, String> properties) {
    var user = section.value(USER, "", Function.identity());
    var password = section.value(PASSWORD, "", Function.identity());
    if (user.isEmpty()) {
      if (!password.isEmpty()) section.refuse(PASSWORD, "counts with " + USER + " alone; set it");
      return;
    }
    if (properties.containsKey(SASL_JAAS_CONFIG)) {
      section.refuse(
          USER, "stands beside " + SASL_JAAS_CONFIG + ", which says the same; leave one out");
      return;
    }
    if (!properties.getOrDefault(SECURITY_PROTOCOL_CONFIG, "").startsWith("SASL_")) {
      section.refuse(
          USER,
          "counts with %s SASL_SSL, or SASL_PLAINTEXT; set it".formatted(SECURITY_PROTOCOL_CONFIG));
    }
    var mechanism = properties.getOrDefault(SASL_MECHANISM, "");
    if (MECHANISMS.contains(mechanism)) {
      properties.put(SASL_JAAS_CONFIG, jaas(mechanism, user, password));
    } else {
      section.refuse(
          USER,
          "counts with %s PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; set it".formatted(SASL_MECHANISM));
    }
  }

  /// The `sasl.jaas.config` of a user, for PLAIN or one of SCRAM's mechanisms.
  public static String jaas(String mechanism, String user, String password) {
    var module = mechanism.equals(PLAIN) ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    return "%s%s required username=\"%s\" password=\"%s\";"
        .formatted(MODULE, module, quoted(user), quoted(password));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
