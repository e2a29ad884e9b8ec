package dev.weir.cli.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A result that can be shown in every way of `-o`.
public interface View {
  /// For people.
  void table(Io io);

  /// For programs: maps, lists, strings, numbers, booleans and null. Their names are promised.
  @Nullable Object tree();

  /// One bare name a line, for `xargs`.
  List<String> names();
}
