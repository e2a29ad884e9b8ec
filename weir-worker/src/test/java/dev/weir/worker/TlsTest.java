package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a broker that asks its clients for a certificate.
@Timeout(90)
final class TlsTest {
  private static final String LISTENER = "listener.name.client.";

  @TempDir private static Path folder;
  private static Certificate server;
  private static Certificate known;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    server = Certificate.make(folder, "server");
    known = Certificate.make(folder, "known");
    broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.in(folder.resolve("broker"))
                .with("listener.security.protocol.map", "CLIENT:SSL")
                .with(LISTENER + "ssl.keystore.location", server.store().toString())
                .with(LISTENER + "ssl.keystore.password", Certificate.PASSWORD)
                .with(LISTENER + "ssl.keystore.type", "PKCS12")
                .with(LISTENER + "ssl.truststore.location", known.pem().toString())
                .with(LISTENER + "ssl.truststore.type", "PEM")
                .with(LISTENER + "ssl.client.auth", "required"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Admin client(Tls tls) {
    var kafka = Kafka.at(broker.bootstrapServers()).tls(tls);
    kafka.check();
    return Admin.create(ClientSettings.admin(kafka));
  }

  private static String cluster(Admin admin) throws Exception {
    return admin.describeCluster().clusterId().get();
  }

  @Test
  void s58_a_certificate_is_a_login() throws Exception {
    try (var admin = client(Tls.trusting(server.pem()).identity(known.pem(), known.key()))) {
      assertThat(cluster(admin)).isNotBlank();
    }
  }

  @Test
  void a_client_without_one_is_refused() {
    try (var admin = client(Tls.trusting(server.pem()))) {
      assertThatThrownBy(() -> cluster(admin))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SslAuthenticationException.class);
    }
  }

  @Test
  void a_client_that_is_there_already_uses_files_that_have_changed() throws Exception {
    var stranger = Certificate.make(folder.resolve("mine"), "stranger");
    var tls = Tls.trusting(server.pem()).identity(stranger.pem(), stranger.key());

    try (var admin = client(tls)) {
      assertThatThrownBy(() -> cluster(admin)).hasCauseInstanceOf(SslAuthenticationException.class);
      known.replace(stranger);

      assertThat(cluster(admin)).isNotBlank();
    }
  }

  @Test
  void files_that_become_unusable_leave_the_last_good_ones() throws Exception {
    var mine = Certificate.make(folder.resolve("mine"), "mine");
    var key = Files.readString(mine.key());
    var files = new PemFiles();
    var configs = new HashMap<>(AdminClientConfig.configDef().defaultValues());
    configs.putAll(Tls.system().identity(mine.pem(), mine.key()).settings());
    files.configure(configs);
    var good = files.keystore();

    Files.writeString(mine.key(), "half a k");
    files.createClientSslEngine("127.0.0.1", 9092, "https");
    var meanwhile = files.keystore();
    Files.writeString(mine.key(), key);
    files.createClientSslEngine("127.0.0.1", 9092, "https");

    assertThat(meanwhile).isSameAs(good);
    assertThat(files.keystore()).isNotSameAs(good);
  }
}
