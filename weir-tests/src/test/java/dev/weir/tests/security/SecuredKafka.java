package dev.weir.tests.security;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.testkit.tls.Authority;
import dev.weir.testkit.tls.Issued;
import dev.weir.tests.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/// A broker within TLS that asks who one is: by a password, a token, or a certificate.
///
/// Its own certificate is for 127.0.0.1, and for no name.
final class SecuredKafka implements AutoCloseable {
  private static final String LISTENER = "listener.name.client.";
  private static final String MODULES = "org.apache.kafka.common.security.";
  private static final String PLAIN = MODULES + "plain.PlainLoginModule required";
  private static final String SCRAM = MODULES + "scram.ScramLoginModule required";

  private final Authority authority = Authority.create("Kafka's CA");
  private final Path folder;
  private final Path ca;
  private final EmbeddedBroker broker;

  private SecuredKafka(Path folder, String protocol, Map<String, String> terms) throws IOException {
    this.folder = folder;
    this.ca = authority.write(folder, "ca");
    var options =
        EmbeddedBroker.Options.in(folder.resolve("broker"))
            .with("listener.security.protocol.map", "CLIENT:" + protocol)
            .with(LISTENER + "ssl.keystore.type", "PEM")
            .with(LISTENER + "ssl.keystore.location", identity("broker", server()).toString())
            .with(LISTENER + "ssl.truststore.type", "PEM")
            .with(LISTENER + "ssl.truststore.location", ca.toString());
    for (var term : terms.entrySet()) {
      options = options.with(LISTENER + term.getKey(), term.getValue());
    }
    this.broker = EmbeddedBroker.start(options);
  }

  private Issued server() {
    return authority.server("IP:127.0.0.1");
  }

  /// One for passwords and tokens: `admin` comes by PLAIN, others by SCRAM.
  static SecuredKafka withLogins(Path folder, String password) throws IOException {
    return new SecuredKafka(
        folder,
        "SASL_SSL",
        Map.of(
            "sasl.enabled.mechanisms",
            "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER",
            "plain.sasl.jaas.config",
            PLAIN + " user_admin=\"" + password + "\";",
            "scram-sha-256.sasl.jaas.config",
            SCRAM + ";",
            "scram-sha-512.sasl.jaas.config",
            SCRAM + ";",
            "oauthbearer.sasl.jaas.config",
            token("broker")));
  }

  /// One for certificates.
  static SecuredKafka withCertificates(Path folder) throws IOException {
    return new SecuredKafka(folder, "SSL", Map.of("ssl.client.auth", "required"));
  }

  /// The login of somebody whose token nobody has signed, as Kafka takes it in tests.
  static String token(String name) {
    return MODULES
        + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\""
        + name
        + "\";";
  }

  /// A user with a password, or another password for that user.
  void user(ScramMechanism mechanism, String name, String password, String admins)
      throws ExecutionException, InterruptedException {
    try (var admin = admin("PLAIN", PLAIN, "admin", admins)) {
      var info = new ScramCredentialInfo(mechanism, 4096);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(name, info, password)))
          .all()
          .get();
    }
    // It is written down by then; the broker takes it a moment later.
    Await.until("the password counts", () -> letsIn(mechanism, name, password));
  }

  private boolean letsIn(ScramMechanism mechanism, String name, String password)
      throws InterruptedException {
    try (var admin = admin(mechanism.mechanismName(), SCRAM, name, password)) {
      admin.describeCluster().nodes().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SaslAuthenticationException) return false;
      throw new IllegalStateException("Nobody is asked for a password", e);
    }
  }

  private Admin admin(String mechanism, String module, String user, String password) {
    var quoted = password.replace("\\", "\\\\").replace("\"", "\\\"");
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            servers(),
            "security.protocol",
            "SASL_SSL",
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.location",
            ca.toString(),
            "sasl.mechanism",
            mechanism,
            "sasl.jaas.config",
            "%s username=\"%s\" password=\"%s\";".formatted(module, user, quoted)));
  }

  /// A client's certificate and key in one file, as Kafka's clients want them.
  Path identity(String name) throws IOException {
    return identity(name, authority.client("CN=" + name));
  }

  private Path identity(String name, Issued issued) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".pem"), issued.keyPem() + issued.certificatePem());
  }

  String servers() {
    return broker.bootstrapServers();
  }

  int port() {
    return broker.port();
  }

  /// What a gateway needs to trust it.
  List<String> trust(String protocol) {
    return List.of(
        "kafka.bootstrap.servers=" + servers(),
        "kafka.security.protocol=" + protocol,
        "kafka.ssl.truststore.type=PEM",
        "kafka.ssl.truststore.location=" + ca);
  }

  @Override
  public void close() {
    broker.close();
  }
}
