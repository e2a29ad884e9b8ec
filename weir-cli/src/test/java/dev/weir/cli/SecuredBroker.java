package dev.weir.cli;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;

/// A broker that encrypts, asks for a name and a password, and looks at certificates.
public final class SecuredBroker implements AutoCloseable {
  private static final String LISTENER = "listener.name.client.";
  private static final String MODULES = "org.apache.kafka.common.security.";

  private final EmbeddedBroker broker;

  private SecuredBroker(EmbeddedBroker broker) {
    this.broker = broker;
  }

  /// `ana` may come in with that password.
  ///
  /// @param client who may have a certificate
  public static SecuredBroker start(
      Path folder, Certificate server, Certificate client, String password) {
    return new SecuredBroker(
        EmbeddedBroker.start(
            EmbeddedBroker.Options.in(folder)
                .with("listener.security.protocol.map", "CLIENT:SASL_SSL")
                .with(LISTENER + "ssl.keystore.location", server.store().toString())
                .with(LISTENER + "ssl.keystore.password", Certificate.PASSWORD)
                .with(LISTENER + "ssl.keystore.type", "PKCS12")
                .with(LISTENER + "ssl.truststore.location", client.pem().toString())
                .with(LISTENER + "ssl.truststore.type", "PEM")
                .with(LISTENER + "ssl.client.auth", "required")
                .with(LISTENER + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512")
                .with(
                    LISTENER + "plain.sasl.jaas.config",
                    MODULES + "plain.PlainLoginModule required user_ana=\"" + password + "\";")
                .with(
                    LISTENER + "scram-sha-512.sasl.jaas.config",
                    MODULES + "scram.ScramLoginModule required;")));
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() {
    broker.close();
  }
}
