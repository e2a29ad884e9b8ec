package dev.weir.cli.message;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.cli.message.Part.Count;
import dev.weir.cli.message.Part.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was read so far of a message, or of one of its headers.
sealed interface Draft {
  void number(Count of, long number);

  /// Of what is read next.
  long length(Field of);

  void data(Field of, byte @Nullable [] bytes);

  /// How many are to be read.
  default long headers() {
    return 0;
  }

  /// A list such as `a=1,b=2`.
  default void headers(byte[] list, Shapes shapes) {}

  default void header(OfHeader header) {}

  default void header(String name, byte @Nullable [] value, @Nullable String nothing) {}

  /// A message.
  final class OfMessage implements Draft {
    private final Map<Count, Long> numbers = new EnumMap<>(Count.class);
    private final List<Header> headers = new ArrayList<>();
    private String topic;
    private byte @Nullable [] key;
    private byte @Nullable [] value;

    OfMessage(FormatReader.Given given) {
      topic = given.topic();
    }

    @Override
    public void number(Count of, long number) {
      numbers.put(of, number);
    }

    @Override
    public long length(Field of) {
      return numbers.getOrDefault(Readability.length(of), -1L);
    }

    @Override
    public long headers() {
      return numbers.getOrDefault(Count.HEADERS, 0L);
    }

    @Override
    public void data(Field of, byte @Nullable [] bytes) {
      switch (of) {
        case TOPIC -> topic = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        case KEY -> key = bytes;
        case VALUE -> value = bytes;
      }
    }

    @Override
    public void headers(byte[] list, Shapes shapes) {
      var text = new String(list, StandardCharsets.UTF_8);
      if (text.isEmpty()) return;
      for (var header : text.split(",", -1)) {
        var equals = header.indexOf('=');
        if (equals <= 0) throw new Misfit("'%s' is no header such as a=1".formatted(header));
        var bytes = header.substring(equals + 1).getBytes(StandardCharsets.UTF_8);
        headers.add(new Header(header.substring(0, equals), Bytes.read(bytes, shapes)));
      }
    }

    @Override
    public void header(OfHeader header) {
      headers.add(header.header());
    }

    /// None where there is no text, or the text for null.
    @Override
    public void header(String name, byte @Nullable [] bytes, @Nullable String nothing) {
      if (bytes == null || (nothing == null && bytes.length == 0)) return;
      headers.add(new Header(name, bytes));
    }

    Message message() {
      var partition = numbers.getOrDefault(Count.PARTITION, -1L);
      if (partition > Integer.MAX_VALUE) throw new Misfit("there is no partition " + partition);
      var time = numbers.getOrDefault(Count.TIMESTAMP, -1L);
      return new Message(
          topic,
          partition < 0 ? Message.ANY_PARTITION : partition.intValue(),
          time < 0 ? Message.NOW : time,
          key,
          value,
          List.copyOf(headers));
    }
  }

  /// A header.
  final class OfHeader implements Draft {
    private long nameLength = -1;
    private long valueLength = -1;
    private @Nullable String name;
    private byte @Nullable [] value;

    @Override
    public void number(Count of, long number) {
      if (of == Count.KEY_LENGTH) nameLength = number;
      if (of == Count.VALUE_LENGTH) valueLength = number;
    }

    @Override
    public long length(Field of) {
      return of == Field.KEY ? nameLength : valueLength;
    }

    @Override
    public void data(Field of, byte @Nullable [] bytes) {
      if (of == Field.VALUE) value = bytes;
      else name = bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    Header header() {
      if (name == null) throw new Misfit("a header has no name");
      return new Header(name, value);
    }
  }
}
