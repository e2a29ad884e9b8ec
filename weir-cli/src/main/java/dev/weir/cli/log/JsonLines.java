package dev.weir.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The log for machines, one object a line:
///
/// | field | |
/// |---|---|
/// | `ts` | ISO 8601, UTC |
/// | `level` `logger` `thread` `message` | text |
/// | `stack_trace` | text of many lines, where there is an exception |
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new ByteArrayOutputStream(256);
    try (var object = json.createGenerator(line)) {
      write(event, object);
      object.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  private static void write(ILoggingEvent event, JsonGenerator object) throws IOException {
    object.writeStartObject();
    object.writeStringField("ts", event.getInstant().toString());
    object.writeStringField("level", event.getLevel().toString());
    object.writeStringField("logger", event.getLoggerName());
    object.writeStringField("thread", event.getThreadName());
    object.writeStringField("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      object.writeStringField(
          "stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    object.writeEndObject();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
