package dev.weir.wal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folder of one log: what its files are called, and how a name becomes as durable as the
/// bytes.
record Folder(Path path) {
  static final String SEGMENT = ".wal";

  /// A file on the way to its right name.
  static final String MOVED = ".moved";

  private static final FileAttribute<?>[] NO_MODE = {};

  static final String SPARE = ".spare";
  static final String FRESH = ".new";
  static final String QUARANTINE = ".quarantine";

  /// Makes the folder, and what is above it, if it is not there. Its own name is made durable in
  /// any case: an earlier start may have come to make the folder and no further.
  static Folder create(Path path) throws IOException {
    var existing = path.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) existing = existing.getParent();
    makeAll(path);
    var above = path.toAbsolutePath().getParent();
    if (above != null) new Folder(above).force();
    while (above != null && !above.equals(existing) && above.startsWith(existing)) {
      above = above.getParent();
      if (above != null) new Folder(above).force();
    }
    return new Folder(path);
  }

  private static void makeAll(Path path) throws IOException {
    if (!Files.isDirectory(path)) Files.createDirectories(path, mode(path, "rwxr-x---"));
  }

  /// Opens a file, which is not for everybody where it is made by that: it holds messages.
  static FileChannel open(Path path, OpenOption... options) throws IOException {
    return FileChannel.open(path, Set.of(options), mode(path, "rw-r-----"));
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return NO_MODE;
    var mode = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
  }

  Path segment(long base) {
    return path.resolve("%020d%s".formatted(base, SEGMENT));
  }

  Path moved(long base) {
    return path.resolve("%020d%s".formatted(base, MOVED));
  }

  Path fresh(long base) {
    return path.resolve("%020d%s".formatted(base, FRESH));
  }

  Path spare(long number) {
    return path.resolve("%020d%s".formatted(number, SPARE));
  }

  /// Makes creations, renames and deletions durable.
  void force() throws IOException {
    try (var directory = FileChannel.open(path, READ)) {
      directory.force(true);
    }
  }

  /// The files with one of these endings, by name.
  List<Path> files(String... endings) throws IOException {
    try (var files = Files.list(path)) {
      return files
          .filter(file -> hasEnding(file, endings) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  private static boolean hasEnding(Path file, String... endings) {
    for (var ending : endings) {
      if (file.toString().endsWith(ending)) return true;
    }
    return false;
  }

  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  /// Where a file's name says that it begins, or -1.
  static long named(Path file) {
    var name = name(file);
    if (!name.matches("\\d{20}\\.wal")) return -1;
    try {
      return Long.parseLong(name.substring(0, 20));
    } catch (NumberFormatException _) {
      return -1; // twenty digits can say more than there are sequences
    }
  }

  static String name(Path file) {
    @Nullable Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException _) {
      return 0;
    }
  }
}
