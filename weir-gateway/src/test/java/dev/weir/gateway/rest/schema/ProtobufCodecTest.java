package dev.weir.gateway.rest.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ProtobufCodecTest {
  private static final String RIDE =
      """
      // A ride.
      syntax = "proto3";
      package weir.v1;
      import "google/protobuf/timestamp.proto";
      option java_package = "dev.weir";
      message Ride {
        reserved 20, 30 to 40; reserved "old";
        string id = 1;
        int64 meters = 2 [deprecated = true, (own.option) = {a: 1, b: {c: 2}}];
        repeated int32 seats = 3;
        Kind kind = 4;
        map<string, Stop> stops = 5;
        oneof paid { string card = 6; bool cash = 7; }
        optional int32 tip = 8;
        google.protobuf.Timestamp at = 9;
        Stop last_stop = 10 [json_name = "theLast"];
        bytes photo = 0xB;
        message Stop { string name = 1; /* nothing else */ message In { int32 x = 1; } }
        enum Kind { option allow_alias = true; SHORT = 0; LONG = 1; FAR = 1; }
      }
      message Other { .weir.v1.Ride.Stop.In in = 1; }
      service Rides { rpc Get (Ride) returns (stream Other) { option (x) = "}"; } }
      """;

  @Test
  void json_becomes_the_bytes_that_protobuf_has_for_it() {
    var bytes = codec(RIDE).encode(bytes("{\"id\":\"a\",\"seats\":[1,2],\"kind\":\"LONG\"}"));

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("00" + "0a0161" + "1a020102" + "2001");
  }

  @Test
  void all_of_it_goes_there_and_back() {
    var json =
        """
        {"id":"a","meters":"5","seats":[1],"kind":"SHORT","stops":{"x":{"name":"X"}},\
        "cash":true,"tip":0,"at":"2026-01-02T03:04:05Z","theLast":{"name":""},"photo":"AQI="}\
        """;

    assertThat(Trees.read(bytes(there(RIDE, json)))).isEqualTo(Trees.read(bytes(json)));
  }

  @Test
  void fields_that_are_not_set_are_told_with_their_defaults() {
    assertThat(there("syntax = \"proto3\"; message M { int32 a = 1; optional int32 b = 2; }", "{}"))
        .isEqualTo("{\"a\":0}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"no":1}                               | $.no:
          {"id":5,"meters":"x"}                  | $.meters:
          {"seats":[1,"x"]}                      | $.seats[1]:
          {"kind":"NO"}                          | $.kind:
          {"lastStop":1}                         | $.lastStop:
          {"theLast":{"nope":1}}                 | $.theLast.nope:
          {"at":"yesterday"}                     | $.at:
          {"card":"x","cash":true}               | $:
          5                                      | $:
          {                                      | not JSON
          {'id':'a'}                             | not JSON
          """)
  void json_that_does_not_fit_is_refused_with_its_place(String json, String place) {
    assertThatThrownBy(() -> codec(RIDE).encode(bytes(json)))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining(place);
  }

  @ParameterizedTest
  @CsvSource({
    "00 0a0161, id",
    "0200 0a0161, id",
    "0202 0a020801, in",
    "040000 0a0161, name",
    "06000000 0801, x"
  })
  void the_indexes_tell_the_message(String hex, String field) {
    var payload = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(new String(codec(RIDE).decode(Frame.of(1, payload)), UTF_8))
        .contains("\"%s\":".formatted(field));
  }

  @ParameterizedTest
  @CsvSource({"''", "01", "0206", "04000a", "00ff", "000a05", "00f8ffffffffffffffffff01", "fe7f00"})
  @Tag("S11")
  void bytes_that_do_not_fit_are_refused(String hex) {
    var framed = Frame.of(1, HexFormat.of().parseHex(hex));

    assertThatThrownBy(() -> codec(RIDE).decode(framed)).isInstanceOf(Misfit.class);
  }

  @Test
  void proto2_and_editions_are_known() {
    var old =
        """
        message M { required int32 a = 1; optional string b = 2 [default = "x"];
          repeated group G = 3 { optional int32 c = 1; } extensions 100 to max; }
        extend M { optional int32 own = 100; }\
        """;
    var edition =
        """
        edition = "2023"; option features.field_presence = IMPLICIT;
        message M { int32 a = 1; repeated int32 b = 2 [features.repeated_field_encoding = EXPANDED]; }\
        """;

    assertThat(there(old, "{\"a\":1,\"g\":[{\"c\":2}]}")).isEqualTo("{\"a\":1,\"g\":[{\"c\":2}]}");
    assertThatThrownBy(() -> there(old, "{}")).isInstanceOf(Misfit.class);
    assertThat(HexFormat.of().formatHex(codec(edition).encode(bytes("{\"a\":0,\"b\":[1,2]}"))))
        .isEqualTo("00" + "1001" + "1002");
  }

  @Test
  void a_file_may_come_as_its_descriptor() {
    var timestamp = TimestampProto.getDescriptor().toProto().toByteString().toByteArray();
    var struct = StructProto.getDescriptor().toProto().toByteString().toByteArray();

    assertThat(there(Base64.getEncoder().encodeToString(timestamp), "\"1970-01-01T00:00:01Z\""))
        .isEqualTo("\"1970-01-01T00:00:01Z\"");
    assertThat(there(Base64.getEncoder().encodeToString(struct), "{\"a\":[1,null]}"))
        .isEqualTo("{\"a\":[1.0,null]}");
  }

  @Test
  void of_a_key_that_comes_twice_the_last_counts() {
    var codec = codec("syntax = \"proto3\"; message M { map<string, int32> m = 1; }");
    var twice = HexFormat.of().parseHex("00" + "0a050a016b1001" + "0a050a016b1002");

    assertThat(new String(codec.decode(Frame.of(1, twice)), UTF_8)).isEqualTo("{\"m\":{\"k\":2}}");
  }

  @Test
  void a_value_that_json_has_no_word_for_is_refused() {
    var codec =
        codec(
            """
            syntax = "proto3"; import "google/protobuf/struct.proto";
            message M { google.protobuf.Value v = 1; }\
            """);
    var infinite = HexFormat.of().parseHex("00" + "0a09" + "11000000000000f07f");

    assertThatThrownBy(() -> codec.decode(Frame.of(1, infinite))).isInstanceOf(Misfit.class);
  }

  @Test
  void imports_are_found_by_their_names() {
    var codec =
        ProtobufCodec.of(
            "syntax = \"proto3\"; import \"a.proto\"; message M { P p = 1; }",
            Map.of(
                "a.proto", "syntax = \"proto3\"; import public \"b.proto\";",
                "b.proto", "syntax = \"proto3\"; message P { int32 x = 1; }"));

    assertThat(codec.encode(bytes("{\"p\":{\"x\":1}}"))).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          syntax = "proto3"; import "none.proto"; message M {}   | imports none.proto
          syntax = "proto3"; import "me.proto"; message M {}     | me.proto imports itself
          syntax = "proto3";                                     | no message
          syntax = "proto9"; message M {}                        | proto9
          edition = "1066"; message M {}                         | 1066
          syntax = "proto3"; message M { int32 a = 1 }           | ';' is wanted
          syntax = "proto3"; message M { No a = 1; }             | No
          syntax = "proto3"; message M { int32 a = 1; int32 b = 1; } | 1
          message M { int32 a = 1; }                             | optional
          nonsense                                               | nonsense
          syntax = "proto3"; message M {                         | a name is wanted
          """)
  void a_file_that_is_wrong_is_refused(String text, String why) {
    var references = Map.of("me.proto", "syntax = \"proto3\"; import \"me.proto\";");

    assertThatThrownBy(() -> ProtobufCodec.of(text, references))
        .isInstanceOf(BadSchema.class)
        .hasMessageContaining(why);
  }

  @Test
  void messages_that_nest_without_an_end_are_refused() {
    var file = "syntax = \"proto3\"; " + "message M { ".repeat(5_000);

    assertThatThrownBy(() -> codec(file)).hasMessageContaining("too deep");
  }

  @Test
  void bytes_that_nest_without_an_end_are_refused() {
    var codec = codec("syntax = \"proto3\"; message M { M m = 1; }");
    var deep = "{\"m\":".repeat(150) + "{}" + "}".repeat(150);

    assertThatThrownBy(() -> codec.encode(bytes(deep))).isInstanceOf(Misfit.class);
  }

  @Test
  void small_messages_with_many_fields_do_not_exhaust_the_memory() {
    var file = new StringBuilder("syntax = \"proto3\"; message M { repeated M m = 1;");
    for (int i = 2; i < 2_000; i++) file.append("string a_long_name_%d = %d;".formatted(i, i));
    var codec = codec(file.append("}").toString());
    var many = new byte[100_001];
    for (int i = 1; i < many.length; i += 2) many[i] = 0x0A;

    assertThatThrownBy(() -> codec.decode(Frame.of(1, many))).hasMessageContaining("larger than");
  }

  private static String there(String file, String json) {
    var codec = codec(file);
    return new String(codec.decode(Frame.of(1, codec.encode(bytes(json)))), UTF_8);
  }

  private static Codec codec(String file) {
    return ProtobufCodec.of(file, Map.of());
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }
}
