package dev.weir.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Address;
import dev.weir.config.AuthConfig;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Asked;
import dev.weir.gateway.HandClock;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in where nobody is set up.
@Tag("S19")
final class DoorTest {
  private static final AuthConfig NOBODY =
      new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
  void where_others_reach_the_port_nobody_is_let_in_and_all_are_told_what_to_set_up(String host) {
    assertThat(status(host, Asked.post("/admin/reload"))).isEqualTo(403);
    assertThat(words(host, Asked.get("/api/about")))
        .contains("auth.users", "weir config password", "listen.http on 127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
  void a_program_on_this_machine_may_do_everything(String host) {
    assertThat(status(host, Asked.post("/admin/reload"))).isZero();
    assertThat(status(host, Asked.get("/api/about").without("Host"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Origin, http://127.0.0.1:8083, 403",
    "Origin, http://127.0.0.1:8082.evil.example, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, nonsense, 403",
    "Host, evil.example:8082, 421",
    "Host, 127.0.0.1.evil.example, 421",
    "Host, localhost.evil.example:8082, 421",
    "Host, '', 421",
    "Forwarded, for=192.0.2.1, 403",
    "X-Forwarded-For, 192.0.2.1, 403",
    "X-Real-IP, 192.0.2.1, 403",
    "Via, 1.1 proxy, 403"
  })
  void what_another_site_or_a_proxy_sends_is_refused(String field, String value, int status) {
    assertThat(status("127.0.0.1", Asked.get("/api/about").with(field, value))).isEqualTo(status);
    assertThat(status("127.0.0.1", ofOurPage("POST").with(field, value))).isEqualTo(status);
  }

  @Test
  void a_site_that_gave_itself_this_machines_address_is_refused() {
    var evil = "evil.example:8082";
    var asking = ofOurPage("POST").with("Host", evil).with("Origin", "http://" + evil);

    assertThat(status("127.0.0.1", asking)).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8082", "LOCALHOST", "127.0.0.1", "127.1.2.3:1", "[::1]:8082"})
  void our_own_page_may_do_everything_by_any_name_of_this_machine(String host) {
    var asking = ofOurPage("POST").with("Host", host).with("Origin", "http://" + host);

    assertThat(status("127.0.0.1", asking)).isZero();
  }

  @Test
  void a_name_that_the_port_listens_on_is_its_own() {
    var here = new Loopback("weir.lan", true);

    assertThat(here.refusal(Asked.get("/api/x").with("Host", "weir.lan:8082"))).isNull();
    assertThat(here.refusal(Asked.get("/api/x").with("Host", "weir.lan.evil:8082"))).isNotNull();
  }

  @Test
  void a_form_or_an_image_changes_nothing() {
    var form = ofOurPage("POST").without("X-Weir");

    assertThat(status("127.0.0.1", form)).isEqualTo(403);
    assertThat(status("127.0.0.1", form.with("X-Weir", "0"))).isEqualTo(403);
    assertThat(status("127.0.0.1", ofOurPage("GET").without("X-Weir"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 5, 0",
    "application/json; charset=utf-8, 5, 0",
    "Application/JSON, 5, 0",
    "text/plain, 5, 415",
    "application/x-www-form-urlencoded, 5, 415",
    "application/jsonp, 5, 415",
    "text/plain;application/json, 5, 415",
    ", 5, 415",
    ", 0, 0"
  })
  void the_body_of_a_change_that_a_page_sends_is_json(String type, String length, int status) {
    var asking = ofOurPage("POST").with("Content-Length", length);

    assertThat(status("127.0.0.1", type == null ? asking : asking.with("Content-Type", type)))
        .isEqualTo(status);
  }

  @Test
  void somebody_who_types_an_address_may_look_and_changes_nothing() {
    var typed = Asked.get("/api/about").with("Sec-Fetch-Site", "none");

    assertThat(status("127.0.0.1", typed)).isZero();
    assertThat(status("127.0.0.1", Asked.post("/api/x").with("Sec-Fetch-Site", "none")))
        .isEqualTo(403);
  }

  private static Asked ofOurPage(String method) {
    return Asked.of(method, "/api/x")
        .from("127.0.0.1")
        .with("Origin", "http://" + Asked.HERE)
        .with("Sec-Fetch-Site", "same-origin")
        .with("X-Weir", "1");
  }

  private static int status(String listensOn, Asked asking) {
    return judged(listensOn, asking) instanceof Verdict.Out out ? out.answer().status() : 0;
  }

  private static String words(String listensOn, Asked asking) {
    return judged(listensOn, asking) instanceof Verdict.Out out
        ? new String(out.answer().body(), java.nio.charset.StandardCharsets.UTF_8)
        : "";
  }

  private static Verdict judged(String listensOn, Asked asking) {
    var door =
        new Door(
            new Address.Tcp(listensOn, 8082),
            () -> NOBODY,
            new Budget(1 << 20),
            new Metrics(),
            new HandClock());
    return door.judge(asking);
  }
}
