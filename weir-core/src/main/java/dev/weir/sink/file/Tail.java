package dev.weir.sink.file;

import dev.weir.config.FileConfig;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.ZipException;

/// The end of a file that a crash may have torn.
///
/// What is cut off goes to a file beside it, `.torn`: a rotten length in the middle looks like a
/// torn end, and what is behind it may be a person's to save. Damage that is surely no torn end is
/// left where it is.
public final class Tail {
  private static final int BUFFER_BYTES = 64 << 10;

  private Tail() {}

  /// What is whole, and whether the file was found to end inside of what comes then.
  record Whole(long bytes, boolean cutOff) {}

  /// Cuts a file of this format back to its last whole message, or packed piece.
  ///
  /// @return the number of bytes that were cut off
  public static long cut(Path path, FileConfig config) throws IOException {
    var options =
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try (var channel = FileChannel.open(path, options)) {
      if (channel.tryLock() == null) return 0; // another gateway writes it
      var whole = whole(channel, config);
      var tornBytes = channel.size() - whole.bytes();
      if (!whole.cutOff() && !zeros(channel, whole.bytes())) {
        throw new IOException("it is damaged behind byte %d".formatted(whole.bytes()));
      }
      if (tornBytes > 0) cut(channel, path, whole.bytes());
      return tornBytes;
    } catch (OverlappingFileLockException e) {
      return 0; // this one does
    }
  }

  private static void cut(FileChannel channel, Path path, long whole) throws IOException {
    keep(channel, whole, path.resolveSibling(path.getFileName() + ".torn"));
    channel.truncate(whole);
    channel.force(false);
  }

  private static void keep(FileChannel from, long whole, Path torn) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var to = FileChannel.open(torn, options, Folders.mode(torn, "rw-r-----"))) {
      for (var at = whole; at < from.size(); ) at += from.transferTo(at, from.size() - at, to);
      to.force(false);
    }
    Folders.force(Folders.parent(torn));
  }

  private static Whole whole(FileChannel channel, FileConfig config) throws IOException {
    return switch (config.compression()) {
      case GZIP -> wholeMembers(channel);
      case ZSTD -> ZstdWalk.whole(bytes(channel, 0));
      case NONE ->
          switch (config.format()) {
            case FRAMES -> wholeFrames(channel);
            case JSON_LINES -> new Whole(wholeLines(channel), true);
          };
    };
  }

  private static Whole wholeFrames(FileChannel channel) throws IOException {
    try (var frames = new Frames(bytes(channel, 0), 0)) {
      while (true) {
        switch (frames.next()) {
          case Frames.Found _ -> {}
          case Frames.End(var offset) -> {
            return new Whole(offset, true);
          }
          case Frames.Damage(var offset, var cutOff, _) -> {
            return new Whole(offset, cutOff);
          }
        }
      }
    }
  }

  private static Whole wholeMembers(FileChannel channel) throws IOException {
    var unpacked = new byte[BUFFER_BYTES];
    try (var members = new GzipStream(bytes(channel, 0))) {
      try {
        while (members.read(unpacked, 0, unpacked.length) >= 0) {}
        return new Whole(members.wholeBytes(), true);
      } catch (ZipException e) {
        return new Whole(members.wholeBytes(), e instanceof GzipStream.CutOff);
      }
    }
  }

  /// Where the last line ends, looked for from the back.
  private static long wholeLines(FileChannel channel) throws IOException {
    var buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (var end = channel.size(); end > 0; end -= buffer.limit()) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end));
      read(channel, buffer, end - buffer.limit());
      for (var i = buffer.limit() - 1; i >= 0; i--) {
        if (buffer.get(i) == '\n') return end - buffer.limit() + i + 1;
      }
    }
    return 0;
  }

  private static void read(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) throw new EOFException();
    }
  }

  /// Whether nothing but zeros follows: room that a crash left without its bytes.
  private static boolean zeros(FileChannel channel, long from) throws IOException {
    var bytes = bytes(channel, from);
    for (var b = bytes.read(); b >= 0; b = bytes.read()) {
      if (b != 0) return false;
    }
    return true;
  }

  /// Reads the channel from there on, and leaves it open.
  private static InputStream bytes(FileChannel channel, long from) throws IOException {
    channel.position(from);
    return new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES) {
      @Override
      public void close() {
        // The channel is closed by who opened it.
      }
    };
  }
}
