package dev.weir.cli.gateway;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where one Weir keeps its files: created for its user and group, and locked while it runs.
///
/// The lock ends with the process, however that ends. The lock's file holds the process's number,
/// for the message that a second one gets.
final class DataDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
  private static final String MODE = "rwxr-x---";
  private static final FileAttribute<?>[] NO_MODE = {};

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static DataDirectory open(Path path) {
    try {
      create(path);
      return new DataDirectory(path, lock(path.resolve("weir.lock"), path));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "The data directory %s cannot be used".formatted(path.toAbsolutePath()),
          e.toString(),
          "Give Weir a directory that it may write to, with --set data=DIRECTORY.",
          e);
    }
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path ports() {
    return path.resolve("weir.ports");
  }

  private static void create(Path path) throws IOException {
    if (!Files.isDirectory(path)) Files.createDirectories(path, mode(path, MODE));
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return NO_MODE;
    var mode = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
  }

  private static FileChannel lock(Path file, Path directory) throws IOException {
    var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            mode(file, "rw-r-----"));
    if (channel.tryLock() == null) {
      var holder = Files.readString(file).strip();
      channel.close();
      throw taken(directory, holder);
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
    return channel;
  }

  private static Failure taken(Path directory, String holder) {
    return new Failure(
        ExitCode.FAILED,
        "The data directory %s is in use".formatted(directory.toAbsolutePath()),
        "another weir runs on it (process %s)".formatted(holder.isEmpty() ? "unknown" : holder),
        "Stop that one, or give this one its own with --set data=DIRECTORY.");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("The lock of {} was not released; it is when this process has ended", path, e);
    }
  }
}
