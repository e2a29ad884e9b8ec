package dev.weir.cli.contexts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their user may read. They appear whole, under their name, or not at all.
public final class PrivateFile {
  private PrivateFile() {}

  public static void write(Path path, String text) throws IOException {
    // A link to somewhere else, as people have who keep their settings in a repository, stays one.
    var to = Files.exists(path) ? path.toRealPath() : path;
    var folder = to.toAbsolutePath().getParent();
    if (folder == null) throw new IOException("%s is no file".formatted(path));
    if (!Files.isDirectory(folder)) Files.createDirectories(folder, mode(folder, "rwx------"));
    var written = Files.createTempFile(folder, ".", ".new", mode(folder, "rw-------"));
    try (var channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      for (var left = StandardCharsets.UTF_8.encode(text); left.hasRemaining(); ) {
        channel.write(left);
      }
      channel.force(true);
      Files.move(written, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /// Whether others may read or write it.
  public static boolean isOpen(Path path) throws IOException {
    if (!posix(path)) return false;
    return Files.getPosixFilePermissions(path).stream().anyMatch(PrivateFile::isOfOthers);
  }

  private static boolean isOfOthers(PosixFilePermission one) {
    return !Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE)
        .contains(one);
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    if (!posix(path)) return new FileAttribute<?>[0];
    var permissions = PosixFilePermissions.fromString(mode);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
