package dev.weir.cli.produce;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Stdout;
import dev.weir.sink.file.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The files in their order, or standard input.
final class Sources {
  private static final String STDIN = "-";

  private final Io io;
  private final List<String> names;
  private final boolean unpack;
  private final @Nullable Stdout copy;
  private final AtomicLong bytesRead = new AtomicLong();

  /// @param names of files, of which `-` is standard input; none is that as well
  /// @param unpack whether `.gz` and `.zst` are read unpacked
  /// @param copy takes all that is read
  Sources(Io io, List<String> names, boolean unpack, @Nullable Stdout copy) {
    this.io = io;
    this.names = names.isEmpty() ? List.of(STDIN) : List.copyOf(names);
    this.unpack = unpack;
    this.copy = copy;
    this.names.forEach(this::check);
  }

  private void check(String name) {
    if (name.equals(STDIN)) return;
    var path = path(name);
    if (Files.isReadable(path) && !Files.isDirectory(path)) return;
    throw new Failure(
        ExitCode.NOT_FOUND,
        "%s cannot be read".formatted(name),
        Files.exists(path) ? "it is no file, or not yours to read" : "there is no such file",
        "Nothing was sent. Correct the name.");
  }

  List<String> names() {
    return names;
  }

  /// As it is called where something is told of it.
  static String shown(String name) {
    return name.equals(STDIN) ? "" : name;
  }

  /// Whether somebody types.
  boolean isTyped() {
    return names.contains(STDIN) && io.world().terminal().in();
  }

  /// @param beforeReading is run before anything that may take its time
  InputStream open(String name, Runnable beforeReading) throws IOException {
    return new Tapped(stream(name), bytesRead, copy, beforeReading);
  }

  private InputStream stream(String name) throws IOException {
    if (name.equals(STDIN)) return io.world().in();
    return unpack ? Frames.unpacked(path(name)) : Files.newInputStream(path(name));
  }

  private Path path(String name) {
    return io.world().folder().resolve(name);
  }

  /// Of all files together; -1 where that is not known.
  long totalBytes() {
    var total = 0L;
    for (var name : names) {
      var packed = unpack && (name.endsWith(".gz") || name.endsWith(".zst"));
      if (name.equals(STDIN) || packed || !Files.isRegularFile(path(name))) return -1;
      try {
        total += Files.size(path(name));
      } catch (IOException e) {
        return -1;
      }
    }
    return total;
  }

  long bytesRead() {
    return bytesRead.get();
  }
}
