package dev.weir.testkit.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a program does with files, by no other means than those of the JDK.
final class PlainFiles {
  private PlainFiles() {}

  static ByteBuffer bytes(String text) {
    return UTF_8.encode(text);
  }

  static void force(Path path, StandardOpenOption... options) throws IOException {
    try (var channel = FileChannel.open(path, options)) {
      channel.force(true);
    }
  }

  /// As on Linux: a directory is opened for reading and forced.
  static void forceDirectory(Path directory) throws IOException {
    force(directory, StandardOpenOption.READ);
  }

  static String read(FileChannel channel, long position, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    channel.read(buffer, position);
    return UTF_8.decode(buffer.flip()).toString();
  }
}
