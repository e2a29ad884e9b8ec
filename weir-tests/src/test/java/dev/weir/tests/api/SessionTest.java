package dev.weir.tests.api;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.auth.KeyHash;
import dev.weir.gateway.Weir;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Who may use `/api` and `/admin`, and how they say who they are. The gateway is without Kafka.
@Timeout(180)
class SessionTest extends Callers {
  private static final String KEY = KeyHash.newKey();
  private static final String ANNA = "auth.users.anna.password=" + hash("secret");
  private static final String ANNA_OPERATES = "auth.users.anna.role=operate";
  private static final String BERT = "auth.users.bert.password=" + hash("other");
  private static final String CI = "auth.keys.ci.key=" + KeyHash.of(KEY).text();
  private static final String LOGIN =
      """
      {"user":"anna","password":"secret"}\
      """;

  @Test
  void where_nobody_is_set_up_nobody_logs_in() throws Exception {
    open = true;
    set(settings());

    assertThat(asked("GET", "/api/session").body())
        .isEqualTo(
            "{\"name\":\"local\",\"role\":\"operate\",\"roles\":[\"operate\"],"
                + "\"topics\":[\"*\",\"__*\"],\"login\":false}");
    assertThat(send(request("/api/session").POST(ofString(LOGIN))).statusCode()).isEqualTo(409);
    assertThat(asked("GET", "/admin/config").statusCode()).isEqualTo(200);
  }

