package dev.weir.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A page of the documentation, as far as a test wants to hold it to its word.
record Page(List<String> lines) {
  static final Path ROOT = Path.of(System.getProperty("weir.root"));
  private static final String FENCE = "```";

  /// @param path from the root of the project
  static Page of(String path) throws IOException {
    return new Page(Files.readAllLines(ROOT.resolve(path)));
  }

  /// The rows of the tables beneath a heading, down to the next one; cells as they are written.
  List<List<String>> rows(String heading) {
    return lines.stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("|"))
        .map(Page::cells)
        .toList();
  }

  private static List<String> cells(String row) {
    return Stream.of(row.substring(1).split("(?<!\\\\)\\|")).map(String::strip).toList();
  }

  /// What stands in the fenced blocks of one language.
  List<String> blocks(String language) {
    var blocks = new ArrayList<String>();
    for (var i = 0; i < lines.size(); i++) {
      if (!lines.get(i).equals(FENCE + language)) continue;
      var block = lines.subList(i + 1, lines.size()).stream().takeWhile(line -> !fence(line));
      blocks.add(String.join("\n", block.toList()));
    }
    return blocks;
  }

  private static boolean fence(String line) {
    return line.startsWith(FENCE);
  }
}
