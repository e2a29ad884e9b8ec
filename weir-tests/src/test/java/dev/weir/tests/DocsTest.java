package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import dev.weir.config.Setting;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The documentation says what Weir does, and its examples run.
@Timeout(180)
class DocsTest {
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final String MEMORY = "limits.memory";
  private static final long MIB = 1 << 20;
  private static final Pattern BODY = Pattern.compile("-d '([^']+)'");

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("access-log", accessLog().toString());

  @Test
  void the_service_of_grpc_is_shown_as_its_file_has_it() throws IOException {
    var file = Page.ROOT.resolve("examples/clients/proto/kafka_ambassador.proto");
    var proto = Files.readString(file);

    assertThat(Page.of("docs/grpc.md").blocks("proto"))
        .singleElement()
        .asString()
        .endsWith(proto.substring(proto.indexOf("service")).stripTrailing());
  }

  @Test
  void the_settings_that_are_shown_are_valid(@TempDir Path folder) throws IOException {
    var shown = Page.of("docs/configuration.md").blocks("yaml");

    assertThat(shown)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(yaml -> {
          var file = Files.writeString(folder.resolve("weir.yaml"), yaml);
          assertThat(fromFile(file).settings()).isNotEmpty();
        });
  }

  @Test
  void the_example_of_settings_is_valid_and_shows_sinks_and_routes() {
    var config = fromFile(Page.ROOT.resolve("examples/weir.yaml"));

    assertThat(config.sinks()).hasSizeGreaterThan(1);
    assertThat(config.routes()).hasSizeGreaterThan(2);
  }

  private static WeirConfig fromFile(Path file) {
    return WeirConfig.read(new Sources(file, Map.of(), List.of()));
  }

  @Test
  void the_memory_of_messages_is_a_quarter_of_the_heap_at_most_256_mb() throws IOException {
    var quarter = Math.clamp(Runtime.getRuntime().maxMemory() / 4 / MIB, 1, 256);

    assertThat(WeirConfig.read(Sources.of()).settings())
        .contains(new Setting(MEMORY, quarter + "MB", "default"));
    assertThat(Page.of("docs/configuration.md").rows("## Every key"))
        .anySatisfy(row ->
            assertThat(row)
                .startsWith("`" + MEMORY + "`", "`256MB`")
                .last()
                .asString()
                .contains("by default a quarter of the heap where that is less"));
  }

  @Test
  void the_table_of_reasons_has_each_of_them() throws IOException {
    var codes = Stream.of(Problem.Code.values()).map(code -> code.name().toLowerCase(Locale.ROOT));

    var documented =
        Page.of("docs/metrics.md").rows("## Reasons").stream()
            .filter(row -> row.size() == 2)
            .flatMap(row -> Stream.of(row.getFirst().split(", ")))
            .filter(cell -> cell.matches("`[a-z_]+`"))
            .map(DocsTest::code)
            .filter(reason -> !reason.equals("reason"));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(codes.toList());
  }

  @Test
  void the_bodies_that_are_shown_are_accepted() throws IOException {
    var bodies = new ArrayList<>(Page.of("docs/push.md").blocks("json"));
    for (var page : List.of("docs/push.md", "README.md")) {
      Page.of(page)
          .blocks("sh")
          .forEach(
              block -> BODY.matcher(block).results().forEach(body -> bodies.add(body.group(1))));
    }

    assertThat(bodies)
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(body -> {
          var answer = weir.post("/push", body);
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(OK);
        });
  }

  @Test
  void the_example_of_push_runs_as_it_stands() throws Exception {
    var url = "http://127.0.0.1:" + weir.port("http");
    var ran = Ran.of("bash", "examples/push.sh", url, "pushed");

    assertThat(ran.output())
        .startsWith((OK + "  HTTP 200\n").repeat(3))
        .endsWith(
            "{\"status\":\"ok\",\"errors\":[],\"offsets\":[{\"partition\":0,\"offset\":4}]}  HTTP"
                + " 200\n");
    assertThat(ran.exitCode()).isZero();
    weir.kafka()
        .topic("pushed")
        .eventuallyContainsExactly("waited for", "not waited for", "starts", "arrives", "as bytes");
  }

  @Test
  void the_page_on_testing_shows_code_that_compiles_and_passes() throws IOException {
    var source = new ArrayList<String>();
    for (var name : List.of("TestkitExamplesTest", "WorkerTestingTest")) {
      source.addAll(Page.of("weir-tests/src/test/java/dev/weir/tests/" + name + ".java").lines());
    }

    assertThat(Page.of("docs/testing.md").blocks("java"))
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(
            block -> assertThat(unindented(source)).contains(unindented(block.lines().toList())));
  }

  private static String code(String cell) {
    return cell.replace("`", "");
  }

  private static String unindented(List<String> lines) {
    return lines.stream().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static Path accessLog() {
    try {
      return Files.createTempDirectory("weir").resolve("access.log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
