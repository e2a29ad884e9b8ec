package dev.weir.tests.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.WeirExtension;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody has made is theirs: for others it is not there, on two gateways of one Kafka.
@Tag("S26")
@Timeout(120)
class OwnershipTest {
  private static final String V2 = "application/vnd.kafka.v2+json";
  private static final String SHOP = KeyHash.newKey();
  private static final String BANK = KeyHash.newKey();
  private static final String SHOP_HASH = KeyHash.of(SHOP).text();
  private static final String BANK_HASH = KeyHash.of(BANK).text();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("auth.keys.shop.key", SHOP_HASH)
          .with("auth.keys.shop.role", "read,produce")
          .with("auth.keys.bank.key", BANK_HASH)
          .with("auth.keys.bank.role", "operate")
          .with("consumers.instances", "3");

  @TempDir static Path folder;
  private static Weir other;

  @BeforeAll
  static void open() {
    var config =
        WeirConfig.read(
            Sources.of(
                "data=" + folder,
                "listen.http=127.0.0.1:0",
                "listen.grpc=off",
                "auth.keys.shop.key=" + SHOP_HASH,
                "auth.keys.shop.role=read,produce",
                "auth.keys.bank.key=" + BANK_HASH,
                "auth.keys.bank.role=operate"));
    other = Weir.start(config.withBootstrapServers(weir.kafka().bootstrapServers()));
    weir.kafka().createTopic("rides", 1);
    ask(weir.uri("/consumers/g"), SHOP, "POST", "{\"name\":\"shops\"}");
  }

  @AfterAll
  static void close() {
    other.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | subscription | {"topics":["rides"]}
          GET    | subscription | ''
          DELETE | subscription | ''
          GET    | records      | ''
          POST   | assignments  | {"partitions":[]}
          POST   | offsets      | ''
          DELETE | ''           | ''
          """)
  void a_consumer_of_another_is_not_there_on_any_gateway(String method, String path, String body) {
    var below = path.isEmpty() ? "" : "/" + path;
    var shops = "/consumers/g/instances/shops" + below;
    var absent = ask(weir.uri("/consumers/g/instances/nones" + below), BANK, method, body);

    assertThat(absent.statusCode()).isEqualTo(404);
    for (var gateway : new URI[] {weir.uri(shops), elsewhere(shops)}) {
      var answer = ask(gateway, BANK, method, body);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body().replace("shops", "nones")).isEqualTo(absent.body());
    }
    var subscription = "/consumers/g/instances/shops/subscription";
    for (var gateway : new URI[] {weir.uri(subscription), elsewhere(subscription)}) {
      assertThat(ask(gateway, SHOP, "GET", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void there_are_so_many_at_most_and_the_next_is_one_too_many() {
    var one = ask(weir.uri("/consumers/h"), BANK, "POST", "{}");
    var two = ask(weir.uri("/consumers/h"), BANK, "POST", "{}");
    var three = ask(weir.uri("/consumers/h"), BANK, "POST", "{}");

    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(two.statusCode()).isEqualTo(200);
    assertThat(three.statusCode()).isEqualTo(429);
    assertThat(three.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void a_key_of_a_request_is_its_callers() {
    var shops = push(SHOP, "shops");
    var banks = push(BANK, "banks");
    var again = push(SHOP, "shops");

    assertThat(shops.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(banks.statusCode()).isEqualTo(200);
    assertThat(banks.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    weir.kafka().topic("rides").eventuallyContains("shops", "banks");
  }

  private static HttpResponse<String> push(String key, String value) {
    var body =
        "{\"wait_for_send\":true,\"records\":[{\"topic\":\"rides\",\"data\":\"%s\"}]}"
            .formatted(value);
    return weir.send(
        HttpRequest.newBuilder(weir.uri("/push"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "same")
            .POST(BodyPublishers.ofString(body)));
  }

  private static URI elsewhere(String path) {
    var port = requireNonNull(other.ports().get("http"));
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static HttpResponse<String> ask(URI uri, String key, String method, String body) {
    var request =
        HttpRequest.newBuilder(uri)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", V2);
    return weir.send(request);
  }
}
