package dev.weir.cli.produce;

/// Where a message stands in the input.
///
/// @param source a file's name; empty for standard input
record Place(String source, long line) {
  @Override
  public String toString() {
    return source.isEmpty() ? "line %,d".formatted(line) : source + ":" + line;
  }
}
