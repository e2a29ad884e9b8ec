package dev.weir.worker.codec;

import dev.weir.worker.Codec.Context;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Avro: each value is written with its own schema, and what is read is resolved to the reader's.
///
/// @param reader null for that of the writer
record AvroFormat<T extends IndexedRecord>(@Nullable Schema reader, GenericData data)
    implements Format<T> {
  private static final String TYPE = "AVRO";

  static <T extends SpecificRecord> Format<T> of(Class<T> type) {
    var classes = AvroClasses.of(type);
    return new AvroFormat<>(classes.schema(), classes);
  }

  static Format<GenericRecord> of(Schema reader) {
    return new AvroFormat<>(Avro.record(reader), GenericData.get());
  }

  static Format<GenericRecord> asWritten() {
    return new AvroFormat<>(null, GenericData.get());
  }

  @Override
  public Object schema(T value) {
    return value.getSchema();
  }

  @Override
  public Definition definition(T value) {
    return Definition.of(TYPE, value.getSchema().toString());
  }

  @Override
  public byte[] encode(Context context, T value) {
    return Avro.written(context, value, data);
  }

  @Override
  public Reading<T> reading(Written schema) {
    var writer = parsed(schema.checked(TYPE));
    return new AvroReading<T>(writer, reader == null ? writer : reader, data)::read;
  }

  private static Schema parsed(Written schema) {
    var parser = new Schema.Parser().setValidateDefaults(false); // old schemas have wrong ones
    try {
      schema.references().forEach(parser::parse);
      return Avro.record(parser.parse(schema.text()));
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw schema.broken(e);
    }
  }
}
