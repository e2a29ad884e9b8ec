package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;

/// The face of a [Volume] towards `java.nio.file`. It has one root, `/`, and no links.
final class DiskFileSystem extends FileSystem {
  private static final FileSystem REAL = FileSystems.getDefault();

  private final Volume volume;
  private final DiskProvider provider;

  DiskFileSystem(Volume volume) {
    this.volume = volume;
    this.provider = new DiskProvider(this, volume);
  }

  @Override
  public DiskProvider provider() {
    return provider;
  }

  @Override
  public DiskPath getPath(String first, String... more) {
    return new DiskPath(this, REAL.getPath(first, more));
  }

  @Override
  public void close() throws IOException {
    volume.close();
  }

  @Override
  public boolean isOpen() {
    return volume.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    var matcher = REAL.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(DiskPath.of(path).text());
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("A FaultyDisk knows no users.");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("A FaultyDisk cannot be watched.");
  }
}
