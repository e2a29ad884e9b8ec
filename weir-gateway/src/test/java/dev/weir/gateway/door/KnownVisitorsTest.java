package dev.weir.gateway.door;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import dev.weir.config.Address;
import dev.weir.config.AuthConfig;
import dev.weir.config.Rights;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Asked;
import dev.weir.gateway.HandClock;
import dev.weir.metrics.Metrics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in where users and keys are set up.
final class KnownVisitorsTest {
  private static final String ALPHABET = "Bearsic =;,weir_session\"%YTpi\t\u0000é😀:/-";
  private static final String KEY = KeyHash.newKey();
  private static final String LOOK_KEY = KeyHash.newKey();
  private static final Rights OPERATE = new Rights(Set.of(Role.OPERATE), List.of("*"));
  private static final Rights READ = new Rights(Set.of(Role.READ), List.of("*"));
  private static final Map<String, AuthConfig.Key> KEYS =
      Map.of(
          "ci", new AuthConfig.Key(KeyHash.of(KEY), OPERATE),
          "grafana", new AuthConfig.Key(KeyHash.of(LOOK_KEY), READ));
  private static final AuthConfig.User ANNA =
      new AuthConfig.User(PasswordHash.of("secret", 10_000), READ);

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final HandClock clock = new HandClock();
  private AuthConfig settings =
      new AuthConfig(Map.of("anna", ANNA), KEYS, Set.of(), Duration.ofHours(12));
  private final Door door =
      new Door(
          new Address.Tcp("0.0.0.0", 8082),
          () -> settings,
          new Budget(1 << 20),
          new Metrics(),
          clock);

  @Test
  void who_says_nothing_is_not_let_in_also_on_this_machine() {
    assertThat(status(Asked.get("/api/about"))).isEqualTo(401);
    assertThat(status(Asked.get("/admin/config").from("127.0.0.1"))).isEqualTo(401);
  }

  @Test
  void a_key_is_let_in_from_anywhere_also_through_a_proxy() {
    var asking = bearer(Asked.post("/admin/reload"), KEY).with("X-Forwarded-For", "192.0.2.1");

    assertThat(status(asking)).isZero();
    assertThat(status(asking.with("Host", "weir.example.com"))).isZero();
  }

