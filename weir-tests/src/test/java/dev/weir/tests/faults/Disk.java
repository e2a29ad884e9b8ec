package dev.weir.tests.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

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
    var mount = "mount -t tmpfs -o size=%dm tmpfs '%s' && exec \"$@\"".formatted(megabytes, folder);
    String[] under = {"unshare", "-m", "sh", "-c", mount, "sh"};
    assumeTrue(
        runs("unshare", "-m", "sh", "-c", mount, "sh", "true"),
        "a small file system needs the right to mount, such as root has");
    return under;
  }

  /// Lets a gateway run on a disk that fails to sync when [#fail] says so.
  static Gateway failing(Gateway gateway, Path log, Path folder)
      throws IOException, InterruptedException {
    var shim = folder.resolve("failing_sync.so");
    assumeTrue(
        runs("cc", "-shared", "-fPIC", "-o", shim.toString(), SHIM),
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

  private static boolean runs(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).inheritIO().start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
