package dev.weir.tests.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the console is made of. The TypeScript compiler comes as a jar, and what runs it, Node,
/// with the driver of the browser: nobody has to install either.
@Timeout(240)
class SourcesTest {
  private static final Path MODULE = Path.of(System.getProperty("weir.root"), "weir-console");
  private static final int PACKED_BYTES_MAX = 120 << 10;

  @Test
  void the_types_hold(@TempDir Path folder) throws Exception {
    unpackTypeScript(folder);

    var ran =
        node(folder.resolve("lib/tsc.js").toString(), "-p", "tsconfig.json", "--pretty", "false");

    assertThat(ran).isEmpty();
  }

  private static void unpackTypeScript(Path folder) throws Exception {
    var compiler =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(jar -> jar.getFileName().toString().startsWith("typescript-"))
            .findFirst()
            .orElseThrow();
    try (var jar = new JarFile(compiler.toFile())) {
      for (var entry : Collections.list(jar.entries())) {
        var lib = entry.getName().indexOf("/lib/");
        if (lib < 0 || entry.isDirectory() || entry.getName().indexOf('/', lib + 5) > 0) continue;
        var file = folder.resolve(entry.getName().substring(lib + 1));
        Files.createDirectories(requireNonNull(file.getParent()));
        try (var content = jar.getInputStream(entry)) {
          Files.copy(content, file);
        }
      }
    }
  }

  @Test
  void what_needs_no_browser_does_what_its_tests_say() throws Exception {
    var tests = tests();

    var ran = node(tests.toArray(String[]::new));

    assertThat(ran).contains("# fail 0").doesNotContain("# pass 0");
  }

  private static List<String> tests() throws IOException {
    var command = new ArrayList<>(List.of("--test", "--test-reporter=tap"));
    try (var files = Files.walk(MODULE.resolve("src/test/console"))) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".test.ts"))
          .sorted()
          .forEach(command::add);
    }
    return command;
  }

  @Test
  void all_of_it_is_small() throws Exception {
    var bytes = new ByteArrayOutputStream();
    for (var name : List.of("index.html", "console.js", "console.css")) {
      try (var gzip = new GZIPOutputStream(bytes);
          var file = SourcesTest.class.getResourceAsStream("/dev/weir/console/" + name)) {
        gzip.write(requireNonNull(file).readAllBytes());
      }
    }

    System.out.printf("The console is %,d bytes when packed.%n", bytes.size());
    assertThat(bytes.size()).isLessThan(PACKED_BYTES_MAX);
  }

  /// What it says, without colours.
  private static String node(String... arguments) throws Exception {
    var driver =
        Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
    var command = new ArrayList<>(List.of(driver.driverDir().resolve("node").toString()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(MODULE.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS))
      throw new UncheckedIOException(new IOException("Node hangs"));
    return said;
  }
}
