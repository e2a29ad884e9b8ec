package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each link of the documentation leads to a file that is there, and to a heading in it.
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  @Test
  void no_link_leads_nowhere() throws IOException {
    var broken = new ArrayList<String>();
    for (var page : pages()) {
      for (var line : prose(Files.readAllLines(page))) {
        LINK.matcher(line)
            .results()
            .filter(link -> !leads(page, link.group(1), link.group(2)))
            .forEach(link -> broken.add(Page.ROOT.relativize(page) + ": " + link.group()));
      }
    }

    assertThat(broken).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    var pages =
        new ArrayList<>(
            List.of(Page.ROOT.resolve("README.md"), Page.ROOT.resolve("CONTRIBUTING.md")));
    for (var folder : List.of("docs", "examples")) {
      try (var files = Files.walk(Page.ROOT.resolve(folder))) {
        pages.addAll(files.filter(file -> file.toString().endsWith(".md")).toList());
      }
    }
    return pages;
  }

  /// What stands outside of fences.
  private static List<String> prose(List<String> lines) {
    var prose = new ArrayList<String>();
    var fenced = false;
    for (var line : lines) {
      if (line.startsWith("```")) fenced = !fenced;
      else if (!fenced) prose.add(line);
    }
    return prose;
  }

  private static boolean leads(Path from, String path, @Nullable String heading) {
    if (path.startsWith("http") || path.startsWith("mailto:")) return true;
    var file = path.isEmpty() ? from : from.resolveSibling(path).normalize();
    if (!Files.exists(file)) return false;
    var page = path.isEmpty() || path.endsWith(".md");
    return heading == null || !page || anchors(file).anyMatch(heading::equals);
  }

  /// As sites make them of headings.
  private static Stream<String> anchors(Path page) {
    try {
      return prose(Files.readAllLines(page)).stream()
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("#+ +", "").toLowerCase(Locale.ROOT))
          .map(line -> line.replaceAll("[^\\w\\- ]", "").strip().replace(' ', '-'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
