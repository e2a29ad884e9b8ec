package dev.weir.gateway.rest.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AvroCodecTest {
  private static final String RIDE =
      """
      {"type":"record","name":"Ride","namespace":"weir","fields":[
        {"name":"id","type":"long"},
        {"name":"seats","type":"int"},
        {"name":"name","type":"string"},
        {"name":"note","type":["null","string"],"default":null},
        {"name":"price","type":"double"},
        {"name":"tip","type":"float"},
        {"name":"paid","type":"boolean"},
        {"name":"photo","type":"bytes"},
        {"name":"hash","type":{"type":"fixed","name":"Hash","size":2}},
        {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["SHORT","LONG"]}},
        {"name":"stops","type":{"type":"array","items":"string"}},
        {"name":"tags","type":{"type":"map","values":"int"}},
        {"name":"next","type":["null","Ride"],"default":null}]}
      """;
  private static final String JSON =
      """
      {"id":-9007199254740993,"seats":4,"name":"Köln → 東京","note":{"string":"n"},"price":1.5,\
      "tip":0.25,"paid":true,"photo":"\\u0000\\u00FFa","hash":"ab","kind":"LONG",\
      "stops":["a","b"],"tags":{"x":1,"y":-2},"next":null}\
      """;

  @Test
  void what_is_written_is_what_avros_own_library_writes() throws Exception {
    var ours = codec(RIDE).encode(JSON.getBytes(UTF_8));

    assertThat(ours).isEqualTo(avros(RIDE, JSON));
  }

  @Test
  void what_is_read_is_what_avros_own_library_reads() throws Exception {
    var bytes = avros(RIDE, JSON);

    var ours = decode(codec(RIDE), bytes);

    assertThat(Trees.read(ours.getBytes(UTF_8))).isEqualTo(Trees.read(avrosJson(RIDE, bytes)));
  }

  @Test
  void fields_may_come_in_any_order() {
    var codec =
        codec(record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}"));

    assertThat(codec.encode(bytes("{\"b\":2,\"a\":1}"))).containsExactly(2, 4);
  }

  @Test
  void a_union_of_one_type_and_null_takes_its_value_without_a_wrapping() {
    var codec = codec(record("{\"name\":\"a\",\"type\":[\"null\",\"string\"]}"));

    var bare = codec.encode(bytes("{\"a\":\"x\"}"));

    assertThat(bare).isEqualTo(codec.encode(bytes("{\"a\":{\"string\":\"x\"}}")));
    assertThat(decode(codec, bare)).isEqualTo("{\"a\":{\"string\":\"x\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "int"                                   | "5"              | $: "5" is not a whole number
          "int"                                   | 1.5              | $: 1.5 is not a whole number
          "int"                                   | 3000000000       | $: 3000000000 is not an int
          "long"                                  | 9300000000000000000 | is not a whole number
          "double"                                | true             | $: true is not a number
          "string"                                | 5                | $: 5 is not a string
          "boolean"                               | 0                | $: 0 is not a boolean
          "null"                                  | 0                | $: 0 is not null
          "bytes"                                 | "→"              | $: bytes are written as text
          {"type":"fixed","name":"f","size":2}    | "abc"            | $: it has 3 bytes and f has 2
          {"type":"enum","name":"e","symbols":["A"]} | "B"           | $: 'B' is not a symbol of e
          {"type":"array","items":"int"}          | [1,2,"x"]        | $[2]: "x" is not
          {"type":"map","values":"int"}           | {"a":{}}         | $.a: {} is not
          ["int","string"]                        | 5                | {"branch": value}
          ["null","int"]                          | "x"              | $: "x" is not a whole
          ["int","string"]                        | null             | null is not a branch
          "int"                                   | [1               | not JSON
          "int"                                   | 1 2              | not JSON
          """)
  void json_that_does_not_fit_is_refused_with_its_place(String schema, String json, String why) {
    var codec = codec(schema);

    assertThatThrownBy(() -> codec.encode(bytes(json)))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_missing_field_is_refused_although_it_has_a_default() {
    var codec = codec(record("{\"name\":\"a\",\"type\":\"int\",\"default\":1}"));

    assertThatThrownBy(() -> codec.encode(bytes("{}"))).hasMessage("$.a: the field is missing");
  }

  @Test
  void a_field_that_the_schema_has_not_is_refused() {
    var codec = codec(record("{\"name\":\"a\",\"type\":\"int\"}"));

    assertThatThrownBy(() -> codec.encode(bytes("{\"a\":1,\"b\":2}")))
        .hasMessage("$.b: R has no such field");
  }

  @Test
  void numbers_that_json_has_not_are_written_as_text() {
    var codec = codec("\"double\"");

    for (var text : List.of("\"NaN\"", "\"Infinity\"", "\"-Infinity\"")) {
      assertThat(decode(codec, codec.encode(bytes(text)))).isEqualTo(text);
    }
  }

  @Test
  void types_of_other_schemas_are_known_by_their_names() {
    var codec =
        AvroCodec.of(
            record("{\"name\":\"p\",\"type\":\"weir.Point\"}"),
            List.of("{\"type\":\"record\",\"name\":\"weir.Point\",\"fields\":[]}"));

    assertThat(codec.encode(bytes("{\"p\":{}}"))).isEmpty();
  }

  @Test
  void what_is_wrong_with_a_schema_is_said_without_the_names_of_our_classes() {
    assertThatThrownBy(() -> codec("BAD"))
        .hasMessageContaining("not JSON")
        .message()
        .doesNotContain("jackson", "Source", "Exception");
  }

  @Test
  void a_schema_that_is_wrong_is_refused() {
    assertThatThrownBy(() -> codec("{\"type\":\"no-such\"}")).isInstanceOf(BadSchema.class);
    assertThatThrownBy(() -> codec("{")).isInstanceOf(BadSchema.class);
    assertThatThrownBy(() -> codec("")).isInstanceOf(BadSchema.class);
    assertThatThrownBy(() -> codec("[".repeat(100_000))).isInstanceOf(BadSchema.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "string"                       | 7e             | the bytes end
          "string"                       | 01             | a length is negative
          "string"                       | feffffffffffffffff01 | the bytes end
          "long"                         | ffffffffffffffffffff01 | more than 64 bits
          "int"                          | 8080808080808001 | is not an int
          "int"                          | 0202           | 1 bytes are left over
          "boolean"                      | 02             | a boolean is 0 or 1
          ["null","int"]                 | 04             | there is no branch 2 of 2
          {"type":"array","items":"null"}| feffffff0f     | too many values
          {"type":"map","values":"null"} | 040261026100   | 'a' comes twice
          {"type":"array","items":"int"} | 0402           | the bytes end
          """)
  @Tag("S11")
  void bytes_that_do_not_fit_are_refused(String schema, String hex, String why) {
    var payload = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> decode(codec(schema), payload))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining(why);
  }

  @Test
  @Tag("S11")
  void a_schema_without_an_end_does_not_exhaust_the_stack() {
    var codec = codec(record("{\"name\":\"next\",\"type\":\"R\"}"));

    assertThatThrownBy(() -> decode(codec, new byte[0])).hasMessageContaining("too deep");
  }

  @Test
  @Tag("S11")
  void a_schema_that_multiplies_nothing_does_not_exhaust_the_memory() {
    var schema = new StringBuilder("{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
    for (int i = 1; i < 30; i++) {
      schema.insert(
          0,
          "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":"
              .formatted(i));
      schema.append("},{\"name\":\"b\",\"type\":\"R%d\"}]}".formatted(i - 1));
    }
    var codec = codec(schema.toString());

    assertThatThrownBy(() -> decode(codec, new byte[0])).hasMessageContaining("too many values");
  }

  private static byte[] avros(String text, String json) throws IOException {
    var schema = new Schema.Parser().parse(text);
    var value =
        new GenericDatumReader<>(schema).read(null, DecoderFactory.get().jsonDecoder(schema, json));
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static byte[] avrosJson(String text, byte[] bytes) throws IOException {
    var schema = new Schema.Parser().parse(text);
    var value =
        new GenericDatumReader<>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().jsonEncoder(schema, out);
    new GenericDatumWriter<>(schema).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Codec codec(String schema) {
    return AvroCodec.of(schema, List.of());
  }

  private static String decode(Codec codec, byte[] payload) {
    return new String(codec.decode(Frame.of(1, payload)), UTF_8);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[%s]}".formatted(fields);
  }
}
