import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;

/// Holds the jars of a distribution to its bill of materials, and writes the notices that their
/// licences ask for.
///
///     java -cp 'LIB/*' ThirdParty.java LIB SBOM.json [NOTICES.txt]
///
/// Ends with 1 where a jar is in the folder that the bill does not name with its version, or whose
/// licence is none that is allowed here.
final class ThirdParty {
  /// One of these is enough where somebody offers several.
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSD-4-Clause", // what the bill makes of "BSD", as JLine says; its text has three clauses
          "EPL-2.0",
          "CC0-1.0",
          "Go License"); // BSD-3-Clause, as re2j says it

  /// @param licenses by their names
  private record Part(
      String group, String name, String version, List<String> licenses, String url) {
    static Part of(JsonNode node) {
      var licenses = new ArrayList<String>();
      for (var choice : node.path("licenses")) {
        var license = choice.path("license");
        var said = license.path("id").asText(license.path("name").asText());
        licenses.add(said.isEmpty() ? choice.path("expression").asText() : said);
      }
      var url = "";
      for (var reference : node.path("externalReferences")) {
        if (reference.path("type").asText().equals("website")) url = reference.path("url").asText();
      }
      return new Part(
          node.path("group").asText(),
          node.path("name").asText(),
          node.path("version").asText(),
          licenses,
          url);
    }

    /// Of this part and version, whichever machine it is for.
    boolean is(String jar) {
      return jar.equals(name + "-" + version + ".jar")
          || jar.startsWith(name + "-" + version + "-linux-");
    }

    boolean allowed() {
      return licenses.stream().anyMatch(ALLOWED::contains);
    }

    boolean ours() {
      return group.equals("dev.weir");
    }
  }

  private ThirdParty() {}

  public static void main(String[] words) throws IOException {
    var lib = Path.of(words[0]);
    var bill = new ObjectMapper().readTree(Path.of(words[1]).toFile());
    var parts = new ArrayList<Part>();
    bill.path("components").forEach(node -> parts.add(Part.of(node)));
    parts.add(Part.of(bill.path("metadata").path("component")));
    var jars = jars(lib);
    var wrong = wrong(jars, parts);
    wrong.forEach(line -> System.err.println("weir: " + line));
    if (!wrong.isEmpty()) System.exit(1);
    if (words.length > 2) Files.writeString(Path.of(words[2]), notices(lib, jars, parts));
  }

  private static TreeSet<String> jars(Path lib) throws IOException {
    try (var files = Files.list(lib)) {
      var jars = new TreeSet<String>();
      files.map(file -> file.getFileName().toString()).forEach(jars::add);
      jars.removeIf(name -> !name.endsWith(".jar"));
      return jars;
    }
  }

  private static List<String> wrong(Set<String> jars, List<Part> parts) {
    var wrong = new ArrayList<String>();
    for (var jar : jars) {
      var part = parts.stream().filter(one -> one.is(jar)).findFirst().orElse(null);
      if (part == null) {
        wrong.add(jar + " is not in the bill of materials. Add it as a dependency of weir-cli.");
      } else if (!part.allowed()) {
        wrong.add(
            "the licence of %s is %s, which is none of %s. Do without it, or allow the licence in %s."
                .formatted(
                    jar,
                    part.licenses,
                    new TreeSet<>(ALLOWED),
                    "weir-cli/src/build/ThirdParty.java"));
      }
    }
    return wrong;
  }

  private static String notices(Path lib, Set<String> jars, List<Part> parts) throws IOException {
    var text = new StringBuilder("Weir comes with the work of others, under their licences:\n\n");
    for (var part : parts) {
      if (part.ours()) continue;
      text.append("%s:%s %s%n".formatted(part.group, part.name, part.version));
      text.append("    ").append(String.join(", or ", part.licenses));
      if (!part.url.isEmpty()) text.append(", ").append(part.url);
      text.append('\n');
    }
    texts(lib, jars)
        .forEach((said, by) ->
            text.append(
                "\n%s%n%s%n%n%s%n".formatted("-".repeat(100), String.join(", ", by), said)));
    return text.toString().replace("\r", "");
  }

  /// The licences and notices that the jars bring, and which jars bring each.
  private static Map<String, List<String>> texts(Path lib, Set<String> jars) throws IOException {
    var texts = new LinkedHashMap<String, List<String>>();
    for (var jar : jars) {
      if (jar.startsWith("weir-")) continue;
      for (var text : texts(lib.resolve(jar)).values()) {
        texts.computeIfAbsent(text, _ -> new ArrayList<>()).add(jar);
      }
    }
    return texts;
  }

  private static Map<String, String> texts(Path jar) throws IOException {
    var texts = new TreeMap<String, String>();
    try (var open = new JarFile(jar.toFile())) {
      for (var entry : open.stream().toList()) {
        if (!entry.getName().matches("(META-INF/)?(LICENSE|NOTICE)([.-][\\w.-]+)?")) continue;
        var bytes = open.getInputStream(entry).readAllBytes();
        texts.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8).strip());
      }
    }
    return texts;
  }
}
