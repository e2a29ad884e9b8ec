package dev.weir.cli.message;

import dev.weir.Message;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Each line a message: its value, or its key and value.
public final class LineInput implements MessageInput {
  private final Lines lines;
  private final String topic;
  private final byte @Nullable [] keySeparator;
  private final boolean emptyIsNull;

  /// @param keySeparator where it comes first in a line, the key ends; null: lines are values
  /// @param emptyIsNull whether a key or value of no bytes is none
  public LineInput(Lines lines, String topic, byte @Nullable [] keySeparator, boolean emptyIsNull) {
    this.lines = lines;
    this.topic = topic;
    this.keySeparator = keySeparator == null ? null : keySeparator.clone();
    this.emptyIsNull = emptyIsNull;
  }

  @Override
  public @Nullable Message next() throws IOException {
    var line = lines.next();
    if (line == null) return null;
    var separator = keySeparator;
    if (separator == null) return Message.of(topic, null, orNull(line));
    var end = first(line, separator);
    if (end < 0) throw new MalformedMessage(lines.line(), line, "it has no key separator");
    var value = Arrays.copyOfRange(line, end + separator.length, line.length);
    return Message.of(topic, orNull(Arrays.copyOf(line, end)), orNull(value));
  }

  private byte @Nullable [] orNull(byte[] bytes) {
    return emptyIsNull && bytes.length == 0 ? null : bytes;
  }

  private static int first(byte[] line, byte[] separator) {
    for (var i = 0; i <= line.length - separator.length; i++) {
      var end = i + separator.length;
      if (Arrays.equals(line, i, end, separator, 0, separator.length)) return i;
    }
    return -1;
  }

  @Override
  public long line() {
    return lines.line();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
