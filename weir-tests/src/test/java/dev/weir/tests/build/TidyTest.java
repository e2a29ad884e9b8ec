package dev.weir.tests.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Style that neither the formatter nor the compiler keeps: sizes, leftovers, links.
class TidyTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;

  /// In halves, so that this file does not hold what it looks for.
  private static final List<String> LEFTOVERS =
      List.of("TO" + "DO", "FIX" + "ME", "not impl" + "emented");

  private static final List<String> NOT_IN_TESTS =
      List.of("@Dis" + "abled", "Thread." + "sleep(", "Moc" + "kito");

  @Test
  void files_are_small() throws IOException {
    assertThat(java("src"))
        .allSatisfy(file -> {
          var code = Files.readAllLines(file).stream().filter(TidyTest::code).count();
          assertThat(code).as("code lines of %s", file).isLessThanOrEqualTo(FILE_LINES_MAX);
        });
  }

  @Test
  void methods_are_small() throws IOException {
    assertThat(java("src"))
        .allSatisfy(file ->
            assertThat(longMethods(Files.readAllLines(file)))
                .as("long methods of %s", file)
                .isEmpty());
  }

  @Test
  void nothing_is_left_over() throws IOException {
    assertThat(java("src"))
        .allSatisfy(file ->
            assertThat(Files.readString(file))
                .as("%s", file)
                .doesNotContain(LEFTOVERS)
                // A word of its own, since patterns of times end so.
                .doesNotContainPattern("\\bXX" + "X\\b"));
  }

  @Test
  void tests_neither_sleep_nor_mock_nor_rest() throws IOException {
    assertThat(java("src/test"))
        .allSatisfy(
            file -> assertThat(Files.readString(file)).as("%s", file).doesNotContain(NOT_IN_TESTS));
  }

  @Test
  void imports_name_what_they_import() throws IOException {
    assertThat(java("src"))
        .allSatisfy(file ->
            assertThat(Files.readString(file))
                .as("%s", file)
                .doesNotContainPattern("(?m)^import .*\\*;"));
  }

  @Test
  void every_package_says_what_it_is_for() throws IOException {
    assertThat(java("src/main"))
        .allSatisfy(file -> assertThat(file.resolveSibling("package-info.java")).exists());
  }

  /// Formatted as ours is, a method begins on a line with two or four spaces that ends in `{` and
  /// ends on the next line that holds as many and `}`.
  private static List<String> longMethods(List<String> lines) {
    var found = new ArrayList<String>();
    for (var i = 0; i < lines.size(); i++) {
      var start = lines.get(i);
      if (!start.matches(
          "( {2}| {4})(?!return |var |.*\\brecord )[A-Za-z<@].*\\(.*\\) *(throws .*)?\\{"))
        continue;
      var end = " ".repeat(start.length() - start.stripLeading().length()) + "}";
      var length = lines.subList(i, lines.size()).indexOf(end);
      if (length > METHOD_LINES_MAX) found.add(start.strip() + " " + length);
    }
    return found;
  }

  private static boolean code(String line) {
    var stripped = line.strip();
    return !stripped.isEmpty() && !stripped.startsWith("//");
  }

  private static List<Path> java(String below) throws IOException {
    var found = new ArrayList<Path>();
    try (var modules = Files.list(ROOT)) {
      for (var module : modules.toList()) {
        var folder = module.resolve(below);
        if (Files.isDirectory(folder)) found.addAll(files(folder, ".java"));
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
