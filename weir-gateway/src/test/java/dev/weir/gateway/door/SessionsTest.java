package dev.weir.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import dev.weir.config.Rights;
import dev.weir.gateway.Asked;
import dev.weir.gateway.HandClock;
import dev.weir.gateway.net.Field;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionsTest {
  private static final Visitor ANNA =
      Visitor.user("anna", new Rights(Set.of(Role.READ), List.of("*")), "hash");
  private static final String ID = "A".repeat(43);
  private static final String OTHER = "B".repeat(43);

  private final HandClock clock = new HandClock();
  private final Sessions sessions = new Sessions(() -> Duration.ofHours(12), clock);

  @Test
  void a_session_is_known_by_an_id_that_nobody_can_guess() {
    var id = sessions.begin(ANNA);

    assertThat(id).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(sessions.begin(ANNA));
    assertThat(sessions.use(id)).isEqualTo(ANNA.by(id));
    assertThat(sessions.use(ID)).isNull();
  }

  @Test
  void it_ends_when_nobody_has_used_it_for_a_while() {
    var id = sessions.begin(ANNA);
    clock.advance(Duration.ofHours(11));
    assertThat(sessions.use(id)).isNotNull();
    clock.advance(Duration.ofHours(12));
    assertThat(sessions.use(id)).isNotNull();

    clock.advance(Duration.ofHours(12).plusNanos(1));

    assertThat(sessions.use(id)).isNull();
  }

  @Test
  void it_ends_with_a_logout() {
    var id = sessions.begin(ANNA);

    sessions.end(id);

    assertThat(sessions.use(id)).isNull();
  }

  @Test
  void there_are_so_many_at_most_and_the_longest_unused_goes() {
    var first = sessions.begin(ANNA);
    var second = sessions.begin(ANNA);
    for (var i = 2; i < Sessions.SESSIONS_MAX; i++) sessions.begin(ANNA);
    assertThat(sessions.use(first)).isNotNull();

    sessions.begin(ANNA);

    assertThat(sessions.use(first)).isNotNull();
    assertThat(sessions.use(second)).isNull();
  }

  @Test
  void who_logs_in_on_and_on_ends_nobody_elses_login() {
    var shop = Visitor.key("shop", new Rights(Set.of(Role.PRODUCE), List.of("orders")), "hash");
    var annas = sessions.begin(ANNA);
    var first = sessions.begin(shop);

    for (var i = 0; i < 2 * Sessions.SESSIONS_MAX; i++) sessions.begin(shop);

    assertThat(sessions.use(annas)).isNotNull();
    assertThat(sessions.use(first)).isNull();
  }

  @Test
  void addresses_that_were_wrong_are_remembered_so_many_at_most() {
    var attempts = new Attempts(clock);
    for (var i = 0; i < 5; i++) assertThat(attempts.begin("first")).isZero();
    assertThat(attempts.waitMillis("first")).isPositive();

    for (var i = 0; i < Attempts.ADDRESSES_MAX; i++) attempts.begin("address " + i);

    assertThat(attempts.waitMillis("first")).isZero();
  }

  @Test
  void an_address_that_was_right_has_its_earlier_failures_still() {
    var attempts = new Attempts(clock);
    for (var i = 0; i < 4; i++) attempts.begin("a");
    attempts.begin("a");
    attempts.succeeded("a");
    assertThat(attempts.waitMillis("a")).isZero();

    attempts.begin("a");

    assertThat(attempts.waitMillis("a")).isEqualTo(1_000);
  }

  @Test
  void failures_are_forgotten_after_a_while() {
    var attempts = new Attempts(clock);
    for (var i = 0; i < 5; i++) attempts.begin("a");
    clock.advance(Duration.ofMinutes(16));

    assertThat(attempts.begin("a")).isZero();

    assertThat(attempts.waitMillis("a")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, , 192.0.2.7",
    "192.0.2.7, 198.51.100.1, 192.0.2.7",
    "127.0.0.1, 198.51.100.1, 198.51.100.1",
    "127.0.0.1, '203.0.113.9, 198.51.100.1', 198.51.100.1",
    "2001:db8:1:2:3:4:5:6, , 2001:db8:1:2::/64",
    "127.0.0.1, 2001:db8::4:5:6:7, 2001:db8:0:0::/64",
    "127.0.0.1, [2001:db8::4]:5, 2001:db8:0:0::/64"
  })
  void who_is_counted_is_who_asked(String client, String forwarded, String counted) {
    var asking = Asked.get("/api/session").from(client);

    var asked = forwarded == null ? asking : asking.with("X-Forwarded-For", forwarded);

    assertThat(Attempts.address(asked)).isEqualTo(counted);
  }

  @Test
  void what_a_client_says_of_itself_is_not_taken_for_the_word_of_a_proxy() {
    var asking = Asked.get("/api/session").from("127.0.0.1");

    var told =
        asking.with("X-Forwarded-For", "203.0.113.9").with("x-forwarded-for", "198.51.100.1");

    assertThat(Attempts.address(told)).isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @CsvSource({
    "weir_session=<id>, true",
    "a=b; weir_session=<id>;c=d, true",
    "weir_session=<id>; weir_session=<id>, true",
    "weir_session=<id>; weir_session=<other>, false",
    "xweir_session=<id>, false",
    "WEIR_SESSION=<id>, false",
    "weir_session=short, false",
    "weir_session=<id>x, false",
    "weir_session=, false",
    "'weir_session=\"<id>\"', false",
    ";;;=;, false"
  })
  void a_cookie_is_taken_where_it_is_the_only_one(String cookies, boolean taken) {
    var sent = cookies.replace("<id>", ID).replace("<other>", OTHER);
    var asking = Asked.get("/api/x").with("Cookie", sent);

    assertThat(Credentials.session(asking)).isEqualTo(taken ? ID : null);
    assertThat(asking.fields("Cookie")).isEqualTo(List.of(new Field("", sent)));
  }
}
