package dev.weir.cli.message;

import dev.weir.Message;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// All that a stream holds, as one message.
public final class WholeInput implements MessageInput {
  private static final int SHOWN_BYTES = 1000;

  private final InputStream in;
  private final String topic;
  private boolean read;

  public WholeInput(InputStream in, String topic) {
    this.in = in;
    this.topic = topic;
  }

  @Override
  public @Nullable Message next() throws IOException {
    if (read) return null;
    read = true;
    var value = in.readNBytes(Lines.LINE_BYTES_MAX + 1);
    if (value.length <= Lines.LINE_BYTES_MAX) return Message.of(topic, null, value);
    throw MalformedMessage.tooLong(
        1, java.util.Arrays.copyOf(value, SHOWN_BYTES), Lines.LINE_BYTES_MAX);
  }

  @Override
  public long line() {
    return 1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
