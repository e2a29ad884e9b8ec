package dev.weir.config.legacy;

/// Where something was written: a file or a variable, and the line where that is a file.
record Place(String name, int line) {
  @Override
  public String toString() {
    return line > 0 ? "%s line %d".formatted(name, line) : name;
  }
}
