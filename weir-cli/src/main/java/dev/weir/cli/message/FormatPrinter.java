package dev.weir.cli.message;

import dev.weir.cli.message.Part.Count;
import dev.weir.cli.terminal.Stdout;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Prints messages by a format.
final class FormatPrinter implements Printer {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] NOTHING = {};

  private final List<Part> parts;
  private final Stdout stdout;

  /// One message, so that none is printed in part.
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private final Showing showing;
  private final byte[] nothing;
  private long running;

  FormatPrinter(List<Part> parts, Stdout stdout, Showing showing) {
    this.parts = parts;
    this.stdout = stdout;
    this.showing = showing;
    var text = showing.nothing();
    this.nothing = text == null ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> message) {
    running++;
    out.reset();
    for (var part : parts) print(part, message);
    stdout.write(out.toByteArray());
  }

  private void print(Part part, ConsumerRecord<byte[], byte[]> message) {
    switch (part) {
      case Part.Literal(var bytes, _) -> out.writeBytes(bytes);
      case Part.Numeric(var of, var shape, _) -> out.writeBytes(shape.bytes(number(of, message)));
      case Part.Data(var of, var shapes, _) -> data(of, shapes, message);
      case Part.Time(var shape, _) -> time(shape, message.timestamp());
      case Part.Headers(var shapes, _) -> headers(shapes, message);
      case Part.OneHeader(var name, var shapes, _) -> {
        var header = message.headers().lastHeader(name);
        data(header == null ? null : header.value(), shapes, Decoder.NONE);
      }
      case Part.EachHeader(var inner, _) -> {
        var index = 0;
        for (var header : message.headers()) header(inner, header, ++index);
      }
    }
  }

  private long number(Count of, ConsumerRecord<byte[], byte[]> message) {
    return switch (of) {
      case PARTITION -> message.partition();
      case OFFSET -> message.offset();
      case TIMESTAMP -> message.timestamp();
      case EPOCH -> message.leaderEpoch().orElse(-1);
      case RUNNING -> running;
      case TOPIC_LENGTH -> message.topic().length();
      case KEY_LENGTH -> length(message.key());
      case VALUE_LENGTH -> length(message.value());
      case HEADERS -> message.headers().toArray().length;
    };
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? -1 : bytes.length;
  }

  private void data(Part.Field of, Shapes shapes, ConsumerRecord<byte[], byte[]> message) {
    switch (of) {
      case TOPIC -> data(message.topic().getBytes(StandardCharsets.UTF_8), shapes, Decoder.NONE);
      case KEY -> data(message.key(), shapes, showing.key());
      case VALUE -> data(message.value(), shapes, showing.value());
    }
  }

  private void data(byte @Nullable [] bytes, Shapes shapes, Decoder usual) {
    if (bytes != null) {
      out.writeBytes(shapes.apply(bytes, showing, usual).printed());
    } else {
      out.writeBytes(shapes.decoded() == Decode.JSON ? NULL : nothing);
    }
  }

  private void time(TimeShape shape, long millis) {
    if (millis < 0) out.writeBytes(nothing);
    else out.writeBytes(shape.text(millis, showing.clock()).getBytes(StandardCharsets.UTF_8));
  }

  private void headers(Shapes shapes, ConsumerRecord<byte[], byte[]> message) {
    var first = true;
    for (var header : message.headers()) {
      if (!first) out.write(',');
      first = false;
      out.writeBytes(header.key().getBytes(StandardCharsets.UTF_8));
      out.write('=');
      data(header.value(), shapes, Decoder.NONE);
    }
  }

  private void header(List<Part> inner, Header header, int index) {
    var name = header.key().getBytes(StandardCharsets.UTF_8);
    for (var part : inner) {
      switch (part) {
        case Part.Literal(var bytes, _) -> out.writeBytes(bytes);
        case Part.Numeric(var of, var shape, _) -> {
          var number =
              switch (of) {
                case KEY_LENGTH -> name.length;
                case VALUE_LENGTH -> length(header.value());
                default -> index;
              };
          out.writeBytes(shape.bytes(number));
        }
        case Part.Data(var of, var shapes, _) ->
            data(of == Part.Field.KEY ? name : header.value(), shapes, Decoder.NONE);
        default -> throw new IllegalStateException("A header has no " + part);
      }
    }
  }

  @Override
  public void flush() {
    stdout.flush();
  }
}
