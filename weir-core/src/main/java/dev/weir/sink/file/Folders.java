package dev.weir.sink.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// What the sink asks of folders: made for user and group, forced, and never through a link.
final class Folders {
  private static final FileAttribute<?>[] NONE = {};

  private Folders() {}

  /// Makes a folder beneath `base`, and `base` itself, whose own path may go through links.
  static void make(Path base, Path folder) throws IOException {
    if (folder.equals(base)) {
      makeBase(base);
      return;
    }
    make(base, parent(folder));
    var there = attributes(folder);
    if (there == null) {
      create(folder);
    } else if (!there.isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  private static void makeBase(Path base) throws IOException {
    if (Files.isDirectory(base)) return;
    makeBase(parent(base));
    create(base);
  }

  private static void create(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, mode(folder, "rwxr-x---"));
      force(parent(folder));
    } catch (FileAlreadyExistsException e) {
      // Somebody else's gateway made it in this moment; a link would not pass for a folder.
      var there = attributes(folder);
      if (there == null || !there.isDirectory()) throw e;
    }
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
