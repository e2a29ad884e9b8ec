package dev.weir.cli.replay;

import java.nio.file.Path;

/// A place in a file, counted in bytes unpacked; as `--from` takes it.
record Position(Path file, long offset) {
  Position in(long otherOffset) {
    return new Position(file, otherOffset);
  }

  @Override
  public String toString() {
    return file + ":" + offset;
  }
}
