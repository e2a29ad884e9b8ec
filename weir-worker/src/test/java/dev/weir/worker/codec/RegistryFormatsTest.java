package dev.weir.worker.codec;

import static dev.weir.worker.codec.Bytes.VALUE;
import static dev.weir.worker.codec.Bytes.shown;
import static dev.weir.worker.codec.Bytes.through;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.StringValue;
import com.google.protobuf.Type;
import dev.weir.worker.DecodeException;
import java.util.Base64;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each of the registry's codecs has of its own.
@Timeout(60)
class RegistryFormatsTest {
  record Trip(int id) {}

  private static final Schema OLDER =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Ride","namespace":"dev.weir.worker.codec","fields":[
               {"name":"gone","type":"string","default":"g"},{"name":"id","type":"int"}]}
              """);

  private final TinyRegistry there = new TinyRegistry();
  private final Registry registry = Registry.at(there.url());

  @AfterEach
  void close() {
    there.close();
  }

  @Test
  void what_an_older_producer_wrote_is_read_as_the_newer_class_has_it() {
    var older = new GenericRecordBuilder(OLDER).set("gone", "x").set("id", 7).build();
    var written = registry.autoRegister().avro().encode(VALUE, older);

    assertThat(shown(written)).isEqualTo("00 00 00 00 01 02 78 0e");
    assertThat(registry.avro(Ride.class).decode(VALUE, written)).isEqualTo(new Ride(7, null));
    assertThat(registry.avro().decode(VALUE, written)).isEqualTo(older);
  }

  @Test
  void what_a_newer_producer_wrote_is_read_as_the_older_schema_has_it() {
    var longer = new Schema.Parser().parse(OLDER.toString().replace("\"int\"", "\"long\""));
    var written = registry.autoRegister().avro(Ride.class).encode(VALUE, new Ride(7, "a"));

    var read = registry.avro(longer).decode(VALUE, written);

    assertThat(read).isEqualTo(record(longer));
  }

  private static GenericRecord record(Schema schema) {
    return new GenericRecordBuilder(schema).set("id", 7L).build();
  }

  @Test
  void what_the_schemas_do_not_resolve_is_a_misfit() {
    var written = registry.autoRegister().avro(Ride.class).encode(VALUE, new Ride(7, "a"));

    assertThatThrownBy(() -> registry.avro(OLDER).decode(VALUE, written))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("is not Avro of dev.weir.worker.codec.Ride");
  }

  @Test
  void a_schema_may_need_others() {
    there.add("place", "AVRO", fields("Place", "\"string\""));
    there.add("stop", "AVRO", fields("Stop", "\"Place\""), needs("Place", "place"));
    var both = needs("Stop", "stop").replace("]", "," + needs("Place", "place").substring(1));
    there.add("rides-value", "AVRO", fields("Trip", "\"Stop\""), both);

    var read = registry.avro().decode(VALUE, Bytes.of("00 00 00 00 03 02 61"));

    assertThat(read).hasToString("{\"x\": {\"x\": {\"x\": \"a\"}}}");
  }

  private static String fields(String name, String type) {
    return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"x\",\"type\":%s}]}"
        .formatted(name, type);
  }

  private static String needs(String name, String subject) {
    return "[{\"name\":\"%s\",\"subject\":\"%s\",\"version\":1}]".formatted(name, subject);
  }

  @Test
  void a_schema_whose_needs_are_not_there_says_nothing_about_the_record() {
    there.add("rides-value", "AVRO", fields("Trip", "\"Stop\""), needs("Stop", "stop"));

    assertThatThrownBy(() -> registry.avro().decode(VALUE, Bytes.of("00 00 00 00 01 02 61")))
        .isInstanceOf(RegistryException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0e", "0e 00 00", "0e 04"})
  void bytes_that_do_not_fit_their_schema_are_a_misfit(String payload) {
    there.add("rides-value", "AVRO", Ride.SCHEMA$.toString());
    var bytes = Bytes.of("00 00 00 00 01" + payload);

    assertThatThrownBy(() -> registry.avro(Ride.class).decode(VALUE, bytes))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void a_protobuf_message_in_a_message_has_its_place_behind_the_id() {
    var parser = DynamicMessage.getDefaultInstance(Rides.INNER).getParserForType();
    var codec = registry.autoRegister().protobuf(parser);

    var written = codec.encode(VALUE, Rides.inner("x"));

    assertThat(shown(written)).isEqualTo("00 00 00 00 02 04 00 00 0a 01 78");
    assertThat(codec.decode(VALUE, written)).isEqualTo(Rides.inner("x"));
  }

  @Test
  void a_protobuf_file_is_registered_with_those_that_it_needs() throws Exception {
    var parser = DynamicMessage.getDefaultInstance(Rides.RIDE).getParserForType();
    var codec = registry.autoRegister().protobuf(parser);

    assertThat(through(codec, Rides.ride())).isEqualTo(Rides.ride());

    var schema = there.schema(2);
    var bytes = Base64.getDecoder().decode(schema.path("schema").asText());
    assertThat(FileDescriptorProto.parseFrom(bytes)).isEqualTo(Rides.FILE.toProto());
    assertThat(schema.path("schemaType").asText()).isEqualTo("PROTOBUF");
    assertThat(schema.path("references").toString())
        .isEqualTo(needs("places.proto", "places.proto"));
    assertThat(there.schema(1).path("subject").asText()).isEqualTo("places.proto");
  }

  @Test
  void a_protobuf_message_is_known_by_its_name_in_the_text_of_its_schema() {
    there.add("rides-value", "PROTOBUF", "message No {}" + Rides.TEXT);
    var parser = DynamicMessage.getDefaultInstance(Rides.INNER).getParserForType();

    var read =
        registry.protobuf(parser).decode(VALUE, Bytes.of("00 00 00 00 01 04 02 00 0a 01 78"));

    assertThat(read).isEqualTo(Rides.inner("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "04 02 02", "02 04", "04 00 00", "42", ""})
  void another_protobuf_message_is_a_misfit(String payload) {
    there.add("rides-value", "PROTOBUF", "message No {}" + Rides.TEXT);
    var parser = DynamicMessage.getDefaultInstance(Rides.INNER).getParserForType();
    var bytes = Bytes.of("00 00 00 00 01" + payload);

    assertThatThrownBy(() -> registry.protobuf(parser).decode(VALUE, bytes))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void generated_protobuf_classes_come_back() {
    var writing = registry.autoRegister();

    assertThat(through(writing.protobuf(StringValue.parser()), StringValue.of("a")))
        .isEqualTo(StringValue.of("a"));
    assertThat(
            through(
                writing.subject("types").protobuf(Type.parser()),
                Type.newBuilder().setName("a").build()))
        .isEqualTo(Type.newBuilder().setName("a").build());
  }

  @Test
  void json_has_the_id_of_its_schema_before_it() {
    var codec = registry.autoRegister().json(Trip.class, "{\"type\":\"object\"}");

    var written = codec.encode(VALUE, new Trip(7));

    assertThat(shown(written)).isEqualTo("00 00 00 00 01 " + shown("{\"id\":7}".getBytes(UTF_8)));
    assertThat(codec.decode(VALUE, written)).isEqualTo(new Trip(7));
    assertThat(registry.json(Trip.class).decode(VALUE, written)).isEqualTo(new Trip(7));
    assertThat(there.schema(1).path("schemaType").asText()).isEqualTo("JSON");
  }

  @Test
  void json_without_a_schema_is_not_written() {
    assertThatThrownBy(() -> registry.json(Trip.class).encode(VALUE, new Trip(7)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_no_such_json_is_a_misfit() {
    there.add("rides-value", "JSON", "{}");

    assertThatThrownBy(() -> registry.json(Trip.class).decode(VALUE, Bytes.of("0000000001 7b")))
        .isInstanceOf(DecodeException.class);
  }
}
