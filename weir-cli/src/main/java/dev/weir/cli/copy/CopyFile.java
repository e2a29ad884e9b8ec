package dev.weir.cli.copy;

import dev.weir.cli.message.EnvelopeReader;
import dev.weir.cli.message.MalformedMessage;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.FileConfig;
import dev.weir.config.FileConfig.Format;
import dev.weir.sink.file.Frames;
import dev.weir.sink.file.Tail;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A file that a topic is copied to. It remembers by itself how far the copy came: by the lines
/// that are in it.
record CopyFile(Path path) {
  /// Cuts off what a crash left of a last line. Not what another copy is writing.
  ///
  /// @return how long it is now
  long cut() {
    if (!Files.exists(path)) return 0;
    try {
      Tail.cut(path, new FileConfig(path, "", 0, 1, Format.JSON_LINES, compression()));
      return Files.size(path);
    } catch (IOException e) {
      throw cannot("gone on with", String.valueOf(e.getMessage()), "Copy to another file.", e);
    }
  }

  /// Reads where it ends.
  ///
  /// @return the offsets to go on at, in the partitions that the file has lines of
  Map<TopicPartition, Long> resumed(String topic) {
    if (!Files.exists(path)) return Map.of();
    try {
      return read(topic);
    } catch (IOException e) {
      throw cannot("gone on with", String.valueOf(e.getMessage()), "Copy to another file.", e);
    }
  }

  private FileConfig.Compression compression() {
    return FileTarget.compression(path.toString());
  }

  private Map<TopicPartition, Long> read(String topic) throws IOException {
    var next = new HashMap<TopicPartition, Long>();
    try (var lines = new EnvelopeReader(Frames.unpacked(path))) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        var message = line.message();
        if (line.offset() < 0 || !message.topic().equals(topic) || !lines.whole()) {
          throw new MalformedMessage(
              lines.line(), new byte[0], "it is of topic '%s'".formatted(message.topic()));
        }
        next.merge(new TopicPartition(topic, message.partition()), line.offset() + 1, Math::max);
      }
    } catch (MalformedMessage e) {
      var why = "line %,d: %s".formatted(e.line(), e.getMessage());
      throw cannot("gone on with", why, "Copy to another file.", e);
    }
    return next;
  }

  /// For a copy that does not go on with it.
  void checkAbsent() {
    if (!Files.exists(path)) return;
    throw new Failure(
        ExitCode.USAGE,
        "Nothing was copied",
        "there is a file %s already".formatted(path),
        "Go on with it (--resume), name another, or remove it.");
  }

  /// For more lines.
  ///
  /// @param bytes how long it was when it was looked at
  OutputStream open(long bytes) {
    var out = open();
    try {
      if (Files.size(path) == bytes) return out;
      out.close();
      throw new IOException("another copy wrote it meanwhile");
    } catch (IOException e) {
      throw cannot("gone on with", String.valueOf(e.getMessage()), "Run it again.", e);
    }
  }

  private OutputStream open() {
    try {
      return locked(new Synced(path));
    } catch (IOException | OverlappingFileLockException e) {
      var why = e.getMessage() == null ? "another copy writes it" : e.getMessage();
      throw cannot("written", why, "See to the folder and its rights, or name another.", e);
    }
  }

  private OutputStream locked(Synced file) throws IOException {
    if (file.getChannel().tryLock() != null) return file;
    file.close();
    throw new IOException("another copy writes it");
  }

  private Failure cannot(String what, String why, String remedy, Exception cause) {
    return new Failure(
        ExitCode.FAILED, "%s cannot be %s".formatted(path, what), why, remedy, cause);
  }

  /// Is on the disk when it is closed.
  private static final class Synced extends FileOutputStream {
    Synced(Path path) throws IOException {
      super(path.toFile(), true);
    }

    @Override
    public void close() throws IOException {
      if (getChannel().isOpen()) getFD().sync();
      super.close();
    }
  }
}
