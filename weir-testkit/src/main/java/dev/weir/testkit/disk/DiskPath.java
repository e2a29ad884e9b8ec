package dev.weir.testkit.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/// A path on a [FaultyDisk]. Its algebra is that of the default file system; its root is the
/// disk's.
record DiskPath(DiskFileSystem disk, Path text) implements Path {
  static DiskPath of(Path path) {
    if (path instanceof DiskPath ours) {
      return ours;
    }
    throw new ProviderMismatchException(
        "'%s' is not a path of this disk; make paths by FaultyDisk.path or from such a path."
            .formatted(path));
  }

  private DiskPath with(Path other) {
    return new DiskPath(disk, other);
  }

  private @Nullable DiskPath withNullable(@Nullable Path other) {
    return other == null ? null : with(other);
  }

  @Override
  public FileSystem getFileSystem() {
    return disk;
  }

  @Override
  public boolean isAbsolute() {
    return text.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return withNullable(text.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return withNullable(text.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return withNullable(text.getParent());
  }

  @Override
  public int getNameCount() {
    return text.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return with(text.getName(index));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return with(text.subpath(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof DiskPath(var at, var start) && at == disk && text.startsWith(start);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof DiskPath(var at, var end) && at == disk && text.endsWith(end);
  }

  @Override
  public Path normalize() {
    return with(text.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return with(text.resolve(of(other).text));
  }

  @Override
  public Path relativize(Path other) {
    return with(text.relativize(of(other).text));
  }

  @Override
  public URI toUri() {
    return URI.create(disk.provider().getScheme() + "://" + absolute().text.toUri().getRawPath());
  }

  @Override
  public Path toAbsolutePath() {
    return absolute();
  }

  DiskPath absolute() {
    return with(Path.of("/").resolve(text));
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    var real = with(absolute().text.normalize());
    disk.provider().checkAccess(real);
    return real;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("A FaultyDisk cannot be watched.");
  }

  @Override
  public int compareTo(Path other) {
    return text.compareTo(of(other).text);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
