package dev.weir.cli.copy;

/// A place in a source, up to which all was read. Kept when all of that is safe, so that the next
/// run goes on there.
@FunctionalInterface
interface Mark {
  /// Where nobody will go on.
  Mark NONE = () -> {};

  void keep();
}
