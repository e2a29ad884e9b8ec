package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.worker.Message;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// What a worker does, a line of a file for each thing at once, so that kill -9 takes nothing away.
/// Any thread writes.
final class Journal {
  private final OutputStream file;

  enum What {
    JOINED,
    BEGUN,
    ENDED,
    COMMITTED,
    LOST
  }

  /// One line.
  ///
  /// @param nanos by [System#nanoTime], which all processes of a machine share
  /// @param number of the record among those of its key; 0 where it is not about a record
  record Line(What what, long nanos, String key, int number) {
    static Line parse(String text) {
      var parts = text.split(" ", -1);
      return new Line(
          What.valueOf(parts[0]), Long.parseLong(parts[1]), parts[2], Integer.parseInt(parts[3]));
    }

    String text() {
      return "%s %d %s %d\n".formatted(what, nanos, key, number);
    }

    /// Which record it is about.
    String record() {
      return key + '/' + number;
    }
  }

  Journal(Path path) throws IOException {
    // No channel: that is closed when a thread is interrupted that writes to it.
    this.file = new FileOutputStream(path.toFile(), true);
  }

  void write(What what) {
    write(what, "-", 0);
  }

  void write(What what, Message<byte[], byte[]> message) {
    var key = message.raw().key();
    var value = message.raw().value();
    if (key == null || value == null) throw new IllegalArgumentException(message.toString());
    write(what, new String(key, UTF_8), WorkerTopic.numberOf(value));
  }

  private void write(What what, String key, int number) {
    var text = new Line(what, System.nanoTime(), key, number).text();
    try {
      file.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
