package dev.weir.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Parser;
import dev.weir.testkit.SchemaRegistry;
import dev.weir.worker.Codec;
import dev.weir.worker.Headers;
import dev.weir.worker.codec.Codecs;
import dev.weir.worker.codec.Registry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a worker's codecs write with a schema is read by Confluent's Python client, and the other
/// way round.
@Tag("foreign")
@Timeout(600)
class WorkerSchemasTest {
  private static final Codec.Context CONTEXT = new Codec.Context("weir", false, Headers.none());
  private static final Schema AVRO =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Ride","namespace":"weir","fields":[
               {"name":"id","type":"long"},{"name":"note","type":["null","string"]},
               {"name":"photo","type":"bytes"},
               {"name":"stops","type":{"type":"array","items":"string"}},
               {"name":"price","type":"double"}]}
              """);

  @RegisterExtension static final SchemaRegistry there = SchemaRegistry.create();

  private static Descriptor first;
  private static Descriptor inner;

  private final Registry registry = Registry.at(there.url().toString()).autoRegister();

  /// The script's file, without what is not read here.
  @BeforeAll
  static void link() throws Exception {
    var file =
        FileDescriptorProto.newBuilder()
            .setName("rides.proto")
            .setPackage("weir")
            .setSyntax("proto3")
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("First")
                    .addField(field("id", FieldDescriptorProto.Type.TYPE_INT64)))
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("Second")
                    .addNestedType(DescriptorProto.newBuilder().setName("Other"))
                    .addNestedType(
                        DescriptorProto.newBuilder()
                            .setName("Inner")
                            .addField(field("x", FieldDescriptorProto.Type.TYPE_INT32))))
            .build();
    var linked = FileDescriptor.buildFrom(file, new FileDescriptor[0]);
    first = linked.findMessageTypeByName("First");
    inner = linked.findMessageTypeByName("Second").findNestedTypeByName("Inner");
  }

  private static FieldDescriptorProto field(String name, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(1)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  @Test
  void what_pythons_serializers_write_is_read() throws Exception {
    var lines = SchemasTest.python(there, "write").output().lines().toList();

    assertThat(read(registry.avro(AVRO), lines.get(0)))
        .hasToString(
            "{\"id\": 7, \"note\": \"Köln\", \"photo\": \"\\u0000\u00FF\","
                + " \"stops\": [\"a\", \"b\"], \"price\": 1.5}");
    assertThat(read(registry.json(JsonNode.class), lines.get(1)))
        .hasToString("{\"id\":7,\"note\":\"Köln\"}");
    assertThat(field(read(registry.protobuf(parser(first)), lines.get(2)))).isEqualTo(7L);
    assertThat(field(read(registry.protobuf(parser(inner)), lines.get(3)))).isEqualTo(5);
  }

  private static <T> T read(Codec<T> codec, String line) {
    return codec.decode(CONTEXT, HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1)));
  }

  private static Parser<DynamicMessage> parser(Descriptor type) {
    return DynamicMessage.getDefaultInstance(type).getParserForType();
  }

  private static Object field(DynamicMessage message) {
    return message.getField(message.getDescriptorForType().findFieldByNumber(1));
  }

  @Test
  void pythons_deserializer_reads_the_avro_that_is_written() throws Exception {
    var ride =
        new GenericRecordBuilder(AVRO)
            .set("id", 7L)
            .set("note", "Köln")
            .set("photo", ByteBuffer.wrap(new byte[] {0, -1}))
            .set("stops", List.of("a"))
            .set("price", 1.5)
            .build();

    assertThat(python("AVRO", registry.avro(AVRO).encode(CONTEXT, ride)))
        .isEqualTo(
            """
            {"id": 7, "note": "K\\u00f6ln", "photo": "00ff", "price": 1.5, "stops": ["a"]}\
            """);
  }

  @Test
  void pythons_deserializer_reads_the_json_that_is_written() throws Exception {
    var schema = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}";
    @SuppressWarnings("rawtypes")
    Codec<Map> codec = registry.json(Codecs.json(Map.class), schema);

    assertThat(python("JSONSCHEMA", codec.encode(CONTEXT, Map.of("id", 7))))
        .isEqualTo("{\"id\": 7}");
  }

  @Test
  void pythons_deserializer_reads_the_protobuf_that_is_written() throws Exception {
    var ride = DynamicMessage.newBuilder(first).setField(first.findFieldByNumber(1), 7L).build();
    var codec = registry.protobuf(parser(first));

    assertThat(python("PROTOBUF", codec.encode(CONTEXT, ride))).isEqualTo("{\"id\": \"7\"}");
  }

  private static String python(String format, byte[] framed) throws Exception {
    var hex = HexFormat.of().formatHex(framed);
    return SchemasTest.python(there, "read", format, hex).output().strip();
  }
}
