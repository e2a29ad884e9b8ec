package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to write to a broker's directory, which one broker has at a time.
///
/// Kafka takes its own lock only after it has opened the metadata log, when the damage of a second
/// broker is done; this one is taken before anything else. It ends with the process.
final class DirectoryLock {
  private static final String OURS = "weir-broker.lock";
  private static final String KAFKAS = ".lock";

  /// Directories locked by this JVM. The operating system drops *all* locks of a process on a file
  /// when the process closes that file once, so a second attempt here must not even open it.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private DirectoryLock() {}

  /// Locks the directory, and creates it first when it is absent.
  static Resource acquire(Path wanted) {
    try (var attempt = new Opened()) {
      var directory = Files.createDirectories(wanted).toRealPath();
      if (!HELD.add(directory)) {
        throw taken(directory);
      }
      attempt.own(() -> HELD.remove(directory));
      attempt.own(lock(directory, OURS));
      lock(directory, KAFKAS).close();
      return attempt.release();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The embedded broker cannot use the directory %s: %s. Give it a directory that it may write to."
              .formatted(wanted, e),
          e);
    }
  }

  private static Resource lock(Path directory, String name) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw taken(directory);
    }
    return () -> close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException taken(Path directory) {
    return new IllegalStateException(
        ("The directory %s is in use by another broker, and two would destroy each other's data."
                + " Stop the other one, or give this one a directory of its own.")
            .formatted(directory));
  }
}
