package dev.weir.gateway.door;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import dev.weir.auth.PasswordHash;
import dev.weir.config.Address;
import dev.weir.config.AuthConfig;
import dev.weir.config.Rights;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Asked;
import dev.weir.gateway.Await;
import dev.weir.gateway.HandClock;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import dev.weir.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What stands behind the door, and who gets to it.
@Timeout(30)
final class BehindTest {
  private static final AuthConfig SETTINGS =
      new AuthConfig(
          Map.of(
              "anna",
              new AuthConfig.User(
                  PasswordHash.of("secret", 10_000),
                  new Rights(Set.of(Role.READ), List.of("orders.*")))),
          Map.of(),
          Set.of(),
          Duration.ofHours(12));
  private static final Endpoint INSIDE =
      exchange -> exchange.answer(Answer.text(200, exchange.caller().name()));

  private static final Lines NOBODY_READS =
      _ -> {
        throw new AssertionError("nobody reads it");
      };
  private static final Endpoint STREAMING =
      new Endpoint() {
        @Override
        public Lines lines(Head head) {
          return NOBODY_READS;
        }

        @Override
        public void handle(Exchange exchange) {
          throw new AssertionError("it is a stream");
        }
      };

  private final HandClock clock = new HandClock();
  private final Budget budget = new Budget(1 << 20);
  private final Door door =
      new Door(new Address.Tcp("0.0.0.0", 8082), () -> SETTINGS, budget, new Metrics(), clock);

  @Test
  void a_password_that_another_request_proves_meanwhile_gives_no_more_rights() {
    var endpoint = door.entry("http").before(INSIDE, Role.PRODUCE);
    var request = asking();
    assertThat(endpoint.refusal(request)).isNull(); // it is not looked at yet

    prove();
    endpoint.handle(request);

    assertThat(request.answer().status()).isEqualTo(403);
  }

  @Test
  void a_password_that_another_request_proves_meanwhile_is_known() {
    var endpoint = door.entry("http").before(INSIDE, Role.READ);
    var request = asking();
    assertThat(endpoint.refusal(request)).isNull();

    prove();
    endpoint.handle(request);

    var answer = request.answer();
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("user anna");
  }

  @Test
  void many_requests_with_one_password_are_let_in_at_one_time() {
    var endpoint = door.entry("http").before(INSIDE, Role.READ);
    var requests = Stream.generate(BehindTest::asking).limit(50).toList();

    requests.forEach(endpoint::handle);

    for (var request : requests) {
      assertThat(request.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_stream_for_somebody_with_a_password_is_kept_by_no_cache_either() {
    var told = requireNonNull(door.before(STREAMING).lines(asking()));

    assertThat(told.fields()).contains(new Field("Cache-Control", "no-store"));
  }

  @Test
  void what_somebody_has_sent_counts_while_it_is_not_known_who_they_are() {
    var counted = new CompletableFuture<Long>();
    Endpoint inside =
        exchange -> {
          counted.complete(budget.usedBytes());
          exchange.answer(Answer.text(200, "done"));
        };

    door.entry("http").before(inside, Role.READ).handle(asking().saying("x".repeat(1_000)));

    assertThat(counted.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(1_000);
    Await.until(() -> assertThat(budget.usedBytes()).isZero());
  }

  @Test
  void a_mistake_behind_the_door_is_answered_too() {
    Endpoint broken =
        _ -> {
          throw new IllegalStateException("a mistake");
        };
    var request = asking();

    door.entry("http").before(broken, Role.READ).handle(request);

    assertThat(request.answer().status()).isEqualTo(500);
  }

  @Tag("S20")
  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Sec-Fetch-Site, same-origin, 0",
    "Sec-Fetch-Site, none, 0",
    "Origin, http://127.0.0.1:8082, 0",
    "User-Agent, curl/8.5, 0"
  })
  void where_nobody_is_asked_no_page_of_another_site_sends_messages(
      String field, String value, int status) {
    var nobody = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));
    var open =
        new Door(
            new Address.Tcp("127.0.0.1", 8082),
            () -> nobody,
            new Budget(1 << 20),
            new Metrics(),
            clock);

    var sending = open.entry("http").before(INSIDE, Role.PRODUCE);
    var reading = open.entry("http").before(INSIDE, Role.READ);

    assertThat(status(sending.refusal(Asked.post("/push").with(field, value)))).isEqualTo(status);
    assertThat(status(reading.refusal(Asked.get("/topics").with(field, value)))).isZero();
  }

  @Tag("S20")
  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0, evil.example:8082, 421",
    "Mozilla/5.0, 127.0.0.1:8082, 0",
    "Mozilla/5.0, localhost:8082, 0",
    "curl/8.5, weir.internal:8082, 0"
  })
  void where_nobody_is_asked_no_page_gets_in_by_a_name_for_this_machine_of_its_own(
      String agent, String host, int status) {
    var address = new Address.Tcp("127.0.0.1", 8082);
    var nobody = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));
    var open = new Door(address, () -> nobody, new Budget(1 << 20), new Metrics(), clock);
    var endpoint = open.entry("http").at(address).before(INSIDE, Role.READ);

    var request = Asked.get("/topics").with("User-Agent", agent).with("Host", host);

    assertThat(status(endpoint.refusal(request))).isEqualTo(status);
    assertThat(status(open.entry("http").before(INSIDE).refusal(request))).isZero();
  }

  private static int status(@Nullable Answer refusal) {
    return refusal == null ? 0 : refusal.status();
  }

  @Test
  @Tag("S5")
  void a_stream_of_whom_nobody_has_asked_ends_when_everybody_is_asked() {
    var nobody = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));
    var settings = new AtomicReference<>(nobody);
    var address = new Address.Tcp("127.0.0.1", 8082);
    var entry = new Door(address, settings::get, budget, new Metrics(), clock).entry("http");
    var call = Asked.post("/KafkaAmbassador/Produce");
    assertThat(entry.calls(Role.PRODUCE).judge(call)).isEqualTo(GrpcPort.Porter.IN);
    var introduced = requireNonNull(call.introduction());
    var lines = entry.before(STREAMING, Role.PRODUCE).lines(Asked.post("/topics/t/stream"));
    var streaming = (WhileIn) requireNonNull(lines);
    assertThat(introduced.stillIn()).isTrue();
    assertThat(streaming.introduction().stillIn()).isTrue();
    assertThat(streaming.introduction().caller().owner()).isEmpty();

    settings.set(SETTINGS);

    assertThat(introduced.stillIn()).isFalse();
    assertThat(streaming.introduction().stillIn()).isFalse();
  }

  @Test
  void keys_that_are_guessed_where_all_may_look_count_as_everywhere() {
    var ready = door.entry("http").brief(exchange -> exchange.answer(Answer.text(200, "all")));
    for (var i = 0; i < 6; i++) {
      ready.handle(Asked.get("/readyz").with("X-Api-Key", "weir_" + i));
    }

    var next = Asked.get("/api/x").with("X-Api-Key", "weir_7");

    assertThat(door.waitMillis(next)).isPositive();
  }

  private void prove() {
    door.prove(asking(), new Credentials.Basic("anna", "secret"));
  }

  private static Asked asking() {
    var text = "anna:secret".getBytes(StandardCharsets.UTF_8);
    return Asked.post("/push")
        .with("Authorization", "Basic " + Base64.getEncoder().encodeToString(text));
  }
}
