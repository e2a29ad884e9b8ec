package dev.weir.cli.message;

import dev.weir.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Messages out of a stream of bytes, one after the other, in memory for one. One thread.
public interface MessageInput extends AutoCloseable {
  /// The next one, or null at the end.
  ///
  /// @throws MalformedMessage where something else stands; the next call goes on behind it
  @Nullable Message next() throws IOException;

  /// The line that the last one began on, from 1; of a format without lines its number.
  long line();

  @Override
  void close() throws IOException;
}