  @Test
  void a_program_with_a_key_needs_nothing_of_what_a_page_needs() {
    var asking = bearer(Asked.post("/api/x"), KEY).with("Content-Type", "text/plain");

    assertThat(status(asking.with("Content-Length", "5"))).isZero();
    assertThat(status(asking.with("Origin", "http://evil.example"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 0",
    "HEAD, 0",
    "OPTIONS, 0",
    "POST, 403",
    "PUT, 403",
    "DELETE, 403",
    "PATCH, 403"
  })
  void who_may_read_changes_nothing(String method, int status) {
    var asking = Asked.of(method, "/api/x").without("Host");

    assertThat(status(bearer(asking, LOOK_KEY))).isEqualTo(status);
    assertThat(status(bearer(asking, KEY))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "bearer weir_x",
        "Bearer weir_x",
        "Basic",
        "Basic =",
        "Basic %%%",
        "Basic YW5uYQ==",
        "Digest username=\"anna\"",
        "Negotiate abc",
        "Bearer  ",
        "\u0000",
        "é",
        "Bearer a b c",
        ",",
        "Bearer,Basic",
        "Basic\tYTpi",
        "Bearer \uD800"
      })
  void what_is_no_known_key_is_refused(String authorization) {
    assertThat(status(Asked.get("/api/x").with("Authorization", authorization))).isEqualTo(401);
  }

  @Test
  void nothing_that_is_sent_breaks_the_reading_of_it() {
    var random = new java.util.Random(42);
    for (var i = 0; i < 5_000; i++) {
      var length = random.nextInt(60);
      var text = new StringBuilder();
      for (var j = 0; j < length; j++) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      var prefix = new String[] {"", "Bearer ", "Basic ", "weir_session="}[random.nextInt(4)];

      assertThat(status(Asked.get("/api/x").with("Authorization", prefix + text))).isEqualTo(401);
      assertThat(status(Asked.get("/api/x").with("Cookie", prefix + text))).isEqualTo(401);
    }
  }

  @Test
  void a_long_authorization_is_not_looked_at() {
    var asking = Asked.get("/api/x").with("Authorization", "Bearer " + "x".repeat(10_000));

    assertThat(status(asking)).isEqualTo(401);
  }

  @Test
  void a_password_is_looked_at_elsewhere_and_then_remembered_for_a_while() {
    var asking = basic(Asked.get("/api/x"), "anna", "secret");

    assertThat(door.judge(asking)).isInstanceOf(Verdict.Unproven.class);
    assertThat(proven(asking)).isZero();
    assertThat(status(asking)).isZero();
    clock.advance(Duration.ofMinutes(6));
    assertThat(door.judge(asking)).isInstanceOf(Verdict.Unproven.class);
  }

  @Test
  void a_password_that_is_sent_again_and_again_stays_known() {
    var asking = basic(Asked.get("/api/x"), "anna", "secret");
    assertThat(proven(asking)).isZero();

    for (var i = 0; i < 4; i++) {
      clock.advance(Duration.ofMinutes(4));
      assertThat(door.judge(asking)).isInstanceOf(Verdict.In.class);
    }
  }

  @Test
  void a_password_has_the_role_of_its_user() {
    var asking = basic(Asked.post("/api/x"), "anna", "secret");

    assertThat(proven(asking)).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"anna, wrong", "anna, ''", "nobody, secret", "'', ''", "ci, secret"})
  void a_wrong_user_and_a_wrong_password_are_told_the_same(String user, String password) {
    var asking = basic(Asked.get("/api/x"), user, password);

    var told = door.prove(asking, new Credentials.Basic(user, password));

    assertThat(told).isInstanceOf(Verdict.Out.class);
    assertThat(words(told)).contains("the user, the password, the key or the token is wrong");
  }

  @Test
  void a_remembered_password_is_forgotten_with_its_user() {
    var asking = basic(Asked.get("/api/x"), "anna", "secret");
    assertThat(proven(asking)).isZero();

    settings = new AuthConfig(Map.of("bert", ANNA), KEYS, Set.of(), Duration.ofHours(12));

    assertThat(door.judge(asking)).isInstanceOf(Verdict.Unproven.class);
    assertThat(proven(asking)).isEqualTo(401);
  }

  @Test
  void a_role_that_was_changed_counts_at_once() {
    var asking = bearer(Asked.post("/api/x"), LOOK_KEY);
    assertThat(status(asking)).isEqualTo(403);

    var raised = new AuthConfig.Key(requireNonNull(KEYS.get("grafana")).key(), OPERATE);
    settings = new AuthConfig(Map.of(), Map.of("grafana", raised), Set.of(), Duration.ofHours(12));

    assertThat(status(asking)).isZero();
  }

  @Test
  void after_five_wrong_keys_an_address_waits_and_longer_each_time() {
    var wrong = bearer(Asked.get("/api/x"), "weir_wrong");
    for (var i = 0; i < 5; i++) assertThat(refused(wrong)).isEqualTo(401);

    assertThat(refused(wrong)).isEqualTo(429);
    assertThat(answer(wrong).fields()).anyMatch(field -> field.name().equals("Retry-After"));
    clock.advance(Duration.ofMillis(1_001));
    assertThat(refused(wrong)).isEqualTo(401);
    clock.advance(Duration.ofMillis(1_001));
    assertThat(refused(wrong)).isEqualTo(429);
    clock.advance(Duration.ofSeconds(1));
    assertThat(refused(wrong)).isEqualTo(401);
  }

  @Test
  void who_waits_holds_up_nobody_else_and_no_right_key() {
    for (var i = 0; i < 6; i++) refused(bearer(Asked.get("/api/x"), "weir_wrong"));

    assertThat(status(bearer(Asked.get("/api/x"), "weir_wrong"))).isEqualTo(429);
    assertThat(status(bearer(Asked.get("/api/x").from("192.0.2.8"), "weir_wrong"))).isEqualTo(401);
    assertThat(status(bearer(Asked.get("/api/x"), KEY))).isZero();
    assertThat(status(basic(Asked.get("/api/x"), "anna", "secret"))).isEqualTo(429);
  }

  @Test
  @Tag("S5")
  void who_waits_and_guesses_is_not_told_which_password_somebody_else_has_proven() {
    var elsewhere = Asked.get("/api/x").from("192.0.2.8");
    assertThat(proven(basic(elsewhere, "anna", "secret"))).isZero();
    for (var i = 0; i < 6; i++) refused(bearer(Asked.get("/api/x"), "weir_wrong"));

    for (var i = 0; i < 5; i++) {
      assertThat(status(basic(Asked.get("/api/x"), "anna", "wrong" + i))).isEqualTo(429);
    }

    assertThat(status(basic(Asked.get("/api/x"), "anna", "secret"))).isEqualTo(429);
    assertThat(door.judge(basic(elsewhere, "anna", "secret"))).isInstanceOf(Verdict.In.class);
  }

  @Test
  @Tag("S5")
  void a_program_with_a_wrong_password_does_not_lock_out_others_of_its_address() {
    assertThat(proven(basic(Asked.get("/api/x"), "anna", "secret"))).isZero();
    for (var i = 0; i < 6; i++) refused(bearer(Asked.get("/api/x"), "weir_wrong"));

    for (var i = 0; i < 100; i++) {
      assertThat(status(basic(Asked.get("/api/x"), "berta", "wrong"))).isEqualTo(429);
    }

    assertThat(status(basic(Asked.get("/api/x"), "anna", "secret"))).isZero();
  }

  @Test
  void a_program_may_send_its_key_in_three_ways() {
    var asking = Asked.post("/push");

    assertThat(sent(bearer(asking, KEY))).isZero();
    assertThat(sent(asking.with("X-Api-Key", KEY))).isZero();
    assertThat(sent(basic(asking, "ci", KEY))).isZero();
    assertThat(sent(basic(asking, "", KEY))).isZero();
    assertThat(proven(basic(asking, "other", KEY))).isEqualTo(401);
    assertThat(sent(asking.with("X-Api-Key", "weir_wrong"))).isEqualTo(401);
    assertThat(sent(asking.with("X-Api-Key", " "))).isEqualTo(401);
    assertThat(sent(asking)).isEqualTo(401);
  }

  @Test
  void a_login_is_for_the_console_and_not_for_messages() {
    var id = "A".repeat(43);

    assertThat(sent(Asked.post("/push").with("Cookie", "weir_session=" + id))).isEqualTo(401);
  }

  @Test
  void a_port_that_is_open_asks_nobody_for_messages_and_everybody_for_the_rest() {
    settings = new AuthConfig(Map.of(), KEYS, Set.of("http"), Duration.ofHours(12));

    assertThat(sent(Asked.post("/push"))).isZero();
    assertThat(status(Asked.get("/admin/config"))).isEqualTo(401);
  }

  @Test
  void a_key_that_was_right_is_forgotten_with_its_settings() {
    assertThat(sent(bearer(Asked.post("/push"), KEY))).isZero();

    settings = new AuthConfig(Map.of("anna", ANNA), Map.of(), Set.of(), Duration.ofHours(12));

    assertThat(sent(bearer(Asked.post("/push"), KEY))).isEqualTo(401);
  }

  /// In the time of this thread's processor, which a busy machine does not change.
  @Test
  @Tag("S5")
  void a_wrong_password_takes_as_long_for_a_user_that_there_is_not() {
    var slow = new AuthConfig.User(PasswordHash.of("secret", 100_000), READ);
    settings = new AuthConfig(Map.of("anna", slow), KEYS, Set.of(), Duration.ofHours(12));
    var known = new ArrayList<Long>();
    var unknown = new ArrayList<Long>();

    for (var i = 0; i < 7; i++) {
      known.add(nanos("anna", "192.0.2." + i));
      unknown.add(nanos("nobody", "198.51.100." + i));
    }

    known.sort(null);
    unknown.sort(null);
    assertThat(unknown.get(3)).isBetween(known.get(3) / 2, known.get(3) * 2);
  }

  @Test
  @Tag("S5")
  void what_looks_like_a_key_tells_no_more_of_who_is_a_user() {
    var known = door.judge(basic(Asked.get("/api/x"), "anna", "weir_wrong"));
    var unknown = door.judge(basic(Asked.get("/api/x"), "nobody", "weir_wrong"));

    assertThat(known).isInstanceOf(Verdict.Unproven.class);
    assertThat(unknown).isInstanceOf(Verdict.Unproven.class);
  }

  private long nanos(String user, String from) {
    var asking = basic(Asked.get("/api/x").from(from), user, "wrong");
    var begun = CPU.getCurrentThreadCpuTime();
    assertThat(proven(asking)).isEqualTo(401);
    return CPU.getCurrentThreadCpuTime() - begun;
  }

  /// As a message for a data port.
  private int sent(Asked asking) {
    return switch (door.entry("http").judge(asking)) {
      case Verdict.Out out -> out.answer().status();
      case Verdict.In _, Verdict.Anybody _ -> 0;
      case Verdict.Unproven _ -> -1;
    };
  }

  private int refused(Asked asking) {
    if (door.judge(asking) instanceof Verdict.Out out) {
      door.refused(asking, out);
      return out.answer().status();
    }
    return status(asking);
  }

  private int proven(Asked asking) {
    return door.judge(asking) instanceof Verdict.Unproven(var proof)
        ? status(asking, Door.verdict(proof))
        : -1;
  }

  private int status(Asked asking) {
    return status(asking, door.judge(asking));
  }

  private static int status(Asked asking, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Out out -> out.answer().status();
      case Verdict.In(var visitor) -> {
        var rule = new Rule(Pages.looks(asking) ? Role.READ : Role.OPERATE, false);
        var refusal = rule.refusal(visitor.caller());
        yield refusal == null ? 0 : refusal.status();
      }
      case Verdict.Anybody _, Verdict.Unproven _ -> 0;
    };
  }

  private dev.weir.gateway.net.Answer answer(Asked asking) {
    if (door.judge(asking) instanceof Verdict.Out out) return out.answer();
    throw new AssertionError("it was let in");
  }

  private static String words(Verdict verdict) {
    return verdict instanceof Verdict.Out out
        ? new String(out.answer().body(), StandardCharsets.UTF_8)
        : "";
  }

  private static Asked bearer(Asked asking, String key) {
    return asking.with("Authorization", "Bearer " + key);
  }

  private static Asked basic(Asked asking, String user, String password) {
    var text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return asking.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(text));
  }
}
