package dev.weir.testkit.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings the calls of `java.nio.file.Files` to a [Volume]. Attributes are those of the real files.
final class DiskProvider extends FileSystemProvider {
  private final DiskFileSystem disk;
  private final Volume volume;

  DiskProvider(DiskFileSystem disk, Volume volume) {
    this.disk = disk;
    this.volume = volume;
  }

  /// A path of this very disk: each disk has a provider of its own.
  private DiskPath ours(Path path) {
    var ours = DiskPath.of(path);
    if (ours.disk() != disk) {
      throw new IllegalArgumentException("'%s' is a path of another FaultyDisk.".formatted(path));
    }
    return ours;
  }

  private Path real(Path path) throws IOException {
    return volume.find(ours(path)).real();
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw noUri();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw noUri();
  }

  @Override
  public Path getPath(URI uri) {
    throw noUri();
  }

  private static UnsupportedOperationException noUri() {
    return new UnsupportedOperationException(
        "A FaultyDisk is not found by a URI; make it by FaultyDisk.in and hand its paths on.");
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return volume.open(ours(path), OpenMode.of(options));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    var accepted = new ArrayList<Path>();
    for (var name : volume.list(ours(directory))) {
      var path = directory.resolve(name);
      if (filter.accept(path)) {
        accepted.add(path);
      }
    }
    return new Listing(accepted);
  }

  /// The names as they were when the stream was opened.
  private static final class Listing implements DirectoryStream<Path> {
    private final List<Path> paths;

    Listing(List<Path> paths) {
      this.paths = paths;
    }

    @Override
    public Iterator<Path> iterator() {
      return paths.iterator();
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    volume.createDirectory(ours(directory));
  }

  @Override
  public void delete(Path path) throws IOException {
    volume.delete(ours(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    if (Files.isDirectory(source)) {
      createDirectory(target);
      return;
    }
    try (var bytes = Files.newInputStream(source)) {
      Files.copy(
          bytes,
          target,
          Arrays.stream(options)
              .filter(option -> option == StandardCopyOption.REPLACE_EXISTING)
              .toArray(CopyOption[]::new));
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    var chosen = List.of(options);
    boolean replaces =
        chosen.contains(StandardCopyOption.REPLACE_EXISTING)
            || chosen.contains(StandardCopyOption.ATOMIC_MOVE);
    volume.move(ours(source), ours(target), replaces);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return one.equals(other)
        || (other instanceof DiskPath(var at, _) && at == disk && real(one).equals(real(other)));
  }

  @Override
  public boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    var real = real(path);
    real.getFileSystem().provider().checkAccess(real, modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    try {
      return Files.getFileAttributeView(real(path), type, options);
    } catch (IOException absent) {
      return null; // this method has no other way to say so
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return Files.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return Files.readAttributes(real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    Files.setAttribute(real(path), attribute, value, options);
  }
}
