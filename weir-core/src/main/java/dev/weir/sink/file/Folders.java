package dev.weir.sink.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folders beneath a sink's base: made for user and group, durable, and never through a link.
final class Folders {
  private static final FileAttribute<?>[] NONE = {};
  private static final int DURABLE_MAX = 1000;

  private final Path base;

  /// Folders whose own names were forced. Others may be there by the grace of the page cache: we
  /// may have made them ourselves and then failed.
  private final Set<Path> durable = new HashSet<>();

  /// The base, or folders above it, that were made here and whose names were not forced yet.
  private final Set<Path> made = new HashSet<>();

  Folders(Path path) {
    this.base = path.toAbsolutePath().normalize();
  }

  /// What is above all files; its own path may go through links.
  Path base() {
    return base;
  }

  /// Makes a folder beneath the base, and the base, unless they are there.
  void make(Path folder) throws IOException {
    if (durable.size() > DURABLE_MAX) durable.clear(); // forced again when they are needed
    if (folder.equals(base)) {
      makeBase(base);
    } else {
      make(parent(folder));
      makeBeneath(folder);
    }
  }

  private void makeBase(Path above) throws IOException {
    if (!Files.isDirectory(above)) {
      makeBase(parent(above));
      Files.createDirectory(above, mode(above, "rwxr-x---"));
      made.add(above);
    }
    if (!made.contains(above)) return; // the user's
    force(parent(above));
    made.remove(above);
  }

  private void makeBeneath(Path folder) throws IOException {
    var there = attributes(folder);
    if (there == null) {
      durable.remove(folder);
      Files.createDirectory(folder, mode(folder, "rwxr-x---"));
    } else if (!there.isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    if (durable.contains(folder)) return;
    force(parent(folder));
    durable.add(folder);
  }

  /// Makes the names in a folder durable.
  static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Of the file itself, not of what a link leads to; null where there is none.
  static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return null;
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /// The permissions of something new, where the file system knows of such.
  static FileAttribute<?>[] mode(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return NONE;
    var mode = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
  }

  static Path parent(Path path) {
    var parent = path.getParent();
    if (parent == null) throw new IllegalArgumentException(path + " is in no folder");
    return parent;
  }
}
