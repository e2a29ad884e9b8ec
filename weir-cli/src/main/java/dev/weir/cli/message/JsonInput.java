package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.Message;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Lines of [JsonMessage]; empty ones are passed over.
public final class JsonInput implements MessageInput {
  private final Lines lines;
  private final String topic;

  /// @param topic of messages that name none
  public JsonInput(InputStream in, String topic) {
    // A sign may be written in six.
    this.lines = new Lines(in, new byte[] {'\n'}, 2 * Lines.LINE_BYTES_MAX);
    this.topic = topic;
  }

  @Override
  public @Nullable Message next() throws IOException {
    while (true) {
      var line = lines.next();
      if (line == null) return null;
      if (isBlank(line)) continue;
      try {
        return JsonMessage.parse(line, topic);
      } catch (JsonProcessingException e) {
        // Where in the line is of no use without the line.
        var why = e.getOriginalMessage().replaceAll(" \\(start marker.*", "");
        throw new MalformedMessage(lines.line(), line, why);
      }
    }
  }

  private static boolean isBlank(byte[] line) {
    for (var b : line) {
      if (b > ' ' || b < 0) return false;
    }
    return true;
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
