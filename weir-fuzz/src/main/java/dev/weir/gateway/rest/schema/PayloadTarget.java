package dev.weir.gateway.rest.schema;

import dev.weir.fuzz.Law;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record with a schema: it is refused with a text, or becomes JSON that can be written, and what
/// is written then is read as the same JSON.
public final class PayloadTarget {
  private static final String AVRO =
      """
      {"type":"record","name":"R","fields":[
       {"name":"n","type":"null"},{"name":"b","type":"boolean"},{"name":"i","type":"int"},
       {"name":"l","type":"long"},{"name":"f","type":"float"},{"name":"d","type":"double"},
       {"name":"s","type":"string"},{"name":"y","type":"bytes"},
       {"name":"x","type":{"type":"fixed","name":"F","size":2}},
       {"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}},
       {"name":"a","type":{"type":"array","items":"null"}},
       {"name":"m","type":{"type":"map","values":["null","int","string"]}},
       {"name":"r","type":["null","R"]}]}\
      """;
  private static final String PROTOBUF =
      """
      syntax = "proto3";
      import "google/protobuf/timestamp.proto";
      import "google/protobuf/struct.proto";
      import "google/protobuf/any.proto";
      message M {
        int32 a = 1; repeated sint64 b = 2; string c = 3; bytes d = 4; M e = 5;
        map<string, M> f = 6; oneof g { double h = 7; E i = 8; } optional float j = 9;
        google.protobuf.Timestamp k = 10; google.protobuf.Value l = 11; google.protobuf.Any n = 12;
        enum E { ZERO = 0; ONE = 1; }
      }\
      """;

  private static final List<Codec> CODECS =
      List.of(
          AvroCodec.of(AVRO, List.of()),
          ProtobufCodec.of(PROTOBUF, Map.of()),
          JsonSchemaCodec.of("{}", Map.of()));

  private PayloadTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < Frame.HEAD) return;
    var codec = CODECS.get((input[0] & 0xFF) % CODECS.size());
    var json = json(codec, input);
    if (json == null) return;
    var written = codec.encode(json);
    var again = codec.decode(Frame.of(1, written));
    Law.same(Trees.read(json), Trees.read(again), "what is written is read the same");
  }

  private static byte @Nullable [] json(Codec codec, byte[] input) {
    try {
      return codec.decode(input);
    } catch (Misfit e) {
      Law.holds(e.getMessage() != null, "a refusal says why");
      return null;
    }
  }
}
