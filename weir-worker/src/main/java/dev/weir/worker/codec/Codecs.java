package dev.weir.worker.codec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.weir.worker.Codec;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/// The codecs that most need.
///
/// Bytes that one cannot read make a [dev.weir.worker.DecodeException], so that the record goes to
/// the dead letters; a value that one cannot write makes an [IllegalArgumentException].
public final class Codecs {
  private Codecs() {}

  /// Bytes as they are.
  public static Codec<byte[]> bytes() {
    return Plain.BYTES;
  }

  /// Text in UTF-8; bytes that are not are refused.
  public static Codec<String> string() {
    return Plain.STRING;
  }

  /// A UUID as text, as Kafka's own serializer has it.
  public static Codec<UUID> uuid() {
    return Plain.UUID;
  }

  /// Four bytes, big-endian, as Kafka's own serializer has it.
  public static Codec<Integer> int32() {
    return Plain.INT32;
  }

  /// Eight bytes, big-endian, as Kafka's own serializer has it.
  public static Codec<Long> int64() {
    return Plain.INT64;
  }

  /// JSON by Jackson, with the modules that the class path has. Fields that the type has not are
  /// ignored, so that producers may add some.
  public static <T> Codec<T> json(Class<T> type) {
    return Json.of(type, Json.mapper());
  }

  /// As [#json(Class)], for types such as `new TypeReference<List<Order>>() {}`.
  public static <T> Codec<T> json(TypeReference<T> type) {
    return Json.of(type, Json.mapper());
  }

  /// JSON by a mapper of your own.
  public static <T> Codec<T> json(Class<T> type, ObjectMapper mapper) {
    return Json.of(type, mapper);
  }

  /// JSON by a mapper of your own.
  public static <T> Codec<T> json(TypeReference<T> type, ObjectMapper mapper) {
    return Json.of(type, mapper);
  }

  /// Avro's binary encoding of a generated class, and nothing else. All that read and write must
  /// have the same schema; where it may change, use a [Registry].
  public static <T extends SpecificRecord> Codec<T> avro(Class<T> type) {
    return Avro.of(type);
  }

  /// As [#avro(Class)], without a generated class.
  public static Codec<GenericRecord> avro(Schema schema) {
    return Avro.of(schema);
  }

  /// Protobuf's binary encoding of a generated class, and nothing else: `protobuf(Ride.parser())`.
  public static <T extends Message> Codec<T> protobuf(Parser<T> parser) {
    return new Protobuf<>(parser);
  }

  /// JSON by protobuf's own mapping: `protobufJson(Ride.getDefaultInstance())`. Unknown fields are
  /// ignored.
  public static <T extends Message> Codec<T> protobufJson(T prototype) {
    return ProtobufJson.of(prototype);
  }

  /// A codec of your own. Whatever `decode` throws means that these bytes will never decode; where
  /// a failure may pass, implement [Codec].
  public static <T> Codec<T> custom(Step<T, byte[]> encode, Step<byte[], T> decode) {
    return new Custom<>("what its codec reads", encode, decode);
  }

  /// Before the payload come a 0 and this id of a schema in four bytes, and no registry is asked;
  /// with [#protobuf] then the place of the message in its file too. Whatever id is read is good.
  public static <T> Codec<T> framed(int schemaId, Codec<T> payload) {
    return Framed.of(schemaId, payload, false);
  }

  /// As [#framed], and another id is refused when it is read, or another place.
  public static <T> Codec<T> framedExactly(int schemaId, Codec<T> payload) {
    return Framed.of(schemaId, payload, true);
  }

  /// Makes one thing of another.
  @FunctionalInterface
  public interface Step<A, B> {
    B apply(A from) throws Exception;
  }
}
