package dev.weir.tests.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.RegistryConfig;
import dev.weir.gateway.rest.schema.Registry;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Format;
import dev.weir.testkit.SchemaRegistry;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What Weir writes with a schema is read by Confluent's Python client, and the other way round.
@Tag("foreign")
@Timeout(600)
class SchemasTest {
  private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(5);
  private static final String AVRO =
      """
      {"type":"record","name":"Ride","namespace":"weir","fields":[
       {"name":"id","type":"long"},{"name":"note","type":["null","string"]},
       {"name":"photo","type":"bytes"},{"name":"stops","type":{"type":"array","items":"string"}},
       {"name":"price","type":"double"}]}\
      """;

  @RegisterExtension static final SchemaRegistry there = SchemaRegistry.create();

  private static final Registry registry =
      new Registry(
          () -> new RegistryConfig(there.url(), Duration.ofSeconds(30), true), System::nanoTime);

  @AfterAll
  static void close() {
    registry.close();
  }

  @Test
  void what_pythons_serializers_write_is_read() throws Exception {
    var lines = python("write").output().lines().map(line -> line.split(" ")).toList();

    assertThat(lines)
        .extracting(line -> read(Format.valueOf(line[0]), line[1]))
        .containsExactly(
            """
            {"id":7,"note":{"string":"Köln"},"photo":"\\u0000ÿ","stops":["a","b"],"price":1.5}\
            """,
            """
            {"id":7,"note":"Köln"}\
            """,
            """
            {"id":"7","stops":["a","b"],"startedAt":"2026-01-02T03:04:05Z"}\
            """,
            """
            {"x":5}\
            """);
  }

  @Test
  void pythons_deserializer_reads_the_avro_that_is_written() throws Exception {
    var json =
        """
        {"id":7,"note":{"string":"Köln"},"photo":"\\u0000\\u00ff","stops":["a"],"price":1.5}\
        """;

    var read = python("read", "AVRO", written(Format.AVRO, AVRO, json));

    assertThat(read.output().strip())
        .isEqualTo(
            """
            {"id": 7, "note": "K\\u00f6ln", "photo": "00ff", "price": 1.5, "stops": ["a"]}\
            """);
  }

  @Test
  void pythons_deserializer_reads_the_json_that_is_written() throws Exception {
    var schema = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}";

    var read = python("read", "JSONSCHEMA", written(Format.JSONSCHEMA, schema, "{\"id\":7}"));

    assertThat(read.output().strip()).isEqualTo("{\"id\": 7}");
  }

  @Test
  void pythons_deserializer_reads_the_protobuf_that_is_written() throws Exception {
    var json = "{\"id\":\"7\",\"stops\":[\"a\"],\"startedAt\":\"2026-01-02T03:04:05Z\"}";
    python("write"); // so that its schema is there, in the form that it wants

    var schema = registry.schema(null, Schemas.Side.VALUE, "python-proto", SchemaChoice.LATEST);
    var framed = HexFormat.of().formatHex(schema.encode(json.getBytes(UTF_8)));
    var read = python("read", "PROTOBUF", framed);

    assertThat(read.output().strip())
        .isEqualTo(
            """
            {"id": "7", "startedAt": "2026-01-02T03:04:05Z", "stops": ["a"]}\
            """);
  }

  private static String read(Format format, String hex) {
    return new String(registry.decode(format, HexFormat.of().parseHex(hex)), UTF_8);
  }

  private static String written(Format format, String schema, String json) {
    var chosen =
        registry.schema(
            format, Schemas.Side.VALUE, "weir-" + format.label(), SchemaChoice.text(schema));
    return HexFormat.of().formatHex(chosen.encode(json.getBytes(UTF_8)));
  }

  private static ForeignProgram.Ran python(Object... arguments) throws Exception {
    return python(there, arguments);
  }

  /// In an environment of its own, which is made once and kept in `target`.
  static ForeignProgram.Ran python(SchemaRegistry there, Object... arguments) throws Exception {
    var folder = environment();
    var command = new Object[arguments.length + 2];
    command[0] = ForeignProgram.ROOT.resolve("weir-tests/src/test/resources/foreign/schemas.py");
    command[1] = there.url();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return ForeignProgram.at(folder.resolve("bin/python")).run(command).isWell();
  }

  /// Tests in several JVMs may want it at once: the first one makes it.
  private static Path environment() throws Exception {
    var folder = ForeignProgram.ROOT.resolve("weir-tests/target/python-schemas");
    var lock = folder.resolveSibling("python-schemas.lock");
    Files.createDirectories(lock.getParent());
    try (var channel = FileChannel.open(lock, CREATE, WRITE)) {
      var _ = channel.lock(); // until it is closed
      if (Files.exists(folder.resolve("ready"))) return folder;
      var python = ForeignProgram.of("python3", "apt-get install python3-venv");
      python.run("-m", "venv", folder).isWell();
      ForeignProgram.at(folder.resolve("bin/python"))
          .within(INSTALLED_WITHIN)
          .run("-m", "pip", "install", "-q", "confluent-kafka[avro,json,protobuf]==2.16.0")
          .isWell();
      Files.createFile(folder.resolve("ready"));
      return folder;
    }
  }
}
