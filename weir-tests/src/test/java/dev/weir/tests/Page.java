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

  /// What stands between two fences.
  record Block(String language, String text) {}

  /// All fenced blocks, in their order.
  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!line.startsWith(FENCE)) continue;
      var block = lines.subList(i + 1, lines.size()).stream().takeWhile(next -> !fence(next));
      var text = block.toList();
      blocks.add(new Block(line.substring(FENCE.length()), String.join("\n", text)));
      i += text.size() + 1;
    }
    return blocks;
  }

  /// What stands in the fenced blocks of one language.
  List<String> blocks(String language) {
    return blocks().stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  private static boolean fence(String line) {
    return line.startsWith(FENCE);
  }
}
