package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the pages say is tested has tests, and they are there.
class ChecklistTest {
  private static final int ROWS = 27;
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final Set<String> NO_SOURCES = Set.of("target", ".git");

  /// What stands in each test class, by its name; of several, all of it.
  private static final Map<String, String> TESTS = new HashMap<>();

  @BeforeAll
  static void find() throws IOException {
    Files.walkFileTree(
        Page.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NO_SOURCES.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = String.valueOf(file.getFileName());
            if (name.endsWith("Test.java")) {
              TESTS.merge(name.replace(".java", ""), text(file), String::concat);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void each_row_of_the_checklist_of_security_has_a_test() throws IOException {
    var rows =
        Page.of("docs/security.md").rows("## The checklist").stream()
            .filter(row -> row.getFirst().matches("S\\d+"))
            .toList();

    assertThat(rows)
        .extracting(List::getFirst)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).mapToObj(n -> "S" + n).toList());
    assertThat(rows)
        .allSatisfy(row -> {
          var tests = tests(row.getLast()).toList();
          assertThat(tests).as(row.getFirst()).isNotEmpty();
          assertThat(tests)
              .allSatisfy(test ->
                  assertThat(TESTS.getOrDefault(test, ""))
                      .as(test)
                      .contains("@Tag(\"%s\")".formatted(row.getFirst())));
        });
  }

  @Test
  void each_promise_has_tests() throws IOException {
    var rows =
        Page.of("docs/promises.md").rows("# What is promised, and how it is tested").stream()
            .filter(row -> row.getFirst().matches("\\d"))
            .toList();

    assertThat(rows).hasSize(9);
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(tests(row.getLast()))
                .allSatisfy(test -> assertThat(TESTS).containsKey(test)));
  }

  private static Stream<String> tests(String cell) {
    return TEST.matcher(cell).results().map((MatchResult found) -> found.group(1));
  }
}
