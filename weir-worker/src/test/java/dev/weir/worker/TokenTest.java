package dev.weir.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a broker that wants a token, and somebody who gives them.
@Timeout(60)
final class TokenTest {
  private static final String LISTENER = "listener.name.client.";
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private HttpServer provider;
  private URI endpoint;

  /// The credentials of those who asked.
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /// Takes any token; made by the broker.
  public static final class Gullible implements AuthenticateCallbackHandler {
    @Override
    public void configure(
        Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

    @Override
    public void handle(Callback[] callbacks) {
      for (var callback : callbacks) {
        if (callback instanceof OAuthBearerValidatorCallback asked) {
          asked.token(new Token(asked.tokenValue(), System.currentTimeMillis() + 600_000));
        }
      }
    }

    @Override
    public void close() {}
  }

  private record Token(String value, long lifetimeMs) implements OAuthBearerToken {
    @Override
    public Set<String> scope() {
      return Set.of();
    }

    @Override
    public String principalName() {
      return "me";
    }

    @Override
    public @Nullable Long startTimeMs() {
      return null;
    }
  }

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    provider.createContext("/token", this::give);
    provider.start();
    endpoint = URI.create("http://127.0.0.1:%d/token".formatted(provider.getAddress().getPort()));
    broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.in(folder)
                .with("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT")
                .with(LISTENER + "sasl.enabled.mechanisms", "OAUTHBEARER")
                .with(
                    LISTENER + "oauthbearer.sasl.jaas.config",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                        + " unsecuredLoginStringClaim_sub=\"broker\";")
                .with(
                    LISTENER + "oauthbearer.sasl.server.callback.handler.class",
                    Gullible.class.getName()));
    System.setProperty(ALLOWED, endpoint.toString());
  }

  @AfterEach
  void stop() {
    System.clearProperty(ALLOWED);
    broker.close();
    provider.stop(0);
  }

  private void give(HttpExchange exchange) throws IOException {
    var credentials = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(new String(Base64.getDecoder().decode(credentials.substring(6)), UTF_8));
    var now = Instant.now().getEpochSecond();
    var claims = "{\"sub\":\"me\",\"iat\":%d,\"exp\":%d}".formatted(now, now + 600);
    var token = part("{\"alg\":\"none\"}") + "." + part(claims) + ".c2lnbmVk";
    var answer = "{\"access_token\":\"%s\",\"expires_in\":600}".formatted(token).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    try (exchange) {
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  @Test
  void a_token_is_a_login() throws Exception {
    var kafka = Kafka.at(broker.bootstrapServers()).login(Login.oauth(endpoint, "me", "s3cret"));
    kafka.check();

    try (var admin = Admin.create(ClientSettings.admin(kafka))) {
      assertThat(admin.describeCluster().clusterId().get()).isNotBlank();
    }
    try (var writer = Writer.to(kafka).topic("t").deadline(Duration.ofSeconds(20)).open()) {
      assertThat(writer.write(null, null).offset()).isZero();
    }
    assertThat(asked).isNotEmpty().containsOnly("me:s3cret");
  }

  @Test
  void a_provider_that_is_not_there_is_told_by_its_address() {
    provider.stop(0);
    var kafka =
        Kafka.at(broker.bootstrapServers())
            .login(Login.oauth(endpoint, "me", "s3cret"))
            .set("sasl.login.retry.backoff.max.ms", 100);

    try (var writer = Writer.to(kafka).topic("t").open()) {
      assertThatThrownBy(() -> writer.write(null, null))
          .isInstanceOf(WriteException.class)
          .hasMessageContaining(endpoint.toString())
          .hasMessageNotContaining("s3cret");
    }
  }
}
