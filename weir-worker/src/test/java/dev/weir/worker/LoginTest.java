package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.EmbeddedBroker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a broker that encrypts, and asks for a name and a password.
@Timeout(90)
final class LoginTest {
  private static final String LISTENER = "listener.name.client.";
  private static final String SECRET = "it's \"s3cret\" \\";
  private static final String UNSECURED =
      "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
          + " unsecuredLoginStringClaim_sub=\"me\";";
  private static final Login ADMIN = Login.plain("admin", "admin");

  @TempDir private static Path folder;
  private static Certificate server;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    server = Certificate.make(folder, "server");
    broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.in(folder.resolve("broker"))
                .with("listener.security.protocol.map", "CLIENT:SASL_SSL")
                .with(LISTENER + "ssl.keystore.location", server.store().toString())
                .with(LISTENER + "ssl.keystore.password", Certificate.PASSWORD)
                .with(LISTENER + "ssl.keystore.type", "PKCS12")
                .with(LISTENER + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512")
                .with(
                    LISTENER + "plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " user_admin=\"admin\";")
                .with(LISTENER + "scram-sha-256.sasl.jaas.config", scram())
                .with(LISTENER + "scram-sha-512.sasl.jaas.config", scram()));
    try (var admin = Admin.create(as(ADMIN).settings())) {
      var each =
          List.of(user(ScramMechanism.SCRAM_SHA_256, "a"), user(ScramMechanism.SCRAM_SHA_512, "b"));
      admin.alterUserScramCredentials(List.copyOf(each)).all().get();
    }
    awaitKnown(Login.scram256("a", SECRET));
    awaitKnown(Login.scram512("b", SECRET));
  }

  /// A password is written down when Kafka says so; the broker takes it a moment later.
  private static void awaitKnown(Login login) throws Exception {
    for (var tries = 1; ; tries++) {
      try {
        var unused = cluster(as(login));
        return;
      } catch (ExecutionException e) {
        if (tries == 100 || !(e.getCause() instanceof SaslAuthenticationException)) throw e;
      }
    }
  }

  private static String scram() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required;";
  }

  private static UserScramCredentialUpsertion user(ScramMechanism mechanism, String name) {
    return new UserScramCredentialUpsertion(name, new ScramCredentialInfo(mechanism, 4096), SECRET);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Kafka as(Login login) {
    var kafka = Kafka.at(broker.bootstrapServers()).login(login).tls(Tls.trusting(server.pem()));
    kafka.check();
    return kafka;
  }

  private static String cluster(Kafka kafka) throws Exception {
    try (var admin = Admin.create(ClientSettings.admin(kafka))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  @Test
  void s58_each_of_the_logins_works() throws Exception {
    assertThat(cluster(as(ADMIN))).isNotBlank();
    assertThat(cluster(as(Login.scram256("a", SECRET)))).isNotBlank();
    assertThat(cluster(as(Login.scram512("b", SECRET)))).isNotBlank();
  }

  @Test
  void s58_a_wrong_password_is_refused_and_the_mechanism_named() {
    assertThatThrownBy(() -> cluster(as(Login.scram512("b", "wrong"))))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SaslAuthenticationException.class)
        .hasMessageContaining("SCRAM-SHA-512");
  }

  private static void fails(Worker worker, String... hints) {
    var begun = System.nanoTime();

    try (worker) {
      var exit = worker.run();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      assertThat(exit)
          .isInstanceOfSatisfying(
              Worker.Exit.Failed.class,
              failed ->
                  assertThat(failed.cause().getMessage()).contains(hints).doesNotContain("wrong"));
    }
  }

  private static WorkerBuilder<byte[], byte[]> worker(Kafka kafka) {
    return Worker.on(kafka).group("g").topics("t");
  }

  @Test
  void s58_a_worker_logs_in_and_works() throws Exception {
    var kafka = as(Login.scram512("b", SECRET));
    var came = new CountDownLatch(1);
    try (var writer = Writer.to(kafka).topic("t").open()) {
      writer.write(null, new byte[1]);
    }

    try (var worker = worker(kafka).each(message -> came.countDown())) {
      worker.start();

      assertThat(came.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void s58_a_wrong_password_ends_a_worker_that_names_the_mechanism() {
    var worker = worker(as(Login.scram512("b", "wrong"))).each(message -> {});

    fails(worker, "SCRAM-SHA-512 of user 'b'", "Kafka.login");
  }

  @Test
  void s58_a_mechanism_that_the_broker_has_not_ends_a_worker() {
    var kafka = as(Login.none()).set("security.protocol", "SASL_SSL");
    var worker =
        worker(kafka.set("sasl.mechanism", "OAUTHBEARER").set("sasl.jaas.config", UNSECURED))
            .each(message -> {});

    fails(worker, "OAUTHBEARER", "PLAIN", "Kafka.login");
  }

  @Test
  void s58_a_broker_that_is_not_trusted_ends_a_worker() {
    var kafka = Kafka.at(broker.bootstrapServers()).login(ADMIN).tls(Tls.system());

    fails(worker(kafka).each(message -> {}), "TLS", "Kafka.tls");
  }

  @Test
  void s58_a_broker_that_nobody_vouches_for_is_not_trusted() {
    var trusting = Kafka.at(broker.bootstrapServers()).login(ADMIN).tls(Tls.system());

    assertThatThrownBy(() -> cluster(trusting))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void files_that_are_no_good_are_refused_before_anything_starts() throws Exception {
    var empty = Files.writeString(folder.resolve("empty.pem"), "");
    var old =
        Files.writeString(
            folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nx\n-----END");

    refused(Tls.trusting(folder.resolve("none.pem")), "none.pem");
    refused(Tls.trusting(empty), "PEM");
    refused(Tls.system().identity(server.pem(), old), "openssl pkcs8");
    refused(Tls.system().identity(server.pem(), empty), "PRIVATE KEY");
  }

  private static void refused(Tls tls, String hint) {
    var builder = Worker.on(Kafka.at("localhost:9092").tls(tls)).group("g").topics("t");
    assertThatThrownBy(() -> builder.each(message -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void tokens_need_an_address_that_the_jvm_allows() {
    var endpoint = URI.create("https://login.example.com/token");
    var kafka = Kafka.at("localhost:9092").login(Login.oauth(endpoint, "me", SECRET).scope("all"));

    assertThatThrownBy(kafka::check).hasMessageContaining("allowed.urls=" + endpoint);
    assertThat(kafka.settings())
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .containsEntry("sasl.mechanism", "OAUTHBEARER")
        .containsEntry("sasl.oauthbearer.scope", "all");
  }

  @Test
  void no_password_is_in_any_text() {
    var tls = Tls.system().identity(server.pem(), server.key(), SECRET);
    var endpoint = URI.create("https://login.example.com/token");

    for (var login :
        List.of(
            Login.plain("me", SECRET),
            Login.scram256("me", SECRET),
            Login.oauth(endpoint, "me", SECRET))) {
      var kafka = Kafka.at("localhost:9092").login(login).tls(tls);
      assertThat(kafka.toString()).contains("me").doesNotContain(SECRET);
    }
  }
}
