package dev.weir.tests.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Disks that fill up or fail, for a gateway that runs as a process of its own.
///
/// They need Linux, and a right or a program that is not everywhere; a test that cannot have them
/// is skipped, and says why.
final class Disk {
  private static final String SHIM = "src/test/c/failing_sync.c";
  private static final String FLAG = "failing";

  private Disk() {}

  /// What runs a program with so much room beneath this folder.
  static String[] small(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var under = after("mount -t tmpfs -o size=%dm tmpfs '%s'".formatted(megabytes, folder));
    assumeTrue(
        runs(under, "true"), "a small file system needs the right to mount, such as root has");
    return under;
  }

  /// What runs a program with this image's file system in this folder. It ends with the program.
  static String[] mounted(Path image, Path folder) {
    return after("mount -o loop '%s' '%s'".formatted(image, folder));
  }

  /// In mounts of its own, so that nothing is left over.
  private static String[] after(String mount) {
    return new String[] {"unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh"};
  }

  /// Makes an image with an empty file system, where that can be done.
  static boolean image(Path image, int megabytes) throws IOException, InterruptedException {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) megabytes << 20);
    }
    return runs(new String[] {"mkfs.ext4"}, "-q", "-F", image.toString());
  }

  /// Lets a gateway run on a disk that fails to sync when [#fail] says so.
  static Gateway failing(Gateway gateway, Path log, Path folder)
      throws IOException, InterruptedException {
    var shim = folder.resolve("failing_sync.so");
    assumeTrue(
        runs(new String[] {"cc"}, "-shared", "-fPIC", "-o", shim.toString(), SHIM),
        "a disk that fails needs a C compiler, cc");
    return gateway
        .withEnvironment("LD_PRELOAD", shim.toString())
        .withEnvironment("FAILING_SYNC_BENEATH", log.toString())
        .withEnvironment("FAILING_SYNC_WHILE", folder.resolve(FLAG).toString());
  }

  static void fail(Path folder) throws IOException {
    Files.createFile(folder.resolve(FLAG));
  }

  static void heal(Path folder) throws IOException {
    Files.delete(folder.resolve(FLAG));
  }

  /// Whether there is such a program and it ends well.
  static boolean runs(String[] program, String... arguments) throws InterruptedException {
    var command = Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
    try {
      var process = new ProcessBuilder(command).inheritIO().start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
