package dev.weir.worker.codec;

import dev.weir.worker.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/// Avro's binary encoding by one schema.
final class Avro<T extends IndexedRecord> implements Codec<T> {
  private final Schema schema;
  private final GenericData data;
  private final AvroReading<T> reading;

  private Avro(Schema schema, GenericData data) {
    this.schema = record(schema);
    this.data = data;
    this.reading = new AvroReading<>(schema, schema, data);
  }

  static <T extends SpecificRecord> Avro<T> of(Class<T> type) {
    var classes = AvroClasses.of(type);
    return new Avro<>(classes.schema(), classes);
  }

  static Avro<GenericRecord> of(Schema schema) {
    return new Avro<>(schema, GenericData.get());
  }

  static Schema record(Schema schema) {
    if (schema.getType() == Schema.Type.RECORD) return schema;
    throw new IllegalArgumentException("%s is no schema of records".formatted(schema));
  }

  @Override
  public byte[] encode(Context context, T value) {
    if (!value.getSchema().equals(schema)) {
      throw new IllegalArgumentException(
          "A value for '%s' has the schema %s and not %s"
              .formatted(context.topic(), value.getSchema(), schema));
    }
    return written(context, value, data);
  }

  /// By the schema that the value itself has.
  static byte[] written(Context context, IndexedRecord value, GenericData data) {
    var bytes = new ByteArrayOutputStream(256);
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    @SuppressWarnings("unchecked")
    DatumWriter<Object> writer = data.createDatumWriter(value.getSchema());
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw Misfit.written(context, value.getSchema().getFullName(), e);
    }
    return bytes.toByteArray();
  }

  @Override
  public T decode(Context context, byte[] bytes) {
    return reading.read(context, bytes);
  }
}
