package dev.weir.cli.message;

import dev.weir.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Messages as a [Format] prints them.
public final class FormatInput implements MessageInput {
  private final FormatReader reader;
  private long number;

  /// @param emptyIsNull whether nothing stands for null
  public FormatInput(Format format, InputStream in, String topic, boolean emptyIsNull) {
    var given = FormatReader.Given.topic(topic);
    reader = format.reader(in, emptyIsNull ? given.with("") : given);
  }

  @Override
  public @Nullable Message next() throws IOException {
    number++;
    try {
      return reader.next();
    } catch (BadMessage e) {
      number = e.number();
      // Where lengths tell what is what, nobody knows where the next one begins.
      if (!e.goesOn()) throw new UncheckedIOException(new IOException(e.getMessage(), e));
      throw new MalformedMessage(e.number(), withoutEnd(e.bytes()), e.why());
    }
  }

  private static byte[] withoutEnd(byte[] bytes) {
    var last = bytes.length - 1;
    return last >= 0 && bytes[last] == '\n' ? java.util.Arrays.copyOf(bytes, last) : bytes;
  }

  @Override
  public long line() {
    return number;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
