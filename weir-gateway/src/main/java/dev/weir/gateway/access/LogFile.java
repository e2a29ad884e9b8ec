package dev.weir.gateway.access;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the lines go: a file that is only appended to, or this process's own output. One thread
/// uses it.
///
/// A failure is logged when it begins and when it ends; what was to be written in between is lost.
final class LogFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogFile.class);
  private static final Path STDOUT = Path.of("/dev/stdout");

  private final Path path;
  private @Nullable OutputStream out;

  /// Tells the file that is open from another one of its name; null for what is no file.
  private @Nullable Object key;

  private boolean failing;

  private LogFile(Path path) {
    this.path = path;
  }

  static LogFile open(Path path) {
    var file = new LogFile(path);
    try {
      file.reopen();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The access log %s cannot be opened: %s. See that its folder is there and may be written to, or set access-log to off."
              .formatted(path, e),
          e);
    }
    return file;
  }

  private void reopen() throws IOException {
    close();
    // By its name it could not be opened where it is a socket, as under systemd.
    out = path.equals(STDOUT) ? new FileOutputStream(FileDescriptor.out) : appended();
    key = path.equals(STDOUT) ? null : key();
  }

  /// Not for everybody where it is made by this: it tells who sends what.
  private OutputStream appended() throws IOException {
    if (Files.notExists(path)
        && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var mode = PosixFilePermissions.fromString("rw-r-----");
      Files.createFile(path, PosixFilePermissions.asFileAttribute(mode));
    }
    return new FileOutputStream(path.toFile(), true);
  }

  private @Nullable Object key() throws IOException {
    var found = Files.readAttributes(path, BasicFileAttributes.class);
    return found.isRegularFile() ? found.fileKey() : null;
  }

  /// Whether it could be written.
  boolean write(byte[] lines) {
    try {
      if (out == null) reopen();
      Objects.requireNonNull(out).write(lines);
      if (failing) log.info("The access log {} is written again", path);
      failing = false;
      return true;
    } catch (IOException e) {
      if (!failing) {
        log.warn(
            "The access log {} cannot be written: {}. Lines are dropped until it can be; see to the"
                + " disk",
            path,
            e.toString());
      }
      failing = true;
      drop();
      return false;
    }
  }

  /// Opens the file of this name, whichever that is by now.
  void renew() {
    drop();
    write(new byte[0]);
  }

  /// The same, if it is another file than the one that is open: somebody has moved that.
  void renewIfMoved() {
    if (key == null || out == null) return;
    try {
      if (!key.equals(key())) renew();
    } catch (NoSuchFileException e) {
      renew();
    } catch (IOException e) {
      drop(); // the next line will tell
    }
  }

  private void drop() {
    try {
      close();
    } catch (IOException e) {
      log.debug("The access log {} did not close", path, e);
    }
  }

  @Override
  public void close() throws IOException {
    var open = out;
    out = null;
    // This process's own output is not this class's to close.
    if (open != null && !path.equals(STDOUT)) open.close();
  }
}
