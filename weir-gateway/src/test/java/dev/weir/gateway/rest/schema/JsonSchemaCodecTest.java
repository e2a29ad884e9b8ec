package dev.weir.gateway.rest.schema;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JsonSchemaCodecTest {
  private static final String NAMED =
      """
      {"type":"object","title":"Ride","properties":{"stops":{"type":"array",
       "items":{"type":"object","properties":{"name":{"type":"string"}}}}},
       "required":["stops"],"additionalProperties":false}
      """;

  @Test
  void json_that_fits_is_kept_as_it_was_sent() {
    var json = bytes("{ \"stops\":[ {\"name\":\"a\"} ] }");

    assertThat(codec(NAMED).encode(json)).isEqualTo(json);
    assertThat(codec(NAMED).decode(Frame.of(1, json))).isEqualTo(json);
    assertThat(codec(NAMED).recordName()).isEqualTo("Ride");
  }

  @Test
  void json_that_does_not_fit_is_refused_with_its_place() {
    assertThatThrownBy(() -> codec(NAMED).encode(bytes("{\"stops\":[{},{\"name\":5}]}")))
        .isInstanceOf(Misfit.class)
        .hasMessageStartingWith("$.stops[1].name: ")
        .hasMessageContaining("string");
    assertThatThrownBy(() -> codec(NAMED).encode(bytes("{}"))).hasMessageContaining("stops");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema"
      })
  void each_draft_is_known(String draft) {
    var codec = codec("{\"$schema\":\"%s\",\"type\":\"integer\"}".formatted(draft));

    assertThat(codec.encode(bytes("5"))).hasSize(1);
    assertThatThrownBy(() -> codec.encode(bytes("\"5\""))).isInstanceOf(Misfit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"multipleOf\":0.01}", "{\"const\":5}", "{\"enum\":[1]}"})
  void a_number_beyond_all_numbers_does_not_fit(String schema) {
    assertThatThrownBy(() -> codec(schema).encode(bytes("1e400"))).isInstanceOf(Misfit.class);
  }

  @Test
  void bytes_that_are_not_utf_8_are_not_read() {
    var overlong = new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'};

    assertThatThrownBy(() -> codec("{}").decode(Frame.of(1, overlong)))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void a_host_that_is_too_long_to_be_judged_does_not_fit() {
    var json = bytes("\"%s\"".formatted("é".repeat(20_000)));

    assertThatThrownBy(() -> codec("{\"format\":\"idn-hostname\"}").encode(json))
        .isInstanceOf(Misfit.class);
  }

  @Test
  @Timeout(30)
  void a_value_that_is_a_long_pattern_does_not_fit() {
    var json = bytes("\"%s\"".formatted("a".repeat(200_000)));

    assertThatThrownBy(() -> codec("{\"format\":\"regex\"}").encode(json))
        .isInstanceOf(Misfit.class);
  }

  @Test
  void a_reference_is_found_by_the_name_that_the_registry_has_for_it() {
    var text = "{\"properties\":{\"a\":{\"$ref\":\"point.json\"}}}";
    var codec = JsonSchemaCodec.of(text, Map.of("point.json", "{\"type\":\"integer\"}"));

    assertThat(codec.encode(bytes("{\"a\":5}"))).isNotEmpty();
    assertThatThrownBy(() -> codec.encode(bytes("{\"a\":\"x\"}"))).hasMessageStartingWith("$.a: ");
  }

  @Test
  void a_reference_is_found_beside_a_schema_that_has_an_address() {
    var text =
        "{\"$id\":\"http://example.com/it.json\",\"properties\":{\"a\":{\"$ref\":\"point.json\"}}}";
    var codec =
        JsonSchemaCodec.of(text, Map.of("http://example.com/point.json", "{\"type\":\"integer\"}"));

    assertThatThrownBy(() -> codec.encode(bytes("{\"a\":\"x\"}"))).hasMessageStartingWith("$.a: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x.json",
        "file:///etc/hostname",
        "classpath:logback.xml",
        "other.json"
      })
  void nothing_is_fetched_from_elsewhere(String address) {
    assertThatThrownBy(() -> codec("{\"$ref\":\"%s\"}".formatted(address)).encode(bytes("5")))
        .isInstanceOfAny(BadSchema.class, Misfit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "[]", "{\"type\":5}", "{\"pattern\":\"(\"}", "{\"type\":\"x\"}"})
  void a_schema_that_is_wrong_is_refused(String text) {
    assertThatThrownBy(() -> codec(text).encode(bytes("\"a\"")))
        .isInstanceOfAny(BadSchema.class, Misfit.class);
  }

  @Test
  void a_schema_that_refers_to_itself_without_an_end_is_refused() {
    assertThatThrownBy(() -> codec("{\"$ref\":\"#\"}").encode(bytes("5")))
        .isInstanceOfAny(BadSchema.class, Misfit.class);
    assertThatThrownBy(() ->
            codec(
                    "{\"$ref\":\"#/definitions/a\",\"definitions\":{\"a\":{\"$ref\":\"#/definitions/b\"},"
                        + "\"b\":{\"anyOf\":[{\"$ref\":\"#/definitions/a\"}]}}}")
                .encode(bytes("5")))
        .isInstanceOfAny(BadSchema.class, Misfit.class);
  }

  @Test
  void a_schema_that_describes_itself_is_used() {
    var tree = codec("{\"properties\":{\"next\":{\"$ref\":\"#\"}},\"additionalProperties\":false}");

    assertThat(tree.encode(bytes("{\"next\":".repeat(150) + "{}" + "}".repeat(150)))).isNotEmpty();
  }

  @Test
  void a_schema_that_doubles_the_work_at_each_step_ends() {
    var text = new StringBuilder("{\"$ref\":\"#/definitions/d0\",\"definitions\":{");
    for (int i = 0; i < 40; i++) {
      var next = "{\"$ref\":\"#/definitions/d%d\"}".formatted(i + 1);
      text.append("\"d%d\":{\"anyOf\":[%s,%s]},".formatted(i, next, next));
    }
    var codec = codec(text.append("\"d40\":{\"type\":\"string\"}}}").toString());

    assertThatThrownBy(() -> codec.encode(bytes("5"))).hasMessageContaining("too many steps");
  }

  @Test
  void a_pattern_that_never_ends_ends() {
    var codec = codec("{\"pattern\":\".*.*.*.*.*.*.*.*c\"}");

    assertThat(codec.encode(bytes("\"aaac\""))).isNotEmpty();
    assertThatThrownBy(() -> codec.encode(bytes("\"" + "a".repeat(300) + "b\"")))
        .hasMessageContaining("take too long");
  }

  @Test
  void a_pattern_that_goes_deep_does_not_exhaust_the_stack() {
    var codec = codec("{\"pattern\":\"^(a|b)*$\"}");

    assertThatThrownBy(() -> codec.encode(bytes("\"" + "ab".repeat(200_000) + "\"")))
        .isInstanceOf(Misfit.class);
  }

  @Test
  void what_is_deeper_than_anybody_needs_is_refused() {
    assertThatThrownBy(() -> codec("{}").encode(bytes("[".repeat(300) + "]".repeat(300))))
        .isInstanceOf(Misfit.class);
    assertThatThrownBy(() -> codec("{}").decode(Frame.of(1, bytes("[".repeat(300)))))
        .isInstanceOf(Misfit.class);
  }

  @Test
  void bytes_that_are_no_json_are_refused() {
    assertThatThrownBy(() -> codec("{}").decode(Frame.of(1, bytes("{"))))
        .isInstanceOf(Misfit.class);
    assertThatThrownBy(() -> codec("{}").decode(Frame.of(1, bytes("")))).isInstanceOf(Misfit.class);
    assertThatThrownBy(() -> codec("{}").decode(Frame.of(1, bytes("1 2"))))
        .isInstanceOf(Misfit.class);
  }

  @Test
  void json_is_utf_8_and_nothing_else() {
    var other = "{}".getBytes(UTF_16BE);

    assertThatThrownBy(() -> codec("{}").decode(Frame.of(1, other))).isInstanceOf(Misfit.class);
    assertThatThrownBy(() -> codec("{}").encode(new byte[] {0x22, (byte) 0xFF, 0x22}))
        .isInstanceOf(Misfit.class);
  }

  private static Codec codec(String schema) {
    return JsonSchemaCodec.of(schema, Map.of());
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }
}
