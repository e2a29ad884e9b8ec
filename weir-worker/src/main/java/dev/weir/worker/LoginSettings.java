package dev.weir.worker;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.ClientCredentialsJwtRetriever;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/// A [Login] as Kafka's clients are told it.
final class LoginSettings {
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private LoginSettings() {}

  static Map<String, Object> of(Login login) {
    return switch (login) {
      case Login.None none -> Map.of();
      case Login.Plain(var user, var password) ->
          Map.of(
              SaslConfigs.SASL_MECHANISM,
              "PLAIN",
              SaslConfigs.SASL_JAAS_CONFIG,
              jaas(PlainLoginModule.class, user, password));
      case Login.Scram(var bits, var user, var password) ->
          Map.of(
              SaslConfigs.SASL_MECHANISM,
              "SCRAM-SHA-" + bits,
              SaslConfigs.SASL_JAAS_CONFIG,
              jaas(ScramLoginModule.class, user, password));
      case Login.OAuth oauth -> token(oauth);
    };
  }

  private static Map<String, Object> token(Login.OAuth oauth) {
    var settings = new HashMap<String, Object>();
    settings.put(SaslConfigs.SASL_MECHANISM, "OAUTHBEARER");
    settings.put(
        SaslConfigs.SASL_JAAS_CONFIG, OAuthBearerLoginModule.class.getName() + " required;");
    settings.put(
        SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
        OAuthBearerLoginCallbackHandler.class.getName());
    settings.put(
        SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS,
        ClientCredentialsJwtRetriever.class.getName());
    // Kafka's choice is able to check signatures too, and needs one more library to be loaded.
    settings.put(
        SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, ClientJwtValidator.class.getName());
    settings.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, oauth.endpoint().toString());
    settings.put(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID, oauth.client());
    settings.put(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET, oauth.secret());
    if (oauth.scope() != null) settings.put(SaslConfigs.SASL_OAUTHBEARER_SCOPE, oauth.scope());
    return settings;
  }

  /// Kafka's client would tell of it when it is made, among much else.
  ///
  /// @throws IllegalArgumentException if the JVM may not ask for the token
  static void check(Login login) {
    if (!(login instanceof Login.OAuth oauth)) return;
    var allowed = System.getProperty(ALLOWED, "").split(",", -1);
    var endpoint = oauth.endpoint().toString();
    if (Arrays.stream(allowed).map(String::strip).anyMatch(endpoint::equals)) return;
    throw new IllegalArgumentException(
        "Kafka's client asks no address for tokens that the JVM does not allow. Start it with -D%s=%s"
            .formatted(ALLOWED, endpoint));
  }

  private static String jaas(Class<?> module, String user, String password) {
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(module.getName(), quoted(user), quoted(password));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
