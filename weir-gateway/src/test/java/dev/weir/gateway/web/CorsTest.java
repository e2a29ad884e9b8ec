package dev.weir.gateway.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Asked;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What web pages of other origins may do.
@Tag("S20")
final class CorsTest {
  private static final String APP = "https://app.example.com";
  private static final String EVIL = "http://evil.example";
  private static final String ORIGIN = "Origin";
  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final String VARY = "Vary";
  private static final String POST = "POST";
  private static final String TOPIC = "/topics/t";

  @Test
  void as_long_as_it_is_off_nothing_is_said() {
    assertThat(asked("off", "GET", TOPIC, ORIGIN, APP)).isEmpty();
    assertThat(asked("off", "OPTIONS", TOPIC, ORIGIN, APP, "Access-Control-Request-Method", POST))
        .isEmpty();
  }

  @Test
  void a_page_that_may_call_may_read_the_answer() {
    var fields = asked(APP, POST, TOPIC, ORIGIN, APP);

    assertThat(fields)
        .containsEntry(ALLOWED, APP)
        .containsEntry(VARY, ORIGIN)
        .doesNotContainKey("Access-Control-Allow-Credentials");
    assertThat(fields.get("Access-Control-Expose-Headers"))
        .contains("Location", "Retry-After", "X-Request-Id");
  }

  @Test
  void a_page_that_may_call_may_ask_before() {
    var fields =
        asked(
            APP + ", http://localhost:3000",
            "OPTIONS",
            TOPIC,
            before(APP, "Access-Control-Request-Headers", "content-type,x-mine"));

    assertThat(fields)
        .containsEntry(ALLOWED, APP)
        .containsEntry("Access-Control-Allow-Headers", "content-type,x-mine")
        .containsKey("Access-Control-Max-Age");
    assertThat(fields.get("Access-Control-Allow-Methods"))
        .contains("GET", POST, "PUT", "PATCH", "DELETE");
    assertThat(fields.get(VARY)).contains(ORIGIN, "Access-Control-Request-Method");
  }

  @Test
  void names_of_headers_that_cannot_be_are_not_said_after() {
    var fields =
        asked("*", "OPTIONS", TOPIC, before(EVIL, "Access-Control-Request-Headers", "a\r\nb: c"));

    assertThat(fields).containsEntry("Access-Control-Allow-Headers", "Content-Type, Accept");
  }

  @Test
  void where_all_may_call_no_origin_matters() {
    assertThat(asked("*", "GET", TOPIC, ORIGIN, EVIL))
        .containsEntry(ALLOWED, "*")
        .doesNotContainKey(VARY);
    assertThat(asked("*", "GET", TOPIC)).isEmpty();
  }

