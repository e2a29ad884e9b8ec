package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.worker.Health;
import dev.weir.worker.Ordering;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import dev.weir.worker.codec.Codecs;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `docs/worker.md` says is so; [WorkerExamplesTest] runs its code.
class WorkerPageTest {
  private static final String TESTS = "weir-tests/src/test/java/dev/weir/tests/";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void its_code_is_that_of_tests_and_examples_that_run() throws IOException {
    var sources = new StringBuilder(source(TESTS + "WorkerExamplesTest.java"));
    for (var name : programs()) sources.append(source("examples/worker/" + name + ".java"));

    var blocks = new ArrayList<>(page().blocks("java"));
    blocks.addAll(Page.of("README.md").blocks("java"));

    assertThat(blocks).hasSizeGreaterThanOrEqualTo(20);
    assertThat(blocks.stream().map(block -> unindented(block.lines())))
        .filteredOn(block -> sources.indexOf(block) < 0)
        .isEmpty();
  }

  @Test
  void its_tables_name_all_that_there_is() throws IOException {
    assertThat(named("## Is it well?", 0))
        .containsAll(names(Health.Kind.values()))
        .containsAll(nested(WorkerEvent.class));
    assertThat(named("## Order, concurrency and memory", 0))
        .containsExactlyInAnyOrderElementsOf(names(Ordering.values()));
    assertThat(named("## Stop", 0))
        .map(name -> name.replaceFirst("\\(.*", ""))
        .containsExactlyInAnyOrderElementsOf(nested(Worker.Exit.class));
    assertThat(named("## Codecs", 0))
        .map(name -> name.replaceFirst("^Codecs\\.(\\w+).*", "$1"))
        .containsAll(
            Stream.of(Codecs.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .toList());
  }

  @Test
  void each_example_is_listed() throws IOException {
    var listed =
        Page.of("examples/worker/README.md").rows("# Workers").stream()
            .skip(2)
            .map(row -> row.getFirst().replaceFirst("\\[(\\w+)].*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed).isEqualTo(programs());
  }

  static Set<String> programs() throws IOException {
    try (var files = Files.list(Page.ROOT.resolve("examples/worker"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Page page() throws IOException {
    return Page.of("docs/worker.md");
  }

  /// What the cells of a column name as code.
  private static List<String> named(String heading, int column) throws IOException {
    return page().rows(heading).stream()
        .flatMap(row -> CODE.matcher(row.get(column)).results())
        .map(code -> code.group(1))
        .toList();
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  private static List<String> nested(Class<?> type) {
    return Stream.of(type.getPermittedSubclasses()).map(Class::getSimpleName).toList();
  }

  private static String source(String path) throws IOException {
    return unindented(Page.of(path).lines().stream());
  }

  private static String unindented(Stream<String> lines) {
    return lines.map(String::strip).collect(Collectors.joining("\n"));
  }
}