  @Test
  void where_others_reach_the_port_all_are_told_what_to_set_up() throws Exception {
    try (var open =
        Weir.start(
            settings("listen.http=0.0.0.0:0", "insecure=true", "data=" + folder + "/open"))) {
      var at = "http://127.0.0.1:" + open.ports().get("http");

      var answer = send(HttpRequest.newBuilder(URI.create(at + "/api/session")));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("\"detail\":", "auth.users");
      for (var path : List.of("/console/", "/healthz")) {
        var others = send(HttpRequest.newBuilder(URI.create(at + path)));
        assertThat(others.statusCode()).isNotEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/about", "/api/session", "/api/none", "/admin/config"})
  void who_says_nothing_is_asked_to_log_in(String path) throws Exception {
    set(settings(ANNA));

    var answer = asked("GET", path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"weir\"");
    assertThat(answer.body()).contains("Log in at /console/");
  }

  @Test
  void what_probes_ask_for_stays_open() throws Exception {
    set(settings(ANNA));

    assertThat(asked("GET", "/metrics").statusCode()).isEqualTo(401);
    assertThat(asked("GET", "/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void a_login_opens_the_api_until_one_logs_out() throws Exception {
    set(settings(ANNA, ANNA_OPERATES));

    var login = login(LOGIN);

    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(login.body())
        .isEqualTo(
            "{\"name\":\"anna\",\"role\":\"operate\",\"roles\":[\"operate\"],"
                + "\"topics\":[\"*\"],\"login\":true}");
    var cookie = cookie(login);
    assertThat(with(cookie, "GET", "/api/about").statusCode()).isEqualTo(200);
    assertThat(with(cookie, "GET", "/api/session").body()).isEqualTo(login.body());
    assertThat(with(cookie, "POST", "/admin/reload").statusCode()).isEqualTo(200);
    var logout = with(cookie, "DELETE", "/api/session");
    assertThat(logout.statusCode()).isEqualTo(204);
    assertThat(logout.headers().firstValue("set-cookie")).get().asString().contains("Max-Age=0");
    assertThat(with(cookie, "GET", "/api/about").statusCode()).isEqualTo(401);
  }

  @Test
  void the_cookie_is_for_our_own_page_alone() throws Exception {
    set(settings(ANNA));

    assertThat(login(LOGIN).headers().firstValue("set-cookie"))
        .get()
        .asString()
        .matches("weir_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict");
    var encrypted = request("/api/session").header("X-Forwarded-Proto", "https");
    assertThat(send(encrypted.POST(ofString(LOGIN))).headers().firstValue("set-cookie"))
        .get()
        .asString()
        .endsWith("; Secure");
  }

  @Test
  void a_login_takes_over_no_id_that_was_there_and_ends_it() throws Exception {
    set(settings(ANNA));
    var first = cookie(login(LOGIN));

    var again = ofOurPage("/api/session").header("Cookie", first).POST(ofString(LOGIN));
    var second = cookie(send(again));

    assertThat(second).isNotEqualTo(first);
    assertThat(with(first, "GET", "/api/about").statusCode()).isEqualTo(401);
    assertThat(with(second, "GET", "/api/about").statusCode()).isEqualTo(200);
  }

  @Test
  void a_key_logs_in_too() throws Exception {
    set(settings(CI));

    var login = login("{\"key\":\"%s\"}".formatted(KEY));

    assertThat(login.body())
        .isEqualTo(
            "{\"name\":\"ci\",\"role\":\"read\",\"roles\":[\"read\"],"
                + "\"topics\":[\"*\"],\"login\":true}");
    assertThat(with(cookie(login), "POST", "/admin/reload").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":\"anna\",\"password\":\"wrong\"}",
        "{\"user\":\"nobody\",\"password\":\"secret\"}",
        "{\"key\":\"weir_wrong\"}"
      })
  void a_wrong_login_is_told_the_same_whatever_was_wrong(String login) throws Exception {
    set(settings(ANNA, CI));

    var answer = login(login);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .contains("the user, the password, the key or the token is wrong")
        .contains("\"status\":401");
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"user\":\"anna\"}", "{\"user\":\"anna\",\"password\":{}}", "x"})
  void a_login_that_is_none_is_refused(String body) throws Exception {
    set(settings(ANNA));

    assertThat(login(body).statusCode()).isIn(400, 422);
  }

  @Test
  void after_five_wrong_logins_one_waits() throws Exception {
    set(settings(ANNA));
    for (var i = 0; i < 5; i++) {
      assertThat(login("{\"user\":\"anna\",\"password\":\"x\"}").statusCode()).isEqualTo(401);
    }

    // For a second. A machine that stands still for so long has to be wrong once more.
    var answer = login(LOGIN);
    while (answer.statusCode() == 200) {
      var _ = login("{\"user\":\"anna\",\"password\":\"x\"}");
      answer = login(LOGIN);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "X-Weir, 0"
  })
  void a_page_of_another_site_neither_changes_anything_nor_logs_in(String name, String value)
      throws Exception {
    set(settings(ANNA, ANNA_OPERATES));
    var cookie = cookie(login(LOGIN));

    var change = page("/admin/reload", name, value).header("Cookie", cookie);
    var login = page("/api/session", name, value);

    assertThat(send(change.POST(ofString(""))).statusCode()).isEqualTo(403);
    assertThat(send(login.POST(ofString(LOGIN))).statusCode()).isEqualTo(403);
  }

  @Test
  void a_cookie_changes_nothing_without_the_word_of_a_browser() throws Exception {
    set(settings(ANNA, ANNA_OPERATES));
    var cookie = cookie(login(LOGIN));

    var change = request("/admin/reload").header("Cookie", cookie).header("X-Weir", "1");

    assertThat(send(change.POST(ofString(""))).statusCode()).isEqualTo(403);
  }

  @Test
  void a_form_changes_nothing() throws Exception {
    set(settings(ANNA, ANNA_OPERATES));
    var cookie = cookie(login(LOGIN));

    var form =
        ofOurPage("/admin/reload")
            .header("Cookie", cookie)
            .setHeader("Content-Type", "application/x-www-form-urlencoded");

    assertThat(send(form.POST(ofString("a=b"))).statusCode()).isEqualTo(415);
  }

  @Test
  void a_key_or_a_password_in_a_header_is_enough_for_a_program() throws Exception {
    set(settings(ANNA, ANNA_OPERATES, CI, "auth.keys.ci.role=operate"));

    assertThat(authorised("Bearer " + KEY, "POST", "/admin/reload").statusCode()).isEqualTo(200);
    assertThat(authorised(basic("anna:secret"), "POST", "/admin/reload").statusCode())
        .isEqualTo(200);
    assertThat(authorised(basic("anna:secret"), "GET", "/api/about").statusCode()).isEqualTo(200);
    assertThat(authorised(basic("anna:secret"), "GET", "/api/none").statusCode()).isEqualTo(404);
    assertThat(authorised(basic("anna:wrong"), "GET", "/api/none").statusCode()).isEqualTo(401);
    assertThat(authorised(basic("anna:wrong"), "GET", "/api/session").statusCode()).isEqualTo(401);
    assertThat(authorised("Bearer weir_x", "GET", "/api/about").statusCode()).isEqualTo(401);
  }

  @Test
  void who_may_read_changes_nothing() throws Exception {
    set(settings(CI));

    var refused = authorised("Bearer " + KEY, "POST", "/admin/reload");

    assertThat(authorised("Bearer " + KEY, "GET", "/admin/config").statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("key ci has the role 'read'", "needs 'operate'");
  }

  @Test
  void a_reload_ends_the_logins_of_who_was_removed_and_of_who_has_another_password()
      throws Exception {
    set(settings(ANNA, BERT));
    var anna = cookie(login(LOGIN));
    var bert = cookie(login("{\"user\":\"bert\",\"password\":\"other\"}"));

    var reload = set(settings(BERT));

    assertThat(reload.changed()).contains("auth.users.anna.password");
    assertThat(with(anna, "GET", "/api/about").statusCode()).isEqualTo(401);
    assertThat(with(bert, "GET", "/api/about").statusCode()).isEqualTo(200);
    assertThat(set(settings("auth.users.bert.password=" + hash("new"))).changed())
        .containsExactly("auth.users.bert.password");
    assertThat(with(bert, "GET", "/api/about").statusCode()).isEqualTo(401);
  }

  @Test
  void a_role_that_a_reload_takes_away_is_gone() throws Exception {
    set(settings(ANNA, ANNA_OPERATES));
    var cookie = cookie(login(LOGIN));

    set(settings(ANNA));

    assertThat(with(cookie, "GET", "/api/session").body()).contains("\"role\":\"read\"");
    assertThat(with(cookie, "POST", "/admin/reload").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "password"})
  void a_stream_ends_with_its_users(String how) throws Exception {
    set(settings(ANNA));
    var asked = request("/api/stream?channels=overview");
    if (how.equals("cookie")) asked.header("Cookie", cookie(login(LOGIN)));
    else asked.header("Authorization", basic("anna:secret"));
    var stream = http.send(asked.build(), BodyHandlers.ofInputStream());
    assertThat(stream.statusCode()).isEqualTo(200);

    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isNotNull();
      set(settings(BERT));

      assertThat(lines.lines()).isNotNull().allSatisfy(line -> assertThat(line).isNotNull());
    }
  }

  @Test
  void a_stream_is_for_those_who_are_known() throws Exception {
    set(settings(ANNA));
    var asked = request("/api/stream?channels=overview").header("Authorization", basic("anna:x"));

    var answer = send(asked);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("content-type"))
        .get()
        .asString()
        .contains("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /console/, 200",
    "GET, /console/console.js, 200",
    "GET, /console/console.css, 200",
    "GET, /console/icon.svg, 200",
    "GET, /console, 308",
    "GET, /console/none, 404",
    "POST, /console/, 405"
  })
  void no_script_but_ours_runs_in_the_console(String method, String path, int status)
      throws Exception {
    set(settings(ANNA));

    var answer = asked(method, path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-security-policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action"
                + " 'self'");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
    assertThat(answer.headers().firstValue("cross-origin-opener-policy")).hasValue("same-origin");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void answers_are_for_whoever_asked_alone() throws Exception {
    set(settings(CI));

    for (var path : List.of("/api/about", "/api/session", "/api/none", "/admin/config")) {
      for (var authorization : List.of("Bearer " + KEY, "Bearer weir_x")) {
        var headers = authorised(authorization, "GET", path).headers();

        assertThat(headers.allValues("cache-control")).containsExactly("no-store");
        assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(headers.firstValue("cross-origin-resource-policy")).hasValue("same-origin");
        assertThat(headers.firstValue("access-control-allow-origin")).isEmpty();
      }
    }
  }

  @Test
  void nobody_holds_memory_with_a_password_that_is_yet_to_be_looked_at() throws Exception {
    set(settings(ANNA));

    var large = request("/admin/reload").header("Authorization", basic("anna:x"));

    assertThat(send(large.POST(ofString(" ".repeat(300_000)))).statusCode()).isEqualTo(413);
  }

  @Test
  void who_came_in_who_did_not_and_who_changed_what_is_noted() throws Exception {
    set(settings(ANNA, ANNA_OPERATES, CI));
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var audit = (Logger) LoggerFactory.getLogger("dev.weir.audit");
    audit.addAppender(log);

    try {
      var cookie = cookie(login(LOGIN));
      var _ = login("{\"user\":\"a\\nb\",\"password\":\"hunter2\"}");
      var _ = with(cookie, "GET", "/api/about?secret=hunter2");
      var _ = with(cookie, "POST", "/admin/reload?x=hunter2");
      var _ = authorised("Bearer " + KEY, "POST", "/admin/reload");
      var _ = authorised("Bearer weir_hunter2", "GET", "/api/about");
      var _ = with(cookie, "DELETE", "/api/session");
    } finally {
      audit.detachAppender(log);
    }

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "user anna from 127.0.0.1: POST /api/session: logged in",
            "user a?b from 127.0.0.1: POST /api/session: refused: wrong password or key",
            "user anna from 127.0.0.1: POST /admin/reload: 422",
            "key ci from 127.0.0.1: POST /admin/reload: refused: role read",
            "a key from 127.0.0.1: GET /api/about: refused: wrong password or key",
            "user anna from 127.0.0.1: DELETE /api/session: logged out");
  }

  @Test
  void secrets_are_shown_nowhere() throws Exception {
    set(settings(ANNA, CI));

    var shown = authorised("Bearer " + KEY, "GET", "/admin/config").body();

    assertThat(shown).contains("auth.keys.ci.key").doesNotContain("pbkdf2", "sha256:");
  }
}