  @Test
  void what_keeps_answers_learns_that_the_origin_matters_even_where_there_is_none() {
    assertThat(asked(APP, "GET", TOPIC)).containsExactlyEntriesOf(Map.of(VARY, ORIGIN));
    assertThat(asked(APP, "GET", TOPIC, ORIGIN, EVIL))
        .containsExactlyEntriesOf(Map.of(VARY, ORIGIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "*", APP, "https://*.example.com, " + APP})
  void no_origin_is_ever_let_in_with_the_credentials_of_a_browser(String setting) {
    for (var origin : List.of(APP, EVIL, "null", "https://app.example.com.evil.example")) {
      var got = asked(setting, "GET", TOPIC, ORIGIN, origin);
      var before = asked(setting, "OPTIONS", TOPIC, before(origin, "X", "y"));

      for (var fields : List.of(got, before)) {
        assertThat(fields).doesNotContainKey("Access-Control-Allow-Credentials");
        if (!setting.equals("*") && !origin.equals(APP)) {
          assertThat(fields).doesNotContainKey(ALLOWED);
        }
      }
    }
  }

  @Test
  void an_error_may_be_read_too() {
    var refused = cors(APP, 415).refusal(Asked.post(TOPIC).with(ORIGIN, APP));

    assertThat(fields(refused)).containsEntry(ALLOWED, APP);
  }

  @Test
  void an_answer_of_lines_may_be_read_too() {
    var lines = cors(APP, 0).lines(Asked.post("/lines").with(ORIGIN, APP));

    assertThat(requireNonNull(lines).fields()).contains(new Field(ALLOWED, APP));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /topics/t, Origin, http://evil.example",
    "POST, /topics/t, Origin, null",
    "POST, /topics/t, Sec-Fetch-Site, cross-site",
    "DELETE, /v3/clusters/-/topics/t, Sec-Fetch-Site, same-site",
    "GET, /consumers/g/instances/i/records, Sec-Fetch-Site, cross-site",
    "GET, /consumers/g/instances/i/records, Origin, http://evil.example",
  })
  void a_page_of_another_origin_changes_nothing(
      String method, String path, String header, String value) {
    for (var setting : List.of("off", APP)) {
      var asked = Asked.of(method, path).with("Host", "localhost:8082", header, value);

      var refusal = cors(setting, 0).refusal(asked);

      assertThat(requireNonNull(refusal).status()).isEqualTo(403);
      assertThat(refusal.body()).asString().contains("\"error_code\":403", "rest.cors");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://localhost:8082",
    "Origin, https://localhost:8082",
    "Sec-Fetch-Site, same-origin",
    "Sec-Fetch-Site, none",
    "User-Agent, curl",
  })
  void a_page_of_our_own_and_a_program_do_as_they_like(String header, String value) {
    var asked = Asked.post(TOPIC).with("Host", "localhost:8082", header, value);

    assertThat(cors("off", 0).refusal(asked)).isNull();
  }

  @Test
  void our_own_is_also_what_a_proxy_says_that_we_are() {
    var asked =
        Asked.post(TOPIC)
            .with("Host", "w:1", ORIGIN, APP + ":443")
            .with("Forwarded", "host=app.example.com;proto=https");

    assertThat(cors("off", 0).refusal(asked)).isNull();
  }

  @Test
  void a_proxy_that_says_what_cannot_be_is_told_so() {
    var asked =
        Asked.post(TOPIC).with(ORIGIN, EVIL, "X-Forwarded-Host", "a b", "X-Forwarded-Proto", "ws");

    var refusal = cors("off", 0).refusal(asked);

    assertThat(requireNonNull(refusal).status()).isEqualTo(400);
  }

  /// What a browser says that asks before it calls.
  private static String[] before(String origin, String header, String value) {
    return new String[] {ORIGIN, origin, "Access-Control-Request-Method", POST, header, value};
  }

  /// The header fields of the answer.
  private static Map<String, String> asked(
      String setting, String method, String path, String... headers) {
    var cors = cors(setting, 0);
    var asked = Asked.of(method, path).with(headers);
    var refusal = cors.refusal(asked);
    if (refusal != null) return fields(refusal);
    cors.handle(asked);
    return fields(asked.answer());
  }

  private static Map<String, String> fields(@Nullable Answer answer) {
    return requireNonNull(answer).fields().stream()
        .collect(Collectors.toMap(Field::name, Field::value));
  }

  /// Before something that refuses everything with a status, or nothing.
  private static Cors cors(String setting, int status) {
    var config = WeirConfig.read(Sources.of("rest.cors=" + setting)).rest();
    return new Cors(new Behind(status), () -> config);
  }

  private record Behind(int status) implements Endpoint {
    @Override
    public @Nullable Answer refusal(Head head) {
      return status == 0 ? null : Answer.text(status, "");
    }

    @Override
    public Lines lines(Head head) {
      return _ -> {
        throw new IllegalStateException("nobody reads it");
      };
    }

    @Override
    public void handle(Exchange exchange) {
      exchange.answer(Answer.text(200, ""));
    }
  }
}
