package dev.weir.gateway.api.about;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ways in, and beside them those to read; each has a program that runs when it is pasted.
enum Way {
  PUSH("HTTP push", "push.sh", "curl", "push", "push.md"),
  TOPICS("HTTP topics", "topics.sh", "curl", "topics", "topics.md"),
  STREAM("Stream of lines", "stream.sh", "curl", "topics", "topics.md"),
  GRPC("gRPC", "grpc.py", "pip install grpcio grpcio-reflection", "grpc", "grpc.md"),
  UNIX("Unix socket", "unix.py", "Python 3", "frames", "frames.md"),
  ACKED("Acknowledged socket", "acked.py", "Python 3", "frames", "frames.md"),
  REST_V2("REST v2", "rest-v2.sh", "curl", "rest", "rest.md"),
  REST_V3("REST v3", "rest-v3.sh", "curl", "rest", "rest.md"),
  WORKER("Worker (Java)", "worker.java.txt", "JDK 25 and weir-worker", null, "worker.md"),
  COMMAND("Command line", "command.sh", "./weir", "topics", "cli.md"),
  KCAT("kcat", "kcat.sh", "kcat", null, "migrate/librdkafka.md");

  /// `«url»` stands for a value.
  private static final Pattern VALUE = Pattern.compile("«([a-z0-9-]+)»");

  private static final Map<String, String> LANGUAGES =
      Map.of("sh", "sh", "py", "python", "java", "java");

  private final String label;
  private final String file;
  private final String needs;
  private final @Nullable String ingress;
  private final String docs;

  Way(String label, String file, String needs, @Nullable String ingress, String docs) {
    this.label = label;
    this.file = file;
    this.needs = needs;
    this.ingress = ingress;
    this.docs = docs;
  }

  /// For addresses: `rest-v2`.
  String id() {
    return file.substring(0, file.indexOf('.'));
  }

  String label() {
    return label;
  }

  String language() {
    return LANGUAGES.getOrDefault(file.split("\\.", -1)[1], "text");
  }

  /// What has to be installed to run the program.
  String needs() {
    return needs;
  }

  /// Whose figures count what comes this way, or null: it does not come through the gateway.
  @Nullable String ingress() {
    return ingress;
  }

  /// The page of the documentation.
  String docs() {
    return "docs/" + docs;
  }

  /// The program.
  ///
  /// @param values each as its language writes it
  String text(Map<String, String> values) {
    return VALUE
        .matcher(template())
        .replaceAll(found -> {
          var value = values.get(found.group(1));
          if (value == null) throw new IllegalStateException(file + " wants " + found.group());
          return Matcher.quoteReplacement(value);
        });
  }

  private String template() {
    try (var text = Way.class.getResourceAsStream("snippets/" + file)) {
      if (text == null) throw new IOException(file + " was not built in");
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
