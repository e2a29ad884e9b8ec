package dev.weir.config;

/// Where a value was written: a place, and its line where the place is a file.
record Origin(String place, int line) {
  static final Origin DEFAULT = new Origin("default", 0);

  @Override
  public String toString() {
    return line > 0 ? "%s line %d".formatted(place, line) : place;
  }
}
