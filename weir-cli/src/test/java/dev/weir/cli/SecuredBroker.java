package dev.weir.cli;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.testkit.tls.Authority;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A broker that encrypts, asks for a name and a password, and looks at certificates.
public final class SecuredBroker implements AutoCloseable {
  private static final String LISTENER = "listener.name.client.";
  private static final String MODULES = "org.apache.kafka.common.security.";
  private static final String STORE_PASSWORD = "changeit";

  private final EmbeddedBroker broker;
  private final Path folder;

  private SecuredBroker(EmbeddedBroker broker, Path folder) {
    this.broker = broker;
    this.folder = folder;
  }

  /// `ana` may come in with that password and a certificate.
  ///
  /// @param folder gets `ca.crt`, `mine.crt` and `mine.key`, and `stranger.crt`, whom nobody trusts
  /// @param lasts how long its own certificate does
  public static SecuredBroker start(Path folder, Duration lasts, String password) {
    var authority = Authority.create("Test CA");
    var ca = authority.write(folder, "ca");
    authority.client("CN=mine").write(folder, "mine");
    Authority.create("Stranger").write(folder, "stranger");
    var store =
        authority
            .until(Instant.now().plus(lasts))
            .server()
            .writeStore(folder, "server", STORE_PASSWORD);
    var broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.in(folder.resolve("kafka"))
                .with("listener.security.protocol.map", "CLIENT:SASL_SSL")
                .with(LISTENER + "ssl.keystore.location", store.toString())
                .with(LISTENER + "ssl.keystore.password", STORE_PASSWORD)
                .with(LISTENER + "ssl.keystore.type", "PKCS12")
                .with(LISTENER + "ssl.truststore.location", ca.toString())
                .with(LISTENER + "ssl.truststore.type", "PEM")
                .with(LISTENER + "ssl.client.auth", "required")
                .with(LISTENER + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512")
                .with(
                    LISTENER + "plain.sasl.jaas.config",
                    MODULES + "plain.PlainLoginModule required user_ana=\"" + password + "\";")
                .with(
                    LISTENER + "scram-sha-512.sasl.jaas.config",
                    MODULES + "scram.ScramLoginModule required;"));
    return new SecuredBroker(broker, folder);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /// One of the files beside it.
  public Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    broker.close();
  }
}
