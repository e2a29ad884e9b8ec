package dev.weir.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Gives an input to what reads files. Its folder is below `java.io.tmpdir`, which the run takes
/// away. Used by one thread.
public final class Inputs {
  private final Path folder;

  public Inputs() {
    try {
      folder = Files.createTempDirectory("inputs");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for inputs can be made", e);
    }
  }

  public Path folder() {
    return folder;
  }

  /// The file, with nothing but these bytes in it.
  public Path file(String name, byte[] bytes) {
    var file = folder.resolve(name);
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("an input cannot be written", e);
    }
  }
}
