package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Writes messages as lines of [Envelope]. One thread.
public final class EnvelopeWriter implements Printer {
  private final OutputStream out;
  private final JsonGenerator json;

  /// @param out stays open; it should have a buffer
  public EnvelopeWriter(OutputStream out) {
    this.out = out;
    try {
      json =
          new JsonFactory()
              .createGenerator(out)
              .setRootValueSeparator(null)
              .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> message) {
    try {
      write(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ConsumerRecord<byte[], byte[]> message) throws IOException {
    json.writeStartObject();
    json.writeNumberField("envelope", Envelope.VERSION);
    json.writeStringField("topic", message.topic());
    json.writeNumberField("partition", message.partition());
    json.writeNumberField("offset", message.offset());
    if (message.timestamp() < 0) json.writeNullField("timestamp");
    else json.writeNumberField("timestamp", message.timestamp());
    json.writeStringField("timestampType", type(message));
    bytes("key", message.key());
    bytes("value", message.value());
    json.writeArrayFieldStart("headers");
    for (var header : message.headers()) {
      json.writeStartObject();
      json.writeStringField("key", header.key());
      bytes("value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static String type(ConsumerRecord<byte[], byte[]> message) {
    return switch (message.timestampType()) {
      case CREATE_TIME -> "create";
      case LOG_APPEND_TIME -> "append";
      case NO_TIMESTAMP_TYPE -> "none";
    };
  }

  private void bytes(String field, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) json.writeNullField(field);
    else json.writeBinaryField(field, bytes);
  }

  /// Hands all to `out`, and flushes that.
  @Override
  public void flush() {
    try {
      json.flush();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
