package dev.weir.tests.foreign;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Python with gRPC's libraries, in an environment that is made once and kept in `target`.
///
/// @param folder where it is
record PythonGrpc(Path folder) {
  private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(5);
  private static final Path WANTED =
      ForeignProgram.ROOT.resolve("examples/clients/python/grpc/requirements.txt");

  /// Tests in several JVMs may want it at once: the first one makes it.
  static PythonGrpc create() throws Exception {
    var folder = ForeignProgram.ROOT.resolve("weir-tests/target/python-grpc");
    var lock = folder.resolveSibling("python-grpc.lock");
    Files.createDirectories(lock.getParent());
    try (var channel = FileChannel.open(lock, CREATE, WRITE)) {
      var _ = channel.lock(); // until it is closed
      if (Files.exists(folder.resolve("ready"))) return new PythonGrpc(folder);
      var python = ForeignProgram.of("python3", "apt-get install python3-venv");
      python.run("-m", "venv", folder).isWell();
      new PythonGrpc(folder)
          .program()
          .within(INSTALLED_WITHIN)
          .run("-m", "pip", "install", "-q", "-r", WANTED)
          .isWell();
      Files.createFile(folder.resolve("ready"));
      return new PythonGrpc(folder);
    }
  }

  ForeignProgram program() {
    return ForeignProgram.at(folder.resolve("bin/python"));
  }
}
