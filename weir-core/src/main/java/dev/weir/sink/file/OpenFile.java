package dev.weir.sink.file;

import dev.weir.config.FileConfig.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that is written: bytes are staged, packed, written and at last forced.
///
/// Once any call has failed, only [#abandon] may follow: the kernel tells of a failed force once,
/// and a second one that succeeds says nothing of what the first one dropped.
final class OpenFile {
  private static final Logger log = LoggerFactory.getLogger(OpenFile.class);

  /// How much is staged until it is written; also how much is packed together.
  static final int STAGED_BYTES_MAX = 64 << 10;

  private final Path path;
  private final Compression compression;
  private final FileChannel channel;

  /// Which file had the name when it was opened, where the file system can tell files apart.
  private final @Nullable Object key;

  private final ByteArrayOutputStream staged = new ByteArrayOutputStream();

  /// Bytes in the file, and those of them that are durable.
  private long sizeBytes;

  private long forcedBytes;

  /// The same as the reader counts, before packing.
  private long end;

  /// What is needed to go on with a file that was closed when all of it was durable.
  record Parked(Path path, @Nullable Object key, long sizeBytes, long end) {}

  private OpenFile(Path path, Compression compression, FileChannel channel, Parked parked) {
    this.path = path;
    this.compression = compression;
    this.channel = channel;
    this.key = parked.key();
    this.sizeBytes = parked.sizeBytes();
    this.forcedBytes = parked.sizeBytes();
    this.end = parked.end();
  }

  /// Makes a new file; its name is durable when this returns.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when the name is taken, be it by a link
  static OpenFile create(Path path, Compression compression) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var channel = FileChannel.open(path, options, Folders.mode(path, "rw-r-----"));
    try {
      lock(channel, path);
      Folders.force(Folders.parent(path));
      return new OpenFile(path, compression, channel, new Parked(path, keyOf(path), 0, 0));
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /// Goes on with a file, or null where it is not as it was left.
  static @Nullable OpenFile reopen(Parked parked, Compression compression) throws IOException {
    var there = Folders.attributes(parked.path());
    if (there == null || !there.isRegularFile()) return null;
    var options = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    var channel = FileChannel.open(parked.path(), options);
    var same = Objects.equals(there.fileKey(), parked.key());
    if (!same || channel.size() != parked.sizeBytes()) {
      channel.close();
      return null;
    }
    channel.position(parked.sizeBytes());
    lock(channel, parked.path());
    return new OpenFile(parked.path(), compression, channel, parked);
  }

  /// Tells other gateways that this file is in use: they neither repair nor delete it.
  private static void lock(FileChannel channel, Path path) throws IOException {
    if (channel.tryLock() == null) throw new IOException(path + " is locked by another process");
  }

  /// Whether anybody has a file open for writing, this process too.
  static boolean inUse(Path path) throws IOException {
    var options = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try (var channel = FileChannel.open(path, options)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    var there = Folders.attributes(path);
    if (there == null) throw new NoSuchFileException(path.toString(), null, "it was deleted");
    return there.fileKey();
  }

  Path path() {
    return path;
  }

  /// Bytes that were written or wait for it, as nearly as can be told before they are packed.
  long sizeBytes() {
    return sizeBytes + staged.size();
  }

  long forcedBytes() {
    return forcedBytes;
  }

  /// Where the next message begins for who reads the file unpacked.
  long end() {
    return end;
  }

  void append(byte[] bytes) throws IOException {
    staged.writeBytes(bytes);
    end += bytes.length;
    if (staged.size() >= STAGED_BYTES_MAX) write();
  }

  private void write() throws IOException {
    if (staged.size() == 0) return;
    var bytes = ByteBuffer.wrap(Packing.packed(compression, staged.toByteArray()));
    staged.reset();
    while (bytes.hasRemaining()) sizeBytes += channel.write(bytes);
  }

  /// Makes all that was appended durable.
  void force() throws IOException {
    write();
    channel.force(false);
    if (!Objects.equals(keyOf(path), key)) {
      throw new NoSuchFileException(path.toString(), null, "another file took its place");
    }
    forcedBytes = sizeBytes;
  }

  /// Closes a file all of which is durable.
  Parked park() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("{} was not closed; all of it is durable", path, e);
    }
    return new Parked(path, key, sizeBytes, end);
  }

  /// Gives the file up after a failure: what was not forced goes, and an empty file as a whole.
  ///
  /// @return whether that worked; what remains otherwise is harmless but for its room
  boolean abandon() {
    try (channel) {
      if (forcedBytes > 0) {
        channel.truncate(forcedBytes);
      } else if (Objects.equals(keyOf(path), key)) {
        Files.delete(path);
      }
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      log.debug("{} was not cut back to its forced {} bytes", path, forcedBytes, e);
      return false;
    }
  }
}
