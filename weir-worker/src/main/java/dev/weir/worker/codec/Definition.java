package dev.weir.worker.codec;

import java.util.List;

/// A schema that somebody wants to write with.
///
/// @param imports what it needs, each by its name for it
record Definition(String type, String text, List<Import> imports) {
  record Import(String name, Definition definition) {}

  static Definition of(String type, String text) {
    return new Definition(type, text, List.of());
  }
}
