package dev.weir.cli.compat;

import org.jspecify.annotations.Nullable;

/// An option of one of Kafka's scripts.
///
/// @param name as it is written: `--max-messages`
/// @param value whether it has one
/// @param ours what it is here: `-n`, or `-X acks=` before a value; a text for people where it
///   takes more than that; null where we have nothing like it
/// @param unsaid the value where none is written, of an option that allows it
record ScriptOption(String name, boolean value, @Nullable String ours, @Nullable String unsaid) {
  static ScriptOption flag(String name, @Nullable String ours) {
    return new ScriptOption(name, false, ours, null);
  }

  static ScriptOption with(String name, @Nullable String ours) {
    return new ScriptOption(name, true, ours, null);
  }

  static ScriptOption withOr(String name, String ours, String unsaid) {
    return new ScriptOption(name, true, ours, unsaid);
  }

  /// Whether its name alone has to be changed.
  boolean isPlain() {
    return ours != null && ours.matches("-[a-zA-Z]|--[a-z-]+|-X [a-z.]+=");
  }
}
