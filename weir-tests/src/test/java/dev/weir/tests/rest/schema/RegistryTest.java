package dev.weir.tests.rest.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.RegistryConfig;
import dev.weir.gateway.rest.schema.Registry;
import dev.weir.gateway.rest.schema.Schema;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import dev.weir.testkit.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How Weir asks a registry, and what it makes of its answers.
@Timeout(180)
class RegistryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String RIDE =
      "{\"type\":\"record\",\"name\":\"weir.Ride\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}";

  @RegisterExtension final SchemaRegistry there = SchemaRegistry.create();

  private volatile RegistryConfig config = new RegistryConfig(there.url(), PATIENCE, true);

  private final Registry registry = new Registry(() -> config, System::nanoTime);

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void a_value_is_framed_with_the_id_of_its_schema() {
    var id = there.register("rides-value", "AVRO", RIDE);

    var schema = of(Format.AVRO, SchemaChoice.id(id));

    assertThat(HexFormat.of().formatHex(schema.encode(bytes("{\"id\":3}"))))
        .isEqualTo("000000000106");
    assertThat(schema.subject()).isEqualTo("rides-value");
    assertThat(schema.version()).isEqualTo(1);
    assertThat(schema.format()).isEqualTo(Format.AVRO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          AVRO       | {"type":"map","values":"int"}                       | {"a":1}
          JSONSCHEMA | {"type":"object"}                                   | {"a":1}
          PROTOBUF   | syntax = "proto3"; message M { optional int32 a = 1; } | {"a":1}
          """)
  void each_format_goes_there_and_back(Format format, String text, String json) {
    var framed = of(format, SchemaChoice.text(text)).encode(bytes(json));

    assertThat(new String(registry.decode(format, framed), UTF_8)).isEqualTo(json);
  }

  @Test
  void a_schema_that_is_written_out_is_registered_under_the_topic() {
    var key = registry.schema(Format.AVRO, Schemas.Side.KEY, "rides", SchemaChoice.text("\"int\""));
    var value = of(Format.AVRO, SchemaChoice.text(RIDE));

    assertThat(key.subject()).isEqualTo("rides-key");
    assertThat(value.subject()).isEqualTo("rides-value");
    assertThat(value.version()).isEqualTo(1);
    assertThat(of(Format.AVRO, SchemaChoice.id(value.id())).encode(bytes("{\"id\":3}")))
        .isNotEmpty();
  }

  @Test
  void strategies_name_the_subject_by_the_schema() {
    var byRecord = choice(RIDE, SchemaChoice.Strategy.RECORD_NAME);
    var byBoth = choice(RIDE, SchemaChoice.Strategy.TOPIC_RECORD_NAME);

    assertThat(of(Format.AVRO, byRecord).subject()).isEqualTo("weir.Ride");
    assertThat(of(Format.AVRO, byBoth).subject()).isEqualTo("rides-weir.Ride");
  }

  @Test
  void with_auto_register_off_a_schema_must_be_there() {
    config = new RegistryConfig(there.url(), PATIENCE, false);

    fails(() -> of(Format.AVRO, SchemaChoice.text("\"int\"")), 42205, "auto-register is off");

    there.register("rides-value", "AVRO", RIDE);
    assertThat(of(Format.AVRO, SchemaChoice.text(RIDE)).id()).isEqualTo(1);
  }

  @Test
  void a_registry_that_speaks_a_part_of_the_protocol_will_do() {
    there.small();

    var written = of(Format.AVRO, SchemaChoice.text("\"int\""));
    var known = of(Format.AVRO, SchemaChoice.id(written.id()));

    assertThat(written.id()).isEqualTo(1);
    assertThat(known.encode(bytes("1"))).isEqualTo(written.encode(bytes("1")));
    assertThat(known.version()).isNull();
  }

  @Test
  void the_latest_schema_is_used_where_none_is_named() {
    there.register("rides-value", "AVRO", "\"int\"");
    there.register("rides-value", "JSON", "{}");

    var schema = of(null, SchemaChoice.LATEST);

    assertThat(schema.format()).isEqualTo(Format.JSONSCHEMA);
    assertThat(schema.version()).isEqualTo(2);
  }

  @Test
  void a_version_of_a_subject_is_found_also_where_its_name_has_signs() {
    there.register("a/b c", "AVRO", "\"int\"");

    var choice = new SchemaChoice(null, null, 1, "a/b c", SchemaChoice.Strategy.TOPIC_NAME);

    assertThat(of(null, choice).version()).isEqualTo(1);
  }

  @Test
  void what_a_schema_refers_to_is_fetched() {
    there.register("point", "AVRO", "{\"type\":\"record\",\"name\":\"weir.Point\",\"fields\":[]}");
    there.register(
        "rides-value",
        "AVRO",
        "{\"type\":\"array\",\"items\":\"weir.Point\"}",
        "[{\"name\":\"weir.Point\",\"subject\":\"point\",\"version\":1}]");
    there.register("p.proto", "PROTOBUF", "syntax = \"proto3\"; message P { int32 x = 1; }");
    there.register(
        "other-value",
        "PROTOBUF",
        "syntax = \"proto3\"; import \"p.proto\"; message M { P p = 1; }",
        "[{\"name\":\"p.proto\",\"subject\":\"p.proto\",\"version\":1}]");

    assertThat(of(Format.AVRO, SchemaChoice.LATEST).encode(bytes("[{}]"))).hasSize(7);
    var choice =
        new SchemaChoice(null, null, null, "other-value", SchemaChoice.Strategy.TOPIC_NAME);
    assertThat(of(Format.PROTOBUF, choice).encode(bytes("{\"p\":{\"x\":1}}"))).hasSize(10);
  }

  @Test
  void schemas_that_refer_to_one_another_do_not_go_on_without_an_end() {
    there.register("a", "AVRO", "\"A\"", "[{\"name\":\"B\",\"subject\":\"b\",\"version\":1}]");
    there.register("b", "AVRO", "\"B\"", "[{\"name\":\"A\",\"subject\":\"a\",\"version\":1}]");

    var choice = new SchemaChoice(null, null, null, "a", SchemaChoice.Strategy.TOPIC_NAME);

    fails(() -> of(Format.AVRO, choice), 42205, "cannot be used");
  }

  @Test
  void what_is_not_there_is_said_to_be_so() {
    there.register("rides-value", "AVRO", "\"int\"");
    var elsewhere = there.register("elsewhere", "AVRO", "\"long\"");
    var version = new SchemaChoice(null, null, 9, null, SchemaChoice.Strategy.TOPIC_NAME);
    var subject = new SchemaChoice(null, null, null, "no", SchemaChoice.Strategy.TOPIC_NAME);
    var reference = "[{\"name\":\"X\",\"subject\":\"x\",\"version\":1}]";
    there.register("dangling", "AVRO", "\"X\"", reference);
    var dangling = new SchemaChoice(null, null, null, "dangling", SchemaChoice.Strategy.TOPIC_NAME);

    fails(() -> of(Format.AVRO, SchemaChoice.id(99)), 40801, "Schema 99 is not in the registry");
    fails(() -> of(Format.AVRO, version), 42205, "Subject rides-value has no version 9");
    fails(() -> of(Format.AVRO, subject), 40801, "Subject no has no latest schema");
    fails(() -> of(Format.AVRO, dangling), 42205, "version 1 of subject x");
    fails(
        () -> of(Format.AVRO, SchemaChoice.id(elsewhere)),
        42205,
        "Schema 2 is not registered under subject rides-value");
    fails(() -> registry.decode(Format.AVRO, framed(99)), 40801, "Schema 99");
  }

  @Test
  void a_schema_that_cannot_be_used_is_refused_and_not_registered() {
    fails(() -> of(Format.AVRO, SchemaChoice.text("{")), 42205, "The avro schema cannot be used");
    fails(() -> of(Format.PROTOBUF, SchemaChoice.text("x")), 42205, "The protobuf schema");
    fails(() -> of(Format.JSONSCHEMA, SchemaChoice.text("5")), 42205, "The jsonschema schema");
    assertThat(there.requests()).isEmpty();
    fails(
        () -> of(Format.JSONSCHEMA, SchemaChoice.text("{\"title\":\"refused\"}")),
        42205,
        "The registry refused the schema for subject rides-value: Invalid schema (42201)");
    fails(() -> of(null, SchemaChoice.text("\"int\"")), 400, "wants a type");
  }

  @Test
  void a_schema_of_another_format_is_refused() {
    var id = there.register("rides-value", "AVRO", "\"int\"");

    fails(() -> of(Format.PROTOBUF, SchemaChoice.id(id)), 42205, "Schema 1 is avro");
    fails(() -> registry.decode(Format.PROTOBUF, framed(id)), 42203, "are avro, by their schema 1");
  }

  @Test
  void a_value_that_does_not_fit_is_refused_with_its_place() {
    there.register("rides-value", "AVRO", RIDE);
    var schema = of(Format.AVRO, SchemaChoice.LATEST);

    fails(
        () -> schema.encode(bytes("{\"id\":\"x\"}")),
        42203,
        "The value does not fit schema 1, at $.id: \"x\" is not a whole number of 64 bits");
    fails(() -> registry.decode(Format.AVRO, bytes("hello")), 42203, "do not name a schema");
    fails(
        () -> registry.decode(Format.AVRO, new byte[] {0, 0, 0, 0, 1}),
        42203,
        "The bytes do not fit their schema 1, at $.id: the bytes end");
  }

  @Test
  void without_a_registry_the_setting_is_named() {
    config = new RegistryConfig(null, PATIENCE, true);

    fails(() -> of(Format.AVRO, SchemaChoice.LATEST), 40801, "Set registry.url");
    fails(() -> registry.decode(Format.AVRO, framed(1)), 40801, "Set registry.url");
  }

  @Test
  void a_registry_that_fails_is_named_without_its_password() {
    there.asking("weir:secret");
    var wrong = URI.create(there.url().toString().replace("secret", "guess%40"));
    config = new RegistryConfig(wrong, PATIENCE, true);
    fails(() -> of(Format.AVRO, SchemaChoice.id(1)), 40801, "it refused the name and password");

    config = new RegistryConfig(there.url(), PATIENCE, true);
    there.failing(500);

    assertThatThrownBy(() -> of(Format.AVRO, SchemaChoice.id(1)))
        .hasMessageContaining("registry at http://127.0.0.1:")
        .hasMessageContaining("it was told to fail")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_registry_that_wants_a_name_gets_it() {
    var port = there.url().getPort();
    there.asking("weir:s e/c");
    there.register("rides-value", "AVRO", "\"int\"");
    config =
        new RegistryConfig(
            URI.create("http://weir:s%%20e%%2Fc@127.0.0.1:%d/".formatted(port)), PATIENCE, true);

    assertThat(of(Format.AVRO, SchemaChoice.LATEST).id()).isEqualTo(1);
  }

  @Test
  void a_registry_that_is_not_there_is_said_to_be_so() {
    config = new RegistryConfig(URI.create("http://127.0.0.1:1"), PATIENCE, true);

    fails(() -> of(Format.AVRO, SchemaChoice.id(1)), 40801, "http://127.0.0.1:1 did not answer");
  }

  @Test
  void a_registry_that_is_slow_is_not_waited_for_longer_than_is_set() {
    config = new RegistryConfig(there.url(), Duration.ofMillis(200), true);
    there.hold();

    fails(() -> of(Format.AVRO, SchemaChoice.id(1)), 40801, "not within registry.timeout");
  }

  @Test
  void what_was_answered_is_not_asked_again() {
    var id = there.register("rides-value", "AVRO", "\"int\"");
    for (int i = 0; i < 5; i++) {
      of(Format.AVRO, SchemaChoice.id(id));
      of(Format.AVRO, SchemaChoice.LATEST);
      of(Format.AVRO, SchemaChoice.text("\"int\""));
      registry.decode(Format.AVRO, framed(id));
      assertThatThrownBy(() -> of(Format.AVRO, SchemaChoice.id(7)));
    }

    assertThat(there.requests())
        .containsOnly(
            "GET /schemas/ids/1",
            "POST /subjects/rides-value",
            "GET /subjects/rides-value/versions/latest",
            "GET /schemas/ids/7")
        .filteredOn(request -> !request.endsWith("/7"))
        .hasSize(4);
  }

  @Test
  void those_who_ask_together_share_one_question() {
    var id = there.register("rides-value", "AVRO", "\"int\"");
    there.hold();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          IntStream.range(0, 50)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(
                      () -> registry.decode(Format.AVRO, framed(id)), threads))
              .toList();
      there.release();

      assertThat(asked).allSatisfy(one -> assertThat(one.join()).isEqualTo(bytes("0")));
    }
    assertThat(there.requests()).isEqualTo(List.of("GET /schemas/ids/1"));
  }

  @Test
  void another_registry_may_be_named_at_any_time() {
    fails(() -> of(Format.AVRO, SchemaChoice.id(1)), 40801, "not in the registry");
    var other = SchemaRegistry.create();
    other.register("rides-value", "AVRO", "\"int\"");

    config = new RegistryConfig(other.url(), PATIENCE, true);

    assertThat(of(Format.AVRO, SchemaChoice.id(1)).id()).isEqualTo(1);
    other.close();
  }

  private Schema of(@Nullable Format format, SchemaChoice choice) {
    return registry.schema(format, Schemas.Side.VALUE, "rides", choice);
  }

  private static SchemaChoice choice(String text, SchemaChoice.Strategy strategy) {
    return new SchemaChoice(null, text, null, null, strategy);
  }

  /// A zero beneath this schema.
  private static byte[] framed(int id) {
    return new byte[] {0, 0, 0, 0, (byte) id, 0};
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void fails(ThrowingCallable call, int code, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(why);
  }
}
