package dev.weir.cli;

import java.io.ObjectInputFilter;

/// No bytes become Java objects by way of Java's own serialization, wherever in the process: Weir
/// has no use for it, and what is on the class path could be made to do harm by it.
final class NoObjects {
  private NoObjects() {}

  /// For the whole process, and for good. One that was given as `-Djdk.serialFilter` stands.
  static void install() {
    if (ObjectInputFilter.Config.getSerialFilter() != null) return;
    ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
  }
}
